import { describe, expect, it } from "vitest";
import { createLog } from "../src/log.ts";

const logged = (secrets: string[], say: (log: ReturnType<typeof createLog>) => void): string => {
  const lines: string[] = [];
  say(createLog("trace", secrets, (line) => lines.push(line)));
  return lines.join("");
};

describe("the log", () => {
  it.each([
    ["a configured secret in a field", "s3cret-value", { nested: { header: "s3cret-value" } }],
    ["a configured secret with quotes in it", 's3"cret\\value', { text: 's3"cret\\value' }],
    ["a Slack token nobody configured", "xoxb-12-34-abcDEF", { token: "xoxb-12-34-abcDEF" }],
    ["a response address", "T1/2/abcdefghijklmnop", { url: "https://hooks.slack.com/commands/T1/2/abcdefghijklmnop" }],
    ["an authorization header", "abcdef.ghijkl", { authorization: "Bearer abcdef.ghijkl" }],
  ])("leaves out %s", (_what, secret, fields) => {
    const text = logged(
      [secret].filter((value) => value.startsWith("s3")),
      (log) => log.info(fields, `said ${secret}`.slice(0, 5)),
    );
    expect(text).not.toContain(secret);
    expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
    expect(text).toContain("[redacted]");
  });

  it("leaves out secrets in messages and errors", () => {
    const text = logged(["hush-hush"], (log) => log.error({ err: new Error("refused hush-hush") }, "token hush-hush"));
    expect(text).not.toContain("hush-hush");
  });

  it("stays one JSON line whatever a field holds", () => {
    const text = logged([], (log) => log.info({ title: "a\r\nb\u001b[31m\u2028c" }, "line\nbreak"));
    expect(text.trimEnd().split("\n")).toHaveLength(1);
    expect(text).not.toContain("\u001b");
    expect(JSON.parse(text)).toMatchObject({ title: "a\r\nb\u001b[31m\u2028c" });
  });
});
