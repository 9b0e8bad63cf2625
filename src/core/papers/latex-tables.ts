import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

interface Tables {
  /** Command with its backslash to character; a few entries differ by mode and are objects. */
  symbols: Record<string, unknown>;
  /** Accent command without its backslash to combining character. */
  accents: Record<string, string>;
}

// Read at first use (most texts have no LaTeX in them), and as JSON: the package's entry loads ten times as much.
let loaded: Tables | null = null;
export const latexTables = (): Tables => (loaded ??= readTables());

function readTables(): Tables {
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve("unicode2latex")), "../tables");
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), "utf8"));
  const { tounicode } = read("combining.json") as { tounicode: Record<string, string> };
  return { symbols: read("latex2unicode.json") as Record<string, unknown>, accents: tounicode };
}

/** What the library's table lacks or draws as an operator. */
const extraAccents: Record<string, string> = {
  hat: "\u0302",
  widehat: "\u0302",
  bar: "\u0304",
  vec: "\u20d7",
  not: "\u0338",
};

/** The combining character of an accent command. */
export function accentOf(name: string): string | undefined {
  if (Object.hasOwn(extraAccents, name)) return extraAccents[name];
  const known = latexTables().accents;
  return Object.hasOwn(known, name) ? known[name] : undefined;
}

/** An accent on the first letter, above those that it has. Tilde and caret on anything else are those signs: `\~30` is "about 30". */
export function accented(text: string, name: string, accent: string): string {
  if (/^[~^]$/.test(name) && !/^\p{L}/u.test(text)) return name + text;
  const each = name === "overline" ? /[\p{L}\p{N}]\p{M}*/gu : /^.\p{M}*/su;
  return text
    .replace(/ı/g, "i")
    .replace(/ȷ/g, "j")
    .replace(each, (one) => one + accent);
}
