import { z } from "zod";
import { UserError } from "../errors.ts";

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
      /** 32 bytes. */
      encryptionKey: Buffer;
      authorizeUrl: string;
    }
);

/** Everything the environment decides; a platform that is not configured is null. */
export interface Config {
  databaseUrl: string;
  slack: SlackConfig | null;
  discord: { token: string; apiUrl: string } | null;
  sources: {
    huggingFaceUrl: string;
    hfToken: string | null;
    arxivUrl: string;
    arxivRssUrl: string;
    arxivCategories: string[];
  };
  port: number | null;
  defaultTimezone: string;
  settleSeconds: number;
  logLevel: string;
  /** Values that must never be written anywhere. */
  secrets: string[];
}

type Environment = Record<string, string | undefined>;
type Fault = { variable: string; problem: string; secret: boolean };

const whereToGet = {
  SLACK_BOT_TOKEN: "api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token (xoxb-…)",
  SLACK_APP_TOKEN: "api.slack.com/apps → your app → Basic Information → App-Level Tokens (xapp-…)",
  SLACK_SIGNING_SECRET: "api.slack.com/apps → your app → Basic Information → Signing Secret",
  SLACK_CLIENT_ID: "api.slack.com/apps → your app → Basic Information → Client ID",
  SLACK_CLIENT_SECRET: "api.slack.com/apps → your app → Basic Information → Client Secret",
  SLACK_STATE_SECRET: "any long random text, for example from `openssl rand -hex 32`",
  ENCRYPTION_KEY: "32 random bytes in base64, from `openssl rand -base64 32`",
  DISCORD_TOKEN: "discord.com/developers/applications → your application → Bot → Reset Token",
  HF_TOKEN: "huggingface.co/settings/tokens, a token that may read (hf_…)",
  PORT: "a free port of this machine, for example 3000",
} as const;

const secretShapes: Record<string, { wrong: RegExp; says: string }> = {
  SLACK_BOT_TOKEN: { wrong: /^(?!xoxb-)/, says: "is not a bot token, which starts with xoxb-" },
  SLACK_APP_TOKEN: { wrong: /^(?!xapp-)/, says: "is not an app-level token, which starts with xapp-" },
  SLACK_SIGNING_SECRET: { wrong: /^(xox|xapp-)/, says: "is a token, not the signing secret" },
  SLACK_CLIENT_SECRET: { wrong: /^(xox|xapp-)/, says: "is a token, not the client secret" },
  SLACK_STATE_SECRET: { wrong: /^(xox|xapp-)/, says: "is a token, not a random text" },
  DISCORD_TOKEN: { wrong: /^(xox|xapp-|Bot |\d+$)/, says: "is not a bot token (the application id is something else)" },
  HF_TOKEN: { wrong: /^(?!hf_)/, says: "is not a Hugging Face token, which starts with hf_" },
  ENCRYPTION_KEY: { wrong: /^(?![A-Za-z0-9+/]{43}=?$)/, says: "is not 32 bytes in base64" },
};

const secretValue = (variable: keyof typeof whereToGet) =>
  z
    .string()
    .superRefine((value, context) => {
      const shape = secretShapes[variable];
      const says =
        value.trim() === ""
          ? "is blank"
          : /^["'“”‘’]|["'“”‘’]$/.test(value)
            ? "has quotes around it; leave them out"
            : /\s/.test(value) && !value.startsWith("Bot ")
              ? "has white space in it"
              : shape?.wrong.test(value)
                ? shape.says
                : null;
      if (says) context.addIssue({ code: "custom", message: `${says}. Get it at ${whereToGet[variable]}.` });
    })
    .optional();

const urlSetting = (fallback: string) =>
  z
    .url({ protocol: /^https?$/, error: "must be an address like https://example.org" })
    .default(fallback)
    .transform((url) => url.replace(/\/+$/, ""));

const timezone = z
  .string()
  .default("UTC")
  .refine(isTimezone, { error: "must be an IANA time zone like Europe/Berlin" });

const categories = z
  .string()
  .default("cs.AI,cs.CL,cs.CV,cs.LG")
  .transform((list) =>
    list
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean),
  )
  .refine((list) => list.every((name) => /^[a-z-]+(\.[A-Za-z-]+)?$/.test(name)), {
    error: "must be arXiv categories separated by commas, like cs.CV,cs.LG; empty for none",
  });

const schema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^file:.+/, { error: "must be file: and a path, like file:./data/papers.db" })
    .default("file:./data/papers.db"),
  SLACK_BOT_TOKEN: secretValue("SLACK_BOT_TOKEN"),
  SLACK_APP_TOKEN: secretValue("SLACK_APP_TOKEN"),
  SLACK_SIGNING_SECRET: secretValue("SLACK_SIGNING_SECRET"),
  SLACK_CLIENT_ID: z
    .string()
    .min(1, { error: `is blank. Get it at ${whereToGet.SLACK_CLIENT_ID}.` })
    .optional(),
  SLACK_CLIENT_SECRET: secretValue("SLACK_CLIENT_SECRET"),
  SLACK_STATE_SECRET: secretValue("SLACK_STATE_SECRET"),
  ENCRYPTION_KEY: secretValue("ENCRYPTION_KEY"),
  SLACK_API_URL: urlSetting("https://slack.com/api").transform((url) => `${url}/`),
  SLACK_AUTHORIZE_URL: urlSetting("https://slack.com/oauth/v2/authorize"),
  DISCORD_TOKEN: secretValue("DISCORD_TOKEN"),
  DISCORD_API_URL: urlSetting("https://discord.com/api"),
  HUGGINGFACE_URL: urlSetting("https://huggingface.co"),
  HF_TOKEN: secretValue("HF_TOKEN"),
  ARXIV_URL: urlSetting("https://export.arxiv.org"),
  ARXIV_RSS_URL: urlSetting("https://rss.arxiv.org"),
  ARXIV_CATEGORIES: categories,
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, { error: "must be a port number from 0 to 65535" })
    .transform(Number)
    .refine((port) => port <= 65535, { error: "must be a port number from 0 to 65535" })
    .optional(),
  DEFAULT_TIMEZONE: timezone,
  SETTLE_SECONDS: z
    .string()
    .default("30")
    .transform(Number)
    .refine((seconds) => seconds >= 0 && seconds <= 600, { error: "must be a number of seconds from 0 to 600" }),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
      error: "must be one of trace, debug, info, warn, error, fatal, silent",
    })
    .default("info"),
});

