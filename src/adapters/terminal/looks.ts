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

/** What a terminal's codes begin with. */
export const ansiEscape = "\u001b";
// BEL ends a link, because `fast-wrap-ansi` knows it: it closes a link at a line's end and opens it again on the next.
const bell = "\u0007";
const ansiCode = (on: number, off: number) => (text: string) => `${ansiEscape}[${on}m${text}${ansiEscape}[${off}m`;
const behindIt = (text: string, url: string): string => `${text} (${url})`;
const asIs = (text: string): string => text;

/** Plain text for pipes and files; an address follows its text in brackets. */
export const plainLooks = (width = defaultWidth): Looks => ({
  width,
  bold: asIs,
  dim: asIs,
  italic: asIs,
  link: behindIt,
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

/** The looks a stream can show: codes only on a terminal that wants them (`NO_COLOR`, `TERM=dumb` do not). */
export function looksOf(stream: Pick<WriteStream, "isTTY" | "columns">, env: NodeJS.ProcessEnv): Looks {
  const columns = Math.max(narrowest, Math.min(widest, (stream.columns || defaultWidth) - 1));
  const capable = stream.isTTY && env["TERM"] !== "dumb" && !env["NO_COLOR"];
  if (!capable) return plainLooks(stream.isTTY ? columns : defaultWidth);
  const looks = terminalLooks(columns);
  return drawsHyperlinks(env) ? looks : { ...looks, link: behindIt, hyperlinks: false };
}

const drawing = /^(?:iTerm\.app|WezTerm|vscode|ghostty|Hyper|rio|mintty)$/;
const drawingTerms = /^(?:xterm-kitty|xterm-ghostty|alacritty|foot|contour|wezterm)/;

/** Whether a terminal is known to draw hyperlinks; tmux does since 3.4, and drops them before. */
function drawsHyperlinks(env: NodeJS.ProcessEnv): boolean {
  const program = env["TERM_PROGRAM"] ?? "";
  if (program === "tmux" || env["TMUX"]) return program === "tmux" && atLeast(env["TERM_PROGRAM_VERSION"] ?? "", 3, 4);
  if (env["STY"]) return false;
  if (Number(env["VTE_VERSION"]) >= 5000 || env["KONSOLE_VERSION"] || env["WT_SESSION"]) return true;
  return drawing.test(program) || drawingTerms.test(env["TERM"] ?? "");
}

function atLeast(version: string, major: number, minor: number): boolean {
  const [, first, second] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(first) > major || (Number(first) === major && Number(second) >= minor);
}
