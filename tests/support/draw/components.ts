import type { Component, Message } from "../fake-discord/world.ts";
import { box, escapeHtml, pageOf, readersTime } from "./html.ts";

/** Sizes of Discord's clients: 16 px text on lines of 22, small print 13 on 18, buttons 32 high, 8 between components. */
const style = `body{font:16px/22px "gg sans","Liberation Sans","Nimbus Sans",sans-serif;color:#dbdee1;background:#313338}
.message{display:flex;gap:12px;padding:8px 12px}.avatar{flex:none;width:40px;height:40px;border-radius:50%;background:#5865f2}
.content{flex:1;min-width:0;max-width:600px}.name{font-weight:600;color:#f2f3f5}
.container{border:1px solid #3f4147;background:#2b2d31;border-radius:8px;padding:12px;display:flex;flex-direction:column;gap:8px}
.text{white-space:pre-wrap;overflow-wrap:anywhere}.text h3{margin:0;font-size:18px;line-height:24px}.text small{display:block;font-size:13px;line-height:18px;color:#949ba4}
.section{display:flex;gap:12px;align-items:flex-start}.section>.text{flex:1;min-width:0}
.row{display:flex;flex-wrap:wrap;gap:8px}.button{border-radius:8px;padding:0 14px;font:500 14px/32px "gg sans","Liberation Sans","Nimbus Sans",sans-serif;background:#4e5058;color:#fff;white-space:nowrap}
.s1{background:#5865f2}.s4{background:#da373c}.select{width:100%;border-radius:8px;background:#1e1f22;padding:0 12px;line-height:40px;color:#949ba4}
.select::after{content:" ▾"}a{color:#00a8fc;text-decoration:none}.chip{background:#3c4270;color:#c9cdfb;border-radius:3px;padding:0 2px}
code{font:13px/18px monospace;background:#1e1f22;border-radius:4px;padding:1px 4px}hr{border:0;border-top:1px solid #3f4147;width:100%}
.image{flex:none;width:85px;height:85px;border-radius:8px;background:#444;font-size:10px;line-height:12px;overflow:hidden}
.view{border:1px solid #3f4147;border-radius:8px;margin:12px;padding:16px;display:flex;flex-direction:column;gap:12px}.label{font-weight:600}
.hint{font-size:13px;line-height:18px;color:#949ba4}.input{background:#1e1f22;border-radius:8px;padding:8px 12px;min-height:40px}`;

/** Messages and dialogs of Discord as an HTML page. */
export const discordPage = (
  drawn: readonly (Pick<Message, "components" | "content"> | { title: string; components: Component[] })[],
): string =>
  pageOf(
    style,
    drawn.map((each) =>
      "title" in each
        ? box("view", box("name", escapeHtml(each.title)) + each.components.map(field).join(""))
        : box(
            "message",
            box("avatar", "") + box("content", box("name", "papers") + each.components.map(component).join("")),
          ),
    ),
  );

function component(given: Component): string {
  const inside = (given.components ?? []).map(component).join("");
  switch (given.type) {
    case 1:
      return box("row", inside);
    case 2:
      return box(`button s${given.style ?? 2}`, escapeHtml(given.label ?? ""));
    case 3:
      return box("select", escapeHtml(given.placeholder ?? ""));
    case 9:
      return box("section", inside + (given.accessory ? component(given.accessory) : ""));
    case 10:
      return box("text", markdown(given.content ?? ""));
    case 11:
      return box("image", escapeHtml(given.description ?? ""));
    case 14:
      return "<hr>";
    case 17:
      return box("container", inside);
    default:
      return box("unknown", escapeHtml(JSON.stringify(given)));
  }
}

/** The marks that the bot writes: headings, small print, bold, italic, code, links, mentions, times and commands. */
const markdown = (content: string): string =>
  content.split("\n").map(line).join("\n").replaceAll("</small>\n", "</small>").replaceAll("</h3>\n", "</h3>");

function line(written: string): string {
  if (written.startsWith("### ")) return `<h3>${inline(written.slice(4))}</h3>`;
  if (written.startsWith("-# ")) return `<small>${inline(written.slice(3))}</small>`;
  return inline(written);
}

const marks: [RegExp, (found: string[]) => string][] = [
  [/^\\([^0-9A-Za-z\s])/, ([, sign = ""]) => escapeHtml(sign)],
  [/^\[((?:[^[\]]|\\.)*)\]\(([^)]*)\)/, ([, label = ""]) => `<a href="#">${inline(label)}</a>`],
  [/^\*\*([\s\S]+?)\*\*/, ([, inside = ""]) => `<b>${inline(inside)}</b>`],
  [/^\*([^*\n]+)\*/, ([, inside = ""]) => `<i>${inline(inside)}</i>`],
  [/^`([^`]+)`/, ([, code = ""]) => `<code>${escapeHtml(code)}</code>`],
  [/^<#\d+>/, () => box("chip", "#channel", "span")],
  [/^<@\d+>/, () => box("chip", "@member", "span")],
  [/^<(\/[^:>]+):\d+>/, ([, command = ""]) => box("chip", escapeHtml(command), "span")],
  [/^<t:(\d+):t>/, ([, seconds = "0"]) => box("chip", readersTime(Number(seconds)), "span")],
];

function inline(written: string): string {
  let drawn = "";
  for (let rest = written; rest !== "";) {
    const [mark, draw] = marks.find(([each]) => each.test(rest)) ?? [];
    const found = mark?.exec(rest);
    drawn += found && draw ? draw([...found]) : escapeHtml(rest.slice(0, 1));
    rest = rest.slice(found ? found[0].length : 1);
  }
  return drawn;
}

function field({ label = "", description = "", component: inner }: Component): string {
  const chosen = (inner?.options ?? []).filter((one) => one.default).map((one) => one.label);
  const value = inner?.value ?? [...chosen, ...(inner?.default_values ?? []).map(() => "#channel")].join(", ");
  const hint = description === "" ? "" : box("hint", escapeHtml(description));
  return box(
    "field",
    box("label", escapeHtml(label)) + hint + box(inner?.type === 4 ? "input" : "select", escapeHtml(value)),
  );
}
