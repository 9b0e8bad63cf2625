import type { Span } from "./message.ts";

const marked = /(`[^`\n]+`|\*\*[^*\n]+\*\*|\/papers [a-z]+(?: \d+)?)/;

/** One of our own sentences as spans: `` `code` `` and `**bold**` become styles, and what to type (`/papers edit 3`) becomes code. */
export function prose(text: string): Span[] {
  return text
    .split(marked)
    .filter((part) => part !== "")
    .map((part) => {
      if (/^`.+`$/.test(part)) return { text: part.slice(1, -1), code: true };
      if (/^\*\*.+\*\*$/.test(part)) return { text: part.slice(2, -2), bold: true };
      return part.startsWith("/papers ") ? { text: part, code: true } : { text: part };
    });
}
