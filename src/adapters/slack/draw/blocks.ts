import type { KnownBlock } from "@slack/types";
import type { Block, Message, PaperBlock } from "../../../core/messages/message.ts";
import { actionBlocks, noteBlocks, richText, titleBlocks } from "./elements.ts";
import { listEntry, menuOfList, wholePaper } from "./papers.ts";

/**
 * A message as Block Kit. Text goes into rich text and plain text elements, which Slack shows letter by letter, so that text
 * from outside cannot become a mention, link, emoji or markup.
 */
export function blocksOf({ title, blocks, footer }: Message): KnownBlock[] {
  const listed = blocks.filter(isListEntry);
  const last = listed.at(-1);
  const next = last && blocks[blocks.indexOf(last) + 1];
  // The buttons of a list stand in one row with the menu of its papers.
  const its = next?.kind === "actions" ? next : null;
  const drawn = blocks.flatMap((block) => {
    if (block === its) return [];
    return block === last ? [...drawBlock(block), ...menuOfList(listed, its?.actions ?? [])] : drawBlock(block);
  });
  return [...titleBlocks(title), ...drawn, ...noteBlocks(footer)];
}

const isListEntry = (block: Block): block is PaperBlock => block.kind === "paper" && block.size === "list";

function drawBlock(block: Block): KnownBlock[] {
  switch (block.kind) {
    case "text":
      return richText(block.spans);
    case "note":
      return noteBlocks(block.spans);
    case "divider":
      return [{ type: "divider" }];
    case "actions":
      return actionBlocks(block.actions);
    case "paper":
      return isListEntry(block) ? listEntry(block) : wholePaper(block);
  }
}
