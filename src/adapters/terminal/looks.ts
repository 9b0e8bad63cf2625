import type { WriteStream } from "node:tty";

/** Styles for a terminal: each function returns the text with or without escape codes around it. */
export interface Looks {
  width: number;
  bold(text: string): string;
  dim(text: string): string;
  italic(text: string): string;
  link(text: string, url: string): string;
  /** Whether `link` makes a hyperlink instead of writing the address out. */
  hyperlinks: boolean;
}

const defaultWidth = 100;
const widest = 110;
const narrowest = 30;

const ansiEscape = "\u001b";
// BEL ends a link, because `fast-wrap-ansi` knows it: it closes a link at a line's end and opens it again on the next.
const bell = "\u0007";
const ansiCode = (on: number, off: number) => (text: string) => `${ansiEscape}[${on}m${text}${ansiEscape}[${off}m`;
const asIs = (text: string): string => text;

/** Plain text for pipes and files; an address follows its text in brackets. */
export const plainLooks = (width = defaultWidth): Looks => ({
  width,
  bold: asIs,
  dim: asIs,
  italic: asIs,
  link: (text, url) => `${text} (${url})`,
  hyperlinks: false,
});

/** Styles and OSC 8 hyperlinks by escape codes. */
export const terminalLooks = (width: number): Looks => ({
  width,
  bold: ansiCode(1, 22),
  dim: ansiCode(2, 22),
  italic: ansiCode(3, 23),
  link: (text, url) => `${ansiEscape}]8;;${url}${bell}${text}${ansiEscape}]8;;${bell}`,
  hyperlinks: true,
});

/** The looks for a stream: escape codes only on a terminal, and not with `NO_COLOR` or `TERM=dumb`. */
export function looksOf(stream: Pick<WriteStream, "isTTY" | "columns">, env: NodeJS.ProcessEnv): Looks {
  const columns = Math.max(narrowest, Math.min(widest, (stream.columns || defaultWidth) - 1));
  const capable = stream.isTTY && env["TERM"] !== "dumb" && !env["NO_COLOR"];
  return capable ? terminalLooks(columns) : plainLooks(stream.isTTY ? columns : defaultWidth);
}
