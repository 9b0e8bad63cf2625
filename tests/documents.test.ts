import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { importsOf, readSource, root, sourceFiles } from "./support/imports.ts";

const decisions = readdirSync(join(root, "docs/decisions")).map((name) => `docs/decisions/${name}`);
const pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "PRIVACY.md", "TERMS.md"];
const documents = [...pages, "docs/running.md", "docs/listing.md", ...decisions];

/** Paths from the root in backticks, and links to files, which start at the document. */
function pathsIn(document: string): string[] {
  const text = readSource(document);
  const rooms = /`((?:\.ci|\.github|commands|docs|migrations|scripts|src|tests)\/[\w./-]*)`/g;
  const links = /\]\(([\w./-]+?)(?:#[\w-]*)?\)/g;
  return [
    ...[...text.matchAll(rooms)].map(([, path = ""]) => path),
    ...[...text.matchAll(links)].map(([, path = ""]) => join(dirname(document), path)),
  ];
}

/** A step of a life: its file, and the interface it is reached through, if the text names one. */
interface Step {
  file: string;
  through: string | null;
}

/** The lives told in ARCHITECTURE.md, by their headings. */
function lives(): { title: string; steps: Step[] }[] {
  const [, told = ""] = readSource("ARCHITECTURE.md").split("## Three lives\n");
  const [inside = ""] = told.split("\n## ");
  return inside
    .split("\n### ")
    .slice(1)
    .map((life) => {
      const lines = life.split("\n");
      const steps = lines.flatMap((line): Step[] => {
        const [, file, through = null] = /^\d+\. `([^`]+)`(?:, through `([^`]+)`:)?/.exec(line) ?? [];
        return file === undefined ? [] : [{ file, through }];
      });
      return { title: lines[0] ?? "", steps };
    });
}

const importsFile = (from: string, to: string): boolean => importsOf(from).some((found) => found.to === to);

/** Whether a step follows: an earlier one imports it, or both sides import the interface between them. */
function follows({ file, through }: Step, earlier: readonly Step[]): boolean {
  if (through === null) return earlier.some((step) => importsFile(step.file, file));
  const knows = (one: string) => one === through || importsFile(one, through);
  return knows(file) && earlier.some((step) => knows(step.file));
}

describe("the documents", () => {
  it.each(documents)("%s names only paths that exist", (document) => {
    expect(pathsIn(document).filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it("tell three lives", () => {
    const counts = lives().map(({ steps }) => steps.length);
    expect(counts).toHaveLength(3);
    expect(Math.min(...counts)).toBeGreaterThan(8);
  });

  it.each(lives())("tell $title in the order of the imports", ({ steps }) => {
    const broken = steps.filter((step, at) => at > 0 && !follows(step, steps.slice(0, at)));
    expect(broken.map(({ file }) => file)).toEqual([]);
  });

  it("list every decision", () => {
    const listed = pathsIn("docs/decisions/README.md");
    expect(listed.toSorted()).toEqual(decisions.filter((path) => !path.endsWith("README.md")).toSorted());
  });

  it("are the only documents that the code cites", () => {
    const cited = ["src", "commands"]
      .flatMap(sourceFiles)
      .flatMap((file) => [...readSource(file).matchAll(/[\w./-]+\.md\b/g)].map(([document]) => ({ file, document })));
    expect(cited.filter(({ document }) => !existsSync(join(root, document)))).toEqual([]);
  });
});
