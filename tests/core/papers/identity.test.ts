import { describe, expect, it } from "vitest";
import { contradict, titleKey } from "../../../src/core/papers/identity.ts";

const ids = (arxivId: string | null, doi: string | null) => ({ arxivId, doi });

describe("a title as an identity", () => {
  it.each([
    ["E^{2}GAN: Efficient Training", "E$^2$GAN: efficient training"],
    ["SANA-Sprint: One-Step Diffusion", "SANA–Sprint  one step\n  diffusion"],
    ["Schrödinger Bridges", "Schrodinger bridges."],
    ["{BERT}: Pre-training", "BERT: Pretraining"],
    ["\\textbf{Bold} Claims", "Bold claims"],
    ["ﬁne-tuning at ½ cost", "fine-tuning at 1⁄2 cost"],
  ])("is the same for %j and %j", (one, other) => {
    expect(titleKey(one)).toBe(titleKey(other));
  });

  it.each([
    ["GPT-3", "GPT-4"],
    ["α-VAE", "β-VAE"],
    ["生成对抗网络", "扩散模型"],
    ["???", "!!!"],
  ])("tells %j from %j", (one, other) => {
    expect(titleKey(one)).not.toBe(titleKey(other));
  });
});

describe("ids", () => {
  it.each([
    [ids("2501.00001", null), ids("2501.00002", null), true],
    [ids("2501.00001", "10.1/a"), ids("2501.00001", "10.1/b"), false],
    [ids("2501.00001", "10.1/a"), ids("2501.00002", "10.1/a"), true],
    [ids(null, "10.1/a"), ids(null, "10.1/b"), true],
    [ids(null, null), ids("2501.00001", "10.1/a"), false],
    [ids("2501.00001", null), ids(null, "10.1/a"), false],
  ])("%j and %j contradict each other: %s", (a, b, expected) => {
    expect(contradict(a, b)).toBe(expected);
    expect(contradict(b, a)).toBe(expected);
  });
});
