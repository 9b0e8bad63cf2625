import type { WriteStream } from "node:tty";

/** How text gets its looks on a terminal: each takes finished text and answers it with or without codes around it. */
export interface Looks {
  width: number;
  bold(text: string): string;
  dim(text: string): string;
  italic(text: string): string;
  link(text: string, url: string): string;
  /** Whether `link` hides the address behind the text. */
  hyperlinks: boolean;
}

const defaultWidth = 100;
const widest = 110;
const narrowest = 30;

const ansiEscape = "\u001b";
// The end of a link that `fast-wrap-ansi` knows: it closes a link at the end of a line and opens it again on the next.
const bell = "\u0007";
const ansiCode = (on: number, off: number) => (text: string) => `${ansiEscape}[${on}m${text}${ansiEscape}[${off}m`;
const asIs = (text: string): string => text;

/** Plain text, for pipes and files: an address stands behind what it belongs to. */
export const plainLooks = (width = defaultWidth): Looks => ({
  width,
  bold: asIs,
  dim: asIs,
  italic: asIs,
  link: (text, url) => `${text} (${url})`,
  hyperlinks: false,
});

/** Colours and OSC 8 hyperlinks, as a terminal that knows them draws them. */
export const terminalLooks = (width: number): Looks => ({
  width,
  bold: ansiCode(1, 22),
  dim: ansiCode(2, 22),
  italic: ansiCode(3, 23),
  link: (text, url) => `${ansiEscape}]8;;${url}${bell}${text}${ansiEscape}]8;;${bell}`,
  hyperlinks: true,
});

/** The looks a stream can show: codes only on a terminal that wants them (`NO_COLOR`, `TERM=dumb` do not). */
export function looksOf(stream: Pick<WriteStream, "isTTY" | "columns">, env: NodeJS.ProcessEnv): Looks {
  const columns = Math.max(narrowest, Math.min(widest, (stream.columns || defaultWidth) - 1));
  const capable = stream.isTTY && env["TERM"] !== "dumb" && !env["NO_COLOR"];
  return capable ? terminalLooks(columns) : plainLooks(stream.isTTY ? columns : defaultWidth);
}
