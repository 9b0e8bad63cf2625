import type { Adapter, CommandCall, Host } from "./core/adapter.ts";
import type { MailOffer, MailPage } from "./core/mail.ts";
import { encodeButton } from "./core/command/button.ts";
import type { Reply } from "./core/command/reply.ts";
import { isSigned, readOffer } from "./core/delivery/mail/offers.ts";
import { plainText } from "./core/messages/plain-text.ts";
import { mailChannel, type Platform } from "./core/platform.ts";
import { roundupName } from "./core/roundups/roundup-message.ts";
import type { MailAddress, Store } from "./core/store/store.ts";

/** What the pages need. */
export interface MailPageParts {
  store: Store;
  adapters: ReadonlyMap<Platform, Adapter>;
  run: (call: CommandCall) => Promise<Reply>;
  now: () => Date;
}

interface Known {
  address: MailAddress;
  offer: MailOffer;
}

/** The pages behind the links in mails: what a link offers, and doing it. */
export function createMailPages(parts: MailPageParts): Pick<Host, "mailPage" | "acceptMailOffer"> {
  const { store } = parts;
  const known = async (token: string): Promise<Known | null> => {
    const read = readOffer(token);
    const address = read && (await store.mailAddresses.get(read.address));
    return read && address && isSigned(token, address) ? { address, offer: read.offer } : null;
  };
  return {
    async mailPage(token) {
      const found = await known(token);
      if (!found) return null;
      const { address, offer } = found;
      if (offer.kind === "unsubscribe") return unsubscribePage(store, address, offer.number);
      const title = (await store.papers.get(offer.paper))?.title ?? null;
      if (title === null) return null;
      return offer.kind === "vote"
        ? { title: "Vote for this paper?", text: title, button: "Vote" }
        : { title: "Save this paper to your list?", text: title, button: "Save" };
    },
    async acceptMailOffer(token) {
      const found = await known(token);
      if (!found) return null;
      const { address, offer } = found;
      if (offer.kind === "unsubscribe") return endRoundup(parts, address, offer.number);
      return pressFor(parts, address, offer);
    },
  };
}

const ended = (text: string): MailPage => ({ title: "No more mails of this roundup", text, button: null });

async function own(store: Store, { workspaceId, member }: MailAddress, number: number) {
  const roundup = await store.subscriptions.get(workspaceId, number);
  return roundup && roundup.to === "email" && roundup.madeBy === member ? roundup : null;
}

async function unsubscribePage(store: Store, address: MailAddress, number: number): Promise<MailPage> {
  const roundup = await own(store, address, number);
  if (!roundup) return ended("It has ended, or it goes elsewhere now.");
  const text = `Roundup ${number}: ${roundupName(roundup)}`;
  return { title: "End this roundup?", text, button: "Unsubscribe" };
}

async function endRoundup({ store, now }: MailPageParts, address: MailAddress, number: number): Promise<MailPage> {
  const roundup = await own(store, address, number);
  if (roundup) await store.subscriptions.end(roundup.id, now());
  return ended(roundup ? `Roundup ${number} (${roundupName(roundup)}) has ended.` : "It had ended before.");
}

/** Votes and saves as the button in the chat does, for the member alone and as long as they belong to the team. */
async function pressFor(
  { adapters, run }: MailPageParts,
  { platform, workspace, member }: MailAddress,
  { kind, paper }: Extract<MailOffer, { paper: string }>,
): Promise<MailPage> {
  const profile = () => adapters.get(platform)?.member({ platform, workspace }, member, null) ?? Promise.resolve(null);
  const { message, json } = await run({
    ...{ platform, workspace, message: null },
    channel: { id: mailChannel(member), thread: null, direct: true },
    caller: { id: member, profile },
    request: { kind: "button", id: encodeButton(kind, kind === "vote" ? { paper, only: "set" } : { paper }) },
  });
  const failed = typeof json === "object" && json !== null && "error" in json;
  const said = message ? plainText(message) : "";
  if (failed) return { title: "That did not work", text: said, button: null };
  return {
    title: kind === "vote" ? "Your vote counts" : "Saved",
    text: said || "You can close this page.",
    button: null,
  };
}
