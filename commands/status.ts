import { defineCommand } from "../src/core/command/define.ts";
import { textBlock } from "../src/core/messages/message.ts";
import type { SourceState } from "../src/core/store/store.ts";
import { programVersion } from "../src/program.ts";
import { countOf } from "./parts/say.ts";
import { roundupStatus } from "./parts/roundup-status.ts";
import { momentText } from "./parts/source-trouble.ts";

/** `/papers status`: the state of the sources and roundups, one line each. */
export const status = defineCommand({
  name: "status",
  tool: "read",
  summary: "how the sources are, what comes next, what is paused",
  options: {},
  example: "status",
  async run(_input, context) {
    const { store, now, startedAt } = context;
    const roundups = await roundupStatus(context);
    const [sources, papers] = [await store.sources.all(), await store.papers.count()];
    const known = sources.filter(({ lastAttemptAt, lastSuccessAt }) => lastAttemptAt ?? lastSuccessAt);
    const before = [
      ...(known.length === 0
        ? ["No source was read yet."]
        : known.map((state) => sourceLine(context.sources.title(state.source), state))),
      `${countOf(papers, "paper")} in the library.`,
    ];
    const after = [`papers-bot ${programVersion}, up ${durationText(now().getTime() - startedAt.getTime())}.`];
    return {
      visibility: "caller",
      message: {
        title: "Status",
        blocks: [...before.map((line) => textBlock(line)), ...roundups.blocks, ...after.map((line) => textBlock(line))],
        footer: [],
      },
      json: {
        version: programVersion,
        startedAt: startedAt.toISOString(),
        papers,
        roundups: roundups.json,
        sources: known.map(({ source, lastSuccessAt, lastCount, failures, lastError, nextAttemptAt }) => ({
          source,
          lastSuccessAt,
          lastCount,
          failures,
          lastError,
          nextAttemptAt,
        })),
      },
    };
  },
});

function sourceLine(
  title: string,
  { failures, lastError, lastSuccessAt, lastCount, nextAttemptAt }: SourceState,
): string {
  const last = lastSuccessAt ? `read ${momentText(lastSuccessAt)}, ${countOf(lastCount, "paper")}` : "never read";
  if (lastError === null) return `${title}: ${last}.`;
  if (failures === 0) return `${title}: ${last}. ${lastError}.`;
  const next = nextAttemptAt ? ` Next attempt: ${momentText(nextAttemptAt)}.` : "";
  const trouble = lastError.startsWith(title) ? lastError : `${title}: ${lastError}`;
  const often = failures > 1 ? `; ${failures} failures in a row` : "";
  return `${trouble}${often}; ${last}.${next}`;
}

/** "3 days", "5 hours", "12 minutes", "less than a minute". */
function durationText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes === 0) return "less than a minute";
  if (minutes < 120) return countOf(minutes, "minute");
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? countOf(hours, "hour") : countOf(Math.floor(hours / 24), "day");
}
