import { setTimeout as sleep } from "node:timers/promises";
import { describe, it } from "vitest";
import { emptyPostgres, emptySqlite, engines } from "../support/engines.ts";
import { startPostgres } from "../support/postgres-server.ts";
import { deliverWithThree, type Mishap } from "./many-programs.ts";
import { unreliableDiscord, unreliableSlack } from "./platforms.ts";

const full = process.env["MANY_PROGRAMS"] === "full";
const roundups = { discord: full ? 1_000 : 120, slack: full ? 600 : 310 };
/** In the second of a takeover a tenth more: the messages that the earlier leader had under way. */
const discordLimit = { posts: 55, inMs: 1_000 };
const slackLimit = { posts: 300, inMs: 60_000 };

const killing: Mishap = {
  everyMs: 2_000,
  happen: (programs) => programs.kill(Math.floor(Math.random() * programs.all.length)),
};

const discord = () => unreliableDiscord(roundups.discord);
const slack = () => unreliableSlack(roundups.slack);

describe("three programs, one of them killed every two seconds, deliver each roundup once", () => {
  it.each(engines)(`on Discord, on %s`, (_engine, makeDatabase) =>
    deliverWithThree(discord, makeDatabase, discordLimit, killing),
  );

  it(`in one Slack workspace, on PostgreSQL, with clocks a minute apart`, () =>
    deliverWithThree(slack, () => emptyPostgres(), slackLimit, killing, 60_000));

  it.runIf(full)(`in one Slack workspace, on SQLite`, () => deliverWithThree(slack, emptySqlite, slackLimit, killing));
});

describe("three programs deliver each roundup once", () => {
  it("while the leader is frozen for thirty seconds and let go", () => {
    let frozen = false;
    const freezing: Mishap = {
      everyMs: 4_000,
      async happen(_programs, { leader }) {
        const pid = frozen ? null : await leader();
        if (pid === null) return;
        frozen = true;
        process.kill(pid, "SIGSTOP");
        await sleep(30_000);
        process.kill(pid, "SIGCONT");
      },
    };
    return deliverWithThree(
      () => unreliableDiscord(400),
      () => emptyPostgres(),
      discordLimit,
      freezing,
    );
  });

  it("while PostgreSQL is killed and started again", async () => {
    const server = await startPostgres();
    let left = full ? 20 : 4;
    const cutting: Mishap = {
      everyMs: 2_000,
      happen: async () => void (left-- > 0 && (await server.restart())),
      mayEnd: true,
    };
    try {
      const makeDatabase = () => emptyPostgres(server.url);
      await deliverWithThree(discord, makeDatabase, discordLimit, cutting);
    } finally {
      await server.stop();
    }
  });
});
