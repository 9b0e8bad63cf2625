import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readConfig, variables } from "../../src/config/config.ts";
import { UserError } from "../../src/errors.ts";

const fault = (env: Record<string, string>): UserError => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof UserError) return error;
  }
  throw new Error("expected a UserError");
};

const signing = "0123456789abcdef0123456789abcdef";

describe("the environment", () => {
  it("is complete when empty", () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      databaseUrl: "file:./data/papers.db",
      slack: null,
      discord: null,
      port: null,
      defaultTimezone: "UTC",
      settleSeconds: 30,
    });
    expect(config.sources.arxivCategories).toEqual(["cs.AI", "cs.CL", "cs.CV", "cs.LG"]);
  });

  it.each([
    ["socket", { SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1", SLACK_SIGNING_SECRET: signing }],
    ["http", { SLACK_BOT_TOKEN: "xoxb-1", SLACK_SIGNING_SECRET: signing, PORT: "3000" }],
    [
      "oauth",
      {
        SLACK_CLIENT_ID: "1.2",
        SLACK_CLIENT_SECRET: "c",
        SLACK_STATE_SECRET: "s",
        SLACK_SIGNING_SECRET: signing,
        ENCRYPTION_KEY: Buffer.alloc(32, 1).toString("base64"),
        PORT: "0",
      },
    ],
  ])("reaches Slack by %s", (mode, env) => {
    expect(readConfig(env).slack?.mode).toBe(mode);
  });

  it.each([
    [{ SLACK_BOT_TOKEN: "xoxb-1" }, ["SLACK_APP_TOKEN"]],
    [{ SLACK_APP_TOKEN: "xapp-1" }, ["SLACK_BOT_TOKEN"]],
    [{ SLACK_SIGNING_SECRET: signing }, ["SLACK_BOT_TOKEN", "PORT"]],
    [{ SLACK_CLIENT_ID: "1.2" }, ["SLACK_CLIENT_SECRET", "SLACK_STATE_SECRET", "ENCRYPTION_KEY", "PORT"]],
  ])("names what half a set %o lacks", (env, names) => {
    const error = fault(env);
    expect(error.exitCode).toBe(2);
    for (const name of names) expect(error.message).toContain(`${name} is missing`);
  });

  it("tells all faults at once, each with its variable, never a value", () => {
    const error = fault({
      DATABASE_URL: "mysql://hidden",
      PORT: "hidden",
      DEFAULT_TIMEZONE: "Hidden/Zone",
      DISCORD_TOKEN: "",
    });
    for (const name of ["DATABASE_URL", "PORT", "DEFAULT_TIMEZONE", "DISCORD_TOKEN"])
      expect(error.message).toContain(name);
    expect(error.message).not.toMatch(/hidden/i);
    expect(error.exitCode).toBe(2);
  });

  it.each([
    ["DISCORD_TOKEN", "  "],
    ["DISCORD_TOKEN", '"abc.def.ghi"'],
    ["DISCORD_TOKEN", "1234567890"],
    ["HF_TOKEN", "sk-hidden"],
  ])("stops with exit code 1 for a %s no service would take: %j", (name, value) => {
    const error = fault({ [name]: value });
    expect(error.exitCode).toBe(1);
    expect(error.message).toMatch(new RegExp(`^${name} .*Get it at `));
    expect(error.message).not.toContain("hidden");
  });

  it.each([
    "file:",
    "file::memory:",
    "file:papers.db?mode=ro",
    "file://server/papers.db",
    "file:papers.db#x",
    "file:~/papers.db",
    "file:%2Fsrv%2Fpapers.db",
    "file:papers.db ",
    "file:///",
    "mysql://db.example.org/papers",
  ])("refuses the database address %s with what it must be", (DATABASE_URL) => {
    expect(fault({ DATABASE_URL }).message).toMatch(/^DATABASE_URL must be file: and a path/);
  });

  it.each([
    "file:papers.db",
    "file:my papers/50%.db",
    "file:./data/papers.db",
    "file:/srv/papers.db",
    "file:///srv/papers.db",
  ])("takes the database address %s", (DATABASE_URL) => {
    expect(readConfig({ DATABASE_URL }).databaseUrl).toBe(DATABASE_URL);
  });

  it.each(["postgres://db.example.org", "postgres://papers:a/b@db.example.org/papers", "postgresql://"])(
    "refuses the PostgreSQL address %s without repeating it",
    (DATABASE_URL) => {
      const { message } = fault({ DATABASE_URL });
      expect(message).toMatch(/^DATABASE_URL must be an address like postgres:/);
      expect(message).not.toContain(DATABASE_URL);
    },
  );

  it("keeps the password of a PostgreSQL address out of the log, as it is written and as it is meant", () => {
    const DATABASE_URL = "postgres://papers:p%40ss@db.example.org/papers";
    expect(readConfig({ DATABASE_URL }).secrets).toEqual(["p%40ss", "p@ss"]);
  });

  it("takes the public address without slashes at its end, and refuses what is no web address", () => {
    expect(readConfig({ PUBLIC_URL: "https://papers.example.org/" }).publicUrl).toBe("https://papers.example.org");
    expect(readConfig({}).publicUrl).toBeNull();
    expect(fault({ PUBLIC_URL: "papers.example.org" }).message).toMatch(/^PUBLIC_URL must be an address like https/);
  });

  it("takes several encryption keys, and keeps each of them out of the log", () => {
    const keys = [1, 2].map((byte) => Buffer.alloc(32, byte).toString("base64"));
    const oauth = { SLACK_CLIENT_ID: "1.2", SLACK_CLIENT_SECRET: "c", SLACK_STATE_SECRET: "s", PORT: "0" };
    const config = readConfig({ ...oauth, SLACK_SIGNING_SECRET: signing, ENCRYPTION_KEY: keys.join(",") });
    expect(config.slack).toMatchObject({ encryptionKeys: [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] });
    expect(config.secrets).toEqual(expect.arrayContaining(keys));
    expect(fault({ ...oauth, ENCRYPTION_KEY: `${keys[0]},short` }).message).toContain("ENCRYPTION_KEY is not 32 bytes");
  });

  it("stops with exit code 1 for Slack tokens of the wrong kind", () => {
    const error = fault({ SLACK_BOT_TOKEN: "xapp-1", SLACK_APP_TOKEN: "xoxb-1" });
    expect(error.exitCode).toBe(1);
    expect(error.message).toMatch(/SLACK_BOT_TOKEN is not a bot token.*\nSLACK_APP_TOKEN is not an app-level token/);
  });

  it("is what .env.example says", () => {
    const lines = readFileSync(new URL("../../.env.example", import.meta.url), "utf8").split("\n");
    const shown = lines.flatMap((line) => {
      const [, name = "", value = ""] = /^# ([A-Z_]+)=(.*)$/.exec(line) ?? [];
      return name === "" ? [] : [[name, value] as const];
    });
    expect(shown.map(([name]) => name).sort()).toEqual([...variables].sort());
    // What stands behind a value would become part of it in .env, under systemd and in a container.
    const explained = shown.filter(([name, value]) => name !== "MAIL_FROM" && /\s/.test(value));
    expect(explained).toEqual([]);
  });
});
