import { decodeXML } from "entities";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { UnreadableDocument } from "./document.ts";

/** An element read from XML: a text, or its children and `@` attributes by name; repeated ones as lists. */
export type Node = string | { [name: string]: Node | Node[] | undefined };

const repeated = new Set(["entry", "item", "author", "category", "link"]);
const deepest = 40;

// Entities are decoded after parsing, so that nothing a document declares could ever be expanded.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  isArray: (name) => repeated.has(name),
});

/** Reads a feed; refuses a DOCTYPE or nesting before parsing, then whatever is not well-formed or has another root. */
export function readXml(text: string, roots: readonly string[]): { root: string; node: Node } {
  const body = text.replace(/^\ufeff/, "").trim();
  if (body === "") throw new UnreadableDocument("it is empty");
  if (/^<(?:!doctype\s+html|html)\b/i.test(body)) throw new UnreadableDocument("it is a web page, not XML");
  if (/<!(?:DOCTYPE|ENTITY)/i.test(body))
    throw new UnreadableDocument("it declares a document type, which no feed needs");
  if (depthOf(body) > deepest) throw new UnreadableDocument("its elements are nested deeper than any feed's");
  if (!body.startsWith("<")) throw new UnreadableDocument(`it is not XML: "${body.slice(0, 60)}"`);
  const valid = XMLValidator.validate(body);
  if (valid !== true) throw new UnreadableDocument(`it is not whole XML (line ${valid.err.line}); it may be cut off`);
  const document = parser.parse(body) as Record<string, Node | undefined>;
  const root = roots.find((name) => document[name] !== undefined);
  const node = root === undefined ? undefined : document[root];
  if (root === undefined || node === undefined) throw new UnreadableDocument("it is another kind of document");
  return { root, node };
}

/** How deep elements are nested, read without building anything. */
function depthOf(body: string): number {
  let depth = 0;
  let most = 0;
  for (const [tag] of body.matchAll(/<\/?[A-Za-z_][^<>]*>/g)) {
    if (tag.startsWith("</")) depth--;
    else if (!tag.endsWith("/>")) most = Math.max(most, ++depth);
    if (most > deepest) break;
  }
  return most;
}

/** The children of this name. */
export function children(node: Node | undefined, name: string): Node[] {
  if (typeof node !== "object") return [];
  const found = node[name];
  return found === undefined ? [] : Array.isArray(found) ? found : [found];
}

/** The text of the first child of this name, character references decoded once; null without one. */
export function textOf(node: Node | undefined, name: string): string | null {
  const [child] = children(node, name);
  const text = typeof child === "object" ? child["#text"] : child;
  return typeof text === "string" ? decodeXML(text) : null;
}

/** An attribute's value. */
export function attribute(node: Node, name: string): string | null {
  const value = typeof node === "object" ? node[`@${name}`] : undefined;
  return typeof value === "string" ? decodeXML(value) : null;
}
