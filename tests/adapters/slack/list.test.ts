import { expect, it } from "vitest";
import { blocksOf } from "../../../src/adapters/slack/draw/blocks.ts";
import { formView } from "../../../src/adapters/slack/draw/views.ts";
import { paperBlock, type Shown } from "../../../src/core/cards/paper-block.ts";
import { paperFacts } from "../../../src/core/papers/paper.ts";

const paper = {
  ...paperFacts({
    origin: "hugging-face",
    arxivId: "2511.00101",
    title: "Guided by Less",
    organization: "Institute of Generative Imaging and Everything Around It",
    summary: "Uses a worse version of the same network to guide sampling, and improves image quality at no cost.",
    publishedAt: "2025-11-06",
    upvotes: 52,
    comments: 1,
    codeUrl: "https://github.com/example/code",
  }),
  id: "p1",
  addedAt: new Date(0),
  sample: false,
};
const now = new Date("2025-11-10T09:00:00Z");
const drawn = (shown: Partial<Shown> = {}) =>
  blocksOf({
    title: "",
    blocks: [paperBlock(paper, { size: "list", number: 1, votes: 3, now, ...shown })],
    footer: [],
  });
const small = (shown: Partial<Shown> = {}) =>
  drawn(shown).flatMap((block) => (block.type === "context" ? block.elements : []));

it("an entry of a list has one line of facts, and its votes on the button alone", () => {
  expect(small()).toMatchObject([{ text: "Institute of Generative… · 6 Nov · ▲\u00a052\u00a0HF · 💬\u00a01" }]);
  expect(drawn()[2]).toMatchObject({ type: "section", accessory: { text: { text: "▲ 3" } } });
});

it("an entry of a list keeps the reason of a taste, and says what an AI wrote in two lines", () => {
  const reason = { because: null, outside: true };
  expect(small({ reason })).toMatchObject([{ text: expect.stringMatching(/ · something else$/) as string }]);
  const because = { paper: "p2", title: "Phased DMD", permalink: "https://lab.slack.com/1" };
  expect(JSON.stringify(drawn({ reason: { because, outside: false } }))).toContain("Phased DMD");
  const [, , body] = drawn();
  expect(body).toMatchObject({
    text: { text: "Uses a worse version of the same network to… (AI summary)" },
  });
});

it("a dialog explains what is typed; pickers need no hint", () => {
  const field = { label: "Time", hint: "Like 14:30", value: "", choices: null, required: false };
  const fields = [
    { ...field, key: "at", kind: "time" as const },
    { ...field, key: "tz", kind: "text" as const },
  ];
  const view = formView({ title: "T", submitLabel: "S", call: "v1:edit:", fields }, { channel: null }, null);
  expect(view.blocks.map((block) => "hint" in block)).toEqual([false, true]);
});
