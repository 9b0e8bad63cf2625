import { isSymbol, readableLatex } from "../papers/latex.ts";

/** Math that LaTeX can set as it stands; dollars as pandoc reads them, so that "$5 to $10" stays money. */
const math = /(\$(?![\s$])(?:[^$\\]|\\[A-Za-z]|\\[{}%&#_,;:!]){0,999}?(?<![\s\\])\$(?!\d)|[\^_]\{[^{}$\\]{1,99}\})/;

const special: Record<string, string> = {
  "&": "\\&",
  "%": "\\%",
  $: "\\$",
  "#": "\\#",
  _: "\\_",
  "{": "\\{",
  "}": "\\}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "\\": "\\textbackslash{}",
  // Angle brackets would be read as markup on the way.
  "<": "$<$",
  ">": "$>$",
};

/** Text as LaTeX sets it, letter for letter; letters beyond ASCII stay as they are (UTF-8). */
export const escapedLatex = (text: string): string => text.replace(/[&%$#_{}~^\\<>]/g, (sign) => special[sign] ?? sign);

/** A source's own LaTeX made safe: its math stays math (`E^{2}GAN` becomes `E$^{2}$GAN`), the rest is text. */
export function latexFromSource(source: string): string {
  return source
    .split(math)
    .map((part, i) => (i % 2 === 0 ? escapedAround(part) : asMath(part)))
    .join("");
}

/** The spaces at the ends of a part are between words. */
function escapedAround(part: string): string {
  const [, before = "", text = "", after = ""] = /^(\s*)(.*?)(\s*)$/s.exec(part) ?? [];
  return before + escapedLatex(readableLatex(text)) + after;
}

/** Words of LaTeX's and its mathematicians' own in math, beside the symbols. */
const mathWords = new Set(
  `mathcal mathbf mathbb mathrm mathsf mathtt mathit mathfrak mathscr boldsymbol bm operatorname text textbf textit textrm
  mbox rm bf it cal frac tfrac dfrac binom sqrt log ln exp min max sup inf lim sin cos tan det dim arg ker deg gcd Pr bmod
  pmod left right big Big bigl bigr Bigl Bigr displaystyle limits overset underset stackrel hat widehat
  tilde widetilde bar vec dot ddot lVert rVert lvert rvert`.split(/\s+/),
);

function asMath(part: string): string {
  const inside = part.startsWith("$") ? part.slice(1, -1) : part;
  // A command of the author's own would stop whoever cites the paper, and TeX reads `^^5c` as a backslash.
  const known = commandsOf(inside).every((name) => isSymbol(name) || mathWords.has(name));
  if (!known || !balanced(inside) || inside.includes("^^")) return escapedLatex(readableLatex(part));
  return `$${inside.replace(/([<>])/g, " $1 ").replace(/(?<!\\)([&%#])/g, "\\$1")}$`;
}

const commandsOf = (math: string): string[] => Array.from(math.matchAll(/\\([A-Za-z]+)/g), ([, name = ""]) => name);

function balanced(text: string): boolean {
  let depth = 0;
  for (const sign of text.match(/\\[^]|[{}]/g) ?? []) {
    depth += sign === "{" ? 1 : sign === "}" ? -1 : 0;
    if (depth < 0) return false;
  }
  return depth === 0;
}
