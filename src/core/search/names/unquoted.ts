import { byAuthor, fromOrganization } from "../condition.ts";
import type { SearchLibrary } from "../library.ts";
import { isNameOf } from "./people.ts";
import { usualSyntax } from "./fields.ts";
import { wordsOf } from "../terms.ts";

/** A field and the words behind it, up to the next field, quote, minus or comma. */
const unquoted = /(?<![^\s-])(author|org):\s*((?:[^\s":,;-][^\s":,;]*)(?:\s+[^\s":,;-][^\s":,;]*(?![^\s,;]))+)/gi;
/** A name has at most this many words. */
const mostNameWords = 6;
const mostWithWords = 200;

/** The names of several words that a query has without quotes, where the library knows the name: `author:"Kaiming He"` of `author:Kaiming He gan`. */
export interface Unquoted {
  text: string;
  names: string[];
}

/** Puts the longest known name behind `author:` and `org:` into quotes. */
export function quoteNames(typed: string, library: SearchLibrary): Unquoted {
  const names: string[] = [];
  const text = usualSyntax(typed).replace(unquoted, (found, field: string, behind: string) => {
    const words = behind.split(/\s+/);
    for (let count = Math.min(words.length, mostNameWords); count > 1; count--) {
      const name = words.slice(0, count).join(" ");
      if (!isSomebodys(field.toLowerCase(), name, library)) continue;
      names.push(`${field.toLowerCase()}:"${name}"`);
      return [names.at(-1), ...words.slice(count)].join(" ");
    }
    return found;
  });
  return { text, names };
}

/** The first name of several words behind a field without quotes, in quotes: what a person may have meant. */
export function firstUnquoted(typed: string): string | null {
  const [, field = "", behind = ""] = new RegExp(unquoted, "i").exec(usualSyntax(typed)) ?? [];
  return field === "" ? null : `${field.toLowerCase()}:"${behind.split(/\s+/).slice(0, mostNameWords).join(" ")}"`;
}

function isSomebodys(field: string, name: string, library: SearchLibrary): boolean {
  const words = wordsOf(name);
  if (words.length === 0) return false;
  if (field === "org") return library.count(fromOrganization(words), null, 1) > 0;
  const ids = library.newest(byAuthor(words), null, mostWithWords);
  return library.texts(ids).some(({ authors }) => authors.some((author) => isNameOf(author, words)));
}
