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

/** Escapes a link's text; unpaired square brackets, which would end the link, become full-width ones. */
export function escapeLabel(text: string): string {
  const paired = !/[[\]]/.test(text.replace(/\[[^[\]]*\]/g, ""));
  return escapeText(paired ? text : text.replaceAll("[", "［").replaceAll("]", "］"));
}

/** Percent-encodes the characters that could end an address in `[…](…)`. */
export const escapeUrl = (url: string): string =>
  url.replace(/[()<>\\\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

/** Text for between backticks, where Discord has no escapes. */
export const escapeCode = (text: string): string => text.replaceAll("`", "'").replace(/\s+/g, " ");
