import { UserError } from "../../errors.ts";

/** A subcommand with the values of its options, as buttons and stored replies keep it. */
export interface StoredCall {
  command: string;
  values: Record<string, string>;
}

/** Discord's limit for a `custom_id`, the tightest of all platforms. */
export const buttonLimit = 100;

/** Room for what an adapter appends after `#` (a delivery's marker). */
const markerRoom = 24;

/** A command call as a button id: `v1:<command>:<key=value&…>`; throws when it does not fit, then store the call and send its id. */
export function encodeButton(command: string, values: Record<string, string> = {}): string {
  const id = `v1:${command}:${new URLSearchParams(values).toString()}`;
  if (id.length > buttonLimit - markerRoom) throw new Error(`button id too long (${id.length}): ${command}`);
  return id;
}

/** The command call a button id names; anything unreadable is a `UserError`, because old messages keep their buttons. */
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
