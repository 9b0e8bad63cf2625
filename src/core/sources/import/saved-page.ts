import { decodeHTML } from "entities";
import { isDay } from "../reading/day.ts";
import { isRecord } from "../reading/facts.ts";

/** The papers of a Daily Papers page and its day, `YYYY-MM-DD`; null where it does not say its day. */
export interface SavedPage {
  papers: unknown[];
  day: string | null;
}

/** Whether a file is a web page, as a browser saves it. */
export const looksLikeHtml = (text: string): boolean =>
  /^(?:\s*<!--[\s\S]*?-->)*\s*<(?:!doctype\s+html\b|html\b)/i.test(text);

/** What the page's script draws its list from, in an attribute. */
const dataOfPage = /\bdata-props\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;

/** Hugging Face's Daily Papers in a saved web page; null for any other page. */
export function papersOfSavedPage(html: string): SavedPage | null {
  for (const [, double, single] of html.matchAll(dataOfPage)) {
    const data = parsedData(decodeHTML(double ?? single ?? ""));
    const papers = data?.["dailyPapers"];
    if (!Array.isArray(papers)) continue;
    const day = data?.["dateString"];
    return { papers, day: typeof day === "string" && isDay(day) ? day : null };
  }
  return null;
}

function parsedData(text: string): Record<string, unknown> | null {
  if (!text.includes("dailyPapers")) return null;
  try {
    const data: unknown = JSON.parse(text);
    return isRecord(data) ? data : null;
  } catch {
    return null;
  }
}
