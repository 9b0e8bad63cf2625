import { WebClient, type WebClientOptions } from "@slack/web-api";
import type { SlackConfig } from "../../config/slack.ts";
import type { Host } from "../../core/adapter.ts";
import type { Finding } from "../../core/platform.ts";
import type { Log } from "../../log.ts";
import { openInstallation } from "./connection/installs.ts";
import { optionalScopes, scopes } from "./connection/scopes.ts";
import { clientOptions } from "./connection/workspaces.ts";
import { codeOf } from "./errors.ts";

/** A channel that roundups go to. */
export interface RoundupChannel {
  workspace: string;
  channel: string;
}

const slackPart = "slack";

/** Asks Slack about the tokens, their scopes, and the channels that roundups go to; nothing is changed there or in the store. */
export async function checkSlack(
  config: SlackConfig,
  channels: readonly RoundupChannel[],
  installations: Pick<Host["installations"], "all">,
  log: Log,
): Promise<Finding[]> {
  const options = clientOptions(config, log);
  if (config.mode === "oauth") return checkInstallations(config, channels, await installations.all(slackPart), options);
  const token = { name: "SLACK_BOT_TOKEN", mend: "Set SLACK_BOT_TOKEN anew; the README says where it is." };
  const findings = await checkToken(new WebClient(config.botToken, options), token, channels);
  if (config.mode === "http") return findings;
  return [...findings, await checkAppToken(new WebClient(config.appToken, options))];
}

/** Every installed workspace: whether a key opens its stored token, and what Slack says of that token. */
async function checkInstallations(
  { encryptionKeys }: Extract<SlackConfig, { mode: "oauth" }>,
  channels: readonly RoundupChannel[],
  installed: readonly { workspace: string; sealed: string }[],
  options: WebClientOptions,
): Promise<Finding[]> {
  if (installed.length === 0)
    return [
      { part: slackPart, ok: true, says: "No Slack workspace has installed the bot yet: /slack/install.", mend: null },
    ];
  const findings: Finding[] = [];
  const closed: string[] = [];
  for (const { workspace, sealed } of installed) {
    const opened = openInstallation(sealed, workspace, encryptionKeys);
    if (opened === null) {
      closed.push(workspace);
      continue;
    }
    const token = {
      name: `The stored token of ${workspace}`,
      mend: "Let that workspace install the bot again at /slack/install.",
    };
    const its = channels.filter((each) => each.workspace === workspace);
    findings.push(...(await checkToken(new WebClient(opened.found.token, options), token, its)));
  }
  if (closed.length === 0) return findings;
  const says = `No key of ENCRYPTION_KEY opens the stored tokens of ${closed.join(", ")}.`;
  const mend = "Put the key they were stored with behind the new one, with a comma between them.";
  return [{ part: slackPart, ok: false, says, mend }, ...findings];
}

/** A bot token, its scopes, and with a good one the channels. */
async function checkToken(
  client: WebClient,
  { name, mend }: { name: string; mend: string },
  channels: readonly RoundupChannel[],
): Promise<Finding[]> {
  try {
    const answer = await client.auth.test();
    const says = `${name} is good for ${answer.team ?? "its workspace"}.`;
    const findings: Finding[] = [{ part: slackPart, ok: true, says, mend: null }];
    const granted = answer.response_metadata?.scopes ?? [];
    const missing = granted.length > 0 ? scopes.filter((scope) => !granted.includes(scope)) : [];
    findings.push(...scopeFindings(missing, answer.team ?? "its workspace"));
    for (const { channel } of channels) findings.push(await checkChannel(client, channel));
    return findings;
  } catch (error) {
    return [refusedFinding(name, mend, error)];
  }
}

function scopeFindings(missing: readonly (typeof scopes)[number][], team: string): Finding[] {
  const needed = missing.filter((scope) => !optionalScopes.includes(scope));
  const spared = missing.filter((scope) => optionalScopes.includes(scope));
  const says = (lacking: readonly string[]) => `The app lacks the scopes ${lacking.join(", ")} in ${team}`;
  const mend = "Add them under OAuth & Permissions and install the app again.";
  const loss =
    "which is allowed: a roundup whose answer is lost is then not sent again, and whoever set it up is told.";
  return [
    ...(needed.length === 0 ? [] : [{ part: slackPart, ok: false, says: `${says(needed)}.`, mend }]),
    ...(spared.length === 0 ? [] : [{ part: slackPart, ok: true, says: `${says(spared)}, ${loss}`, mend: null }]),
  ];
}

async function checkAppToken(client: WebClient): Promise<Finding> {
  try {
    await client.apps.connections.open();
    return { part: slackPart, ok: true, says: "SLACK_APP_TOKEN is good.", mend: null };
  } catch (error) {
    return refusedFinding("SLACK_APP_TOKEN", "Set SLACK_APP_TOKEN anew; the README says where it is.", error);
  }
}

function refusedFinding(name: string, mend: string, error: unknown): Finding {
  const code = codeOf(error);
  return code === null
    ? { part: slackPart, ok: false, says: "Slack cannot be reached.", mend: "Look at the network and SLACK_API_URL." }
    : { part: slackPart, ok: false, says: `Slack refuses ${name.replace(/^The/, "the")}: ${code}.`, mend };
}

async function checkChannel(client: WebClient, channel: string): Promise<Finding> {
  try {
    const { channel: info } = await client.conversations.info({ channel });
    const says = `Roundups go to #${info?.name ?? channel}`;
    if (info?.is_archived)
      return {
        part: slackPart,
        ok: false,
        says: `${says}, which is archived.`,
        mend: "Unarchive it, or end them with /papers unsubscribe.",
      };
    if (!info?.is_member)
      return {
        part: slackPart,
        ok: false,
        says: `${says}, and the bot is not in it.`,
        mend: "Type /invite @papers there.",
      };
    return { part: slackPart, ok: true, says: `${says}.`, mend: null };
  } catch (error) {
    const says = `The channel ${channel} of a roundup cannot be read: ${codeOf(error) ?? "no answer"}.`;
    return {
      part: slackPart,
      ok: false,
      says,
      mend: "Invite the bot there, or end the roundup with /papers unsubscribe.",
    };
  }
}
