import { startFakeSlack } from "../support/fake-slack/fake-slack.ts";
import { person } from "../support/fake-slack/person.ts";
import { knownPapers } from "../support/known-papers.ts";
import { startTestBot } from "../support/test-bot.ts";
import { percentile99 } from "./percentile.ts";

const parallel = 50;
const rounds = 20;
const signingSecret = "0123456789abcdef0123456789abcdef";

/** How fast the bot acknowledges and answers 50 signed commands at once, in milliseconds; the goal is 1,000 for the first. */
export async function benchSlack(): Promise<{ acknowledged99: number; answered99: number; commands: number }> {
  const slack = await startFakeSlack();
  const bot = await startTestBot(
    {
      SLACK_BOT_TOKEN: slack.team("T1").token,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
      PORT: "0",
      LOG_LEVEL: "warn",
    },
    { papers: knownPapers },
  );
  await bot.bot.connected;
  const reach = { kind: "http" as const, url: `${bot.url}/slack/events`, signingSecret };
  const acknowledged: number[] = [];
  const answered: number[] = [];
  const deliver = slack.deliver.bind(slack);
  slack.deliver = async (...delivery) => {
    const started = performance.now();
    const answer = await deliver(...delivery);
    acknowledged.push(performance.now() - started);
    return answer;
  };
  for (let round = 0; round < rounds; round++) {
    await Promise.all(
      Array.from({ length: parallel }, async (_, place) => {
        const started = performance.now();
        await person(slack, reach, `U${100 + place}`).slash(place % 2 ? "today" : "topic gan");
        answered.push(performance.now() - started);
      }),
    );
  }
  await bot.remove();
  await slack.close();
  return {
    acknowledged99: Math.round(percentile99(acknowledged)),
    answered99: Math.round(percentile99(answered)),
    commands: parallel * rounds,
  };
}

if (import.meta.main) {
  const { acknowledged99, answered99, commands } = await benchSlack();
  console.log(`Slack: ${commands} commands, ${parallel} at a time`);
  console.log(`  acknowledged within ${acknowledged99} ms (99th percentile; goal: under 1,000)`);
  console.log(`  answered within ${answered99} ms (99th percentile)`);
  process.exit(acknowledged99 < 1_000 ? 0 : 1);
}
