import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PermissionFlagsBits as P } from "discord.js";
import { expect, it } from "vitest";
import { invited } from "../../support/fake-discord/permissions.ts";

const readme = readFileSync(join(import.meta.dirname, "../../../README.md"), "utf8");

it("the README's invite URL asks for what the bot uses, and for nothing else", () => {
  const [, scopes, permissions] =
    /oauth2\/authorize\?client_id=APPLICATION_ID&scope=([^&]+)&permissions=(\d+)/.exec(readme) ?? [];
  expect(scopes).toBe("bot+applications.commands");
  expect(BigInt(permissions ?? 0)).toBe(invited);
  const used = P.ViewChannel | P.SendMessages | P.SendMessagesInThreads | P.CreatePublicThreads | P.AttachFiles;
  expect(BigInt(permissions ?? 0)).toBe(used | P.ReadMessageHistory);
});
