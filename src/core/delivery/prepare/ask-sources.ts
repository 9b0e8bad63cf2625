import type { Log } from "../../../log.ts";
import type { Sources } from "../../sources/source.ts";
import type { Store } from "../../store/store.ts";
import { hourMs } from "../../../durations.ts";

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
const retryMs = hourMs / 6;
const answerLimitMs = 8_000;
const mostPerTick = 3;

/**
 * Asks the sources for subscribed topics whose roundups are due within two hours: each topic once in 20 hours, three per
 * call, because arXiv takes one request in three seconds. A topic that got no answer is asked again after ten minutes.
 */
export async function askSources({ store, sources, log, now }: AskParts): Promise<void> {
  const at = now().getTime();
  const asked = { answered: new Date(at - askTopicAgainMs), failed: new Date(at - retryMs) };
  const topics = await store.subscriptions.unasked(new Date(at + askAheadMs), asked, mostPerTick);
  await Promise.all(topics.map(ask));

  async function ask(topic: string): Promise<void> {
    const { failures } = await sources.ask(topic, answerLimitMs);
    if (failures.length > 0) log.warn({ topic, failures }, "a source could not be asked for a topic");
    await store.subscriptions.asked(topic, now(), failures);
  }
}
