import { beginningOf, formsOf } from "./forms.ts";
import { contentWords } from "./query.ts";
import { termOf } from "./terms.ts";
import { type Vocabulary, waysApart } from "./topic.ts";

const mostFormsRead = 3;
/** A way of writing a topic is usual when at least so many papers have it. */
const leastUses = 2;
/** Two words typed next to each other change places only when this many times as many papers have them so: "reasoning models" are no "model reasoning". */
const clearlyMore = 3;

interface Way {
  words: readonly string[];
  papers: number;
}

/**
 * How papers mostly write a topic of one or two words, whatever forms and order were typed: "generating videos" is "video
 * generation". So two spellings are one topic. Other topics come back as they are.
 */
export function usualWords(asTyped: readonly string[], library: Vocabulary): readonly string[] {
  const typed = mostlyApart(asTyped, library);
  const words = contentWords(typed);
  const way = typed.includes("to") ? null : usualWay(words, typed.length > words.length, library);
  const terms = (all: readonly string[]) => contentWords(all).map(termOf).join(" ");
  return way === null || way.papers < leastUses || terms(way.words) === terms(typed) ? typed : way.words;
}

const mostTakenApart = 3;

/** The words, those that most papers write as several taken apart: "multitask learning" is "multi-task learning". */
function mostlyApart(words: readonly string[], library: Vocabulary): readonly string[] {
  if (words.length > mostTakenApart) return words;
  const taken = words.map((word) => {
    const apart = waysApart(word, library).map((way): Way => ({ words: way, papers: library.naming(way, "anywhere") }));
    const [most] = apart.sort((a, b) => b.papers - a.papers);
    return most && most.papers > library.naming([word], "anywhere") ? most.words : [word];
  });
  return taken.every(({ length }) => length === 1) ? words : taken.flat();
}

/** `apart`: small words stand between the words, so their order means little: "agents for code". */
function usualWay([first, second, ...more]: readonly string[], apart: boolean, library: Vocabulary): Way | null {
  if (first === undefined || more.length > 0) return null;
  const firsts = formsIn(first, library);
  // Abstracts have any form of a word; the titles tell which one is a topic's name.
  if (second === undefined)
    return mostUsed(
      firsts.map((form) => [form]),
      "title",
      library,
    );
  const pairs = firsts.flatMap((one) => formsIn(second, library).map((other) => [one, other]));
  const inOrder = mostUsed(pairs, "anywhere", library);
  const turned = mostUsed(
    pairs.map((pair) => pair.toReversed()),
    "anywhere",
    library,
  );
  return turned.papers > (apart ? 1 : clearlyMore) * inOrder.papers ? turned : inOrder;
}

function mostUsed(ways: readonly string[][], where: "title" | "anywhere", library: Vocabulary): Way {
  const counted = ways.map((words): Way => ({ words, papers: library.naming(words, where) }));
  const alphabetical = (a: Way, b: Way) => (a.words.join(" ") < b.words.join(" ") ? -1 : 1);
  return counted.sort((a, b) => b.papers - a.papers || alphabetical(a, b))[0] ?? { words: [], papers: 0 };
}

/** The forms of a word that most papers have, in the singular; a name in capitals has only itself. */
function formsIn(word: string, library: Vocabulary): string[] {
  if (!/^\p{L}?\p{Ll}{3,}$/u.test(word)) return [word];
  const forms = new Set(library.knownForms(beginningOf(word), formsOf(word)).map(termOf));
  const byUse = [...forms].sort((a, b) => library.having(b) - library.having(a) || (a < b ? -1 : 1));
  return byUse.length === 0 ? [word] : byUse.slice(0, mostFormsRead);
}
