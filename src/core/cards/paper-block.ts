import { voteLabel, withVotesTold } from "./vote-count.ts";
import { encodeButton } from "../command/button.ts";
import { cutWords, firstSentences } from "../messages/cut.ts";
import { fullDay } from "../messages/dates.ts";
import type { Action, PaperBlock, PaperSize, Span } from "../messages/message.ts";
import { inThousands } from "../messages/numbers.ts";
import { safeUrl } from "../messages/safe-url.ts";
import { huggingFaceUrl, paperUrl, pdfUrl } from "../papers/links.ts";
import type { TasteReason } from "../papers/paper-json.ts";
import type { Paper } from "../papers/paper.ts";
import { gistOf } from "../papers/gist.ts";
import { cutText } from "../papers/text.ts";

/** How to show a paper: its size, its number, and what is known from the team and the query. */
export interface Shown {
  size: PaperSize;
  /** Its place in a numbered list, from 1. */
  number?: number | null;
  /** Votes of the workspace's members. */
  votes: number;
  /** The words of the topic it matched. */
  matched?: readonly string[];
  /** When and where it was posted in this workspace. */
  posted?: readonly Span[] | null;
  /** The member who brought it to the team. */
  submittedBy?: string | null;
  /** Why a taste chose it. */
  reason?: TasteReason | null;
  /** The private screen its buttons stand on, which a press draws again (`Context.screen`); absent in posts. */
  screen?: string | null;
  /** Days of this year are written without it. */
  now?: Date;
}

/** UTF-16 units: about two lines in a list, four on a card, the whole abstract in details. */
const summaryLimits: Record<PaperSize, number> = { list: 220, card: 440, whole: Infinity };
const shownTitleLength = 300;
const matchedShown = 4;
/** UTF-16 units of the title of what a paper is like: in a list the reason takes two lines of a phone. */
const likedTitle: Record<PaperSize, number> = { list: 40, card: 80, whole: 80 };

/** A paper as a block of a message; used by all answers and roundups. */
export function paperBlock(paper: Paper, shown: Shown): PaperBlock {
  const link = safeUrl(paperUrl(paper));
  return {
    kind: "paper",
    paper: paper.id,
    size: shown.size,
    number: shown.number ?? null,
    title: { text: titleText(paper), bold: true, ...(link && { link }) },
    facts: factSpans(paper, shown),
    summary: summarySpans(paper, shown.size),
    why: whyOf(paper, shown),
    picture: pictureOf(paper),
    votes: shown.votes,
    actions: actionsOf(paper, shown),
  };
}

/** A paper's title, cut to 300 UTF-16 units; a blank one is replaced by the paper's id. */
export const titleText = (paper: Paper): string =>
  paper.title === "" ? `(untitled) ${paper.arxivId ?? paper.id}` : cutText(paper.title, shownTitleLength);

function whoOf(paper: Paper, size: PaperSize): Span | null {
  if (paper.organization) return { text: cutText(paper.organization, 60) };
  return size === "whole" && paper.authors.length > 0 ? null : { text: authorsText(paper, size) };
}

/** "first et al. (3,000)", in a list "first et al.", "A and B", "unknown authors". */
function authorsText({ authors, authorCount }: Paper, size: PaperSize): string {
  const [first, second] = authors.map((name) => cutText(name, 60));
  if (first === undefined) return authorCount > 0 ? `${inThousands(authorCount)} authors` : "unknown authors";
  if (authorCount <= 1) return first;
  if (authorCount === 2 && second !== undefined) return `${first} and ${second}`;
  return size === "list" ? `${first} et al.` : `${first} et al. (${inThousands(authorCount)})`;
}

/** The facts line; unknown facts are left out, and of details what stands below them: all authors and links. */
function factSpans(paper: Paper, { size, now }: Shown): Span[] {
  const code = size === "whole" ? null : safeUrl(paper.codeUrl);
  const facts: (Span | null)[] = [
    whoOf(paper, size),
    paper.publishedAt ? { text: fullDay(paper.publishedAt, now) } : null,
    paper.upvotes > 0 ? { count: "upvotes", n: paper.upvotes } : null,
    paper.comments > 0 ? { count: "comments", n: paper.comments } : null,
    code ? { text: "code", link: code } : null,
    paper.withdrawn ? withdrawnFact : null,
    paper.sample ? { text: "sample" } : null,
  ];
  return dotted(facts.filter((fact) => fact !== null));
}

