import { plain, stopWords, wordsOf } from "../terms.ts";

/** What people put before "papers". */
export const praise =
  "(?:the|some|any|all|latest|newest|recent|new|best|top|good|interesting|great|cool|nice|key|important|influential|classic|seminal|must-read|introductory|popular|trending|hot|most (?:popular|cited|liked|upvoted|discussed|recent))";
const howManyOf = "(?:\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|a few|several|more)";
const paperNoun = "(?:papers?|research|articles?|studies|preprints?)";
const someNews =
  "(?:(?:anything|something|everything)(?: (?:new|recent|good|cool|nice|interesting|exciting|great))?|news|updates)";
const aboutLink =
  "(?:about|on|in|for|re:?|around|regarding|concerning|by|from|covering|discussing|mentioning|using|(?:related|relating) to|dealing with|(?:that|which) (?:are |is )?(?:about|mentions?|discuss(?:es)?|covers?|uses?|deals? with))";
const somePapers = `(?:${praise} |${howManyOf} )*${paperNoun}`;
const couldYou = "(?:(?:can|could|would|will) you (?:please )?|(?:please|pls|plz) )?";
const askingVerb = "(?:show|find|give|get|send|tell|post|list|recommend|suggest)";
const paperSites =
  "(?:arxiv(?:\\.org)?|papers with code|hugging ?face|(?:semantic|google) scholar|openreview|alphaxiv|researchgate)";

/** How people ask for an order behind a topic. */
export const orderAsked =
  /(?<=\S),? (?:(?:sort|order)(?:ed)?[: ]?(?:by )?(?:date|time|recency|newest|latest)|by (?:date|recency)|(?:newest|latest|(?:most )?recent) (?:ones |papers )?first)\W*$/i;
const newestAtStart = new RegExp(
  `^${couldYou}(?:${askingVerb} (?:me |us )?)?(?:the )?(?:${howManyOf} )?(?:latest|newest|(?:most )?recent) (?:${howManyOf} )?`,
  "i",
);

/** Whether somebody asks for the newest papers: "latest robots", "robots, newest first". */
export const asksForNewest = (text: string): boolean => newestAtStart.test(text) || orderAsked.test(text);

/** What people write around a topic when they ask somebody for papers, and what pages write around a title. */
const asking = new RegExp(
  [
    "^(?:hi|hey|yo)(?: there| all)?[,!]? |^(?:hello|ok|okay)(?:(?: there| all)?[,!] | (?=.* (?:papers|please)\\W*$))",
    "^what(?:['’]?s| is| has| did| have)? (?:happened|happening|going on|hot|i miss|we miss|i missed|we missed) (?:in|on|with) ",
    "^(?:the )?(?:latest|newest) (?:(?:on|in|about) )?(?=\\S)|(?<=\\S) latest\\W*$",
    "(?<=\\S),? (?:please|pls|plz|thx|thanks|thank you|many thanks)\\W*$",
    `^${couldYou}(?:${askingVerb} (?:me|us)|gimme|lemme see) `,
    `^${couldYou}(?:find|list|show|recommend|suggest)(?= ${somePapers}\\b|(?! decod| learn| wise) .* papers\\W*$) |^(?:an? |the )?list of (?=${somePapers}\\b)|^please (?:send|post) `,
    "^(?:i(?:['’]m| am)|we(?:['’]re| are)) (?:looking|searching) for |^(?:looking|searching) for (?=.* papers\\W*$|papers)",
    "^(?:i(?:['’]m| am)|we(?:['’]re| are)) interested in ",
    `^(?:need|want) (?=${somePapers}\\b)`,
    `^(?:i|we)(?: (?:want|need|would like)|['’]d like)(?: to (?:see|read|find))? (?=${somePapers}\\b|.* papers\\W*$)`,
    "^(?:(?:recent|latest|new) )?(?:advances|progress|developments|trends) (?:in|on) |^(?:an )?introduction to ",
    "^(?:the )?best (?:ways?|methods?|approach(?:es)?) (?:to|for) |^explain ",
    `^(?:do you (?:have|know(?: of)?)|is there|are there|(?:have you )?got|what(?:['’]s| is| are)) (?=(?:${somePapers}|${someNews})\\b)`,
    `^(?:what(?:['’]?s| is)|anything|something) new (?:in|on|about|with|around) |^what(?:['’]s| is) there (?:in|on|about) `,
    `^(?:that |this )?${somePapers} ${aboutLink} `,
    `^(?:${praise} )+(?:works?|news) (?:about|on|in|for|regarding) `,
    `^${someNews} (?:about|on) |^about `,
    `^(?:${praise} |${howManyOf} )*(?:stuff|things|literature|publications|works?) (?:about|on|regarding|concerning|re:?) `,
    `^(?:which|what) papers? (?:(?:is|are) (?:about|on)|(?:mention|discuss|cover|use|deal with|talk about)s?) `,
    "^who(?:(?: else)? works?|(?: else)? is working|(?: else)? are working) on |(?<=\\S) stuff\\W*$",
    // A verb that may begin a name ("find and replace", "just in time") only before a topic of few words.
    "^find (?!(?:and|it|out|your|my|the|an?|in|me|us) )(?=\\S+(?: \\S+){0,2}$)|^just (?!in |noticeable |enough |accessible )(?=\\S+(?: \\S+)?$)",
    "^who (?:wrote|published|invented|proposed) |^who (?:is|are) the authors? of ",
    "^(?:(?:what|which) )?(?:is )?(?:the )?paper (?:that |which )?(?:introduced|proposed|invented) ",
    "(?<=^when was .*) (?:published|released|written)\\W*$|^when was (?!.* (?:published|released|written)\\W*$)",
    `^(?:the )?(?:${praise} (?:\\d{1,3} )?|\\d{1,3} )(?=.* papers\\W*$)`,
    "(?<=\\S) (?:related )?papers\\W*$|(?<=\\S papers) (?:published|released|written)$",
    '(?<=(?:author|org):"[^"]*"\\)? )(?:on|about|in|for|regarding|with) (?=\\S)',
    "^\\[(?:pdf|html|\\d{1,3})\\] |^\\d{1,2}[.)] |^paper page - |^(?:title|topic|keywords?|query): ",
    "(?<=\\S) (?:(?:on|from) )?arxiv(?:\\.org)?\\W*$|(?<!\\S)site:\\S+",
    orderAsked.source,
    ` \\(pdf\\)$| [-|–—] ${paperSites}$|^${paperSites} [-|–—] `,
    "(?<!\\S):[a-z][\\w+-]*:(?: |$)",
  ].join("|"),
  "i",
);

