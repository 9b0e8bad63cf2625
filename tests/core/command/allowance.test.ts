import { expect, it } from "vitest";
import { createAllowance } from "../../../src/core/command/allowance.ts";
import type { Platform } from "../../../src/core/platform.ts";

let at = 0;
const call = (id: string, workspace = "W1", platform: Platform = "slack") => ({ platform, workspace, caller: { id } });
const taken = (take: ReturnType<typeof createAllowance>, times: number, ...who: Parameters<typeof call>): number => {
  for (let i = 0; i < times; i++) {
    try {
      take(call(...who));
    } catch {
      return i;
    }
  }
  return times;
};

it("gives a member 60 calls a minute, filling up evenly, and takes none from others", () => {
  const take = createAllowance(() => new Date(at));
  expect(taken(take, 100, "anna")).toBe(60);
  expect(() => take(call("anna"))).toThrow(/more than 60 times within a minute\. Wait a moment/);
  expect(taken(take, 60, "bert")).toBe(60);
  at += 10_000;
  expect(taken(take, 100, "anna")).toBe(10);
});

it("gives a workspace 600 calls a minute, whoever calls, and a terminal any number", () => {
  const take = createAllowance(() => new Date(at));
  const all = Array.from({ length: 20 }, (_, i) => taken(take, 40, `member ${i}`));
  expect(all.reduce((sum, each) => sum + each, 0)).toBe(600);
  expect(taken(take, 40, "anna", "W2")).toBe(40);
  expect(taken(take, 1_000, "me", "here", "terminal")).toBe(1_000);
});
