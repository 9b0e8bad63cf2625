import { plain, stopWords } from "../terms.ts";

/** What people put before "papers". */
export const praise =
  "(?:the|some|any|all|latest|newest|recent|new|best|top|good|interesting|great|popular|trending|hot|most (?:popular|cited|liked|upvoted|discussed|recent))";
const howManyOf = "(?:\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|a few|several|more)";
const paperNoun = "(?:papers?|research|articles?|studies|preprints?)";
const someNews = "(?:anything|something|everything|news)";
const aboutLink =
  "(?:about|on|in|for|regarding|concerning|by|from|covering|discussing|mentioning|using|(?:related|relating) to|dealing with|(?:that|which) (?:are |is )?(?:about|mentions?|discuss(?:es)?|covers?|uses?|deals? with))";
const somePapers = `(?:${praise} |${howManyOf} )*${paperNoun}`;
const couldYou = "(?:(?:can|could|would|will) you (?:please )?|please )?";
const askingVerb = "(?:show|find|give|get|send|tell|post|list|recommend|suggest)";
const paperSites =
  "(?:arxiv(?:\\.org)?|papers with code|hugging ?face|(?:semantic|google) scholar|openreview|alphaxiv|researchgate)";

/** What people write around a topic when they ask somebody for papers, and what pages write around a title. */
const asking = new RegExp(
  [
    "^(?:hi|hey|hello)(?: there| all)?[,!] ",
    `^${couldYou}${askingVerb} (?:me|us) `,
    `^${couldYou}(?:find|list|show|recommend|suggest)(?= ${somePapers}\\b) |^please (?:send|post) `,
    "^(?:i(?:['’]m| am)|we(?:['’]re| are)) (?:looking|searching) for |^(?:looking|searching) for (?=.* papers\\W*$|papers)",
    "^(?:i(?:['’]m| am)|we(?:['’]re| are)) interested in ",
    `^(?:i|we) (?:want|need)(?: to (?:see|read|find))? (?=${somePapers}\\b)`,
    `^(?:do you (?:have|know(?: of)?)|is there|are there|(?:have you )?got|what(?:['’]s| is| are)) (?=(?:${somePapers}|${someNews})\\b)`,
    `^(?:what(?:['’]s| is)|anything|something) new (?:in|on|about) |^what(?:['’]s| is) there (?:in|on|about) `,
    `^(?:that |this )?${somePapers} ${aboutLink} `,
    `^(?:${praise} )+(?:works?|news) (?:about|on|in|for|regarding) `,
    `^${someNews} (?:about|on) |^about `,
    "^who (?:wrote|published|invented|proposed) |^who (?:is|are) the authors? of ",
    "^(?:(?:what|which) )?(?:is )?(?:the )?paper (?:that |which )?(?:introduced|proposed|invented) ",
    "(?<=^when was .*) (?:published|released|written)\\W*$|^when was (?!.* (?:published|released|written)\\W*$)",
    `^(?:the )?(?:${praise} (?:\\d{1,3} )?|\\d{1,3} )(?=.* papers\\W*$)`,
    "(?<=\\S) (?:(?:related )?papers|please)\\W*$|(?<=\\S papers) (?:published|released|written)$",
    '(?<=(?:author|org):"[^"]*" )(?:on|about|in|for|regarding|with) (?=\\S)',
    "^\\[(?:pdf|html|\\d{1,3})\\] |^paper page - |^title: ",
    ` \\(pdf\\)$| [-|–—] ${paperSites}$|^${paperSites} [-|–—] `,
    "(?<!\\S):[a-z][\\w+-]*:(?: |$)",
  ].join("|"),
  "i",
);

/** A topic without what people write around it when they ask for papers. */
export function withoutAsking(text: string): string {
  const rest = text.replace(asking, "").trim();
  return rest === text || rest === "" ? text : withoutAsking(rest);
}

/** Signs and words that stand between two topics where both are meant. */
const bothBetween = /(?<=\S)\s+(?:[&+/]|&&|vs\.?|versus)\s+(?=\S)/gi;

/** Words of a sentence that no topic begins with. */
const sentenceStarts = new Set(
  "about any are can does get had has have how i is please some what when where which who why you".split(" "),
);

/** A topic's words without the small ones before it: several ("what are agents"), or one that only a sentence has. */
export function withoutSmallStart(words: readonly string[]): readonly string[] {
  const start = words.findIndex((word) => !stopWords.has(plain(word)));
  return start > 1 || (start === 1 && sentenceStarts.has(plain(words[0] ?? ""))) ? words.slice(start) : words;
}

/** A query without what stands around it, and with "and" for the signs between two topics. */
export const withoutSurroundings = (text: string): string =>
  withoutAsking(text)
    .replace(/(?<=\S),? et\.? al\b\.?/gi, "")
    .replace(bothBetween, " and ")
    .replace(/^both (?=.* and )/i, "");
