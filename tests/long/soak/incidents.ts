import type { Fault as DiscordFault } from "../../support/fake-discord/faults.ts";
import type { Fault as SlackFault } from "../../support/fake-slack/faults.ts";
import { type Machine, startMachine } from "./machine.ts";
import type { SoakWorld } from "./world.ts";

/** What happens for ten minutes. */
export interface Incident {
  /** What a machine must say of its parts meanwhile, where it is not "well"; null for a part that may say either. */
  expected(machine: Machine): Record<string, boolean | null>;
  end(): Promise<void>;
}

interface Scene {
  world: SoakWorld;
  machines: Machine[];
  victim: Machine;
  random: () => number;
}

type Begin = (scene: Scene) => Incident | Promise<Incident>;

const well = () => ({});
const nothing = async () => {};

/** One call of `chat.postMessage` goes wrong. */
const onSlack =
  (...choices: SlackFault[]): Begin =>
  ({ world: { slack }, random }) => {
    let left = 1;
    const fault = choices[Math.floor(random() * choices.length)] ?? null;
    slack.faults = (method) => (method === "chat.postMessage" && left-- > 0 ? fault : null);
    return { expected: well, end: async () => void (slack.faults = () => null) };
  };

/** One message to Discord goes wrong. */
const onDiscord =
  (...choices: DiscordFault[]): Begin =>
  ({ world: { discord }, random }) => {
    const fault = choices[Math.floor(random() * choices.length)];
    if (fault) discord.faults.next("POST", /^\/channels\/\d+\/messages$/, fault);
    return { expected: well, end: async () => discord.faults.clear() };
  };

/** Slack refuses the workspace's token, whatever is asked. */
const refusal: Begin = ({ world: { slack } }) => {
  slack.faults = () => ({ kind: "error", error: "token_revoked", commit: false });
  return { expected: well, end: async () => void (slack.faults = () => null) };
};

/** The victim's database fails. */
const database =
  (trouble: "locked" | "full"): Begin =>
  ({ victim }) => {
    victim.trouble = trouble;
    return {
      expected: (machine): Record<string, boolean | null> =>
        machine === victim ? { database: trouble === "locked" ? false : null } : {},
      end: async () => void (victim.trouble = null),
    };
  };

/** The victim's clock is hours off, ahead or behind. */
const clock: Begin = ({ victim, random }) => {
  victim.offsetMs = Math.round((1 + random() * 6) * 3_600_000) * (random() < 0.5 ? -1 : 1);
  return { expected: well, end: async () => void (victim.offsetMs = 0) };
};

/** The victim stops, does not start with a key that opens nothing, and starts again with the right one. */
const key: Begin = async ({ world, machines, victim }) => {
  await victim.stop();
  machines.splice(machines.indexOf(victim), 1);
  const refusal = await startMachine(world.around(world.wrongKey)).then(
    () => "it started",
    (error: unknown) => (error instanceof Error ? error.message : ""),
  );
  if (!refusal.includes("ENCRYPTION_KEY")) throw new Error(`a wrong key is not refused: ${refusal}`);
  return { expected: well, end: async () => void machines.push(await startMachine(world.around())) };
};

/** The source answers what is no list of papers. */
const garbage: Begin = ({ world, random }) => {
  const bodies = ["<html>Bad gateway</html>", "null", "{}", "", '[{"title":'];
  world.spoilSource(bodies[Math.floor(random() * bodies.length)] ?? "");
  return { expected: well, end: async () => world.spoilSource(null) };
};

const wellAgain = async (machines: readonly Machine[], world: SoakWorld) => {
  for (const machine of machines) await world.discord.until(async () => (await machine.health())["discord"]);
};

/** Every connection to Discord is cut, and comes back at once. */
const cut: Begin = async ({ world, machines }) => {
  const { gateway } = world.discord;
  const before = gateway.resumes;
  gateway.drop();
  await world.discord.until(() => gateway.resumes >= before + machines.length);
  await wellAgain(machines, world);
  return { expected: well, end: nothing };
};

/** Discord cannot be reached. */
const outage: Begin = async ({ world, machines }) => {
  const { gateway } = world.discord;
  gateway.down = true;
  gateway.drop();
  for (const machine of machines) await world.discord.until(async () => !(await machine.health())["discord"]);
  return {
    expected: () => ({ discord: false }),
    async end() {
      gateway.down = false;
      await wellAgain(machines, world);
    },
  };
};

/** Every kind of incident, by name. */
export const incidents: readonly { kind: string; begin: Begin }[] = [
  {
    kind: "invalid_auth from Slack, once",
    begin: onSlack({ kind: "error", error: "invalid_auth", commit: false }),
  },
  {
    kind: "5xx and lost answers from Slack",
    begin: onSlack(
      { kind: "status", status: 503, commit: false },
      { kind: "status", status: 500, commit: true },
      { kind: "reset", commit: true },
      { kind: "reset", commit: false },
      { kind: "status", status: 429, commit: false, headers: { "retry-after": "45" } },
    ),
  },
  {
    kind: "Slack takes a message and never answers",
    begin: onSlack({ kind: "silence", commit: true }, { kind: "silence", commit: false }),
  },
  {
    kind: "401 from Discord, once",
    begin: onDiscord({ kind: "answer", status: 401, body: { message: "401: Unauthorized", code: 0 } }),
  },
  {
    kind: "5xx and lost answers from Discord",
    begin: onDiscord(
      { kind: "answer", status: 500, commit: "before" },
      { kind: "answer", status: 502, commit: "never" },
      { kind: "html", commit: "never" },
      { kind: "reset", commit: "before" },
      { kind: "reset", commit: "never" },
    ),
  },
  {
    kind: "Discord takes a message and never answers",
    begin: onDiscord({ kind: "silence", commit: "before" }, { kind: "silence", commit: "never" }),
  },
  { kind: "a refused workspace at Slack", begin: refusal },
  { kind: "a database held locked", begin: database("locked") },
  { kind: "a full disk", begin: database("full") },
  { kind: "a clock hours off", begin: clock },
  { kind: "a wrong key at a restart", begin: key },
  { kind: "garbage from the source", begin: garbage },
  { kind: "cut connections to Discord", begin: cut },
  { kind: "Discord not to be reached", begin: outage },
];
