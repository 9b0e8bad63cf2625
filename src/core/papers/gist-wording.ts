/** Longest gist, in UTF-16 units. */
export const gistLimit = 220;

/** One word or two before the sentence proper: "However,", "In addition,", "(1)". */
const connective =
  /^(?:[([]?(?:\d|i{1,3}|iv)[)\].]|(?:In (?:addition|contrast|other words|particular|response|short|summary|turn)|To (?:do so|this end)),|(?:Accordingly|Additionally|Also|And|But|Concretely|Consequently|Crucially|Empirically|Finally|First|Firstly|Further|Furthermore|Hence|Here|However|Importantly|Indeed|Instead|Interestingly|Moreover|Next|Notably|Overall|Second|Secondly|So|Specifically|Surprisingly|Then|Therefore|Third|Thirdly|Thus|Together|Ultimately|Yet),?)\s+/;

/** All before "we" or "this paper": "To address these challenges,", "In this work,", "Building on this insight,". */
const leadIn =
  /^(?:\p{Lu}[\p{L}-]*)\b[^.;:]*?,\s+(?:and\s+)?(?=(?:we|I|this (?:article|note|paper|report|study|survey|thesis|work))\b)/u;

/** "In this work we propose", without the comma. */
const bareLeadIn = /^(?:Here|In this (?:article|note|paper|report|study|survey|work))\s+(?=(?:we|I)\b)/;

/** Cuts the lead-in of a sentence. */
export function withoutLeadIn(sentence: string): string {
  const rest = sentence.replace(connective, "");
  return rest.replace(leadIn, "").replace(bareLeadIn, "");
}

/** Matches sentences that need an earlier one: "it", "these methods". */
const leansOnOthers = [
  /^(?:it|its|itself|they|their|them|these|those|such|both|each|either|neither|he|she|the (?:former|latter|same))\b/i,
  /^(?:this|that)\b(?! (?:article|note|paper|report|study|survey|technical report|thesis|work)\b)/i,
  /\b(?:this|these|those)(?=[,;:.)]|\s+(?:and|as|at|by|can|for|from|has|have|in|is|are|may|of|on|or|through|to|using|via|was|were|will|with)\b)/i,
  /^(?:we|I) \w+ (?:it|them)\b/i,
  /\b(?:the (?:former|latter)|aforementioned|as (?:above|follows)|the following)\b/i,
];

const adverb =
  /^(we|I) (?:also|further|furthermore|then|therefore|thus|first|hence|additionally|next|finally|hereby)\s+/i;

/**
 * A sentence of an abstract as it can stand alone: the authors' own words without the lead-in, shortened between clauses
 * where it is too long. Null where it would lean on other sentences or be a fragment.
 */
export function standingAlone(sentence: string): string | null {
  const bare = withoutLeadIn(sentence.replaceAll(/\s+/g, " ").trim()).replace(adverb, "$1 ");
  const second = bare.replace(firstOfTwo, "$1 ");
  return second === bare || (bare.length <= gistLimit && gistFrom(bare) !== null)
    ? gistFrom(bare)
    : (gistFrom(second) ?? gistFrom(bare));
}

/** "We study this as a game and" before "propose Duck, a …": what is proposed can stand without it. */
const firstOfTwo =
  /^(we|I) [^.;:]*?,? and (?:\w+ly |then |therefore |thus )?(?=(?:develop|introduce|present|propose) )/i;

function gistFrom(bare: string): string | null {
  if (leansOnOthers.some((pattern) => pattern.test(bare))) return null;
  if (/^(?:code|project page|demo|website|videos?)\b|https?:\/\//i.test(bare)) return null;
  const short = bare.length <= gistLimit ? bare : shortened(bare);
  return short === null || !isWhole(short) ? null : withCapital(short);
}

const isWhole = (text: string): boolean =>
  /[\p{L}\p{N})"”’%\]}][.!?]["”’)]?$/u.test(text) && text.split(" ").length >= 5 && closesAll(text);

