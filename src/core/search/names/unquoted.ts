import { byAuthor, fromOrganization, organizationBegins } from "../condition.ts";
import type { SearchLibrary } from "../library.ts";
import { hashTerm } from "../term-hash.ts";
import { plain, stopWords, termOf, wordsOf } from "../terms.ts";
import { isNameOf } from "./people.ts";
import { usualSyntax } from "./fields.ts";
import { authorYear, capital, hasInitial, type Lead, leadsIn, nameWithUsual, type Owner, possessive } from "./leads.ts";

const wordOfName = String.raw`[^\s":,;-][^\s":,;]*(?![^\s,;])`;
/** A name has at most this many words. */
const mostNameWords = 6;
const wordsHere = new RegExp(String.raw`^${wordOfName}(?:\s+${wordOfName}){0,${mostNameWords - 1}}`);
/** A family name, and the given names behind a comma. */
const turnedName = new RegExp(
  String.raw`^(${wordOfName}(?:\s+${wordOfName})?),\s*(${wordOfName}(?:\s+${wordOfName}){0,2})`,
);
/** What stands between two names of one list. */
const nextName = /^\s*(?:,\s*(?:and\s+|or\s+|&\s*)?|\s(?:and|or|&)\s+)(?=[^\s"])/i;
/** "Robots, but not by Acme": the name behind it is left out. */
const notBefore = /,?\s+(?:but\s+)?not\s+$/i;
/** What a sentence goes on with behind a name, and what belongs to it: "the Qwen team", "has Kaiming He written anything about". */
const afterName =
  /^\s+(?:team|labs?|group|people|researchers|(?:publish(?:ed)?|writ(?:e|ten)|wrote|posted|released)(?:\s+(?:anything|something|lately|recently|new))*)(?![^\s,;?!.])/i;
const mostWithWords = 200;
/** A list of names has at most this many. */
const mostInList = 12;
/** A pasted page has many places where a name could stand. */
const mostLeads = 6;

/** A query whose names are in quotes, and those that were not so when typed: `author:"Kaiming He"` of `author:Kaiming He gan`. */
export interface Unquoted {
  text: string;
  names: string[];
}

/** A name at the beginning of a text, and how much of the text it is. */
interface NameHere {
  field: string;
  length: number;
}

/** Puts names that the library knows into quotes: behind `author:` and `org:`, and in sentences ("papers by Kaiming He on gan"). */
export function quoteNames(typed: string, library: SearchLibrary): Unquoted {
  const person = personAlone(usualSyntax(typed).trim(), library);
  if (person !== null) return { text: person, names: [person] };
  const names: string[] = [];
  const text = usualSyntax(typed)
    .replace(authorYear, (found: string, first: string, second?: string) => {
      const cited = [first, ...(second === undefined ? [] : [second])].map((name) =>
        ownedName(["author"], name, library),
      );
      if (cited.includes(null)) return found;
      names.push(...cited.filter((name) => name !== null));
      return `${cited.join(" ")} `;
    })
    .replace(possessive, (found: string, before: string, between = "") => {
      const [rest, name] = nameAtEnd(before, library) ?? [];
      if (name === undefined) return found;
      names.push(name);
      return `${rest}${name} ${between}`.trimEnd();
    });
  let [read, at] = ["", 0];
  for (const lead of [...leadsIn(text)].slice(0, mostLeads)) {
    if (lead.start < at) continue;
    const list = listBehind(text.slice(lead.end), lead, library);
    if (list === null) continue;
    const before = text.slice(at, lead.start);
    const kept = before.replace(notBefore, "");
    const minus = kept !== before || before.endsWith("-") ? "-" : "";
    names.push(...list.names);
    read += kept === before ? kept : `${kept} -`;
    read += list.either && minus === "" ? `(${list.names.join(" OR ")})` : list.names.join(` ${minus}`);
    at = lead.end + list.length;
  }
  const all = read + text.slice(at);
  return { text: names.length > 0 ? withoutSmallWords(all) : all, names };
}

/** A query that is one person's name, with a title, a year or "papers" around it. Without these the name must have an initial. */
function personAlone(text: string, library: SearchLibrary): string | null {
  const { before = "", name = "", behind = "" } = nameWithUsual.exec(text)?.groups ?? {};
  if (name === "" || (before + behind === "" && !hasInitial.test(name))) return null;
  // "Roe A" as indexes write it.
  const spoken = name.replace(/^([^\s,]{2,}) (\p{Lu}\.?)$/u, "$2 $1");
  const found = nameHere(spoken, ["author"], 1, library);
  return found && found.length === spoken.length ? found.field : null;
}

/** Reads the list of names that a text begins with, as far as the library knows them; null when it knows none, or the text can stay as typed. */
function listBehind(text: string, lead: Lead, library: SearchLibrary) {
  const first = nameHere(text, lead.owners, lead.least, library);
  const isSure = (name: NameHere, from: number) => !lead.closing || standsOut(text.slice(from), name, library);
  if (first === null || !isSure(first, 0)) return null;
  const names = [first.field];
  let [length, either] = [first.length, false];
  const owner = [first.field.startsWith("author") ? "author" : "org"] as const;
  while (names.length < mostInList) {
    const between = nextName.exec(text.slice(length))?.[0];
    if (between === undefined) break;
    const behind = text.slice(length + between.length);
    // One small word behind a field's comma is a topic, as a rule.
    const next = nameHere(behind, owner, lead.spoken || capital.test(behind) ? 1 : 2, library);
    if (next === null || !isSure(next, length + between.length)) break;
    names.push(next.field);
    length += between.length + next.length;
    either ||= /,|or/i.test(between);
  }
  if (lead.spoken) length += afterName.exec(text.slice(length))?.[0].length ?? 0;
  const isAsTyped = !lead.spoken && names.length === 1 && !/\s/.test(text.slice(0, length));
  return isAsTyped ? null : { names, either, length };
}

/** A name at the end of a query must have a rare word: at most one paper in this many has it. */
const rareName = 40;

/** Whether a name that a query ends with can be nothing else: a person's of two words or with a capital, or an organization's first words. */
function standsOut(text: string, { field, length }: NameHere, library: SearchLibrary): boolean {
  const words = wordsOf(text.slice(0, length));
  if (words.length > 1 && field.startsWith("author:")) return true;
  const idf = library.idf();
  const isRare = words.some((word) => idf(hashTerm(termOf(word))) >= Math.log(rareName));
  const isKnown = field.startsWith("org:") ? library.count(organizationBegins(words), null, 1) > 0 : capital.test(text);
  return isRare && isKnown && /^\W*(?:$|\s(?:code|since|cat):|\s(?:or|&)\s)/.test(text.slice(length));
}

/** The longest known name that a text begins with, given names first or behind a comma. */
function nameHere(text: string, owners: readonly Owner[], least: number, library: SearchLibrary): NameHere | null {
  const [turned = "", family = "", given = ""] = (owners.includes("author") && turnedName.exec(text)) || [];
  for (const [name, length] of shorterAndShorter(given)) {
    const whole = ownedName(["author"], `${name} ${family}`, library);
    if (whole !== null) return { field: whole, length: turned.length - given.length + length };
  }
  for (const [name, length] of shorterAndShorter(wordsHere.exec(text)?.[0] ?? "")) {
    if (name.split(/\s+/).length < least) break;
    const whole = ownedName(owners, name, library);
    if (whole !== null) return { field: whole, length };
  }
  return null;
}

/** A text of words, the text without its last word, and so on; each with its length as typed and without a sentence's end. */
function* shorterAndShorter(text: string): Generator<[name: string, length: number]> {
  for (let rest = text; rest !== ""; rest = rest.replace(/\s*\S+$/, "")) {
    yield [rest.replace(/[?!)]+$|(?<=[^\s.]{2})\.$/, "").replace(/\s+/g, " "), rest.length];
  }
}

/** The words before "'s papers", parted into those before the longest known name and the name. */
function nameAtEnd(words: string, library: SearchLibrary): [before: string, name: string] | null {
  for (const { index } of words.matchAll(/(?<!\S)\S/g)) {
    const name = ownedName(["author", "org"], words.slice(index), library);
    if (name !== null) return [words.slice(0, index), name];
  }
  return null;
}

/** A name as a field, by the owner who has it: the one with more papers where both have. */
function ownedName(owners: readonly Owner[], name: string, library: SearchLibrary): string | null {
  const words = wordsOf(name);
  const [first = "", last = ""] = [words[0], words.at(-1)].map((one) => one?.toLowerCase());
  if (name.length < 2 || stopWords.has(last) || (stopWords.has(first) && !capital.test(name))) return null;
  const known = owners.filter((owner) => isSomebodys(owner, words, library));
  const papers = (owner: Owner): number => library.count(conditions[owner](words), null, mostWithWords);
  const [owner] = known.length < 2 ? known : known.sort((a, b) => papers(b) - papers(a));
  return owner === undefined ? null : `${owner}:"${name}"`;
}

const conditions = { author: byAuthor, org: fromOrganization };

function isSomebodys(owner: Owner, words: readonly string[], library: SearchLibrary): boolean {
  if (words.length === 0) return false;
  if (owner === "org") return library.count(fromOrganization(words), null, 1) > 0;
  const ids = library.newest(byAuthor(words), null, mostWithWords);
  return library.texts(ids).some(({ authors }) => authors.some((author) => isNameOf(author, words)));
}

/** `author:"Ann Roe"`, `-org:"Acme"`, `(author:"Roe" OR author:"Li")`. */
const namesInFields = /-?(?:author|org):"[^"]*",?|\((?:(?:author|org):"[^"]*"(?: OR )?)+\)/g;

/** A query without the words around its names when these say nothing: "is there anything new", "please". */
function withoutSmallWords(text: string): string {
  const fields = text.match(namesInFields) ?? [];
  const rest = text.replace(namesInFields, " ");
  return /[":]/.test(rest) || !wordsOf(rest).every((one) => stopWords.has(plain(one))) ? text : fields.join(" ");
}

/** The first name of several words behind a field without quotes, in quotes: what a person may have meant. */
export function firstUnquoted(typed: string): string | null {
  const text = usualSyntax(typed);
  const lead = [...leadsIn(text)].find(({ spoken }) => !spoken);
  const name = lead && wordsHere.exec(text.slice(lead.end))?.[0];
  return lead && name && /\s/.test(name) ? `${lead.owners[0] ?? ""}:"${name.replace(/\s+/g, " ")}"` : null;
}
