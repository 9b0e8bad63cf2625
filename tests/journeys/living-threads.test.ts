import { describe, expect, it } from "vitest";
import { createDelivery } from "../../src/core/delivery/delivery.ts";
import { chats, clockFrom, endWithTest, startBotAt, useChats } from "../support/chats.ts";
import { fakeSource } from "../support/fake-source.ts";
import { announced, atom, feed, item } from "../support/source-bodies.ts";
import { dayAsked } from "../support/sources-world.ts";

useChats();
const monday = "2025-11-10";
const [withCode, renamed, withdrawn] = ["2511.00001", "2511.00002", "2511.00003"] as const;
const start = (env: Record<string, string>, time: string) => startBotAt(env, clockFrom(time));

/** A Hugging Face that lists three papers on Monday, and arXiv's feed; `change` lets something happen to each paper. */
async function startSources() {
  const [huggingFace, arxiv] = await Promise.all([fakeSource(), fakeSource()]);
  endWithTest(() => huggingFace.close());
  endWithTest(() => arxiv.close());
  const answer = (code: string | null, entries: string[]) => {
    const listed = [withCode, renamed, withdrawn].map((id) =>
      item(id, monday, { githubRepo: id === withCode ? code : null, ai_summary: null }),
    );
    huggingFace.respond((request, response) =>
      response.end(JSON.stringify(dayAsked(request.url ?? "") === monday ? listed : [])),
    );
    arxiv.respond((request, response) => response.end(request.url?.startsWith("/atom/") ? feed(entries) : atom([])));
  };
  const version = (id: string, n: number, title: string, abstract: string) =>
    announced(id, "replace", monday)
      .replace(`${id}v1</id>`, `${id}v${n}</id>`)
      .replace(`<title>Paper ${id}`, `<title>${title}`)
      .replace(`The abstract of ${id}.`, abstract);
  answer(null, [announced("2511.00009", "new", monday)]);
  return {
    env: {
      HUGGINGFACE_URL: huggingFace.url,
      ARXIV_URL: arxiv.url,
      ARXIV_RSS_URL: arxiv.url,
      ARXIV_CATEGORIES: "cs.LG",
    },
    change: () =>
      answer("https://github.com/acme/paper", [
        version(withCode, 2, `Paper ${withCode}`, `The abstract of ${withCode}.`),
        version(renamed, 2, "Renamed", `The abstract of ${renamed}.`),
        version(withdrawn, 2, `Paper ${withdrawn}`, "This paper has been withdrawn by its authors."),
      ]),
  };
}

describe.each(chats)("three posted papers, on %s", (_, makeChat) => {
  it("get one note each in the thread under their post, once, and the withdrawn one is marked", async () => {
    const chat = await makeChat();
    const sources = await startSources();
    const env = { ...chat.env, ...sources.env };
    const early = await start(env, `${monday}T08:50:00Z`);
    await early.app.sources.sync();
    await chat.subscribe({ tz: "UTC" });
    await start(env, `${monday}T09:00:05Z`);
    await chat.until(() => chat.channel().some((text) => text.includes("Daily Papers ·")));
    const said = chat.channel().length;
    sources.change();
    const { app } = await start(env, `${monday}T15:00:00Z`);
    await app.sources.sync();
    const another = createDelivery({ ...app, now: () => app.now(), settleSeconds: 0 });
    for (let replay = 0; replay < 10; replay++) await another.tick();
    await another.stop();
    await chat.until(() => chat.threads().length >= 3 && chat.channel().some((text) => text.includes("withdrawn")));
    const notes = chat.threads();
    expect(notes).toHaveLength(3);
    expect(notes.filter((note) => note.includes("Code is out: ") && note.includes("acme/paper"))).toHaveLength(1);
    expect(notes.filter((note) => note.includes(`the title was “Paper ${renamed}” before`))).toHaveLength(1);
    expect(notes.filter((note) => note.includes("Withdrawn: "))).toHaveLength(1);
    await start(env, `${monday}T18:00:00Z`);
    expect(chat.channel()).toHaveLength(said);
    expect(chat.threads()).toHaveLength(3);
    expect(chat.faults()).toEqual([]);
  });
});
