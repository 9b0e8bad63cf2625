import type { MailDetails } from "../../mail.ts";
import type { Platform } from "../../platform.ts";
import { roundupName } from "../../roundups/roundup-message.ts";
import type { Delivery, MailAddress } from "../../store/store.ts";
import { offerToken } from "./offers.ts";

/** The platform that carries a delivery. */
export const carrierOf = ({ subscription, workspace }: Delivery): Platform =>
  subscription.to === "email" ? "email" : workspace.platform;

/** To whom a roundup's mail goes, and what its headers and links need. */
export function mailDetails({ subscription, workspace }: Delivery, address: MailAddress): MailDetails {
  const { number, id, createdAt } = subscription;
  const name = roundupName(subscription);
  const where = workspace.platform === "terminal" ? "your terminal" : workspace.name || "your team's chat";
  const because =
    `This is your roundup ${number} (${name}): you confirmed this address in ${where}. ` +
    `Type /papers edit ${number} there to change it, /papers unsubscribe ${number} to end it.`;
  return {
    to: address.address,
    roundup: {
      number,
      // A second database with the same numbers must not make the same Message-IDs: readers drop those as copies.
      id: `r${id}-${createdAt.getTime().toString(36)}`,
      name,
      because,
      token: (offer) => offerToken(address, offer),
    },
  };
}
