/** Characters with a meaning anywhere in Discord's markdown. */
const always = /[\\*_~|`<>[\]()#@]/g;
/** Colons of `:tada:` and `https://`; a colon before a space has no meaning. */
const colons = /:(?=[\w/+-])/g;
/** Lists and small print at the start of a line. */
const lineStarts = /^([^\S\n]*)([-+]|\d+(?=[.)]))/gm;
const numbers = /\d$/;

/** Escapes text so that Discord shows it letter by letter: no mention, link, emoji or style. */
export const escapeText = (text: string): string =>
  text
    .replace(always, "\\$&")
    .replace(colons, "\\:")
    .replace(lineStarts, (_, space: string, mark: string) => space + (numbers.test(mark) ? `${mark}\\` : `\\${mark}`));

/** Signs that mean something inside `[…]`, where Discord shows the backslash of an escape, and what looks like them. */
const lookalikes: Record<string, string> = {
  ...{
    "*": "∗",
    _: "ˍ",
    "~": "∼",
    "`": "ˋ",
    "|": "∣",
    "<": "‹",
    ">": "›",
    "[": "［",
    "]": "］",
    "\\": "＼",
    "@": "＠",
    "#": "＃",
  },
};
/** Colons of `:tada:` and `https://`. */
const labelColons = /:(?=[\w/+-])/g;

/** A link's text: its signs give way to look-alikes, because Discord has no escapes there. */
export const labelText = (text: string): string =>
  text
    .replace(/[*_~`|<>[\]\\#]|@(?=everyone|here)/g, (sign) => lookalikes[sign] ?? sign)
    .replace(labelColons, "\u2236");

/** Percent-encodes the characters that could end an address in `[…](…)`. */
export const escapeUrl = (url: string): string =>
  url.replace(/[()<>\\\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

/** Text for between backticks, where Discord has no escapes. */
export const escapeCode = (text: string): string => text.replaceAll("`", "'").replace(/\s+/g, " ");
