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
const inText = new RegExp(`(?<![\\w./-]|\\d:)(?:arxiv:\\s*)?${bare}(?![\\w/]|\\.\\d)`, "gi");
const address = /(?<![\w.-])(?:[\w-]{1,63}\.){1,5}(?:org|co)\/[^\s<>|"')\]]+/gi;

/** Where papers are linked: host to what stands before the id in the path. */
const hosts: Record<string, RegExp> = {
  "arxiv.org": /^\/(?:abs|pdf|html|format|ps)\//,
  "huggingface.co": /^\/papers\//,
  "alphaxiv.org": /^\/(?:abs|pdf|html|overview|resources)\//,
  "doi.org": /^\/10\.48550\/arxiv\./i,
  "dx.doi.org": /^\/10\.48550\/arxiv\./i,
};

/** Reads one id or one link to a paper; null for anything else, `../../etc` included. */
export function readArxivId(text: string): ArxivId | null {
  const trimmed = text.trim();
  if (trimmed.length > 300) return null;
  return fromMatch(whole.exec(trimmed)) ?? fromLink(trimmed);
}

/** Every arXiv id in a text, bare or linked, each once, in order. */
export function findArxivIds(text: string): ArxivId[] {
  const links = text.match(address) ?? [];
  const linked = links.map((link) => fromLink(link.replace(/[.,;:!?]+$/, "")));
  const bareIds = [...text.replace(address, " ").matchAll(inText)].map(fromMatch);
  const found = [...linked, ...bareIds].filter((id) => id !== null);
  return [...new Map(found.map((id) => [id.id, id])).values()];
}

function fromLink(text: string): ArxivId | null {
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`);
  // A name before the host (`arxiv.org@evil.example`) makes it somebody else's link.
  if (!url || url.username || url.password || url.port) return null;
  const host = url.hostname.replace(/^(?:www|export|browse|m)\./, "");
  const before = Object.hasOwn(hosts, host) ? hosts[host]?.exec(url.pathname) : null;
  return before ? fromMatch(whole.exec(url.pathname.slice(before[0].length).replace(/\/$/, ""))) : null;
}

function fromMatch(match: RegExpExecArray | null): ArxivId | null {
  if (!match) return null;
  const [, modern, archiveName, number, version] = match;
  const id = modern ?? `${archiveName?.toLowerCase()}/${number}`;
  return { id, version: version === undefined ? null : Number(version) };
}
