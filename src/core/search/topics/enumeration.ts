/** Pairs that are one name: a list that ends with one of them has no two topics there. */
const onePair = new RegExp(
  `^(?:.* )?(?:${[
    ...[
      "search and rescue",
      "pick and place",
      "drag and drop",
      "plug and play",
      "divide and conquer",
      "trial and error",
    ],
    ...["explore and exploit", "exploration and exploitation", "plan and execute", "show and tell", "cause and effect"],
    ...["retrieve and rerank", "find and replace", "copy and paste", "command and control", "supply and demand"],
    ...["vision and language", "language and vision", "questions? and answers?", "localization and mapping"],
    ...["black and white", "time and space", "space and time", "theory and practice"],
    ...["research and development", "safety and security", "bias and fairness", "health and safety"],
  ].join("|")})(?: .*)?$`,
  "i",
);
/**
 * A word that stands before "and" for a whole phrase: "image and video generation" is no topic "image". Plurals are names
 * of their own.
 */
const sharesNoun =
  /^(?:(?!retrieval|removal|animal|signal|logic|traffic)\S+(?:al|ic|ive|ed|ous|ary|free|based)|on-?line|off-?line|image|video|text|speech|audio|voice|music|language|vision|code|object|scene|depth|point|node|edge|graph|token|word|sentence|document|user|item|instance|pre|post|single|multi|few|zero|one|low|high|long|short|large|small|fast|slow|hard|soft|open|closed|human|machine|data|model|train|[123]-?d|ct|mri|rgb|dna|rna)$/i;

const joinedItem = /^([^\s":()]+(?: [^\s":()]+){0,3}) (?:and|or|&) ([^\s":()]+(?: [^\s":()]+){0,3})$/i;
const joins = /(?:^| )(?:and|or|&)(?: |$)/i;

/** The last item of a list with commas, as two where "and", "or" or "&" joins two topics: "gan, vae and diffusion". */
export function lastItems(item: string): string[] {
  const text = item.trim().replace(/\s+/g, " ");
  const [, one = "", other = ""] = joinedItem.exec(text) ?? [];
  const isOneTopic =
    one === "" || joins.test(one) || joins.test(other) || onePair.test(text.replace(/ (?:&|or) /, " and "));
  return isOneTopic || sharesNoun.test(one) ? [item] : [one, other];
}
