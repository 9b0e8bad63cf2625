import { defineCommand } from "../src/core/command/define.ts";
import { limit, paper as paperOption } from "../src/core/command/options.ts";
import { titleText } from "../src/core/cards/paper-block.ts";
import { paperListReply, wanted } from "../src/core/cards/paper-list.ts";
import { findPaper } from "./parts/find-paper.ts";
import { boldWords } from "./parts/say.ts";

/** `/papers similar 2503.09641`: papers like one. */
export const similar = defineCommand({
  name: "similar",
  tool: "read",
  summary: "papers like one",
  options: { paper: paperOption, limit },
  example: "similar 2503.09641",
  async run({ paper: typed, limit: most }, context) {
    const paper = await findPaper(context, typed.replace(/^(?:papers )?(?:to|like) (?=\S)/, ""));
    const { hits, total } = await context.store.search.similar(paper.id, wanted(context, most));
    return paperListReply(context, {
      title: "",
      intro: [{ text: "Papers like " }, boldWords(titleText(paper))],
      hits,
      total,
      limit: most,
      json: { like: paper.id },
      empty: [{ text: "Nothing here is like " }, boldWords(titleText(paper)), { text: "." }],
    });
  },
});
