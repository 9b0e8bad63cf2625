/** Mathematics in dollars, as the source of an expression. */
export const mathInDollars = [
  String.raw`\$\$[^$]{1,2000}\$\$`,
  // As pandoc reads them, so that "from $5 to $10" stays money; neither "$5 (" nor "$5 a day" begins a formula.
  String.raw`\$(?![\s$]|\d[\d.,]*[KMB]?\s\p{L}{2,}[\s,][^$<>=\\^_]*\$)(?:[^$\\]|\\[^]){1,999}(?<![\s(])\$(?!\d)`,
  // A command or a sign in front, or a letter before a number, is mathematics whatever follows.
  String.raw`\$\s*(?:[^$\s\d]{0,40}\\[a-zA-Z]|[^\w\s$\\]{1,3}(?=\s*\$)|[A-Za-z]\s?[=<>]?(?=\s?\$\d))[^$]{0,300}?\$`,
  // So is a command with no word beside it.
  String.raw`\$(?=[^$]*\\[a-zA-Z])(?:[^$\\\p{L}]|\\[a-zA-Z]+|\\[^]|(?<!\p{L})\p{L}{1,2}(?!\p{L})){1,80}\$`,
].join("|");
const dollars = new RegExp(String.raw`(?<!\\)(?:${mathInDollars})`, "gu");
/** Where an environment of displayed mathematics begins and ends. */
const displayedMath = /\\(begin|end)\{(?:equation|align|gather|multline|eqnarray|displaymath|math)\*?\}/g;

/** Text with its mathematics between `\(` and `\)`. */
export const markMath = (text: string): string =>
  text
    .replace(displayedMath, (_, end: string) => (end === "begin" ? "\\(" : "\\)"))
    .replace(dollars, (math) => `\\(${math.replace(/^\$+\s*|(?<!\\)\s*\$+$/g, "")}\\)`);

