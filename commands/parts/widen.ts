import type { Context } from "../../src/core/command/define.ts";
import { inThousands } from "../../src/core/messages/numbers.ts";

/** Fewer papers than this are few: the answer says what would bring more. */
const fewPapers = 5;
const mostWords = 4;

/** One sentence that says what would widen a topic with few papers; none where there are enough, or none at all. */
export async function widenTopic(
  { store }: Pick<Context, "store">,
  words: string,
  total: number,
  since: string | null,
): Promise<string[]> {
  if (total === 0 || total >= fewPapers) return [];
  const count = async (topic: string) => (await store.search.topic(topic, { limit: 1, since: null })).total;
  if (since !== null) {
    const all = await count(words);
    if (all > total) return [`Without since: there are ${inThousands(all)}.`];
  }
  const typed = words.split(/\s+/);
  if (/[,;:"`]/.test(words) || typed.length < 2 || typed.length > mostWords) return [];
  const shorter = typed.map((_, left) => typed.filter((_word, at) => at !== left).join(" "));
  const counted = await Promise.all(shorter.map(async (topic) => ({ topic, papers: await count(topic) })));
  const [widest] = counted.sort((a, b) => b.papers - a.papers);
  return widest && widest.papers > total
    ? [`Few papers: \`/papers topic ${widest.topic}\` has ${inThousands(widest.papers)}.`]
    : [];
}
