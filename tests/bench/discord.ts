import { startFakeDiscord } from "../support/fake-discord/fake-discord.ts";
import { knownPapers } from "../support/known-papers.ts";
import { startTestBot } from "../support/test-bot.ts";
import { percentile99 } from "./percentile.ts";

const parallel = 50;
const rounds = 20;

/** How fast the bot acknowledges and answers 50 interactions at once, in milliseconds; the goal is 1,000 for the first. */
export async function benchDiscord(): Promise<{ acknowledged99: number; answered99: number; interactions: number }> {
  const discord = await startFakeDiscord({ specification: false });
  discord.guild("Lab");
  const bot = await startTestBot(
    { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl, LOG_LEVEL: "warn" },
    { papers: knownPapers },
  );
  await bot.bot.connected;
  const acknowledged: number[] = [];
  const answered: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const people = Array.from({ length: parallel }, (_, n) => discord.member(`${1_000 + n}`));
    await Promise.all(
      people.map(async (person, n) => {
        const started = performance.now();
        const seen = await person.slash("papers", n % 2 ? "today" : "topic", n % 2 ? {} : { words: "gan" });
        answered.push(performance.now() - started);
        acknowledged.push(seen.acknowledgedAfter);
      }),
    );
  }
  await bot.remove();
  await discord.stop();
  return {
    acknowledged99: percentile99(acknowledged),
    answered99: Math.round(percentile99(answered)),
    interactions: parallel * rounds,
  };
}

if (import.meta.main) {
  const { acknowledged99, answered99, interactions } = await benchDiscord();
  console.log(`Discord: ${interactions} interactions, ${parallel} at a time`);
  console.log(`  acknowledged within ${acknowledged99} ms (99th percentile; goal: under 1,000)`);
  console.log(`  answered within ${answered99} ms (99th percentile)`);
  process.exit(acknowledged99 < 1_000 ? 0 : 1);
}
