import { praise } from "../topics/asking.ts";

/** Whose papers are asked for: a person's, or an organization's. */
export type Owner = "author" | "org";

/** What stands before a name in a query. */
export interface Lead {
  /** Whose name it may be, the likelier one first. */
  owners: readonly Owner[];
  /** The fewest words that count as a name here. It is 2 where one word is more often no name, as in "learning by cheating". */
  least: number;
  /** Whether it is a sentence's and no field's. */
  spoken: boolean;
  /** Whether a short query ends with the name: "robots by NVIDIA". */
  closing: boolean;
  /** Where it begins and ends in the text. */
  start: number;
  end: number;
}

const works = "(?:papers?|works?|research|articles?|publications?|preprints?|studies)";
const newThings = String.raw`(?:anything|something|everything|news|what(?:['’]s| is|)(?= new))(?: (?:new|recent|good))?`;
const asked = `(?:${praise} )*(?:${works}|${newThings})`;
const thatWasWritten = String.raw`(?:(?:that |which )?(?:is |are |was |were )?(?:(?:co-?)?(?:written|authored|published)|released|posted) )`;
const people = "(?:(?:authors?|people|researchers?|somebody|someone) (?:at|from|of|in) )";

const lead = new RegExp(
  [
    String.raw`(?<![^\s-])(?<field>author|org):\s*(?=[^\s"])`,
    String.raw`(?<!\S)(?<bare>(?:(?:first|last) )?authors?(?: (?:is|was))?|(?<!\S )(?:(?:what|which papers) )?(?:has|have|did)) (?=[^\s"])`,
    String.raw`(?<!\S)(?:${asked} ${thatWasWritten}?|(?:the )?(?:latest|newest|more) |${thatWasWritten})(?<how>by|from|of|at|out of) (?<people>${people})?(?:the )?(?=[^\s"])`,
    String.raw`(?<!\S)(?<alone>by|from) (?:the )?(?=[^\s"])`,
  ].join("|"),
  "gi",
);
export const capital = /^\p{Lu}/u;
/** "Papers on rl from": a name is expected behind it. */
const asksForPapers = new RegExp(`^(?:\\S+ ){0,4}${works} (?:on|about|in|for) `, "i");

/** Few words before the name, of which only the first is written like a title's. */
const fewWords = /^\S+ (?:(?!\p{Lu}\p{Ll})\S+ ){0,3}$/u;
/** A name and nothing else but fields. */
const nameAlone = /^[^\s":,;]+(?: [^\s":,;]+){0,3}(?= (?:code|since|cat):|$)/;

/** The places of a text behind which a name may stand: `author:`, "papers by", "written by", "research from". */
export function* leadsIn(text: string): Generator<Lead> {
  for (const { index, 0: found, groups = {} } of text.matchAll(lead)) {
    const place = { start: index, end: index + found.length, closing: false };
    const { field, how = "", people, alone, bare } = groups;
    if (field !== undefined) yield { ...place, owners: [field.toLowerCase() as Owner], least: 1, spoken: false };
    else if (bare !== undefined)
      yield { ...place, owners: ["author"], least: capital.test(text.slice(place.end)) ? 1 : 2, spoken: true };
    else if (people !== undefined) yield { ...place, owners: ["org"], least: 1, spoken: true };
    else {
      const owners = /by|of$/i.test(alone ?? how) ? (["author", "org"] as const) : (["org", "author"] as const);
      const isExpected = alone !== undefined && isNameExpected(text, place);
      const least = isExpected || (alone === undefined && how !== "of") ? 1 : 2;
      // "Learning from natural language" is of no such laboratory.
      if (alone === undefined || isExpected) yield { ...place, owners, least, spoken: true };
      else if (fewWords.test(text.slice(0, index)) && nameAlone.test(text.slice(place.end)))
        yield { ...place, owners: /by/i.test(alone) ? owners : ["org"], least: 1, spoken: true, closing: true };
      else if (/by/i.test(alone)) yield { ...place, owners: ["author"], least, spoken: true };
    }
  }
}

const isNameExpected = (text: string, { start, end }: { start: number; end: number }): boolean =>
  capital.test(text.slice(end)) && asksForPapers.test(text.slice(0, start));

const capitalWord = String.raw`\p{Lu}[\p{L}'’-]*\.?`;
const newestWord = "(?:[Ll]atest|[Nn]ewest|[Rr]ecent|[Nn]ew)";
/** A text that is a name in capitals, with an initial or with what people say around one: "A. Roe", "Roe, A.", "Dr. Ann Roe", "latest Ann Roe", "Ann Roe 2016". */
export const nameWithUsual = new RegExp(
  String.raw`^(?<before>(?:(?:the )?(?:${newestWord}|Dr\.?|Prof(?:\.|essor)?)\s+)*)(?<name>${capitalWord}(?:,?\s+${capitalWord}){1,3})(?<behind>(?:\s+(?:${newestWord}|${works}|(?:19|20)\d\d))*)[\s?!.]*$`,
  "u",
);
export const hasInitial = /(?<!\S)\p{Lu}(?:\.|$|\s)/u;

/** "Ho and Ermon (2016)", "Ho et al., 2016": the surnames of authors, as texts cite them. */
export const authorYear =
  /^\(?(\p{Lu}[\p{L}'’-]+)(?: (?:and|&) (\p{Lu}[\p{L}'’-]+)| et\.? al\.?)?,? \(?(?:19|20)\d\d[a-z]?\)?(?:[,:.]\s*|\s+|$)/u;

/**
 * "Kaiming He's robot papers": the words that may end with a name, then those between the name and the papers. It is looked
 * for at the beginnings of words alone: from each character, a long text without blanks would take its length squared.
 */
export const possessive = new RegExp(
  String.raw`(?<![^\s":,;])((?:[^\s":,;]+\s+){0,5}[^\s":,;]+?)['’]s? (?:${praise} )*(?:((?:[^\s":,;]+ ){0,3}?)${works}|group|lab|team)(?=\W*$|[,;]|\s+(?:on|about|in|for|since|with|please|code:|since:))`,
  "gi",
);
