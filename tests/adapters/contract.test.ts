import { PassThrough } from "node:stream";
import { createTerminal } from "../../src/adapters/terminal/terminal.ts";
import { textMessage } from "../../src/core/messages/message.ts";
import { adapterContract, type ContractChat } from "../contracts/adapter-contract.ts";
import { startFakeDiscord } from "../support/fake-discord/fake-discord.ts";
import { person, textOf } from "../support/fake-slack/person.ts";
import { type MailFault, startFakeMail } from "../support/fake-mail.ts";
import { startFakeSlack } from "../support/fake-slack/fake-slack.ts";
import { knownPapers } from "../support/known-papers.ts";
import { startTestBot, type TestBot } from "../support/test-bot.ts";

const adapterOf = ({ app }: TestBot) => {
  const [adapter] = app.adapters.values();
  if (!adapter) throw new Error("no adapter");
  return adapter;
};

/** Words the way Slack and the terminal take them: the first option bare, the others by name. */
const typed = (command: string, values: Record<string, string>): string =>
  [
    command,
    ...Object.entries(values).map(([name, value]) =>
      name === "words" || name === "paper" ? value : `${name}:${value}`,
    ),
  ].join(" ");

async function discordChat(): Promise<ContractChat> {
  const discord = await startFakeDiscord();
  const guild = discord.guild("Lab");
  const channel = [...discord.world.channels.values()][0];
  if (!channel) throw new Error("no channel");
  const bot = await startTestBot(
    { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    { papers: knownPapers },
  );
  await bot.bot.connected;
  await discord.until(() => discord.messages(channel).length === 1);
  const ada = discord.member("42");
  const posting = /^\/channels\/\d+\/messages$/;
  return {
    adapter: adapterOf(bot),
    async type(command, values) {
      const { text, interaction } = await ada.slash("papers", command, values);
      const further = interaction.followUps.map(({ components }) => JSON.stringify(components));
      return [text, ...further].join("\n").replaceAll("**", "");
    },
    channel: {
      target: { platform: "discord", workspace: guild.id, channel: channel.id, thread: null },
      seen: () => discord.texts(channel),
      loseNextReply: () => discord.faults.next("POST", posting, { kind: "reset", commit: "before" }),
      limitNext: () => discord.faults.next("POST", posting, { kind: "rate_limit", retryAfter: 2 }),
      deleteNewest: () => Object.assign(discord.messages(channel).at(-1) ?? {}, { deleted: true }),
      takeAway: () => discord.deleteChannel(channel),
      ...{ takenAway: "channel_gone", keyVariable: /DISCORD_TOKEN/ },
      refuseBot(when) {
        const refused = { kind: "answer", status: 401, body: { code: 0, message: "401: Unauthorized" } } as const;
        discord.faults.decide = when === "always" ? () => refused : null;
        if (when === "once") discord.faults.next("POST", posting, refused);
      },
    },
    async stop() {
      await bot.remove();
      await discord.stop();
    },
  };
}

async function slackChat(): Promise<ContractChat> {
  const slack = await startFakeSlack();
  const env = { SLACK_BOT_TOKEN: slack.team("T1").token, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl };
  const bot = await startTestBot(env, { papers: knownPapers });
  await bot.bot.connected;
  const ada = person(slack, { kind: "socket" }, "U2");
  const channel = slack.channel("C1");
  const once = (fault: ReturnType<typeof slack.faults>) => {
    slack.faults = (method) => {
      if (method !== "chat.postMessage") return null;
      slack.faults = () => null;
      return fault;
    };
  };
  return {
    adapter: adapterOf(bot),
    type: async (command, values) => textOf((await ada.slash(typed(command, values))).blocks).replaceAll("*", ""),
    channel: {
      target: { platform: "slack", workspace: "T1", channel: "C1", thread: null },
      seen: () =>
        slack
          .messages("C1")
          .filter(({ deleted }) => !deleted)
          .map(({ text }) => text ?? ""),
      loseNextReply: () => once({ kind: "reset", commit: true }),
      limitNext: () => once({ kind: "status", status: 429, commit: false, headers: { "retry-after": "2" } }),
      deleteNewest: () => Object.assign(slack.messages("C1").at(-1) ?? {}, { deleted: true }),
      takeAway: () => {
        channel.archived = true;
      },
      ...{ takenAway: "channel_gone", keyVariable: /SLACK_BOT_TOKEN/ },
      refuseBot(when) {
        const refused = { kind: "error", error: "invalid_auth", commit: false } as const;
        if (when === "once") once(refused);
        else slack.faults = () => (when === "always" ? refused : null);
      },
    },
    async stop() {
      await bot.remove();
      await slack.close();
    },
  };
}

async function terminalChat(): Promise<ContractChat> {
  const input = new PassThrough();
  const output = new PassThrough();
  const heard = output[Symbol.asyncIterator]();
  const terminal = createTerminal({
    json: false,
    databaseUrl: "file:papers.db",
    input: input as unknown as NodeJS.ReadStream,
    output: output as unknown as NodeJS.WriteStream,
    aside: new PassThrough(),
  });
  const bot = await startTestBot({}, { papers: knownPapers, adapters: [terminal] });
  await bot.bot.connected;
  return {
    adapter: terminal,
    async type(command, values) {
      input.write(`${typed(command, values)}\n`);
      return String((await heard.next()).value);
    },
    channel: null,
    async stop() {
      input.end();
      await bot.remove();
    },
  };
}

/** E-mail only sends: nobody types there, and what was sent is out of reach. */
async function emailChat(): Promise<ContractChat> {
  const login = { user: "papers", pass: "hush-hush" };
  const server = await startFakeMail(login);
  const env = { SMTP_URL: server.url, MAIL_FROM: "papers@lab.test" };
  const bot = await startTestBot(env, { adapters: [] });
  await bot.bot.connected;
  const adapter = adapterOf(bot);
  const to = "ann@lab.test";
  const once = (fault: MailFault) => {
    server.fault = () => {
      server.fault = () => null;
      return fault;
    };
  };
  const target = { platform: "email", workspace: "W1", channel: "email:ann", thread: null } as const;
  const roundup = { number: 1, id: "r1-1", name: "gan", because: "", token: () => "1.u1.x" };
  const mailTo = (to: string) => ({ to, roundup });
  return {
    adapter,
    type: null,
    channel: {
      target,
      mail: mailTo(to),
      seen: () => server.taken.map(({ parsed }) => `${parsed.messageId} ${parsed.text}`),
      loseNextReply: () => once({ cut: "after" }),
      limitNext: () => once({ at: "data", code: 452, says: "4.3.1 too many" }),
      deleteNewest: null,
      async takeAway() {
        server.fault = (receiver) => (receiver === to ? { at: "rcpt", code: 550 } : null);
        const other = { target, message: textMessage("x"), plain: false };
        // Believed only once the server takes other mails.
        await adapter.send({ ...other, marker: "d8", mail: mailTo(to) });
        await adapter.send({ ...other, marker: "d9", mail: mailTo("ben@lab.test") });
      },
      ...{ takenAway: "address_refused", keyVariable: /SMTP_URL/ },
      refuseBot(when) {
        const refused = { code: 530, says: "5.7.0 log in first" };
        server.login = when === "always" ? null : login;
        server.refuseSender = () => {
          if (when !== "always") server.refuseSender = () => null;
          return when === "never" ? null : refused;
        };
      },
    },
    async stop() {
      await bot.remove();
      await server.close();
    },
  };
}

adapterContract("Slack", slackChat);
adapterContract("Discord", discordChat);
adapterContract("the terminal", terminalChat);
adapterContract("e-mail", emailChat);
