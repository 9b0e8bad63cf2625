import { type Block, type Message, type Span, textBlock } from "../messages/message.ts";
import { safeUrl } from "../messages/safe-url.ts";
import { paperUrl } from "../papers/links.ts";
import type { Paper } from "../papers/paper.ts";
import type { PaperUpdate } from "../papers/updates.ts";
import { cutText } from "../papers/text.ts";
import { titleText } from "./paper-block.ts";

const shownBefore = 150;

/** What happened to a paper after it was posted, one line each; to be said under its post or to who saved it. */
export function updateNote(paper: Paper, updates: readonly PaperUpdate[]): Message {
  const link = safeUrl(paperUrl(paper));
  return {
    title: "",
    blocks: [textBlock({ text: titleText(paper), bold: true, ...(link && { link }) }), ...updateLines(paper, updates)],
    footer: [],
  };
}

function updateLines(paper: Paper, updates: readonly PaperUpdate[]): Block[] {
  const of = (kind: PaperUpdate["kind"]) => updates.filter((update) => update.kind === kind);
  const [withdrawn] = of("withdrawn");
  const versions = of("version");
  const lines: Block[] = [];
  if (of("code").length > 0) lines.push(textBlock("Code is out: ", codeLink(paper)));
  // The version that withdraws a paper says nothing else.
  if (withdrawn) lines.push(textBlock("Withdrawn: ", spanWithLink("its page says why", safeUrl(paperUrl(paper)))));
  else if (versions.length > 0) lines.push(versionLine(paper, versions));
  return lines;
}

function codeLink({ codeUrl }: Paper): Span {
  const link = safeUrl(codeUrl);
  return spanWithLink(cutText(link ? link.replace(/^https?:\/\/(www\.)?|\/$/g, "") : "see the paper", 100), link);
}

/** Several versions of one day are told as the last one; the title is compared to the one that was posted. */
function versionLine(paper: Paper, versions: readonly PaperUpdate[]): Block {
  const page = paper.arxivId ? safeUrl(`https://arxiv.org/abs/${paper.arxivId}v${paper.version ?? ""}`) : null;
  const name = spanWithLink(paper.version === null ? "New version" : `New version v${paper.version}`, page);
  const before = versions.find((version) => version.before !== null)?.before;
  return before === undefined || before === null
    ? textBlock(name, ": its abstract changed.")
    : textBlock(name, `: the title was “${cutText(before, shownBefore)}” before.`);
}

const spanWithLink = (text: string, link: string | null): Span => ({ text, ...(link && { link }) });
