import { describe, expect, it } from "vitest";
import { createAllowance } from "../../../src/core/command/allowance.ts";
import type { Platform } from "../../../src/core/platform.ts";

const start = Date.parse("2025-11-07T09:00:00Z");

describe("the allowance of calls", () => {
  const world = () => {
    let at = start;
    const take = createAllowance(() => new Date(at));
    const call = (id: string, workspace = "W1", platform: Platform = "slack") => {
      try {
        take({ platform, workspace, caller: { id } });
        return "taken";
      } catch (error) {
        return (error as Error).message;
      }
    };
    return { call, pass: (ms: number) => (at += ms) };
  };
  const times = (count: number, call: () => string) => Array.from({ length: count }, call);

  it("stops a member after 60 calls in a minute with what to do, and nobody else", () => {
    const { call, pass } = world();
    expect(new Set(times(60, () => call("anna")))).toEqual(new Set(["taken"]));
    expect(call("anna")).toBe("You called me more than 60 times within a minute. Wait a moment, then go on.");
    expect(call("bert")).toBe("taken");
    expect(call("anna", "W2")).toBe("taken");
    pass(1_000);
    expect(call("anna")).toBe("taken");
    expect(call("anna")).toContain("more than 60 times");
  });

  it("stops a workspace after 600, and no other", () => {
    const { call } = world();
    expect(
      new Set(
        times(
          600,
          (
            (n) => () =>
              call(`member ${Math.floor(n++ / 50)}`)
          )(0),
        ),
      ),
    ).toEqual(new Set(["taken"]));
    expect(call("somebody else")).toContain("This workspace called me more than 600 times");
    expect(call("somebody", "W2")).toBe("taken");
  });

  it("is not asked for in a terminal, and a clock that is set back takes nothing away", () => {
    const { call, pass } = world();
    expect(new Set(times(100, () => call("local", "local", "terminal")))).toEqual(new Set(["taken"]));
    pass(-3_600_000);
    expect(call("anna")).toBe("taken");
  });
});
