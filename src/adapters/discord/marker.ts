import { createHash } from "node:crypto";
import type { Attempt } from "../../core/adapter.ts";
import { whoseOwn, ownWorkspace } from "./own-workspace.ts";

/** The marker hashed to a number that a container's id may have. */
export const containerId = (marker: string): number =>
  (createHash("sha256").update(marker).digest().readUInt32BE(0) % 0x7ffffffe) + 1;

/** Stands for the reader's ownCode workspace, in place of a server. */
const ownCode = "0";

/** The suffix of a button's id: the delivery part's marker and, in direct messages, the workspace: a server in base 36, or 0. */
export const suffixOf = (marker: string, workspace: string | null): string =>
  workspace === null ? `#${marker}` : `#${marker}~${whoseOwn(workspace) ? ownCode : BigInt(workspace).toString(36)}`;

/** The workspace that a button of a member's direct messages belongs to; null where its id carries none. */
export function workspaceOfButton(customId: string, reader: string): string | null {
  const [, code] = /#[^~]*~([0-9a-z]{1,13})$/.exec(customId) ?? [];
  if (code === undefined) return null;
  if (code === ownCode) return ownWorkspace(reader);
  return [...code].reduce((sum, digit) => sum * 36n + BigInt(parseInt(digit, 36)), 0n).toString();
}

interface Sent {
  content: string;
  components?: unknown[];
}

/** Whether a message carries an attempt's marker: in a button, as its container's id, or as identical content. */
export function carries(message: Sent, { marker, plain }: Attempt, content: string): boolean {
  if (plain) return message.content === content;
  const drawn = JSON.stringify(message.components ?? []);
  if (drawn.includes(`#${marker}"`) || drawn.includes(`#${marker}~`)) return true;
  const [container] = (message.components ?? []) as { id?: number }[];
  return container?.id === containerId(marker);
}
