import cron from "node-cron";
import { minuteMs } from "./durations.ts";
import type { Log } from "./log.ts";

/** Work that the clock starts; rows in the database decide what is due. */
export interface Waker {
  name: string;
  /** A cron pattern in UTC, where no hour is ever skipped or repeated. */
  pattern: string;
  /** Waits for its time also when the clock starts; the others are woken then, too. */
  notAtStart?: true;
  wake(): Promise<unknown>;
}

/** Where the time comes from, in milliseconds. */
export interface Clocks {
  /** The machine's clock, since 1970. */
  wall: () => number;
  /** A clock from any beginning, which setting the machine's clock does not change. */
  steady: () => number;
  /** What time servers on the network say it is, since 1970; empty where none answers. */
  ask: () => Promise<number[]>;
}

type Listener = (byMs: number) => void;

/** The bot's time. It follows the machine's clock; after that clock is set, it goes on as before until the new time is confirmed. */
export interface BotClock {
  now(): Date;
  /** Compares the machine's clock with the steady one; `now` does so too. */
  look(): void;
  /** Calls back with the milliseconds by which the machine's clock was set; negative is backwards. Returns what ends that. */
  onSet(listener: Listener): () => void;
  /** Calls back with the milliseconds by which `now` moved, because the set clock was confirmed. Returns what ends that. */
  onMoved(listener: Listener): () => void;
}

/** Smaller corrections are normal: time servers make them. */
const toleratedMs = 30_000;
/** Servers are asked again after this long: where none answered, and where they did not agree. */
const confirmAgainMs = { unanswered: minuteMs / 2, refused: 10 * minuteMs };
/** Without any answer a set clock is believed after it held this long. */
const heldMs = 15 * minuteMs;
const lookMs = 5_000;

/**
 * The bot's time goes on steadily when the machine's clock is set, until most servers say that the clock is nearer to
 * their time than the bot's is. A wrong clock therefore sends nothing early and loses nothing, however long it is wrong.
 */
export function createClock({ wall, steady, ask }: Clocks): BotClock {
  const setListeners = new Set<Listener>();
  const movedListeners = new Set<Listener>();
  /** What is added to the steady clock: for the machine's time at the last look, and for the bot's time. */
  let seen = wall() - steady();
  let believed = seen;
  let setAt = -Infinity;
  let askAt = -Infinity;
  const settle = async () => {
    const times = await ask().catch(() => []);
    const [machine, bot] = [wall(), steady() + believed];
    const agreeing = times.filter((time) => Math.abs(time - machine) < Math.abs(time - bot));
    const isRight = times.length > 0 ? agreeing.length * 2 > times.length : steady() - setAt >= heldMs;
    askAt = steady() + (times.length > 0 ? confirmAgainMs.refused : confirmAgainMs.unanswered);
    if (!isRight) return;
    believed = machine - steady();
    for (const listener of movedListeners) listener(machine - bot);
  };
  const look = () => {
    const apart = wall() - steady();
    const byMs = apart - seen;
    seen = apart;
    if (Math.abs(apart - believed) <= toleratedMs) believed = apart;
    if (Math.abs(byMs) > toleratedMs) {
      [setAt, askAt] = [steady(), -Infinity];
      for (const listener of setListeners) listener(byMs);
    }
    if (believed === apart || steady() < askAt) return;
    askAt = Infinity;
    void settle();
  };
  return {
    now() {
      look();
      return new Date(Math.round(steady() + believed));
    },
    look,
    onSet: (listener) => added(setListeners, listener),
    onMoved: (listener) => added(movedListeners, listener),
  };
}

function added(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

// A late tick loses nothing: the next one finds the same rows due.
const options = { timezone: "UTC", suppressMissedWarning: true };

/**
 * Runs each waker now and then by its pattern, never twice at a time. Returns a function that stops the clock. node-cron
 * sleeps until the wall clock reaches a time, so after that clock was set the patterns are scheduled again and all wakers run.
 */
export function startClock(wakers: Waker[], log: Log, clock: BotClock): () => Promise<void> {
  const running = new Map<string, Promise<void>>();
  const wake = (waker: Waker) => {
    const { name } = waker;
    if (running.has(name)) return;
    const run = waker
      .wake()
      .then(() => undefined)
      .catch((error: unknown) => log.error({ err: error, waker: name }, "a scheduled piece of work failed"))
      .finally(() => running.delete(name));
    running.set(name, run);
  };
  const schedule = () => wakers.map((waker) => cron.schedule(waker.pattern, () => wake(waker), options));
  let tasks = schedule();
  const end = async () => {
    for (const task of tasks) await task.stop();
  };
  const wakeAll = () => wakers.filter(({ notAtStart }) => !notAtStart).forEach(wake);
  wakeAll();
  const unlisten = clock.onSet((byMs) => {
    log.warn(
      { bySeconds: Math.round(byMs / 1_000) },
      "the machine's clock was set; the bot's time goes on as before until servers confirm it",
    );
    void end();
    tasks = schedule();
    wakeAll();
  });
  const looking = setInterval(() => clock.look(), lookMs);
  return async () => {
    clearInterval(looking);
    unlisten();
    await end();
    await Promise.all(running.values());
  };
}
