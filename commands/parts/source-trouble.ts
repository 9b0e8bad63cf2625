import type { Context } from "../../src/core/command/define.ts";
import { dayIn, shortDay } from "../../src/core/messages/dates.ts";

/** One sentence if Hugging Face failed lately, saying how old the papers are; else nothing. */
export async function sourceTrouble({ store }: Pick<Context, "store">): Promise<string[]> {
  const { failures, lastError, lastSuccessAt } = await store.sources.get("hugging-face");
  if (failures === 0 || lastError === null) return [];
  const until = lastSuccessAt ? ` These are the papers known until ${momentText(lastSuccessAt)}.` : "";
  return [`${lastError.replace(/\.$/, "")}.${until}`];
}

/** A moment as "Fri 7 Nov 08:10 UTC". */
export const momentText = (moment: Date): string =>
  `${shortDay(dayIn(moment, "UTC"))} ${moment.toISOString().slice(11, 16)} UTC`;
