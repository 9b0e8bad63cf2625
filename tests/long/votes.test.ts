import { describe } from "vitest";
import { randomVotes } from "../journeys/random-votes.ts";

describe("votes on two posts of each platform", () => randomVotes(10_000));
