/** Text as HTML. */
export const escapeHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** An element with a class; `inside` is HTML already. */
export const box = (name: string, inside: string, tag = "div"): string => `<${tag} class="${name}">${inside}</${tag}>`;

/** A page with messages of one platform, drawn with its sizes and paces. */
export const pageOf = (style: string, messages: readonly string[]): string =>
  `<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<style>*{box-sizing:border-box}body{margin:0}${style}</style>${messages.join("\n")}`;

/** The time that a reader in UTC is shown. */
export const readersTime = (seconds: number): string => new Date(seconds * 1_000).toISOString().slice(11, 16);
