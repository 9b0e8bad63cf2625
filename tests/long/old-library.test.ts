import { describe } from "vitest";
import { oldLibrary } from "../core/sources/old-library.ts";

describe("the first read of a source", () => oldLibrary(5_000));
