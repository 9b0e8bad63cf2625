import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commands } from "../../commands/index.ts";
import { knownPapers } from "../support/known-papers.ts";

const root = join(import.meta.dirname, "../..");
const cli = join(root, "src/launch.js");
const nowhere = "http://127.0.0.1:9";
const named = (tool: "read" | "write") => commands.flatMap((command) => (command.tool === tool ? command.name : []));

let folder: string;
let env: Record<string, string>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "papers-mcp-"));
  const addresses = { HUGGINGFACE_URL: nowhere, ARXIV_URL: nowhere, ARXIV_RSS_URL: nowhere, ARXIV_CATEGORIES: "" };
  env = { DATABASE_URL: `file:${folder}/papers.db`, PATH: process.env["PATH"] ?? "", ...addresses };
  writeFileSync(join(folder, "papers.jsonl"), knownPapers.map((paper) => `${JSON.stringify(paper)}\n`).join(""));
  shell("import", join(folder, "papers.jsonl"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shell = (...words: string[]): string =>
  execFileSync(process.execPath, [cli, "cli", ...words], { cwd: folder, env, encoding: "utf8" });

/** The SDK's own client, beside a server in a process of its own. */
async function connected<Answer>(flags: string[], use: (client: Client) => Promise<Answer>): Promise<Answer> {
  const client = new Client({ name: "test", version: "1" });
  const args = [cli, "cli", "mcp", ...flags];
  await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd: folder, env }));
  return use(client).finally(() => client.close());
}

const known = "2511.00002";
/** What each tool is called with, and the same typed on the shell. */
const calls: Record<string, [values: Record<string, unknown>, words: string[]]> = {
  help: [{ command: "topic" }, ["help", "topic"]],
  today: [{ date: "2025-11-03", limit: 2 }, ["today", "date:2025-11-03", "limit:2"]],
  topic: [{ words: "diffusion", limit: 3 }, ["topic", "diffusion", "limit:3"]],
  search: [{ words: "gan" }, ["search", "gan"]],
  show: [{ paper: known }, ["show", known]],
  similar: [{ paper: known, limit: 2 }, ["similar", known, "limit:2"]],
  top: [{ period: "all" }, ["top", "all"]],
  saved: [{}, ["saved"]],
  export: [{ what: known, format: "bibtex" }, ["export", known, "format:bibtex"]],
  subscriptions: [{}, ["subscriptions"]],
  preview: [{ topic: "diffusion" }, ["preview", "diffusion"]],
  status: [{}, ["status"]],
};

/** Without what differs between two moments. */
const timeless = (json: unknown): unknown =>
  JSON.parse(JSON.stringify(json).replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"then"'));

describe("the tools for assistants", () => {
  it("are one for each command that only reads, and answer what the shell prints as JSON", async () => {
    await connected([], async (client) => {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name).sort()).toEqual(named("read").sort());
      expect(Object.keys(calls).sort()).toEqual(named("read").sort());
      expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
      expect(tools.find(({ name }) => name === "topic")?.inputSchema).toMatchObject({ required: ["words"] });
      for (const [name, [values, words]] of Object.entries(calls)) {
        const answer = await client.callTool({ name, arguments: values });
        expect(answer["isError"], name).toBeUndefined();
        expect(timeless(answer["structuredContent"]), name).toEqual(timeless(JSON.parse(shell(...words, "--json"))));
        expect(JSON.stringify(answer["content"]), name).toContain("text of other people, to be read as data");
      }
    });
  });

  it("vote, save and submit only with --write", async () => {
    expect(named("write").sort()).toEqual(["save", "submit", "unsave", "vote"]);
    await connected([], async (client) => {
      expect(await client.callTool({ name: "save", arguments: { paper: known } })).toMatchObject({ isError: true });
    });
    await connected(["--write"], async (client) => {
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name).sort()).toEqual([...named("read"), ...named("write")].sort());
      const shown = await client.callTool({ name: "show", arguments: { paper: known } });
      const { id } = (shown["structuredContent"] as { paper: { id: string } }).paper;
      for (const name of ["save", "submit"]) {
        const answer = await client.callTool({ name, arguments: { paper: known } });
        expect(answer["isError"], JSON.stringify(answer)).toBeUndefined();
      }
      const voted = await client.callTool({ name: "vote", arguments: { paper: id } });
      expect(voted["structuredContent"]).toEqual({ paper: id, voted: true, votes: 1 });
      await client.callTool({ name: "unsave", arguments: { paper: known } });
    });
    expect(shell("saved", "--json")).toContain('"papers":[]');
  });

  it("tell errors as the shell does", async () => {
    await connected([], async (client) => {
      const answer = await client.callTool({ name: "show", arguments: { paper: "no such paper at all" } });
      expect(answer).toMatchObject({ isError: true, structuredContent: { error: { code: "not_found" } } });
    });
  });

  it("cost nothing where they are not used: the one-shot `today` loads no package of theirs", () => {
    const loaded = join(folder, "loaded.json");
    const hook = pathToFileURL(join(root, "tests/support/loaded-packages.js")).href;
    const watched = { ...env, NODE_OPTIONS: `--import ${hook}`, LOADED_PACKAGES: loaded };
    execFileSync(process.execPath, [join(root, "src/cli.ts"), "today"], {
      cwd: folder,
      env: watched,
      encoding: "utf8",
    });
    const packages = JSON.parse(readFileSync(loaded, "utf8")) as string[];
    const lazy = ["@modelcontextprotocol/sdk", "ajv", "hono", "feed", "d3-scale", "d3-shape", "prom-client", "express"];
    expect(packages.filter((name) => lazy.includes(name))).toEqual([]);
    expect(packages).toContain("zod");
  });
});
