import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { describe, expect, it } from "vitest";
import { outcomeOf } from "../../../src/adapters/slack/errors.ts";
import { seal, unseal } from "../../../src/seal.ts";

const now = new Date("2025-11-07T09:00:00Z");
const platform = (error: string) => new WebAPIPlatformError({ ok: false, error });
const socket = (code: string) =>
  new WebAPIRequestError(Object.assign(new Error("fetch failed"), { cause: Object.assign(new Error(code), { code }) }));

describe("what a failed post means", () => {
  it.each([
    [platform("not_in_channel"), "refused", "forbidden"],
    [platform("is_archived"), "refused", "channel_gone"],
    [platform("token_revoked"), "refused", "token_revoked"],
    [platform("invalid_blocks"), "refused", "too_long"],
    [platform("something_new"), "refused", "forbidden"],
    [socket("ECONNREFUSED"), "refused", "unreachable"],
    [new WebAPIHTTPError(404, "Not Found", {}), "refused", "forbidden"],
    [platform("ratelimited"), "rate_limited", undefined],
    [platform("internal_error"), "ambiguous", undefined],
    [platform("fatal_error"), "ambiguous", undefined],
    [socket("ECONNRESET"), "ambiguous", undefined],
    [new WebAPIHTTPError(503, "Unavailable", {}), "ambiguous", undefined],
    [new SyntaxError("Unexpected token '<'"), "ambiguous", undefined],
  ])("%o is %s %s", (error, status, why) => {
    expect(outcomeOf(error, now)).toMatchObject({ status, ...(why ? { why } : {}) });
  });

  it("hands a rate limit on with its wait", () => {
    expect(outcomeOf(new WebAPIRateLimitedError(30), now)).toEqual({
      status: "rate_limited",
      until: new Date("2025-11-07T09:00:30Z"),
    });
  });
});

describe("stored tokens", () => {
  const key = Buffer.alloc(32, 7);
  it("open with their key and for their workspace only", () => {
    const sealed = seal("xoxb-secret", key, "T1");
    expect(sealed).not.toContain("xoxb");
    expect(unseal(sealed, key, "T1")).toBe("xoxb-secret");
    expect(unseal(sealed, key, "T2")).toBeNull();
    expect(unseal(sealed, Buffer.alloc(32, 8), "T1")).toBeNull();
    expect(unseal(`${sealed.slice(0, -4)}AAAA`, key, "T1")).toBeNull();
    expect(seal("xoxb-secret", key, "T1")).not.toBe(sealed);
  });
});
