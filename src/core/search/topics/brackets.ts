import { withoutAsking } from "./asking.ts";

const token = /-?(?:\w+:)?"[^"]*"|[()]|&&|\|\|?|-(?=\()|(?:-|[^\s()"&|])[^\s()"&|]*/g;

/** `OR`, at brackets also "or", and a `NOT` that stands in them. */
const alternatives = /\s(?:OR|\|\|?)\s|\([^()]*\s[oO][rR]\s|\)\s+[oO][rR]\s|\s[oO][rR]\s+-?\(|\(\s*NOT\s/;
const or = /^(?:or|\|\|?)$/i;

/** A reader of tokens from left to right. */
interface Tokens {
  peek(): string | undefined;
  take(): string;
}

/**
 * A topic with alternatives as topics of which any will do: `(gan OR diffusion) AND video` gives "gan video" and
 * "diffusion video". A topic without alternatives, or with more than `most`, comes back as it is.
 */
export function alternativesOf(topic: string, most: number): string[] {
  if (!alternatives.test(topic.replace(/"[^"]*"?/g, '""'))) return [topic];
  // A page's title ends with its site's name behind a line: "A title | OpenReview".
  const list = withoutAsking(topic).match(token) ?? [];
  let at = 0;
  const tokens: Tokens = { peek: () => list[at], take: () => list[at++] ?? "" };
  const read = readEither(tokens, most);
  return read === null || tokens.peek() !== undefined ? [topic] : read.map((words) => words.join(" "));
}

/** A number of alternatives, each as its words; null: the text cannot be read so, or has too many. */
type Alternatives = string[][] | null;

function readEither(tokens: Tokens, most: number): Alternatives {
  const found: string[][] = [];
  do {
    const one = readTogether(tokens, most);
    if (one === null || found.length + one.length > most) return null;
    found.push(...one);
  } while (isOr(tokens.peek()) && tokens.take());
  return found;
}

const isOr = (one: string | undefined): boolean => one !== undefined && or.test(one);

function readTogether(tokens: Tokens, most: number): Alternatives {
  let found: string[][] = [[]];
  for (let next = tokens.peek(); next !== undefined && next !== ")" && !isOr(next); next = tokens.peek()) {
    const one = readOne(tokens, most);
    if (one === null || found.length * one.length > most) return null;
    found = found.flatMap((before) => one.map((words) => [...before, ...words]));
  }
  return found.some((words) => words.length === 0) ? null : found;
}

function readOne(tokens: Tokens, most: number): Alternatives {
  const next = tokens.take();
  if (next === "AND" || next === "&&") return [[]];
  const isNot = next === "NOT" || next === "-";
  if (isNot && tokens.peek() !== "(") return [[next]];
  if (!isNot && next !== "(") return [[next]];
  if (isNot) tokens.take();
  const inside = readEither(tokens, most);
  if (inside === null || tokens.take() !== ")") return null;
  return isNot ? [inside.map(without)] : inside;
}

/** None of several words together, as one that is left out. */
const without = (words: readonly string[]): string =>
  words.length === 1 ? `-${words[0] ?? ""}` : `-"${words.join(" ")}"`;
