import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { PageAddresses } from "../core/command/define.ts";
import type { Workspace } from "../core/store/store.ts";
import { seal, unseal } from "../seal.ts";

/** Where a team's page is, below `PUBLIC_URL`. */
export const pagePrefix = "/w/";

/** 192 random bits, as they stand in an address. */
const secretPattern = /^[\w-]{32}$/;

const ownerOf = ({ platform, workspace }: Workspace): string => `page ${platform} ${workspace}`;

/** Makes addresses of pages, and tells them again: the first key seals, all of them open. */
export function pageAddresses(publicUrl: string, keys: readonly [Buffer, ...Buffer[]]): PageAddresses {
  const address = (secret: string) => `${publicUrl}${pagePrefix}${secret}/`;
  return {
    make(workspace) {
      const secret = randomBytes(24).toString("base64url");
      const sealed = seal(secret, keys[0], ownerOf(workspace));
      return { address: address(secret), hash: hashOf(secret), sealed };
    },
    open(workspace, sealed) {
      const secret = keys.map((key) => unseal(sealed, key, ownerOf(workspace))).find((opened) => opened !== null);
      return secret === undefined ? null : address(secret);
    },
  };
}

/** The hash that a secret is kept by; it has too many bits to be guessed, so a fast hash will do. */
const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

/** The workspace whose page has this secret; null for any other text. */
export async function workspaceWithPage(
  secret: string,
  find: (hash: string) => Promise<(Workspace & { hash: string }) | null>,
): Promise<Workspace | null> {
  if (!secretPattern.test(secret)) return null;
  const hash = hashOf(secret);
  const found = await find(hash);
  return found && timingSafeEqual(Buffer.from(found.hash), Buffer.from(hash)) ? found : null;
}
