import { html as template } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";

/** Markup that is escaped already. */
export type Html = HtmlEscapedString;

/** What a template takes: text, which it escapes, markup, or nothing. */
export type TemplatePart = string | number | Html | null | false | readonly TemplatePart[];

/** Markup from a template; every text in it is escaped. */
export const html = (strings: TemplateStringsArray, ...parts: TemplatePart[]): Html =>
  // It is a promise only if a part is one.
  template(strings, ...parts) as Html;
