import * as z from "zod";
import { type Context, defineCommand, type PageAddresses } from "../src/core/command/define.ts";
import type { Reply } from "../src/core/command/reply.ts";
import { noteBlock, type Span, textBlock, textMessage } from "../src/core/messages/message.ts";
import { prose } from "../src/core/messages/prose.ts";
import { UserError } from "../src/errors.ts";

const wishes = ["show", "new", "off", "here", "not-here"] as const;

/** `/papers page`: the address of the team's page outside the chat. */
export const page = defineCommand({
  name: "page",
  summary: "this team's page outside the chat: its address, off, or which channels it shows",
  options: {
    what: z
      .enum(wishes)
      .default("show")
      .describe("show (the address, and turn it on), new (address), off, here or not-here (this channel)"),
  },
  example: "page",
  access: ({ what }) => (isOfChannel(what) ? "configurer" : "workspaceConfigurer"),
  place: "channel",
  async run({ what }, context) {
    const addresses = context.pages ?? thereIsNone();
    if (isOfChannel(what)) return chooseChannel(what === "here", context);
    if (what === "off") return turnOff(context);
    return tellAddress(what === "new", addresses, context);
  },
});

const isOfChannel = (what: unknown): boolean => what === "here" || what === "not-here";

function thereIsNone(): never {
  throw new UserError(
    "not_allowed",
    "This bot serves no pages. Whoever runs it can set PORT and PUBLIC_URL, as docs/running.md says.",
  );
}

async function tellAddress(another: boolean, addresses: PageAddresses, context: Context): Promise<Reply> {
  const { store, workspace, now } = context;
  const sealed = await store.pages.sealed(workspace.id);
  if (sealed !== null && !another) {
    const address = addresses.open(workspace, sealed);
    return addressReply(address ?? cannotTell, address, "The page is on.");
  }
  const { address, ...kept } = addresses.make(workspace);
  await store.pages.open(workspace.id, kept, now());
  return addressReply(
    address,
    address,
    sealed === null ? "The page is on; it fills within a minute." : "The old address works no more.",
  );
}

const cannotTell =
  "Its address was sealed with a key that is not set any more, so it cannot be told again; it still works. `/papers page new` makes another.";

function addressReply(says: string, address: string | null, head: string): Reply {
  const spans: Span[] = address === null ? prose(says) : [{ text: says, link: says }];
  return {
    visibility: "caller",
    message: {
      title: "The team's page",
      blocks: [
        textBlock(head),
        textBlock(...spans),
        noteBlock(
          ...prose(
            "Whoever has this address can read it. It shows what was posted in channels that everybody here sees; `/papers page here` adds the channel it is typed in, `/papers page not-here` leaves it out. It names nobody unless you set `/papers settings names on`.",
          ),
        ),
        noteBlock(...prose("`/papers page new` replaces the address, `/papers page off` turns the page off.")),
      ],
      footer: [],
    },
    json: { page: { on: true, address } },
  };
}

async function turnOff({ store, workspace }: Context): Promise<Reply> {
  await store.pages.close(workspace.id);
  return {
    visibility: "caller",
    message: textMessage(...prose("The page is off. Its address works no more; /papers page makes another.")),
    json: { page: { on: false, address: null } },
  };
}

async function chooseChannel(shown: boolean, { store, workspace, channel, caller }: Context): Promise<Reply> {
  await store.pages.choose(workspace.id, channel?.id ?? "", shown ? "shown" : "hidden");
  const what = shown ? "The team's page shows this channel's papers." : "The team's page leaves this channel out.";
  const did = shown ? " put the papers of this channel on the team's page." : " took this channel off the team's page.";
  return {
    visibility: "caller",
    message: textMessage(what),
    json: { page: { channel: channel?.id ?? null, shown } },
    announce: textMessage({ member: caller.id }, did),
  };
}