const closesAll = (text: string): boolean => {
  const count = (of: RegExp) => text.match(of)?.length ?? 0;
  return count(/\(/g) === count(/\)/g) && count(/[“]/g) === count(/[”]/g) && count(/"/g) % 2 === 0;
};

const withCapital = (text: string): string =>
  text.replace(
    /^(?:we|our|the|this|a|an|using|by|in|on|across|with|under)\b/,
    (word) => word[0]?.toUpperCase() + word.slice(1),
  );

const lexicon = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** After a comma these begin what only adds to a sentence. */
const additions = lexicon(
  "although as at based because built but by designed driven especially even evaluated followed given guided including " +
    "instead motivated notably paired particularly powered rather since so such thereby thus together trained unlike " +
    "where whereas which while whose with without yet",
);
/** After ", and" these begin another statement, not the last of a list; verbs by their stems. */
const statements =
  /^(?:our|it|we|further|then|thus|(?:achiev|adapt|analy|appl|argu|benchmark|build|combin|compar|conduct|deriv|demonstrat|design|develop|discuss|enabl|establish|evaluat|extend|find|generali|identif|improv|instantiat|introduc|observ|offer|outperform|present|propos|prov|reduc|releas|report|reveal|show|stud|support|train|transfer|validat|yield)\w*)$/;
const participle = /^[a-z]{3,}ing$/;
const noParticiples = lexicon("during existing following including remaining according");

/** Whether what follows a comma only adds to what came before it. */
function addsOnly(after: string): boolean {
  const [first = "", second = "", third = ""] = after.replace(/^\w+ly\s/, "").split(" ", 3);
  if (first === "and") return statements.test(second);
  if (participle.test(first) && !noParticiples.has(first)) return !/^(?:and|or)$/.test(second) && third !== "";
  return additions.has(first);
}

/** After these words comes more about the object of "we present …"; it can be left out. */
const purposes = lexicon(
  "across by capable designed enabling for so spanning that through to using via where which while whose with without",
);
const presents =
  /^(?:we|I|this (?:article|note|paper|report|study|survey|work)) (?:\w+ly )?(?:adapt|build|construct|contribut|curat|defin|describ|design|develop|formali|formulat|instantiat|introduc|present|propos|releas|stud|train)/i;
const dashes = /[–—]|\s-{1,3}\s/g;
const clauseEnds = /;\s|:\s|,\s|\s?[–—]\s?|\s-{1,3}\s/g;
const anySpace = /\s/g;
/** A shorter beginning says too little, in UTF-16 units. */
const least = 45;
/** A beginning of this length is long enough: the purpose of the object is left out. */
const telling = 80;

/** The longest beginning of a sentence that is one itself, of at most `gistLimit`; null where there is none. */
function shortened(sentence: string): string | null {
  const plain = sentence.replaceAll(/\s\([^()]*\)/g, "");
  if (plain.length <= gistLimit) return plain;
  const oneDash = plain.match(dashes)?.length === 1;
  const ends = (end: string, after: string) => (end === ", " ? addsOnly(after) : /[;:]/.test(end) || oneDash);
  const byClause = beginnings(plain, clauseEnds, ends).findLast(isMain) ?? null;
  if ((byClause?.length ?? 0) >= telling || !presents.test(plain)) return byClause;
  return beginnings(plain, anySpace, (_, after) => purposes.has(after.split(" ", 1)[0] ?? "")).at(-1) ?? byClause;
}

/** The beginnings of a sentence that end at a clause, shortest first. */
function beginnings(sentence: string, ends: RegExp, mayEnd: (end: string, after: string) => boolean): string[] {
  return [...sentence.slice(0, gistLimit + 3).matchAll(ends)]
    .filter(({ index }) => index >= least && index < gistLimit)
    .filter(({ 0: end, index }) => mayEnd(end, sentence.slice(index + end.length, index + end.length + 60)))
    .map(({ index }) => `${sentence.slice(0, index).replace(/[\s,;:–—-]+$/u, "")}.`)
    .filter((head) => isWhole(head) && !unfinished.test(head));
}

/** Matches a text whose last word needs another one after it. */
const unfinished =
  /(?:,\s(?!and\b|or\b)(?:\S+\s)?\S+|\b(?:a|able|an|and|are|as|be|both|but|by|capable|first|for|from|has|how|have|in|is|its|of|on|or|our|that|the|their|to|which|with|\w+ed|built|driven))\.$/i;

const subordinate = lexicon(
  "after although as based because beyond building by combining despite during evaluating even following for from given if in " +
    "instead leveraging motivated on rather since through to trained under unlike using when where while with without",
);

/** Whether the text contains a whole clause and not only its introduction. */
const isMain = (head: string): boolean =>
  !subordinate.has(head.split(" ", 1)[0]?.toLowerCase() ?? "") || /,\s(?:\S+\s){2,}/.test(head);
