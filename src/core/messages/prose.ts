import type { Span } from "./message.ts";

/** One of our own sentences as spans: `` `code` `` and `**bold**` become styles. */
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
