import { plainDigits } from "./text.ts";

/** An arXiv id without its version, and the version where one was given. */
export interface ArxivId {
  id: string;
  version: number | null;
}

const newStyle = /\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}/.source;
// The archives of before April 2007; a subject class (`math.GT/0309136`) is not part of the identity.
const archive =
  /(?:acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|funct-an|gr-qc|hep-(?:ex|lat|ph|th)|math-ph|math|mtrl-th|nlin|nucl-(?:ex|th)|patt-sol|physics|plasm-ph|q-alg|q-bio|quant-ph|solv-int|supr-con)/
    .source;
const oldStyle = `(${archive})(?:\\.[A-Za-z-]{2,20})?\\/(\\d{2}(?:0[1-9]|1[0-2])\\d{3})`;
const bare = `(?:(${newStyle})|${oldStyle})(?:v([1-9]\\d{0,2}))?`;

const whole = new RegExp(`^(?:arxiv:\\s*|(?:doi:\\s*)?10\\.48550/arxiv\\.)?${bare}(?:\\.pdf)?$`, "i");
const atStart = new RegExp(`^(?:arxiv[:\\s]\\s*)?${bare}(?:\\.(?:pdf|md))?(?![\\w.])`, "i");
/** What people write before an id: `arXiv:`, `arXiv.`, `abs/`, `cs.CL/`. */
const before =
  "(?:arxiv(?:\\.org)?\\s*[:._/-]{0,3}\\s*|10\\.48550/arxiv\\.|(?:abs|pdf)/|(?:cs|math|stat|eess)\\.[a-z]{2}/)?";
