import { describe } from "vitest";
import { anyWords } from "../core/search/any-words.ts";

describe("search", () => anyWords(3_000));
