import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Crowds, people, startCrowds } from "../bench/crowd.ts";

describe("fifty people who press ▲ of one post at once, in the running program", () => {
  let crowds: Crowds;
  beforeAll(async () => {
    crowds = await startCrowds();
  });
  afterAll(() => crowds.close());

  it.each([
    ["Slack", 0],
    ["Discord", 1],
  ])("each see the post drawn anew with their press, and the tally ends right, on %s", async (_, at) => {
    const crowd = crowds.all[at];
    if (!crowd) throw new Error("no crowd");
    for (const voting of [true, false, true]) {
      const counts = (await crowd.press()).map(({ votes }) => (voting ? votes : people - votes));
      // Of those who see at most n presses counted there are at most n, because each sees at least their own.
      for (const [before, count] of counts.sort((a, b) => a - b).entries()) expect(count).toBeGreaterThan(before);
      await crowd.shows(voting ? people : 0);
    }
  });
});
