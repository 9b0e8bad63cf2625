import type { Span } from "./message.ts";

/** A sentence of ours as spans: what stands in backticks is code, what stands between double asterisks is bold. */
export function prose(text: string): Span[] {
  return text
    .split(/(`[^`\n]+`|\*\*[^*\n]+\*\*)/)
    .filter((part) => part !== "")
    .map((part) => {
      if (/^`.+`$/.test(part)) return { text: part.slice(1, -1), code: true };
      if (/^\*\*.+\*\*$/.test(part)) return { text: part.slice(2, -2), bold: true };
      return { text: part };
    });
}
