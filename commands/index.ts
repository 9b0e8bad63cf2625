import type { AnyCommand } from "../src/core/command/define.ts";
import { files } from "./files.ts";

/** Every subcommand of `/papers`, in the order help shows them. */
export const commands: readonly AnyCommand[] = await Promise.all(Object.values(files).map((load) => load()));
