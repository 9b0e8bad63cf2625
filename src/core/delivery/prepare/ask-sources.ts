import type { Log } from "../../../log.ts";
import type { Sources } from "../../sources/source.ts";
import type { Store } from "../../store/store.ts";
import { hourMs, minuteMs } from "../../../durations.ts";

/** What asking the sources needs. */
export interface AskParts {
  store: Store;
  sources: Sources;
  log: Log;
  now: () => Date;
}

/** Topics are asked for two hours before their roundup is due, so that it does not wait for a source. */
const askAheadMs = 2 * hourMs;
const askTopicAgainMs = 20 * hourMs;
const retryMs = minuteMs;
const answerLimitMs = 8_000;
const mostPerTick = 3;

/**
 * Asks the sources for subscribed topics whose roundups are due within two hours or wait: each topic once in 20 hours, three
 * per call, because arXiv takes one request in three seconds. A topic that a source did not answer is asked again when that
 * source's backoff is over.
 */
export async function askSources({ store, sources, log, now }: AskParts): Promise<void> {
  const at = now().getTime();
  const states = await store.sources.all();
  const down = states.filter(({ failures, nextAttemptAt }) => failures > 0 && (nextAttemptAt?.getTime() ?? 0) > at);
  const asked = {
    answered: new Date(at - askTopicAgainMs),
    failed: new Date(at - retryMs),
    down: down.map(({ source }) => source),
  };
  const topics = await store.subscriptions.unasked(new Date(at + askAheadMs), asked, mostPerTick);
  await Promise.all(topics.map(ask));

  async function ask(topic: string): Promise<void> {
    const { failures, failed } = await sources.ask([topic], answerLimitMs);
    if (failures.length > 0) log.warn({ topic, failures }, "a source could not be asked for a topic");
    await store.subscriptions.asked(topic, now(), failed);
  }
}
