import { expect, it } from "vitest";
import { type Machine, startMachine } from "./machine.ts";
import { incidents, type Incident } from "./incidents.ts";
import { type SoakWorld, soakWorld } from "./world.ts";

const start = new Date("2026-11-16T08:00:00Z");
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const stepMs = 5 * minuteMs;
const incidentMs = 10 * minuteMs;

/** How long a soak lasts, over how many channels of each platform, and the seed of its chances. */
export interface SoakForm {
  hours: number;
  channels: number;
  seed: number;
}

/** Runs three programs on one database in virtual time, with an incident every ten minutes, each kind as often as the others. */
export function soak({ hours, channels, seed }: SoakForm): void {
  it(`${hours} hours with an incident every ten minutes: each roundup is out once, or missed for a true reason`, async () => {
    const random = dice(seed);
    // Nothing may be due in the hour that follows whole days.
    const due = { from: hours < 24 ? 0.5 : 2, until: Math.min(hours, 15) - 0.5 };
    const world = await soakWorld({ start, channels, due, random });
    const machines = await Promise.all([1, 2, 3].map(() => startMachine(world.around())));
    const lies: string[] = [];
    let kinds: typeof incidents = [];
    try {
      for (let at = incidentMs; at <= hours * hourMs; at += incidentMs) {
        if (kinds.length === 0) kinds = shuffled(incidents, random);
        const [next, ...later] = kinds;
        kinds = later;
        if (!next) throw new Error("no incident");
        const victim = machines[Math.floor(random() * machines.length)] as Machine;
        const incident = await next.begin({ world, machines, victim, random });
        await runUntil(start.getTime() + at, world, machines, incident, (lie) => lies.push(`${next.kind}: ${lie}`));
        await incident.end();
      }
      // What is owed may still be looked up or tried again.
      await runUntil(start.getTime() + (hours + 1) * hourMs, world, machines, calm, (lie) => lies.push(lie));
      const days = Math.ceil(hours / 24);
      expect(await outcome(world, days)).toEqual({ wrong: [], paused: [], sent: 2 * channels * days });
      expect(lies).toEqual([]);
    } finally {
      await Promise.all(machines.map((machine) => machine.stop()));
      await world.close();
    }
  });
}

const calm: Incident = { expected: () => ({}), end: async () => undefined };

/** Lets all machines tick until then, and compares what each says of itself with what is true. */
async function runUntil(
  until: number,
  world: SoakWorld,
  machines: readonly Machine[],
  incident: Incident,
  lie: (what: string) => void,
): Promise<void> {
  while (world.now().getTime() < until) {
    world.pass(stepMs);
    for (const machine of machines) {
      await machine.tick();
      const truth = { database: true, slack: true, discord: true, ...incident.expected(machine) };
      const said = await machine.health();
      for (const [part, well] of Object.entries(truth))
        if (well !== null && said[part] !== well) lie(`${part} is ${well ? "well" : "in trouble"} and said otherwise`);
    }
  }
}

/** Roundups that are not out exactly once though nothing kept them from it, what is paused, and how many are out. */
async function outcome(world: SoakWorld, days: number) {
  const { deliveries, subscriptions } = await world.records();
  const wrong: string[] = [];
  let sent = 0;
  for (const { id, channel, at } of subscriptions) {
    const owed = deliveries.filter(({ subscription }) => subscription.id === id);
    const out = owed.filter(({ state }) => state === "sent");
    const others = owed.filter(({ state }) => state !== "sent");
    const where = `${channel} ${at}`;
    sent += out.length;
    for (const { slot, state, reason } of others) wrong.push(`${where} ${slot}: ${state}, ${reason ?? "no reason"}`);
    if (owed.length !== days) wrong.push(`${where}: ${owed.length} slots in ${days} days`);
    const shown = world.shown(channel).filter((text) => /^Daily Papers/.test(text.replace(/^[#*\s]+/, "")));
    if (shown.length !== out.length) wrong.push(`${where}: ${out.length} sent, ${shown.length} there`);
  }
  const paused = subscriptions.flatMap(({ channel, pausedBecause }) =>
    pausedBecause ? `${channel}: ${pausedBecause}` : [],
  );
  return { wrong, paused, sent };
}

/** Numbers in [0, 1), the same for the same seed. */
function dice(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}

const shuffled = <Item>(items: readonly Item[], random: () => number): Item[] =>
  items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
