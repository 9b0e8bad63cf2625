import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Adapter, Attempt, Refusal } from "../../src/core/adapter.ts";
import type { MailDetails } from "../../src/core/mail.ts";
import type { Target } from "../../src/core/platform.ts";
import { encodeButton } from "../../src/core/command/button.ts";
import { papersOf, textMessage, type Message } from "../../src/core/messages/message.ts";
import { paperFacts, type PaperFacts } from "../../src/core/papers/paper.ts";
import { paperBlock } from "../../src/core/cards/paper-block.ts";

/** A channel everybody reads or a mailbox, and how its platform can be made to fail. */
export interface ContractChannel {
  target: Target;
  /** For a mailbox: to whom mails go. */
  mail?: MailDetails;
  /** What stands in the channel, as people read it. */
  seen(): string[];
  /** The next message is posted, and the answer to it is lost. */
  loseNextReply(): void;
  /** The next message is refused because of too many. */
  limitNext(): void;
  /** Somebody deletes the newest message; null where messages are out of reach once they are sent (mails). */
  deleteNewest: (() => void) | null;
  /** The channel is deleted or archived, or the mailbox refused for good. */
  takeAway(): void | Promise<void>;
  /** How the adapter calls that. */
  takenAway: Refusal;
  /** The variable that health names when the platform refuses the bot. */
  keyVariable: RegExp;
  /** The platform refuses the bot: its next message, or every request; "never" ends it. */
  refuseBot(when: "once" | "always" | "never"): void;
}

/** A platform with a running bot behind it that has the known papers. */
export interface ContractChat {
  adapter: Adapter;
  /** Types a subcommand; what the member reads, without the platform's marks. Null where nobody types (e-mail). */
  type: ((command: string, values: Record<string, string>) => Promise<string>) | null;
  /** Null where nobody else reads (the terminal). */
  channel: ContractChannel | null;
  stop(): Promise<void>;
}

