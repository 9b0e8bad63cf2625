import { isGroup } from "./group.ts";

/** A person's name in its parts, or a name that stays whole: a group's, a single word, a script without word spaces. */
export type AuthorName =
  | { kind: "whole"; name: string }
  | {
      kind: "person";
      given: string;
      /** Lower-case words before the family name: `van der`; empty for none. */
      particle: string;
      family: string;
      /** `Jr.`, `III`; empty for none. */
      suffix: string;
    };

/** The character between the words of one family name or group in a stored name; a space would separate them. */
const join = "\u00a0";

/** A name whose words are one family name or one group's: `Physical Intelligence`. */
export const bound = (words: string): string => words.trim().replace(/\s+/g, join);

/** A stored name with plain spaces, as people type it. */
export const spelledName = (name: string): string => name.replaceAll(join, " ");

/** Makes a stored name from known parts. Words are joined only if parsing would separate them. */
export function nameOfParts(given: string, family: string, suffix: string): string {
  const name = [given, family, suffix].filter((part) => part !== "").join(" ");
  const read = authorName(name);
  if (read.kind === "whole") return name;
  const same = read.given === given && `${read.particle} ${read.family}`.trim() === family;
  return same ? name : [given, bound(family), suffix].filter(Boolean).join(" ");
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

const suffixes = /^(?:[JS]r\.?|Esq\.?|II|III|IV|2nd|3rd|Ph\.?D\.?|M\.?D\.?|MSc|FRS)$/;
/** Portuguese and Spanish words that follow a family name and belong to it. */
const familyEnds = set("Júnior Junior Filho Neto Sobrinho Segundo");
/** Words between two family names. */
const links = set("y i e gen. und");
const particles =
  set(`van von und vom zu zur zum der den de del della mc dello degli dei delle di da dal dall dalla do dos das du
  des le la les lo los las el al ul ad bin binti bint ben ibn abu abou af av ten ter te 't op in v d ó ní nic mac st st. san
  фон ван де بن ابن بنت أبو آل בן בר`);
/** Particles only in lower case: with a capital they are more often part of a given or family name. */
const onlySmall = set("y i e und v d ad op in zu ul dalla dall do te");
/** Spanish and Portuguese given names that hold a particle, before the family name. */
const compoundGiven =
  /^\S+(?: \S+)? (?:del (?:carmen|mar|pilar|rosario|roc[ií]o|valle|socorro|consuelo)|de (?:los [áa]ngeles|las (?:mercedes|nieves)|la (?:luz|concepci[óo]n)|lourdes|f[áa]tima|guadalupe|dios)|da (?:concei[çc][ãa]o|gl[óo]ria|gra[çc]a|luz)|das (?:gra[çc]as|dores|neves)|do (?:carmo|ros[áa]rio|socorro)|dos anjos)(?= \S)/iu;
/** Next to one of these words, `Van`, `Le` or `Bin` is part of the given name. */
const eastAsian =
  set(`nguyen tran pham hoang huynh phan vu vo dang bui ngo duong dinh truong trinh luong ly ha wang li zhang liu
  chen yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo zheng liang xie tang song han feng deng xiao cheng cao
  peng zeng wong chan cheung leung lam lau kim park lee choi jung kang cho yoon jang lim suo`);

const familyFirst = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}・ー]+$/u;

const foldedLetters = (word: string): string =>
  word.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase();

/** Parses a stored name. The family name begins at a known or lower-case particle, else it is the last word. */
export function authorName(name: string): AuthorName {
  const tokens = name.split(" ").filter((word) => word !== "");
  const whole: AuthorName = { kind: "whole", name: spelledName(name) };
  if (tokens.length < 2 || isGroup(whole.name) || (tokens.length === 2 && suffixes.test(tokens[1] ?? ""))) return whole;
  if (tokens.length === 2 && tokens.every((token) => familyFirst.test(token))) {
    return { kind: "person", given: tokens[1] ?? "", particle: "", family: tokens[0] ?? "", suffix: "" };
  }
  // `Petrov I. I.` has its initials at the end.
  if (
    tokens.length > 1 &&
    tokens.slice(1).every((token) => /^(?:\p{Lu}\.-?)+$/u.test(token)) &&
    /\p{L}{2}/u.test(tokens[0] ?? "")
  )
    return {
      kind: "person",
      given: tokens.slice(1).join(" "),
      particle: "",
      family: spelledName(tokens[0] ?? ""),
      suffix: "",
    };
  const extra = /^\(.*\)$/.test(tokens.at(-1) ?? "") && tokens.length > 2 ? ` ${tokens.pop()}` : "";
  const suffix = tokens.length > 2 && suffixes.test(tokens.at(-1) ?? "") ? (tokens.pop() ?? "") : "";
  const start = familyStart(tokens);
  const family = tokens.slice(start).flatMap((token) => token.split(join));
  const small = smallParticles(family);
  return {
    kind: "person",
    given: tokens.slice(0, start).map(spelledName).join(" ").replace(/,$/, "") + extra,
    particle: family.slice(0, small).join(" "),
    family: family.slice(small).join(" "),
    suffix,
  };
}

/** Where the family name begins among the words of a name; never at the first. */
function familyStart(tokens: readonly string[]): number {
  const last = tokens.length - 1;
  let start = last;
  if (tokens.length > 2 && familyEnds.has(tokens[last] ?? "") && !tokens[last - 1]?.endsWith(".")) start--;
  if (start > 2 && links.has(tokens[start - 1] ?? "")) start -= 2;
  const given =
    tokens.some((token) => eastAsian.has(foldedLetters(token))) || (tokens.includes("Le") && tokens.includes("Van"));
  while (start > 1 && isParticle(tokens[start - 1] ?? "", given)) start--;
  const givenWords = compoundGiven.exec(tokens.join(" "))?.[0].split(" ").length ?? 1;
  const firstSmall = tokens.findIndex(
    (token, at) => at >= givenWords && at < start && token === token.toLowerCase() && isParticle(token, given),
  );
  if (firstSmall === -1) return start;
  // `De la Torre Frade`
  let first = firstSmall;
  while (first > givenWords && isParticle(tokens[first - 1] ?? "", given)) first--;
  return first;
}

function isParticle(word: string, capitalsAreGiven: boolean): boolean {
  const small = word.toLowerCase();
  if (!particles.has(small)) return false;
  return word === small || (!capitalsAreGiven && !onlySmall.has(small));
}

/** How many lower-case particles a family name begins with. */
function smallParticles(family: readonly string[]): number {
  const end = family.findIndex((word, at) => at === family.length - 1 || !isParticle(word, true));
  return Math.max(0, end);
}
