import { describe, expect, it } from "vitest";
import { byTaste } from "../../../src/core/taste/choose.ts";
import { createTaste, type LikedPaper } from "../../../src/core/taste/taste.ts";
import { createVectorReader } from "../../../src/core/taste/vector.ts";

const reader = createVectorReader(() => 2);
const vector = (title: string) => reader.read({ id: title, title, abstract: "" });
const against = (title: string) => ({ vector: vector(title), weight: 1 });
const liked = (title: string, ...members: string[]): LikedPaper => ({ paper: title, vector: vector(title), members });
const others = ["Serving language models", "Parsing tables", "Robot grasping", "Speech codecs"].map(against);

describe("a taste", () => {
  it("puts papers like the examples before others, and names the example", () => {
    const taste = createTaste([liked("Diffusion sampling"), liked("Video diffusion")], others);
    const [near, far] = [vector("Faster diffusion sampling"), vector("Robot grasping of tables")];
    expect(taste.fit(near)).toBeGreaterThan(taste.fit(far));
    expect(taste.nearest(near)?.paper).toBe("Diffusion sampling");
    expect(taste.nearest(vector("Protein folding"))).toBeNull();
  });

  it("gives the same numbers each time", () => {
    const fits = () =>
      createTaste([liked("Video diffusion"), liked("Audio diffusion")], others).fit(vector("Diffusion"));
    expect(fits()).toBe(fits());
  });

  it("lets one member with many votes decide no more than a third", () => {
    const many = Array.from({ length: 12 }, (_, i) => liked(`Robot grasping ${"abcdefghijkl"[i]}`, "ann"));
    const few = [liked("Diffusion sampling", "bob"), liked("Diffusion video", "cem"), liked("Diffusion audio", "dan")];
    const fitTo = (examples: LikedPaper[]) => {
      const taste = createTaste(examples, [against("Parsing tables")]);
      return taste.fit(vector("Diffusion images")) - taste.fit(vector("Robot grasping"));
    };
    expect(fitTo([...many, ...few])).toBeGreaterThan(0);
    expect(fitTo([...many, ...few].map((one) => ({ ...one, members: [] })))).toBeLessThan(0);
  });

  it("keeps one place in five for papers from outside, at the end, in the order they came", () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    const chosen = byTaste(numbers, (number) => number, 10);
    expect(chosen.map(({ paper }) => paper)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 1, 2, 4, 3]);
    expect(chosen.filter(({ outside }) => outside).map(({ paper }) => paper)).toEqual([1, 2]);
    expect(byTaste([1, 2, 3], (number) => number, 5).every(({ outside }) => !outside)).toBe(true);
  });
});
