import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const root = join(import.meta.dirname, "../..");

/** The program, running. */
export interface Program {
  pid: number;
  /** The address that it listens on. */
  url: string;
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
}

/** What the program is started by, instead of Node alone: `unshare` gives it process ids of its own, as on another machine. */
export const elsewhere = ["unshare", "--pid", "--fork", "--kill-child"];

/** Starts the program with an environment, and waits until it says that it is ready. */
export async function startProgram(
  env: Record<string, string | undefined>,
  by: readonly string[] = [],
): Promise<Program> {
  const [command = "", ...words] = [...by, process.execPath, "src/launch.js", "main"];
  const child = spawn(command, words, { cwd: root, env, stdio: ["ignore", "ignore", "pipe"] });
  let log = "";
  let ready = false;
  child.stderr.on("data", (chunk: Buffer) => {
    if (ready) return;
    log += chunk.toString();
    ready = log.includes('"ready"');
  });
  const ended = once(child, "exit");
  while (!ready) {
    if (child.exitCode !== null) throw new Error(log);
    await sleep(10);
  }
  return {
    pid: child.pid ?? 0,
    url: `http://127.0.0.1:${/"port":(\d+)/.exec(log)?.[1] ?? ""}`,
    async end(signal) {
      child.kill(signal);
      await ended;
    },
  };
}
