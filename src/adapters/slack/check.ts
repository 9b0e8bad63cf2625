import { WebClient } from "@slack/web-api";
import type { SlackConfig } from "../../config/slack.ts";
import type { Finding } from "../../core/platform.ts";
import type { Log } from "../../log.ts";
import { scopes } from "./connection/scopes.ts";
import { clientOptions } from "./connection/workspaces.ts";
import { codeOf } from "./errors.ts";

/** Asks Slack about the tokens, their scopes, and the channels that roundups go to; nothing is changed there. */
export async function checkSlack(config: SlackConfig, channels: readonly string[], log: Log): Promise<Finding[]> {
  if (config.mode === "oauth") {
    const says =
      "Slack: tokens of installed workspaces are sealed; the running bot checks them when Slack refuses one.";
    return [{ part: "slack", ok: true, says, mend: null }];
  }
  const options = clientOptions(config, log);
  const client = new WebClient(config.botToken, options);
  const findings = await checkBotToken(client);
  if (config.mode === "socket") {
    findings.push(
      await asked("SLACK_APP_TOKEN", () => new WebClient(config.appToken, options).apps.connections.open()),
    );
  }
  if (findings[0]?.ok) for (const channel of channels) findings.push(await checkSlackChannel(client, channel));
  return findings;
}

async function checkBotToken(client: WebClient): Promise<Finding[]> {
  const part = "slack";
  try {
    const answer = await client.auth.test();
    const granted = answer.response_metadata?.scopes ?? [];
    const missing = granted.length > 0 ? scopes.filter((scope) => !granted.includes(scope)) : [];
    const token = {
      part,
      ok: true,
      says: `SLACK_BOT_TOKEN is good for ${answer.team ?? "its workspace"}.`,
      mend: null,
    };
    if (missing.length === 0) return [token];
    const says = `The app lacks the scopes ${missing.join(", ")}.`;
    return [token, { part, ok: false, says, mend: "Add them under OAuth & Permissions and install the app again." }];
  } catch (error) {
    return [refusedFinding("SLACK_BOT_TOKEN", error)];
  }
}

async function asked(variable: string, ask: () => Promise<unknown>): Promise<Finding> {
  try {
    await ask();
    return { part: "slack", ok: true, says: `${variable} is good.`, mend: null };
  } catch (error) {
    return refusedFinding(variable, error);
  }
}

function refusedFinding(variable: string, error: unknown): Finding {
  const code = codeOf(error);
  return code === null
    ? { part: "slack", ok: false, says: "Slack cannot be reached.", mend: "Look at the network and SLACK_API_URL." }
    : {
        part: "slack",
        ok: false,
        says: `Slack refuses ${variable}: ${code}.`,
        mend: `Set ${variable} anew; the README says where it is.`,
      };
}

async function checkSlackChannel(client: WebClient, channel: string): Promise<Finding> {
  const part = "slack";
  try {
    const { channel: info } = await client.conversations.info({ channel });
    const says = `Roundups go to #${info?.name ?? channel}`;
    if (info?.is_archived)
      return {
        part,
        ok: false,
        says: `${says}, which is archived.`,
        mend: "Unarchive it, or end them with /papers unsubscribe.",
      };
    if (!info?.is_member)
      return { part, ok: false, says: `${says}, and the bot is not in it.`, mend: "Type /invite @papers-bot there." };
    return { part, ok: true, says: `${says}.`, mend: null };
  } catch (error) {
    const says = `The channel ${channel} of a roundup cannot be read: ${codeOf(error) ?? "no answer"}.`;
    return { part, ok: false, says, mend: "Invite the bot there, or end the roundup with /papers unsubscribe." };
  }
}
