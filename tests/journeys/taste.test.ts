import { describe, expect, it } from "vitest";
import { paperFacts } from "../../src/core/papers/paper.ts";
import { type Chat, chats, clockFrom, startBotAt, useChats } from "../support/chats.ts";

useChats();
const friday = () => new Date("2025-11-07T10:00:00Z");
/** When roundups have waited for sources that nobody answers. */
const morningOf = (day: string) => clockFrom(`${day}T09:06:05Z`);
const page = (day: string, titles: string[]) =>
  titles.map((title, at) =>
    paperFacts({ origin: "hugging-face", title, abstract: `${title}.`, listedOn: [day], upvotes: 90 - at }),
  );
const first = page("2025-11-07", ["Images by diffusion", "Robot arms", "Video diffusion", "Tables", "Fast diffusion"]);
const second = page("2025-11-11", [
  "Serving models",
  "Audio diffusion",
  "Proofs",
  "Diffusion with guidance",
  "Agents",
  "Steps of diffusion",
  "Maps",
]);

type Votes = (vote: (title: string, member: string) => Promise<void>) => Promise<void>;

/** The second roundup, after the members voted on what the first one showed. */
async function secondRoundup(chat: Chat, votes: Votes): Promise<string> {
  const roundups = () => chat.channel().filter((text) => text.includes("For you ·"));
  await startBotAt(chat.env, friday, first);
  await chat.subscribe({ of: "taste", tz: "UTC" });
  const monday = await startBotAt(chat.env, morningOf("2025-11-10"));
  await chat.until(() => roundups().length === 1);
  const { store } = monday.app;
  const where = await store.workspaces.find({ platform: chat.platform, workspace: chat.workspace });
  await votes(async (title, member) => {
    const paper = await store.papers.byTitle(title);
    await store.votes.toggle(where?.id ?? 0, member, paper?.id ?? "", monday.app.now());
  });
  await store.papers.save(second, new Date("2025-11-11T05:00:00Z"));
  await startBotAt(chat.env, morningOf("2025-11-11"));
  await chat.until(() => roundups().length === 2);
  return roundups()[1] ?? "";
}

/** The papers of a roundup, in order. */
const order = (roundup: string): string[] => {
  const at = (title: string) => roundup.indexOf(title);
  return second
    .map(({ title }) => title)
    .filter((title) => at(title) >= 0)
    .sort((a, b) => at(a) - at(b));
};
const onDiffusion: Votes = async (vote) => {
  await vote("Images by diffusion", "a");
  await vote("Video diffusion", "b");
  await vote("Fast diffusion", "a");
};

describe.each(chats)("three votes on diffusion, on %s", (_, chat) => {
  it("bring diffusion in the next roundup, with reasons linked to the posts, and one other paper", async () => {
    const roundup = await secondRoundup(await chat(), onDiffusion);
    const titles = order(roundup);
    expect(titles).toHaveLength(5);
    expect(titles.slice(0, 3).every((title) => /diffusion/i.test(title))).toBe(true);
    expect(roundup.match(/something else/g)?.length).toBeGreaterThan(0);
    expect(roundup).toMatch(/like .*iffusion.*, which 1 of your team voted for/s);
    expect(roundup).toMatch(/https:\/\/[^"\s]*(?:archives|channels)/);
  });

  it("leave no trace once they are taken back", async () => {
    const roundup = await secondRoundup(await chat(), async (vote) => {
      await onDiffusion(vote);
      await onDiffusion(vote);
    });
    expect(order(roundup)).toEqual(second.slice(0, 5).map(({ title }) => title));
    expect(roundup).not.toMatch(/something else|of your team/);
  });
});
