import { describe, expect, it } from "vitest";
import { useSearchedPapers } from "../../support/searched-papers.ts";

const titles = [
  ...["Typed λ-calculus", "A lambda calculus of maps", "β-VAE, again", "What a beta-VAE learns", "π_0.5 folds shirts"],
  ...["Fine-tuning π₀", "pi0 in a kitchen", "µP for wide nets", "α matting", "Alpha matting", "PI controllers"],
  ...["Calculus of maps", "A VAE"],
];
const { found } = useSearchedPapers(titles.map((title) => ({ title })));

describe("a Greek letter and its name", () => {
  it.each([
    [
      ["λ-calculus", "lambda calculus", "Lambda-calculus"],
      ["A lambda calculus of maps", "Typed λ-calculus"],
    ],
    [
      ["β-VAE", "beta vae", "ϐ-vae"],
      ["What a beta-VAE learns", "β-VAE, again"],
    ],
    [
      ["π0", "pi0", "pi-zero", "pi 0", "π 0", "π₀"],
      ["Fine-tuning π₀", "pi0 in a kitchen", "π_0.5 folds shirts"],
    ],
    [["muP", "μP"], ["µP for wide nets"]],
    [
      ["alpha", "α"],
      ["Alpha matting", "α matting"],
    ],
  ])("are one word of a topic: %j", async (ways, titles) => {
    for (const typed of ways) {
      expect(await found("topic", typed), typed).toEqual(titles);
      expect(await found("search", typed), typed).toEqual(expect.arrayContaining(titles));
    }
  });

  it("are apart where the name is a short form or stands alone and is short", async () => {
    expect(await found("topic", "PI controllers")).toEqual(["PI controllers"]);
    expect(await found("topic", "pi")).toEqual(["PI controllers", "pi0 in a kitchen"]);
  });
});
