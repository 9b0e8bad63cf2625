/** An element of MathML whose children are read already; the only sign in it may be an angle bracket. */
const innermost =
  /<(m(?:i|n|o|s|text|row|style|padded|frac|sqrt|root|sub|sup|subsup|over|under|underover))\b[^<>]*>([^<>]*|\s*[<>]=?\s*)<\/\1>/gi;
const deepestMathml = 16;

/** Signs above a letter, and the accents that they are. */
const signsAbove: Record<string, string> = { "¯": "bar", "‾": "bar", "^": "hat", "~": "tilde", "→": "vec", "˙": "dot" };

/** How an element is written, given its children. */
const mathmlWriters: Record<string, (children: readonly string[]) => string> = {
  mfrac: ([above, below]) => `\\frac${above}${below}`,
  msqrt: (children) => `\\sqrt{${children.join("")}}`,
  mroot: ([inside, degree = "{}"]) => `\\sqrt[${degree.slice(1, -1)}]${inside}`,
  msub: ([base, low]) => `${base}_${low}`,
  msup: ([base, high]) => `${base}^${high}`,
  msubsup: ([base, low, high]) => `${base}_${low}^${high}`,
  munder: ([base, low]) => `${base}_${low}`,
  munderover: ([base, low, high]) => `${base}_${low}^${high}`,
  mover: ([base = "{}", sign = "{}"]) => {
    const accent = signsAbove[sign.slice(1, -1)];
    return accent ? `\\${accent}${base}` : base;
  },
};

/** MathML in a text as LaTeX: `<math><msub><mi>s</mi><mn>2</mn></msub></math>` → `${s}_{2}$`; other text stays. */
export function mathmlAsLatex(text: string): string {
  if (!/<m(?:ath|row|i|n|o)\b/i.test(text)) return text;
  let read = text;
  for (let depth = 0; depth < deepestMathml; depth++) {
    const before = read;
    read = before.replace(innermost, (_, name: string, inside: string) => mathmlElement(name.toLowerCase(), inside));
    if (read === before) break;
  }
  // Digits behind go in too: a dollar before a digit is money.
  return read.replace(/<math\b[^<>]*>([^<>]*)<\/math>(\d*)/gi, (_, formula: string, digits: string) => {
    const inside = formula.trim();
    return inside === "" ? digits : `$${inside}${digits}$`;
  });
}

function mathmlElement(name: string, inside: string): string {
  const write = mathmlWriters[name];
  const children = write ? groupsOf(inside) : [];
  if (write && children.length > 0) return `{${write(children)}}`;
  const text = inside.trim();
  // An element without elements inside has text, in which braces are signs.
  if (/^m(?:row|style|padded)$/.test(name)) return `{${text}}`;
  const plain = text.replace(/[{}]/g, "\\$&");
  return /^\p{L}{2,}$/u.test(plain) ? `{\\mathrm{${plain}}}` : `{${plain}}`;
}

/** The groups in braces of which a text consists. */
function groupsOf(text: string): string[] {
  const groups: string[] = [];
  let [depth, start] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (sign === "\\") at++;
    else if (sign === "{" && depth++ === 0) start = at;
    else if (sign === "}" && --depth === 0) groups.push(text.slice(start, at + 1));
  }
  return groups;
}
