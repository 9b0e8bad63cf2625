import { box, escapeHtml, pageOf, readersTime } from "./html.ts";

type Json = Record<string, unknown>;

const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const words = (value: unknown): string => (typeof value === "string" ? value : "");
const text = (value: unknown): string => words((value as Json | undefined)?.["text"]);
const dates = (format: string, seconds: unknown): string => format.replace("{time}", readersTime(Number(seconds)));

/** Sizes of Slack's clients: 15 px text on lines of 22, 13 on 18 in small print, buttons 32 high, 8 between blocks. */
const style = `body{font:15px/22px Lato,"Liberation Sans","Nimbus Sans",sans-serif;color:#1d1c1d;background:#fff}
.message{display:flex;gap:8px;padding:8px 12px}.avatar{flex:none;width:36px;height:36px;border-radius:6px;background:#4a154b}
.content{flex:1;min-width:0}.name{font-weight:900}.blocks{display:flex;flex-direction:column;gap:8px}
.header{font:900 18px/24px Lato,"Liberation Sans","Nimbus Sans",sans-serif}.context{font-size:13px;line-height:18px;color:#616061;display:flex;flex-wrap:wrap;gap:0 4px}
.section{display:flex;gap:8px;align-items:flex-start}.section>.text{flex:1;min-width:0;white-space:pre-wrap;overflow-wrap:anywhere}
.rich{white-space:pre-wrap;overflow-wrap:anywhere}.actions{display:flex;flex-wrap:wrap;gap:8px}
.button,.select{border:1px solid #bbb;border-radius:4px;padding:0 12px;font:700 14px/30px Lato,"Liberation Sans","Nimbus Sans",sans-serif;white-space:nowrap;max-width:100%;overflow:hidden;text-overflow:ellipsis}
.primary{background:#007a5a;color:#fff;border-color:#007a5a}.danger{color:#e01e5a;border-color:#e01e5a}
.select{font-weight:400;min-width:140px}.select::after{content:" ▾"}a{color:#1264a3;text-decoration:none}
code{font:12px/18px monospace;color:#c01343;background:#f6f6f6;border:1px solid #ddd;border-radius:3px;padding:1px 3px}
.chip{background:#e8f5fa;color:#1264a3;border-radius:3px}hr{border:0;border-top:1px solid #ddd;width:100%;margin:4px 0}
.image{flex:none;width:88px;height:88px;border-radius:8px;background:#ddd;font-size:10px;line-height:12px;overflow:hidden}
.view{border:1px solid #ccc;border-radius:8px;margin:12px;padding:16px}.label{font-weight:700}.hint{font-size:13px;line-height:18px;color:#616061}
.input{border:1px solid #999;border-radius:4px;padding:6px 10px;min-height:36px}.options{display:flex;flex-direction:column;gap:4px}`;

/** Messages, dialogs or Home pages of Slack as an HTML page. */
export const slackPage = (drawn: readonly { blocks: unknown; title?: string }[]): string =>
  pageOf(
    style,
    drawn.map(({ blocks, title }) =>
      title === undefined
        ? box("message", box("avatar", "") + box("content", box("name", "papers") + box("blocks", drawBlocks(blocks))))
        : box("view", box("header", escapeHtml(title)) + box("blocks", drawBlocks(blocks))),
    ),
  );

const drawBlocks = (blocks: unknown): string => list(blocks).map(drawBlock).join("");

function drawBlock(block: Json): string {
  switch (block["type"]) {
    case "header":
      return box("header", escapeHtml(text(block["text"])));
    case "section":
      return box("section", box("text", escapeHtml(text(block["text"]))) + accessory(block["accessory"] as Json));
    case "context":
      return box("context", list(block["elements"]).map(small).join(""));
    case "actions":
      return box("actions", list(block["elements"]).map(element).join(""));
    case "rich_text":
      return box(
        "rich",
        list(block["elements"])
          .flatMap((section) => list(section["elements"]).map(rich))
          .join(""),
      );
    case "divider":
      return "<hr>";
    case "input":
      return box(
        "field",
        box("label", escapeHtml(text(block["label"]))) + field(block["element"] as Json) + hint(text(block["hint"])),
      );
    default:
      return box("unknown", escapeHtml(JSON.stringify(block)));
  }
}

const hint = (said: string): string => (said === "" ? "" : box("hint", escapeHtml(said)));

function small(each: Json): string {
  const said = String(each["text"]);
  const [, seconds, format = ""] = /^<!date\^(\d+)\^([^|]*)\|/.exec(said) ?? [];
  return box("", escapeHtml(seconds === undefined ? said : dates(format, seconds)), "span");
}

function rich(each: Json): string {
  const styles = (each["style"] ?? {}) as Record<string, boolean>;
  const wrap = (inside: string) =>
    styles["code"]
      ? `<code>${inside}</code>`
      : styles["bold"]
        ? `<b>${inside}</b>`
        : styles["italic"]
          ? `<i>${inside}</i>`
          : inside;
  switch (each["type"]) {
    case "link":
      return `<a href="#">${wrap(escapeHtml(String(each["text"])))}</a>`;
    case "user":
      return box("chip", "@member", "span");
    case "channel":
      return box("chip", "#channel", "span");
    case "date":
      return escapeHtml(dates(String(each["format"]), each["timestamp"]));
    default:
      return wrap(escapeHtml(String(each["text"])));
  }
}

function accessory(given: Json | undefined): string {
  if (!given) return "";
  return given["type"] === "image" ? box("image", escapeHtml(String(given["alt_text"]))) : element(given);
}

function element(given: Json): string {
  if (given["type"] === "static_select") return box("select", escapeHtml(text(given["placeholder"])));
  return box(`button ${words(given["style"])}`, escapeHtml(text(given["text"])));
}

function field(given: Json): string {
  const options = list(given["options"]);
  const chosen = [...list(given["initial_options"]), given["initial_option"] as Json].map((each) => each?.["value"]);
  if (options.length > 0)
    return box(
      "options",
      options
        .map((each) => `<span>${chosen.includes(each["value"]) ? "☑" : "☐"} ${escapeHtml(text(each["text"]))}</span>`)
        .join(""),
    );
  const value = given["initial_value"] ?? given["initial_time"] ?? given["initial_conversation"] ?? "";
  return box("input", escapeHtml(words(value)));
}