/** The variables the program reads, for the test that holds `.env.example` against them. */
export const variables = Object.keys(schema.shape);

const secretVariables = variables.filter((name) => name in secretShapes);
const oauthKeys = ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_STATE_SECRET"] as const;

/** Reads the environment; throws one `UserError` that lists every fault with its variable and never a value. */
export function readConfig(env: Environment): Config {
  const parsed = schema.safeParse(Object.fromEntries(variables.map((name) => [name, env[name]])));
  const faults = [...(parsed.success ? [] : shapeFaults(parsed.error)), ...missingParts(env)];
  if (faults.length > 0 || !parsed.success) throw configError(faults);
  const values = parsed.data;
  return {
    databaseUrl: values.DATABASE_URL,
    slack: slackConfig(values),
    discord: values.DISCORD_TOKEN ? { token: values.DISCORD_TOKEN, apiUrl: values.DISCORD_API_URL } : null,
    sources: {
      huggingFaceUrl: values.HUGGINGFACE_URL,
      hfToken: values.HF_TOKEN ?? null,
      arxivUrl: values.ARXIV_URL,
      arxivRssUrl: values.ARXIV_RSS_URL,
      arxivCategories: values.ARXIV_CATEGORIES,
    },
    port: values.PORT ?? null,
    defaultTimezone: values.DEFAULT_TIMEZONE,
    settleSeconds: values.SETTLE_SECONDS,
    logLevel: values.LOG_LEVEL,
    secrets: secretVariables.flatMap((name) => env[name] ?? []),
  };
}

function slackConfig(values: z.output<typeof schema>): SlackConfig | null {
  const apiUrl = values.SLACK_API_URL;
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret } = values;
  if (values.SLACK_CLIENT_ID) {
    return {
      mode: "oauth",
      apiUrl,
      authorizeUrl: values.SLACK_AUTHORIZE_URL,
      clientId: values.SLACK_CLIENT_ID,
      clientSecret: values.SLACK_CLIENT_SECRET ?? "",
      stateSecret: values.SLACK_STATE_SECRET ?? "",
      signingSecret: signingSecret ?? "",
      encryptionKey: Buffer.from(values.ENCRYPTION_KEY ?? "", "base64"),
    };
  }
  if (!botToken) return null;
  if (appToken) return { mode: "socket", apiUrl, botToken, appToken };
  return { mode: "http", apiUrl, botToken, signingSecret: signingSecret ?? "" };
}

/** Half a set of a platform's keys, each missing one named. */
function missingParts(env: Environment): Fault[] {
  const has = (name: string) => env[name] !== undefined;
  const need = (names: (keyof typeof whereToGet)[], beside: string) =>
    names.filter((name) => !has(name)).map((name) => missing(name, `is missing beside ${beside}`));
  const oauth = oauthKeys.find(has);
  if (oauth) return need([...oauthKeys, "SLACK_SIGNING_SECRET", "ENCRYPTION_KEY", "PORT"], oauth);
  if (has("ENCRYPTION_KEY")) return need([...oauthKeys, "SLACK_SIGNING_SECRET", "PORT"], "ENCRYPTION_KEY");
  if (has("SLACK_APP_TOKEN")) return need(["SLACK_BOT_TOKEN"], "SLACK_APP_TOKEN");
  if (has("SLACK_SIGNING_SECRET")) return need(["SLACK_BOT_TOKEN", "PORT"], "SLACK_SIGNING_SECRET");
  if (!has("SLACK_BOT_TOKEN")) return [];
  return [
    missing(
      "SLACK_APP_TOKEN",
      "is missing beside SLACK_BOT_TOKEN (or, to be reached over HTTP, SLACK_SIGNING_SECRET and PORT)",
    ),
  ];
}

const missing = (variable: keyof typeof whereToGet, problem: string): Fault => ({
  variable,
  problem: `${problem}. Get it at ${whereToGet[variable]}.`,
  secret: false,
});

const shapeFaults = (error: z.ZodError): Fault[] =>
  error.issues.map((issue) => {
    const variable = String(issue.path[0]);
    return { variable, problem: issue.message, secret: secretVariables.includes(variable) };
  });

function configError(faults: Fault[]): UserError {
  const lines = faults.map(({ variable, problem }) => `${variable} ${problem}`);
  // A secret that cannot work is like a wrong token, which the platform would refuse: the program could not do it.
  const exitCode = faults.every((fault) => fault.secret) ? 1 : 2;
  return new UserError("config", lines.join("\n"), null, exitCode);
}

/** Whether a text names an IANA time zone this machine knows. */
export function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
