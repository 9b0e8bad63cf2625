import { existsSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";

/** A folder for temporary databases: where a commit waits for no disk, if this machine has 2 GB of such room. */
export function folderInMemory(): string {
  const memory = "/dev/shm";
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 2e9 ? memory : tmpdir();
}
