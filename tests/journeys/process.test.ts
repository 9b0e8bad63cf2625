import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { person, textOf } from "../support/fake-slack/person.ts";
import { startFakeSlack, type FakeSlack } from "../support/fake-slack/fake-slack.ts";
import { chatKits, watchPackages } from "../support/watch-packages.ts";

const root = join(import.meta.dirname, "../..");
const launch = join(root, "src/launch.js");
const signingSecret = "0123456789abcdef0123456789abcdef";

/** A started program: what it wrote, and how it ended. */
interface Started {
  process: ChildProcess;
  output: () => string;
  errors: () => string;
  exit: Promise<number | null>;
  /** Resolves when a line of the log has this text. */
  said(text: string): Promise<string>;
}

let folder: string;
const running: Started[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "papers-process-"));
});
afterEach(async () => {
  for (const started of running.splice(0)) {
    endGroup(started.process, "SIGKILL");
    await started.exit;
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Signals a started program and whatever it started, as a terminal does; one that has ended is left alone. */
function endGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

const start = (env: Record<string, string>, input?: string, more: string[] = []): Started =>
  run([process.execPath, launch, "main", ...more], env, input);

function run([program = "", ...words]: string[], env: Record<string, string>, input?: string): Started {
  const child = spawn(program, words, {
    cwd: folder,
    detached: true,
    env: {
      PATH: process.env["PATH"],
      HUGGINGFACE_URL: "http://127.0.0.1:9",
      ARXIV_URL: "http://127.0.0.1:9",
      ARXIV_RSS_URL: "http://127.0.0.1:9",
      ...env,
    },
  });
  let [output, errors] = ["", ""];
  const waiting: (() => void)[] = [];
  const wake = () => waiting.splice(0).forEach((each) => each());
  child.stdout.on("data", (data) => ((output += String(data)), wake()));
  child.stderr.on("data", (data) => ((errors += String(data)), wake()));
  const exit = new Promise<number | null>((resolve) => child.on("close", (code) => (wake(), resolve(code))));
  if (input !== undefined) child.stdin.end(input);
  const started: Started = {
    process: child,
    output: () => output,
    errors: () => errors,
    exit,
    async said(text) {
      for (;;) {
        const line = errors.split("\n").find((each) => each.includes(text));
        if (line !== undefined) return line;
        if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} before it said ${text}: ${errors}`);
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
  running.push(started);
  return started;
}

describe("the program in a terminal", () => {
  it("answers lines from its input offline, from samples it marks, and ends with 0", async () => {
    const { exit, output } = start({}, "/papers today\ntopic gan\nhelp\ngan\n");
    expect(await exit).toBe(0);
    expect(output()).toContain("sample");
    expect(output()).toMatch(/Did you mean topic gan/);
  });

  it("writes every answer out before it ends, however long", async () => {
    const { exit, output } = start({}, "search learning limit:100\n".repeat(40), ["--json"]);
    expect(await exit).toBe(0);
    const answers = output().trim().split("\n");
    expect(answers).toHaveLength(40);
    for (const line of answers) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });

  it("ends with 1 and says that nothing is connected when its input is empty", async () => {
    const { exit, errors } = start({}, "");
    expect(await exit).toBe(1);
    expect(errors()).toContain("Nothing is connected");
  });

  it("names what is wrong with its environment and ends with 2, or 1 for a secret nobody would take", async () => {
    const wrong = start({ PORT: "many", SLACK_BOT_TOKEN: "xoxb-hush" }, "");
    expect(await wrong.exit).toBe(2);
    expect(wrong.errors()).toMatch(/PORT must be a port number[^]*SLACK_APP_TOKEN is missing/);
    expect(wrong.errors()).not.toContain("hush");
    const blank = start({ DISCORD_TOKEN: "" }, "");
    expect(await blank.exit).toBe(1);
    expect(blank.errors()).toContain("DISCORD_TOKEN is blank");
  });
});

describe("the program with Slack", () => {
  let slack: FakeSlack;
  beforeEach(async () => {
    slack = await startFakeSlack();
  });
  afterEach(() => slack.close());
  const port = async (started: Started) => (JSON.parse(await started.said('"listening"')) as { port: number }).port;

  it("answers signed requests, tells its health, and stops when asked to", async () => {
    const started = start({
      SLACK_BOT_TOKEN: slack.team("T1").token,
      SLACK_SIGNING_SECRET: signingSecret,
      PORT: "0",
      SLACK_API_URL: slack.apiUrl,
    });
    const url = `http://127.0.0.1:${await port(started)}`;
    expect(JSON.parse(await started.said('"ready"'))).toMatchObject({ msg: "ready", platforms: ["slack"] });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const answer = await person(slack, { kind: "http", url: `${url}/slack/events`, signingSecret }, "U2").slash("help");
    expect(textOf(answer.blocks)).toContain("topic");
    started.process.kill("SIGTERM");
    expect(await started.exit).toBe(0);
    expect(started.errors()).not.toContain(slack.team("T1").token);
  });

  it("answers from the socket, and loads no other platform", async () => {
    const watch = watchPackages(folder);
    const started = start({
      ...watch.env,
      SLACK_BOT_TOKEN: slack.team("T1").token,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
    });
    await started.said('"ready"');
    expect(textOf((await person(slack, { kind: "socket" }, "U2").slash("help")).blocks)).toContain("topic");
    started.process.kill("SIGTERM");
    expect(await started.exit).toBe(0);
    expect(chatKits(watch.loaded())).toEqual(["@slack/bolt"]);
  });

  it("ends with 1 over a token Slack does not accept, naming it", async () => {
    const started = start({
      SLACK_BOT_TOKEN: "xoxb-wrong",
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
    });
    expect(await started.exit).toBe(1);
    expect(started.errors()).toMatch(/SLACK_BOT_TOKEN/);
    expect(started.errors()).not.toContain("xoxb-wrong");
  });
});

describe("`npm start`", () => {
  let slack: FakeSlack;
  beforeEach(async () => {
    slack = await startFakeSlack();
    // The package as it is, without the `.env` and the database of whoever runs the tests.
    for (const part of ["package.json", "src", "node_modules"]) symlinkSync(join(root, part), join(folder, part));
  });
  afterEach(() => slack.close());
  const npm = (...words: string[]) =>
    run(["npm", ...words], {
      SLACK_BOT_TOKEN: slack.team("T1").token,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
    });

  it.each(["SIGTERM", "SIGINT"] as const)(
    "ends with 0 when npm alone is sent %s, and leaves nothing running",
    async (signal) => {
      const started = npm("start");
      await started.said('"ready"');
      started.process.kill(signal);
      expect(await started.exit).toBe(0);
    },
  );

  it("ends with 0 when everything it started gets ctrl-C, which npm passes on once more", async () => {
    const started = npm("start");
    await started.said('"ready"');
    endGroup(started.process, "SIGINT");
    expect(await started.exit).toBe(0);
  });
});

it("loads no platform and no citation library for one command", async () => {
  const watch = watchPackages(folder);
  const once = () => run([process.execPath, launch, "cli", "today"], watch.env).exit;
  // The first one fills the library.
  expect(await once()).toBe(0);
  expect(await once()).toBe(0);
  expect(watch.loaded()).toEqual(expect.arrayContaining(["better-sqlite3"]));
  expect(watch.loaded().filter((name) => /slack|discord|citation/.test(name))).toEqual([]);
});
