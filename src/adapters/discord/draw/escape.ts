/** Characters that start or end something in Discord's markdown wherever they stand. */
const always = /[\\*_~|`<>[\]()#@]/g;
/** `:tada:` and `https://`; a colon before a space starts nothing. */
const colons = /:(?=[\w/+-])/g;
/** Lists and small print, at the start of a line. */
const lineStarts = /^([^\S\n]*)([-+]|\d+(?=[.)]))/gm;
const numbers = /\d$/;

/** Text that Discord shows as it is: nothing in it becomes a mention, a link, an emoji or a look. */
export const escapeText = (text: string): string =>
  text
    .replace(always, "\\$&")
    .replace(colons, "\\:")
    .replace(lineStarts, (_, space: string, mark: string) => space + (numbers.test(mark) ? `${mark}\\` : `\\${mark}`));

/** Text of a link: Discord finds the end of a link by its brackets, so unpaired ones give way to look-alikes. */
export function escapeLabel(text: string): string {
  const paired = !/[[\]]/.test(text.replace(/\[[^[\]]*\]/g, ""));
  return escapeText(paired ? text : text.replaceAll("[", "［").replaceAll("]", "］"));
}

/** An address inside `[…](…)`: what could end it early is percent-encoded. */
export const escapeUrl = (url: string): string =>
  url.replace(/[()<>\\\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

/** Text between backticks, where Discord knows no escapes. */
export const escapeCode = (text: string): string => text.replaceAll("`", "'").replace(/\s+/g, " ");
