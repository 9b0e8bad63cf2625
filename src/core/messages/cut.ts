import { sentencesOf } from "../papers/sentences.ts";
import { cutText } from "../papers/text.ts";

export { cutText };

/** As many whole sentences as fit into `limit` UTF-16 units; if none fits, the first words of the first one. */
export function firstSentences(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // Text far beyond the limit cannot change where the cut is.
  const near = sentencesOf(text.slice(0, limit * 2 + 200));
  let kept = "";
  for (const sentence of near) {
    if (kept.length + sentence.trimEnd().length > limit) break;
    kept += sentence;
  }
  return kept === "" ? cutWords(text, limit) : kept.trimEnd();
}

/** Text cut to `limit` UTF-16 units with an ellipsis: between words if possible, never inside a character. */
export function cutWords(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = cutText(text, limit);
  const space = cut.lastIndexOf(" ");
  return space > limit / 2 ? `${cut.slice(0, space).replace(/[\s,;:–—-]+$/u, "")}…` : cut;
}

/** A text in pieces of at most `limit` UTF-16 units, cut between sentences, else between words, else between characters. */
export function piecesOf(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const head = firstSentences(rest, limit);
    const whole = rest.startsWith(head) && head.length > limit / 4;
    const piece = whole ? head : cutWords(rest, limit).replace(/…$/, "");
    if (piece === "") break;
    pieces.push(piece);
    rest = rest.slice(piece.length).trimStart();
  }
  return rest === "" ? pieces : [...pieces, rest];
}
