import { describe, expect, it } from "vitest";
import { acronymsIn, nameKey } from "../../../src/core/search/acronyms.ts";

const pairs = (text: string) => acronymsIn(text).map(({ short, long }) => `${short} = ${long}`);

describe("acronyms", () => {
  it.each([
    ["for training generative adversarial networks (GANs).", "gan = generative adversarial networks"],
    ["In self-supervised learning (SSL), labels", "ssl = self-supervised learning"],
    ["Reinforcement learning from human feedback (RLHF) aligns", "rlhf = reinforcement learning from human feedback"],
    ["We study 3D Gaussian Splatting (3DGS) scenes", "3dgs = 3d gaussian splatting"],
    ["with hyperparameter optimization (HPO)", "hpo = hyperparameter optimization"],
    [
      "neural ordinary differential equations (Neural-ODE, or so)",
      "neural-ode = neural ordinary differential equations",
    ],
  ])("are read from %j", (text, pair) => expect(pairs(text)).toEqual([pair]));

  it.each(["as shown (see Figure 2)", "a loss (the usual one)", "networks. (GAN)", "(GAN)", "with GAN (GAN)"])(
    "are not seen in %j",
    (text) => expect(pairs(text)).toEqual([]),
  );

  it("are the same name in every spelling", () => {
    expect(nameKey("Generative Adversarial Networks")).toBe(nameKey("generative-adversarial network"));
  });
});
