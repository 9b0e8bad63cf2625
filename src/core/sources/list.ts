import { arxiv } from "./arxiv/arxiv.ts";
import { arxivFeed } from "./arxiv/feed.ts";
import { huggingFace } from "./hugging-face/hugging-face.ts";
import type { Source } from "./source.ts";

/** Every source, in the order they are read and asked; the first one fills an empty library. */
export const allSources: readonly Source[] = [huggingFace, arxivFeed, arxiv];

/** What people read for a source's name; the name itself where the source is gone. */
export const titleIn = (sources: readonly Source[], name: string): string =>
  sources.find((source) => source.name === name)?.title ?? name;

/** Names of the sources whose news are read by the clock. */
export const readByClock = (sources: readonly Source[]): string[] =>
  sources.filter((source) => source.sync !== undefined).map(({ name }) => name);