/**
 * "on RAG", "search for RAG": with a capital they begin a title ("On Birdsong"), and before some words a name ("on policy",
 * "on-device").
 */
const smallLead =
  /^(?:search for (?=\S+(?: \S+){0,2}$)|on (?!(?:policy|device|chip|line|demand|board|premises?|site|road|orbit|edge|sensor|manifold|screen|shell|off|the|and|or|time|body|call|target|robot) ?)(?=\S+(?: \S+){0,2}$))/;

/** A topic without what people write around it when they ask for papers. */
export function withoutAsking(text: string): string {
  const rest = text.replace(asking, "").replace(smallLead, "").trim();
  return rest === text || rest === "" ? text : withoutAsking(rest);
}

/** A link among other words: if it were a paper's, it would have been taken before. */
const linkBeside = /(?<=\S\s+)https?:\/\/\S+|https?:\/\/\S+(?=\s+\S)/gi;
/** A short form in dots; before a name these are initials. */
const dottedShort =
  /(?<![\p{L}.])(?:(?:\p{Lu}\.){2,}|(?:\p{Ll}\.){2,}(?=\p{Ll}(?!\p{L})))(?:\p{L}(?!\p{L})\.?)?(?!\s*\p{Lu}\p{Ll})/gu;
const shortInBrackets = /\s*\((\p{Lu}[\p{L}\d-]{1,7})\)/gu;

/** "Object detection (OD)" names one thing twice. */
function withoutOwnShortForm(text: string): string {
  return text.replace(shortInBrackets, (found, short: string, at: number) => {
    const initials = wordsOf(text.slice(0, at)).map((word) => word.charAt(0));
    const capitals = short.replace(/s$|[^\p{L}]/gu, "").toLowerCase();
    return initials.join("").toLowerCase().endsWith(capitals) ? "" : found;
  });
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

/** "Gnn's", "robots and llm's for maps": a plural, or a name that says as much without it. "Moore's law" goes on. */
const lateApostrophe = /(?<=\p{L}{2})['’ʼ]s(?=[\s?!.]*$|\s*[,;]|\s+(?:for|in|with|and|or|as|on|vs\.?) )/gu;

/** A query without what stands around it, and with "and" for the signs between two topics. */
export const withoutSurroundings = (text: string): string =>
  withoutOwnShortForm(withoutAsking(text))
    .replace(/^(?:(?:the|that|this) (\S+(?: \S+)?) paper|how do(?:es)? (.+) work)\W*$/i, "$1$2")
    .replace(lateApostrophe, "")
    .replace(linkBeside, "")
    .replace(dottedShort, (short) => short.replaceAll(".", ""))
    .replace(/(?<!\S)w\/(o?)(?=\s)/g, (_, without: string) => (without === "" ? "with" : "without"))
    .replace(/(?<=\S),? et\.? al\b\.?/gi, "")
    .replace(bothBetween, " and ")
    .replace(/^both (?=.* and )/i, "");
