import { UserError } from "../../errors.ts";

/** A subcommand with its option values, as stored in buttons and replies. */
export interface StoredCall {
  command: string;
  values: Record<string, string>;
}

/** Discord's limit for a `custom_id`, the tightest of all platforms. */
export const buttonLimit = 100;

/** Characters reserved for what an adapter appends after `#` (a delivery's marker). */
const markerRoom = 24;

/** A command call as a button id: `v1:<command>:<key=value&…>`. Throws if it is too long: store the call as a reply and use its id. */
export function encodeButton(command: string, values: Record<string, string> = {}): string {
  const id = `v1:${command}:${new URLSearchParams(values).toString()}`;
  if (id.length > buttonLimit - markerRoom) throw new Error(`button id too long (${id.length}): ${command}`);
  return id;
}

/** Reads a button id. Throws a `UserError` for an unreadable one, because old messages keep their buttons. */
export function decodeButton(id: string): StoredCall {
  const [, command, query] = /^v1:([a-z-]+):([^#]*)(?:#.*)?$/.exec(id) ?? [];
  if (command === undefined || query === undefined) {
    throw new UserError(
      "usage",
      "This button is from a version I no longer know. Run the command again for a fresh one.",
    );
  }
  return { command, values: Object.fromEntries(new URLSearchParams(query)) };
}
