import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createDelivery } from "../../src/core/delivery/delivery.ts";
import { type chats, endWithTest, startBotAt, useChats } from "../support/chats.ts";
import { fakeSource } from "../support/fake-source.ts";
import { shared, sharedIsHere } from "../support/shared.ts";
import { atom } from "../support/source-bodies.ts";
import { dayAsked } from "../support/sources-world.ts";

const friday = "2026-07-03";
const days = Array.from({ length: 14 }, (_, i) => `2026-07-${String(i + 4).padStart(2, "0")}`);
const isWeekend = (day: string) => [0, 6].includes(new Date(day).getUTCDay());

/** Topics of the first channel, which share papers, and of the second, which few papers are about. */
const topics = [
  ["diffusion", "video generation", "image editing"],
  ["gan", "music", "protein"],
] as const;

/** A Hugging Face with the captured pages, and an arXiv that finds nothing. */
async function capturedSources(): Promise<Record<string, string>> {
  const [huggingFace, arxiv] = await Promise.all([fakeSource(), fakeSource()]);
  endWithTest(() => huggingFace.close());
  endWithTest(() => arxiv.close());
  huggingFace.respond(({ url = "/" }, response) => {
    const day = url.startsWith("/api/daily_papers") ? dayAsked(url) : "";
    const captured = day >= friday && !isWeekend(day);
    response.end(captured ? readFileSync(shared(`data/huggingface/daily_papers/${day}.json`)) : "[]");
  });
  arxiv.respond((_, response) => response.end(atom([])));
  return { HUGGINGFACE_URL: huggingFace.url, ARXIV_URL: arxiv.url, ARXIV_RSS_URL: arxiv.url };
}

/** The papers that a message shows. */
const papersIn = (text: string): string[] => [...new Set(text.match(/\d{4}\.\d{5}/g))];
const isEmptyLine = (text: string) => text.includes("nothing new");

/** Ten days of roundups from captured pages of the Daily Papers, on some platforms. */
export function tenDays(on: (typeof chats)[number][]): void {
  useChats();
  describe.skipIf(!sharedIsHere).each(on)("ten real pages of the Daily Papers, on %s", (_, makeChat) => {
    it("bring no channel a paper twice, with three topics due at the same minute, nor more than one line a day without papers", async () => {
      const chat = await makeChat();
      let offset = 0;
      const now = () => new Date(Date.now() + offset);
      const setClock = (time: string) => (offset = Date.parse(time) - Date.now());
      setClock(`${friday}T12:00:00Z`);
      const { app } = await startBotAt({ ...chat.env, ...(await capturedSources()) }, now);
      await app.sources.sync();
      for (const [i, channel] of chat.channels.entries())
        for (const topic of topics[i] ?? [])
          await chat.subscribe({ topic, on: "daily", tz: "UTC", ask: "no" }, channel);
      const wait = async (ms: number) => void (offset += ms);
      const delivery = createDelivery({ ...app, now, wait, settleSeconds: 0 });
      const seen = chat.channels.map((id) => chat.channel(id).length);
      const byDay: string[][][] = [];
      for (const day of days) {
        setClock(`${day}T08:50:00Z`);
        await app.sources.sync({ date: day });
        for (const time of ["08:59:52", "09:00:00", "09:01:00", "09:06:00"]) {
          setClock(`${day}T${time}Z`);
          await delivery.tick();
        }
        byDay.push(chat.channels.map((id, i) => chat.channel(id).slice(seen[i])));
        chat.channels.forEach((id, i) => (seen[i] = chat.channel(id).length));
      }
      await delivery.stop();
      const [overlapping, rare] = chat.channels.map((_channel, i) => byDay.map((channels) => channels[i] ?? []));
      for (const texts of [overlapping, rare]) {
        const posted = texts?.flat().flatMap(papersIn) ?? [];
        expect(new Set(posted).size).toBe(posted.length);
        for (const ofDay of texts ?? []) expect(ofDay.filter(isEmptyLine).length).toBeLessThan(2);
      }
      expect(overlapping?.flat().flatMap(papersIn).length).toBeGreaterThan(30);
      expect(rare?.flat().filter(isEmptyLine).length).toBeGreaterThan(3);
      expect(chat.faults()).toEqual([]);
    });
  });
}