/** Stands between two facts. */
export const dot: Span = { text: " · " };

/** The fact that marks a withdrawn paper. */
export const withdrawnFact = { text: "withdrawn", bold: true } as const;

/** Spans separated by " · ". */
export const dotted = (spans: readonly Span[]): Span[] => spans.flatMap((span, i) => (i === 0 ? [span] : [dot, span]));

/**
 * The source's own one-liner or the abstract's sentence that says what is new, marked as what it is, else the abstract's first
 * sentences. In a list only what an AI wrote is marked: anything else is the authors' own words.
 */
function summarySpans(paper: Paper, size: PaperSize): Span[] {
  const limit = summaryLimits[size];
  if (size !== "whole" && paper.summary !== null && paper.summary !== "") {
    return [{ text: firstSentences(paper.summary, limit) }, { text: " (AI summary)", italic: true }];
  }
  const gist = size === "whole" ? null : gistOf(paper);
  if (gist !== null) return size === "list" ? [{ text: gist }] : [{ text: gist }, fromAbstract];
  return paper.abstract === "" ? [] : [{ text: firstSentences(paper.abstract, limit) }];
}

const fromAbstract: Span = { text: " (from the abstract)", italic: true };

function whyOf(paper: Paper, { size, matched = [], posted, submittedBy, votes, reason }: Shown): Span[] {
  const reasons: Span[][] = reason ? reasonSpans(reason, size) : [];
  const untold = matched.filter((what) => !betweenSpaces(paper.title).includes(betweenSpaces(what)));
  if (untold.length > 0) {
    const words = untold.slice(0, matchedShown).map((what) => cutText(what, 60));
    reasons.push([{ text: `matched: ${words.join(", ")}` }]);
  }
  if (posted) reasons.push([...posted]);
  if (submittedBy) reasons.push([{ text: "submitted by " }, { member: submittedBy }]);
  return withVotesTold(
    reasons.flatMap((spans, i) => (i === 0 ? spans : [dot, ...spans])),
    votes,
  );
}

/** A text's words between spaces, to see whether another text has them too: a title tells by itself what it matched. */
const betweenSpaces = (text: string): string =>
  ` ${
    text
      .toLowerCase()
      .match(/[\p{L}\p{N}+#*]+/gu)
      ?.join(" ") ?? text
  } `;

/** "like Phased DMD", the title a link to its post; "something else" for what is from outside a taste. */
function reasonSpans({ because, outside, liked = null }: TasteReason, size: PaperSize): Span[][] {
  if (outside) return [[{ text: "something else" }]];
  if (because === null) return [];
  const link = safeUrl(because.permalink);
  const title: Span = { text: cutWords(because.title, likedTitle[size]), italic: true, ...(link && { link }) };
  const who = liked === "you" ? ", which you liked" : liked === null ? "" : `, which ${liked} of your team voted for`;
  return [[{ text: "like " }, title, ...(who === "" ? [] : [{ text: who }])]];
}

function pictureOf(paper: Paper): PaperBlock["picture"] {
  const url = safeUrl(paper.thumbnailUrl);
  return url ? { url, alt: cutText(`Picture of ${titleText(paper)}`, 150) } : null;
}

function actionsOf(paper: Paper, { size, votes, screen }: Shown): Action[] {
  const pressed = { paper: paper.id, ...(screen ? { screen } : {}) };
  const actions: Action[] = [
    { role: "vote", label: voteLabel(votes), call: encodeButton("vote", pressed) },
    { role: "save", label: "Save", call: encodeButton("save", pressed) },
    { role: "details", label: "Details", call: encodeButton("details", { paper: paper.id }) },
  ];
  return size === "whole" ? actions.slice(0, 2) : actions;
}

/** "arXiv · PDF · Hugging Face · code · project", without the unknown ones. */
export function paperLinks(paper: Paper): Span[] {
  const links: [string, string | null][] = [
    [paper.arxivId ? "arXiv" : "Paper", paperUrl(paper)],
    ["PDF", pdfUrl(paper)],
    ["Hugging Face", huggingFaceUrl(paper)],
    ["code", paper.codeUrl],
    ["project", paper.projectUrl],
  ];
  return dotted(
    links.flatMap(([text, url]) => {
      const link = safeUrl(url);
      return link ? [{ text, link }] : [];
    }),
  );
}