/** The same words and the same answers everywhere; expected in this order. */
const conversation: [command: string, values: Record<string, string>, says: RegExp[]][] = [
  ["help", {}, [/topic/, /search/, /today/]],
  ["today", {}, [/Friday 7 November/, /12 papers/, /StyleGAN variant number 1/, /Diffusion study number 4/]],
  ["topic", { words: "gan" }, [/3 papers about gan/, /StyleGAN variant number 1/, /StyleGAN variant number 2/]],
  ["search", { words: "diffusion study" }, [/Diffusion study number/]],
  ["show", { paper: "2511.00002" }, [/StyleGAN variant number 2/, /They draw well\./, /Ada Lovelace/]],
  ["save", { paper: "2511.00002" }, [/StyleGAN variant number 2/]],
  ["saved", {}, [/StyleGAN variant number 2/]],
  ["similar", { paper: "2511.00001" }, [/StyleGAN variant number/]],
  ["topic", { words: "quantum chess" }, [/No paper here mentions quantum chess/]],
  ["show", { paper: "2511.99999" }, [/Hugging Face hasn't answered/]],
  ["today", { date: "never" }, [/`?date`? takes a day/]],
];

/** What every adapter must do, whatever its platform: same commands, same answers, same outcomes. */
export function adapterContract(name: string, start: () => Promise<ContractChat>): void {
  describe(`${name} as an adapter`, () => {
    let chat: ContractChat;
    beforeEach(async () => {
      chat = await start();
    });
    afterEach(() => chat.stop());

    it("is connected and says so", () => expect(chat.adapter.health().connected).toBe(true));

    it("gives the same answers to the same words", async () => {
      if (!chat.type) return;
      for (const [command, values, says] of conversation) {
        const answer = await chat.type(command, values);
        for (const expected of says) expect(answer, `${command} ${JSON.stringify(values)}`).toMatch(expected);
      }
    });

    it("keeps papers whole and in order when it splits a message", () => {
      const long = list(60, "A rather long sentence about what was found. ".repeat(40));
      const parts = chat.adapter.split(long);
      expect(parts.flatMap(papersOf)).toEqual(papersOf(long));
      expect(chat.adapter.split(textMessage("short"))).toHaveLength(1);
    });

    it("sends and redraws a message", async () => {
      const { channel, adapter } = chat;
      if (!channel) return;
      const before = channel.seen().length;
      const sent = await adapter.send(attempt(channel, "d1"));
      expect(sent.status).toBe("sent");
      expect(channel.seen().slice(before)).toEqual([expect.stringContaining("words of d1")]);
      const post = { ...channel.target, message: sent.status === "sent" ? sent.message : "" };
      const gone = { status: "refused", why: "message_gone" };
      if (!channel.deleteNewest) return expect(await adapter.edit(post, textMessage("x"))).toMatchObject(gone);
      expect((await adapter.edit(post, textMessage("other words"))).status).toBe("sent");
      expect(channel.seen().slice(before)).toEqual([expect.stringContaining("other words")]);
      channel.deleteNewest();
      expect(channel.seen().slice(before)).toEqual([]);
      expect(await adapter.edit(post, textMessage("x"))).toMatchObject(gone);
    });

    it("calls a lost reply ambiguous, and finds the one message it made, or sends the same one again", async () => {
      const { channel, adapter } = chat;
      if (!channel) return;
      const before = channel.seen().length;
      channel.loseNextReply();
      expect((await adapter.send(attempt(channel, "d1"))).status).toBe("ambiguous");
      const claimed = new Date(Date.now() - 200_000);
      if (!channel.deleteNewest) {
        expect(await adapter.find(attempt(channel, "d1"), claimed, claimed)).toEqual({ status: "absent" });
        expect((await adapter.send(attempt(channel, "d1"))).status).toBe("sent");
        const [first, second] = channel.seen().slice(before);
        return expect(second).toBe(first);
      }
      for (const first of [claimed, new Date()]) {
        expect((await adapter.find(attempt(channel, "d1"), claimed, first)).status).toBe("sent");
      }
      expect(channel.seen().slice(before)).toHaveLength(1);
      expect(await adapter.find(attempt(channel, "d2"), claimed, claimed)).toEqual({ status: "absent" });
    });

    it("hands a rate limit on with its end, and says when a channel is gone", async () => {
      const { channel, adapter } = chat;
      if (!channel) return;
      channel.limitNext();
      const limited = await adapter.send(attempt(channel, "d1"));
      expect(limited.status === "rate_limited" && limited.until.getTime()).toBeGreaterThan(Date.now() - 1_000);
      await channel.takeAway();
      const refused = { status: "refused", why: channel.takenAway };
      expect(await adapter.send(attempt(channel, "d2"))).toMatchObject(refused);
    });

    it("asks whether it is refused for good before it says so, and works on when it is not", async () => {
      const { channel, adapter } = chat;
      if (!channel) return;
      const { workspace, platform } = channel.target;
      const check = () => adapter.checkAccess({ workspace, platform });
      channel.refuseBot("once");
      expect(await adapter.send(attempt(channel, "d1"))).toMatchObject({ status: "refused", why: "token_revoked" });
      expect([await check(), adapter.health().connected]).toEqual(["fine", true]);
      expect(await adapter.send(attempt(channel, "d2"))).toMatchObject({ status: "sent" });
      channel.refuseBot("always");
      expect(await adapter.send(attempt(channel, "d3"))).toMatchObject({ status: "refused", why: "token_revoked" });
      expect(await check()).toBe("unknown");
      expect(adapter.health()).toMatchObject({
        connected: false,
        detail: expect.stringMatching(channel.keyVariable) as string,
      });
      if (channel.deleteNewest)
        expect((await adapter.find(attempt(channel, "d2"), new Date(0), new Date(0))).status).toBe("wait");
      channel.refuseBot("never");
      expect([await check(), adapter.health().connected]).toEqual(["fine", true]);
      expect(await adapter.send(attempt(channel, "d4"))).toMatchObject({ status: "sent" });
    });

    it("knows what it may do and who somebody is", async () => {
      const { adapter, channel } = chat;
      if (!channel) return;
      expect(await adapter.missingPermissions(channel.target, ["post", "history"])).toEqual([]);
      expect(await adapter.member(channel.target, "U0NOBODY", channel.target.channel)).toBeNull();
    });
  });
}

const attempt = ({ target, mail }: ContractChannel, marker: string): Attempt => ({
  target,
  ...(mail ? { mail } : {}),
  message: {
    ...textMessage(`words of ${marker}`),
    blocks: [
      ...textMessage(`words of ${marker}`).blocks,
      { kind: "actions", actions: [{ role: "plain", label: "Help", call: encodeButton("help") }] },
    ],
  },
  marker,
  plain: false,
});

const list = (count: number, abstract: string): Message => ({
  title: "Many papers",
  blocks: Array.from({ length: count }, (_, at) => {
    const facts: PaperFacts = paperFacts({ origin: "json", title: `Paper ${at + 1}`, abstract });
    return paperBlock(
      { ...facts, id: `p${at + 1}`, addedAt: new Date(0), sample: false },
      { size: "list", number: at + 1, votes: 0 },
    );
  }),
  footer: [],
});