const inText = new RegExp(`(?<![a-z\\d.-]|\\S/|\\d:)${before}${bare}(?![a-z\\d]|/\\S|\\.\\d)`, "gi");
/** An address, up to one that follows it without a space. */
const address =
  /(?:https?:\/\/[^\s<>|"')\]/]{1,255}|(?<![\w.-])(?:[\w-]{1,63}\.){1,5}(?:org|com?|cool|gov|edu|net|io|ai|cn))\/(?:(?![;,]https?:)[^\s<>|"')\]])+/gi;

/** Where people link papers: host → what stands before the id in path and query. */
const hosts: Record<string, RegExp> = {
  "arxiv.org":
    /^\/+(?:(?:abs|pdf|html|format|ps|src|e-print|bibtex|tb)\/+|ftp\/arxiv\/papers\/\d{4}\/|api\/query\?(?:.*&)?id_list=|search\/?[a-z-]*\?(?:.*&)?query=)?/i,
  "xxx.lanl.gov": /^\/(?:abs|pdf)\//i,
  "ar5iv.org": /^\/(?:abs|pdf|html)\//i,
  "ar5iv.labs.arxiv.org": /^\/(?:abs|pdf|html)\//i,
  "arxiv-vanity.com": /^\/papers\//i,
  "arxiv-sanity-lite.com": /^\/\?(?:.*&)?pid=/i,
  "huggingface.co": /^\/(?:api\/)?papers(?:\/|\?(?:.*&)?q=)/i,
  "hf.co": /^\/papers\//i,
  "alphaxiv.org": /^\/(?:[a-z]{2}\/)?(?:abs|pdf|html|overview|resources)\//i,
  "papers.cool": /^\/arxiv\/(?:.*[?&]paper=)?/i,
  "emergentmind.com": /^\/papers\//i,
  "dblp.org": /^\/rec\/(?:[a-z]+\/)?journals\/corr\/abs-/i,
  "semanticscholar.org": /^\/search\?(?:.*&)?q=/i,
  "scholar.google.com": /^\/scholar(?:_lookup)?\?(?:.*&)?(?:q|arxiv_id)=/i,
  "scholar.archive.org": /^\/search\?(?:.*&)?q=/i,
  "google.com": /^\/search\?(?:.*&)?q=/i,
  "bing.com": /^\/search\?(?:.*&)?q=/i,
  "duckduckgo.com": /^\/\?(?:.*&)?q=/i,
};
/** Any other host's address that says itself whose number follows: `/arxiv/…`, `arxiv:…`, arXiv's DOI. */
const saysArxiv = /^.*?(?:[/:=]arxiv[:/]|10\.48550\/arxiv\.)/i;
/** Libraries and translators put arXiv's host in front of their own. */
const relayed = /^arxiv[.-]org(?=\.(?:translate\.goog$|(?:[\w-]+\.)*(?:ez|lib)?proxy[\w-]*\.)).*$/;
/** Names of arXiv's own host: mirrors of countries, and what it has had before. */
const ownNames = /^(?:www\.|(?:export|browse|m|lanl|xxx|[a-z]{2})\.(?=arxiv\.org$)|chat\.(?=alphaxiv))/;
/** A link inside of another one: a redirect, an archive's copy, a mail filter's. */
const innerLink = /(?<=.)https?(?::|%3a)(?:\/|%2f){2}(?!.*https?(?::|%3a)(?:\/|%2f){2})/i;

/** A link as Proofpoint writes it inside of its own: `?u=https-3A__arxiv.org_abs_2401.00001`. */
const mailFilter = /[?&]u=(https?-3A__[^&]+)/i;
/** Google's hosts of countries. */
const googles = /^((?:scholar\.)?google)\.(?:com?\.)?[a-z]{2}$/;

/** Reads one id or one link to a paper, as data holds it; null for anything else, `../../etc` included. */
export function readArxivId(text: string): ArxivId | null {
  const trimmed = text.trim();
  if (trimmed.length > 300) return null;
  return fromMatch(whole.exec(trimmed)) ?? fromLink(trimmed);
}

/** The folders of a file that arXiv named: `~/Downloads/2401.00001v2.pdf`, `papers/2401.00001.pdf`. */
const folders =
  /^\s*(?:(?:file:\/\/|~|\.{1,2})?\/(?:[^\n]*\/)?(?=[^\s/]+\.pdf\s*$)|(?:[\w -]+\/)+(?=\d{4}\.\d{4,5}(?:v\d+)?\.pdf\s*$))/i;

/** Reads the paper that somebody typed: the one id, link or file in a text, whatever stands around it; null for none or several. */
export function typedArxivId(text: string): ArxivId | null {
  const typed = text.slice(0, 2_000).replace(folders, "");
  const [only, ...more] = findArxivIds(/(?!\d)\p{Nd}/u.test(typed) ? plainDigits(typed.normalize("NFKC")) : typed);
  return only && more.length === 0 ? only : null;
}

/** Every arXiv id in a text, bare or linked, each once: those of links first. */
export function findArxivIds(text: string): ArxivId[] {
  const links = text.match(address) ?? [];
  const linked = links.map((link) => fromLink(link.replace(/[\p{P}\p{S}]+$/u, "")));
  const bareIds = [...text.replace(address, " ").matchAll(inText)].map(fromMatch);
  const found = [...linked, ...bareIds].filter((id) => id !== null);
  return [...new Map(found.map((id) => [id.id, id])).values()];
}

function linkInside(text: string): string | null {
  const filtered = mailFilter.exec(text)?.[1];
  if (filtered !== undefined) return filtered.replaceAll("_", "/").replaceAll("-", "%");
  const start = innerLink.exec(text)?.index;
  return start === undefined ? null : text.slice(start);
}

function fromLink(text: string): ArxivId | null {
  const inner = linkInside(text);
  if (inner !== null) return fromLink(readable(inner).replace(/(?:&|__;).*$/, ""));
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  // A name before the host (`arxiv.org@evil.example`) makes it somebody else's link.
  if (!url || url.username || url.password || url.port) return null;
  const host = url.hostname.replace(relayed, "arxiv.org").replace(ownNames, "").replace(googles, "$1.com");
  const path = withPlainId(readable(url.pathname + url.search));
  const before = (Object.hasOwn(hosts, host) ? hosts[host]?.exec(path) : null) ?? saysArxiv.exec(path);
  // What hosts add behind the id (`/sso-callback`, `?view=1`) names the same paper; a way out of it does not.
  return before && !path.includes("..") ? fromMatch(atStart.exec(path.slice(before[0].length))) : null;
}

/** Ids in the spelling of two indexes (`2024arXiv240100001A` of ADS, `abs-2401-00001` of dblp), and a plus for a blank. */
const withPlainId = (path: string): string =>
  path
    .replace(/\d{4}arXiv(\d{4})\.?(\d{4,5})[A-Z](?![A-Za-z])/, "arXiv:$1.$2")
    .replace(/(?<=\/abs-)(\d{4})-(\d{4,5})(?:\.html)?/, "$1.$2")
    .replaceAll("+", " ");

function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function fromMatch(match: RegExpExecArray | null): ArxivId | null {
  if (!match) return null;
  const [, modern, archiveName, number, version] = match;
  const id = modern ?? `${archiveName?.toLowerCase()}/${number}`;
  return { id, version: version === undefined ? null : Number(version) };
}
