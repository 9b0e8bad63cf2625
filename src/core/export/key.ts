import { authorName } from "../papers/authors/name.ts";
import { titleHash } from "../papers/identity.ts";
import type { Paper } from "../papers/paper.ts";

const ligatures: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

const plainLetters = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => ligatures[letter] ?? "")
    .replace(/[^a-z0-9\s]/g, "");

const little = new Set(["a", "an", "the", "on", "of", "in", "to", "for", "and", "is", "are"]);

const firstWord = (text: string): string =>
  plainLetters(text.replace(/[-/:]/g, " "))
    .split(/\s+/)
    .find((word) => word !== "" && !little.has(word)) ?? "";

/**
 * A paper's key in bibliographies: first author, year, arXiv id (`fan2025-2510.27684`); without an id a hash of the title.
 * It depends on the paper alone, so it never comes to mean another one.
 */
export function citationKey(paper: Paper): string {
  const { arxivId, publishedAt, authors, title } = paper;
  // The year in the id stays where a source corrects the day of publication.
  const year = yearOf(arxivId) || (publishedAt?.slice(0, 4) ?? "");
  const name = nameWord(authors[0] ?? "") || firstWord(title) || "paper";
  return `${name.slice(0, 40)}${year}-${arxivId?.replace("/", "-") ?? titleHash(title).toString(36)}`;
}

function nameWord(author: string): string {
  const name = authorName(author);
  return name.kind === "whole" ? firstWord(name.name) : plainLetters(name.family).replace(/\s+/g, "");
}

/** The year in an arXiv id. */
function yearOf(arxivId: string | null): string {
  const digits = /(?:^|\/)(\d\d)/.exec(arxivId ?? "")?.[1];
  return digits === undefined ? "" : `${Number(digits) > 90 ? "19" : "20"}${digits}`;
}
