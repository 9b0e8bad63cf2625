import * as z from "zod";
import { addressField, type Environment, type Fault, type Secret, secretFields } from "./fields.ts";

/** How Slack is reached: its own socket, requests to our port, or requests for many installed workspaces. */
export type SlackConfig = { apiUrl: string } & (
  | { mode: "socket"; botToken: string; appToken: string }
  | { mode: "http"; botToken: string; signingSecret: string }
  | {
      mode: "oauth";
      clientId: string;
      clientSecret: string;
      stateSecret: string;
      signingSecret: string;
      /** 32 bytes each, the newest first: that one seals, all of them open. */
      encryptionKeys: [Buffer, ...Buffer[]];
      authorizeUrl: string;
    }
);

const basic = "api.slack.com/apps → your app → Basic Information";

/** Slack's secret variables. */
export const slackSecrets = {
  SLACK_BOT_TOKEN: {
    where: "api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token (xoxb-…)",
    wrong: /^(?!xoxb-)/,
    says: "is not a bot token, which starts with xoxb-",
  },
  SLACK_APP_TOKEN: {
    where: `${basic} → App-Level Tokens (xapp-…)`,
    wrong: /^(?!xapp-)/,
    says: "is not an app-level token, which starts with xapp-",
  },
  SLACK_SIGNING_SECRET: {
    where: `${basic} → Signing Secret`,
    wrong: /^(xox|xapp-)/,
    says: "is a token, not the signing secret",
  },
  SLACK_CLIENT_SECRET: {
    where: `${basic} → Client Secret`,
    wrong: /^(xox|xapp-)/,
    says: "is a token, not the client secret",
  },
  SLACK_STATE_SECRET: {
    where: "any long random text, for example from `openssl rand -hex 32`",
    wrong: /^(xox|xapp-)/,
    says: "is a token, not a random text",
  },
  ENCRYPTION_KEY: {
    where: "32 random bytes in base64, from `openssl rand -base64 32`",
    wrong: /^(?!(?:[A-Za-z0-9+/]{43}=?)(?:,[A-Za-z0-9+/]{43}=?)*$)/,
    says: "is not 32 bytes in base64, or several such keys with commas between them",
  },
} satisfies Record<string, Secret>;

const clientId = `${basic} → Client ID`;

/** Slack's variables. */
export const slackFields = {
  ...secretFields(slackSecrets),
  SLACK_CLIENT_ID: z
    .string()
    .min(1, { error: `is blank. Get it at ${clientId}.` })
    .optional(),
  SLACK_API_URL: addressField("https://slack.com/api").transform((url) => `${url}/`),
  SLACK_AUTHORIZE_URL: addressField("https://slack.com/oauth/v2/authorize"),
};

/** Slack's part of the configuration; null where none of its keys is set. */
export function slackConfig(values: z.output<z.ZodObject<typeof slackFields>>): SlackConfig | null {
  const apiUrl = values.SLACK_API_URL;
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret = "" } = values;
  if (values.SLACK_CLIENT_ID) {
    const [newest = "", ...older] = (values.ENCRYPTION_KEY ?? "").split(",");
    return {
      mode: "oauth",
      apiUrl,
      authorizeUrl: values.SLACK_AUTHORIZE_URL,
      clientId: values.SLACK_CLIENT_ID,
      clientSecret: values.SLACK_CLIENT_SECRET ?? "",
      stateSecret: values.SLACK_STATE_SECRET ?? "",
      signingSecret,
      encryptionKeys: [Buffer.from(newest, "base64"), ...older.map((key) => Buffer.from(key, "base64"))],
    };
  }
  if (!botToken) return null;
  if (appToken) return { mode: "socket", apiUrl, botToken, appToken };
  return { mode: "http", apiUrl, botToken, signingSecret };
}

const oauthKeys = ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_STATE_SECRET"] as const;
const places = {
  ...Object.fromEntries(Object.entries(slackSecrets).map(([name, { where }]) => [name, where])),
  SLACK_CLIENT_ID: clientId,
  PORT: "a free port of this machine, for example 3000",
} as Record<keyof typeof slackSecrets | "SLACK_CLIENT_ID" | "PORT", string>;

/** What half a set of Slack's keys lacks. */
export function missingForSlack(env: Environment): Fault[] {
  const has = (name: string) => env[name] !== undefined;
  const need = (names: (keyof typeof places)[], beside: string) =>
    names.filter((name) => !has(name)).map((name) => missingKey(name, `is missing beside ${beside}`));
  const oauth = oauthKeys.find(has);
  if (oauth) return need([...oauthKeys, "SLACK_SIGNING_SECRET", "ENCRYPTION_KEY", "PORT"], oauth);
  if (has("ENCRYPTION_KEY")) return need([...oauthKeys, "SLACK_SIGNING_SECRET", "PORT"], "ENCRYPTION_KEY");
  if (has("SLACK_APP_TOKEN")) return need(["SLACK_BOT_TOKEN"], "SLACK_APP_TOKEN");
  if (has("SLACK_SIGNING_SECRET")) return need(["SLACK_BOT_TOKEN", "PORT"], "SLACK_SIGNING_SECRET");
  if (!has("SLACK_BOT_TOKEN")) return [];
  return [
    missingKey(
      "SLACK_APP_TOKEN",
      "is missing beside SLACK_BOT_TOKEN (or, to be reached over HTTP, SLACK_SIGNING_SECRET and PORT)",
    ),
  ];
}

const missingKey = (variable: keyof typeof places, problem: string): Fault => ({
  variable,
  problem: `${problem}. Get it at ${places[variable]}.`,
});