/** Whether there is anything to read as LaTeX. */
export const looksLikeLatex = (text: string): boolean => /\\|\$[^$]|[\^_]\{|\{,\}|``|''/.test(text);

/** A tie between two words; in `~30%` and `2~3` the sign means "about" and "to". */
const tie = /(?<=[\p{L}.,;:)\]}$])~(?=[\p{L}\p{N}([$\\{])|(?<=[\p{N}%])~(?=[\p{L}([$\\{%])/gu;
/** A sign with a tie on either side: `n~=~5`. */
const tiedSign = /~([=<>+±×]|\\[a-z]{2,8}|\$[^$~]{1,20}\$)~/g;
/** Braces around a word or a dash, in a text that is not read as LaTeX otherwise. */
const bracedWord =
  /(?<=[\p{L}\p{N}])\{([\p{L}\p{M}\p{Pd}=<>+]{1,40})\}|\{([\p{L}\p{M}\p{Pd}]{1,40})\}(?=\p{L})|(?<=^|[\s\p{Pd}(/])\{{1,2}((?=[^{}]*[\p{L}\p{Pd}])[\p{L}\p{M}\p{N}\p{Pd}.+/]{1,40})\}{1,2}(?=[\s.,;:)/\p{Pd}]|$)/gu;
/** Commands that lost their backslash on the way: `textbf{a}`, and `extbf{a}` where it was read as a tab. */
const bareCommand = /(?<![\\\p{L}])t?(ext(?:bf|it|tt|sc|rm|sf)|emph|math(?:cal|bf|bb|rm))(?=\{)/gu;
const textFont = /^ext/;
/** The same in a formula, where a tab or the start of a line was read: `10$ imes$`. */
const cutCommand = /\$ (?:(au|heta|imes)|(ho|ightarrow))(?=[\s$_^,)])/g;
/** A link and the words for it, where `\\href` was lost on the way. */
const wordsOfLink = /(https?:\/\/[^\s{}\\]{1,300})\{[^{}]{0,300}\}/g;
/** A font that lost its backslash: `{it so}`. */
const bareFont = /\{(?:it|em|bf|sl|sc|tt|rm|sf) ([^{}]{1,300})\}/g;
/** A colour that lost it: `magenta{so}`. Few texts have one, and looking for its brace alone is fast. */
const bareColour =
  /(?<![\\\p{L}])(?:soft|dark|light|deep)?(?:red|green|blue|cyan|magenta|orange|purple|violet|teal|brown)\{([^{}]{1,300})\}/gu;
const colourBrace = /\{(?<=(?:red|green|blue|cyan|magenta|orange|purple|violet|teal|brown)\{)/;
const withoutColours = (text: string): string => (colourBrace.test(text) ? text.replace(bareColour, "$1") : text);

/** A citation or reference, whose key says nothing to readers, with the space before it and brackets around it. */
const reference =
  /(?<![\s~])[\s~]*(\()?\s*\\(?:[a-z]*cite[a-z]*|(?:eq|auto|page|[cC])?ref)\*?\s?(?:\[[^\][]{0,99}\]){0,2}\{[^{}]{0,999}\}(\s*\))?(?=(\w)?)/gi;

function withoutReferences(text: string): string {
  if (!/\\[a-z]*(?:cite|ref)/i.test(text)) return text;
  return text.replace(reference, (_, open?: string, close?: string, next?: string) => {
    if (open && !close) return " (";
    return `${close && !open ? ")" : ""}${next ? " " : ""}`;
  });
}

/** Repairs ties, braces and broken commands; the result may still be LaTeX. */
export function prepareLatex(text: string): string {
  if (!/[~{\\]|\$ [ahi]/.test(text)) return text;
  const mended = withoutColours(withoutReferences(text).replace(wordsOfLink, "$1"))
    .replace(/\\verb\*?([^\w\s*])(.*?)\1/g, "$2")
    .replace(/\\\\(?=[%&$#_{}])/g, "\\")
    .replace(/\\\\(?=(?:math|text|hat|tilde|bar|frac|sqrt)[a-z]*\s?\{)/g, "\\")
    .replace(bareFont, "$1")
    .replace(bareCommand, (_, name: string) => `\\${textFont.test(name) ? "t" : ""}${name}`)
    .replace(cutCommand, (_, t?: string, r?: string) => (t ? `$\\t${t}` : `$\\r${r}`))
    .replace(/(?<=\/)\\~(?:\{\})?/g, "~")
    .replace(tiedSign, " $1 ")
    .replace(tie, " ");
  if (looksLikeLatex(mended)) return mended;
  return mended
    .replace(/(?<=\S)\{\}/g, "")
    .replace(bracedWord, (_, ...found: (string | undefined)[]) => found.slice(0, 3).find(Boolean) ?? "");
}

const commandsIn = (text: string): string[] => text.trim().split(/\s+/);
const takesArguments = (names: string, value: readonly [unread: number, read: number]) =>
  commandsIn(names).map((name) => [name, value] as const);

/** Commands that draw nothing themselves: fonts, sizes, colours that switch, places. */
export const silentCommands: ReadonlySet<string> = new Set(
  commandsIn(`it bf em rm tt sc sl sf cal mit frak Bbb bfseries itshape slshape scshape upshape mdseries ttfamily rmfamily sffamily
    normalfont tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge boldmath unboldmath left right middle
    big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr displaystyle textstyle scriptstyle scriptscriptstyle limits
    nolimits nonumber nobreakdash nobreak allowbreak break protect noindent centering xspace ignorespaces unskip relax hfill
    hfil smallskip medskip bigskip`),
);

/** For each command: how many arguments to skip, and how many to keep after them. */
export const commandArguments: Readonly<Record<string, readonly [unread: number, read: number]>> = Object.fromEntries([
  ...takesArguments(
    "label ref eqref autoref cref Cref pageref cite citep citet citealp citeauthor citeyear vspace hspace footnote",
    [1, 0],
  ),
  ...takesArguments(
    "footnotemark footnotetext thanks color pagecolor begin end bibliography phantom hphantom vphantom",
    [1, 0],
  ),
  ...takesArguments("includegraphics", [1, 0]),
  ...takesArguments("textcolor colorbox href raisebox scalebox hyperref texorpdfstring", [1, 1]),
  ...takesArguments("overset underset stackrel", [1, 1]),
  ...takesArguments("fcolorbox resizebox", [2, 1]),
  ...takesArguments("newcommand renewcommand providecommand def", [2, 0]),
  ...takesArguments(
    "mathcal mathbf mathbb mathrm mathsf mathtt mathit mathfrak mathscr mathnormal boldsymbol bm pmb operatorname",
    [0, 1],
  ),
  ...takesArguments(
    "text textbf textit textrm texttt textsf textsc textsl textup textmd textnormal emph mbox hbox fbox",
    [0, 1],
  ),
  ...takesArguments(
    "underline uline ul hl st sout url path nolinkurl mathop mathbin mathrel mathord mathopen mathclose uppercase underbrace overbrace",
    [0, 1],
  ),
]);

/** Commands that stand around their argument. */
export const commandPairs: Readonly<Record<string, readonly [before: string, after: string]>> = {
  ket: ["|", "⟩"],
  bra: ["⟨", "|"],
  braket: ["⟨", "⟩"],
  abs: ["|", "|"],
  norm: ["‖", "‖"],
  floor: ["⌊", "⌋"],
  ceil: ["⌈", "⌉"],
};

/** Commands that stand for words. */
export const commandWords: Readonly<Record<string, string>> = {
  ie: "i.e.",
  eg: "e.g.",
  etal: "et al.",
  lVert: "‖",
  rVert: "‖",
  Vert: "‖",
  lvert: "|",
  rvert: "|",
  vert: "|",
  emptyset: "∅",
  lq: "‘",
  rq: "’",
  coloneqq: ":=",
  colon: ":",
  implies: "⟹",
  iff: "⟺",
  percent: "%",
  textpercent: "%",
  cmark: "✓",
  xmark: "✗",
  textquotesingle: "'",
  xrightarrow: "→",
  land: "∧",
  lor: "∨",
  gets: "←",
  leadsto: "⇝",
  impliedby: "⟸",
  triangle: "△",
  dotsc: "…",
  dotsb: "⋯",
  dotsm: "⋯",
  hdots: "…",
  sun: "⊙",
  arcsec: "″",
  arcmin: "′",
  farcs: ".″",
  farcm: ".′",
  degr: "°",
  micron: "μm",
  bmod: " mod ",
  pagebreak: " ",
  newpage: " ",
  clearpage: " ",
  quad: " ",
  qquad: " ",
  item: " • ",
  par: " ",
  newline: " ",
  linebreak: " ",
  LaTeX: "LaTeX",
  TeX: "TeX",
  degree: "°",
  textdegree: "°",
  celsius: "°C",
  "|": "‖",
  "!": "",
  "/": "",
  "-": "",
  "@": "",
};
