import { afterEach, beforeEach, expect, it } from "vitest";
import type { Platform } from "../../src/core/platform.ts";
import { type Votable, voters, type VotesWorld, votesWorld } from "../support/votes-world.ts";

const batch = 50;

/** What each emoji votes for on the list of three and on the list of one, by place; null for nothing. */
const meanings: Record<Platform, Record<string, [onList: number | null, onOne: number | null]>> = {
  email: {},
  slack: {
    one: [0, 0],
    two: [1, null],
    three: [2, null],
    four: [null, null],
    "+1": [null, 0],
    "+1::skin-tone-2": [null, 0],
    "+1::skin-tone-6": [null, 0],
    heart: [null, 0],
    fire: [null, 0],
    tada: [null, 0],
    eyes: [null, null],
  },
  discord: {
    "1️⃣": [0, 0],
    "2️⃣": [1, null],
    "3️⃣": [2, null],
    "🔟": [null, null],
    "👍": [null, 0],
    "👍🏻": [null, 0],
    "👍🏿": [null, 0],
    "❤️": [null, 0],
    "⬆️": [null, 0],
    "🎉": [null, 0],
    "👀": [null, null],
  },
  terminal: {},
};

/** The same operations every time: a linear congruential generator. */
function dice(seed: number) {
  let state = seed;
  const upTo = (end: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
  const one = <Item>(items: readonly Item[]): Item => items[upTo(items.length)] as Item;
  const shuffled = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item) => ({ item, place: upTo(1_000_000) }))
      .sort((a, b) => a.place - b.place)
      .map(({ item }) => item);
  return { upTo, one, shuffled };
}

/** Members who should count for each paper: those on the platform's own lists, and those with a button mark. */
function expected(posts: Votable[], pressed: Set<string>): Map<string, number> {
  const byPaper = new Map<string, Set<string>>();
  const vote = (paper: string | undefined, member: string) => {
    if (paper !== undefined) byPaper.set(paper, (byPaper.get(paper) ?? new Set()).add(member));
  };
  for (const post of posts) {
    for (const [emoji, members] of post.reactions()) {
      const place = meanings[post.platform][emoji]?.[post.papers.length > 1 ? 0 : 1] ?? null;
      if (place !== null) for (const member of members) vote(post.papers[place], member);
    }
  }
  for (const press of pressed) {
    const [member = "", paper = ""] = press.split(" ");
    vote(paper, member);
  }
  return new Map([...byPaper].map(([paper, members]) => [paper, members.size]));
}

/** Votes `operations` times on two posts of each platform, a third of them while the bot is away. */
export function randomVotes(operations: number): void {
  let world: VotesWorld;
  beforeEach(async () => {
    world = await votesWorld();
  });
  afterEach(() => world.close());

  it(`${operations} votes end as the platform's own list with the button marks, whatever happened on the way`, async () => {
    const { slack, guild } = world;
    const posts = { slack: await world.posts("slack"), discord: await world.posts("discord") };
    const pressed = { slack: new Set<string>(), discord: new Set<string>() };
    for (const [platform, workspace, own] of [
      ["slack", "T1", ":tada:"],
      ["discord", guild, "🎉"],
    ] as const)
      await world.bot.app.store.settings.set(
        (await world.bot.app.store.workspaces.ensure({ platform, workspace })).id,
        "emoji",
        own,
      );

    const { upTo, one, shuffled } = dice(20_251_107);
    const play = async (count: number, up: boolean) => {
      for (let done = 0; done < count; done += batch) {
        const events: (() => Promise<unknown>)[] = [];
        for (let place = 0; place < batch; place++) {
          const platform = one(["slack", "discord"] as const);
          const [post, member] = [one(posts[platform]), one(voters[platform])];
          const isBot = member === "U4" || member === "9000";
          if (up && !isBot && upTo(8) === 0) {
            const paper = one(post.papers);
            await world.press(post, member, paper);
            const mark = `${member} ${paper}`;
            if (!pressed[platform].delete(mark)) pressed[platform].add(mark);
          } else events.push(post.react(member, one(Object.keys(meanings[platform]))));
        }
        if (up)
          await Promise.all(shuffled(events.flatMap((event) => [event, event, event, event])).map((tell) => tell()));
      }
    };
    await play(operations / 3, true);
    await world.restart(() => play(operations / 3, false));
    await play(operations / 3, true);
    // Stopping finishes what is in flight; starting reads back.
    await world.restart();
    await world.bot.app.votes.reconcile();

    for (const [platform, workspace] of [
      ["slack", "T1"],
      ["discord", guild],
    ] as const) {
      const { id } = await world.bot.app.store.workspaces.ensure({ platform, workspace });
      const papers = [...new Set(posts[platform].flatMap((post) => post.papers))];
      const wanted = expected(posts[platform], pressed[platform]);
      expect(await world.bot.app.store.votes.tallies(id, papers), platform).toEqual(wanted);
      expect([...wanted.values()].reduce((a, b) => a + b, 0)).toBeGreaterThan(0);
    }
    const top = await world.bot.app.store.votes.top(
      (await world.bot.app.store.workspaces.ensure({ platform: "slack", workspace: "T1" })).id,
      null,
      1,
    );
    await slack.until(
      () => JSON.stringify(slack.messages("C1")[0]?.blocks).includes(`▲ ${top[0]?.votes}"`),
      "the counts on the post",
    );
  });
}
