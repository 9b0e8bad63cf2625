import * as z from "zod";
import { UserError } from "../errors.ts";
import { databaseFields, databaseSecrets } from "./database.ts";
import { type DiscordConfig, discordConfig, discordFields, discordSecrets } from "./discord.ts";
import type { Environment, Fault } from "./fields.ts";
import { pageKeys } from "./page-keys.ts";
import { type MailConfig, mailConfig, mailFields, mailSecrets, missingForMail } from "./mail.ts";
import { programFields, programSecrets } from "./program.ts";
import { missingForSlack, type SlackConfig, slackConfig, slackFields, slackSecrets } from "./slack.ts";
import {
  proxyFields,
  proxySecrets,
  type SourcesConfig,
  sourcesConfig,
  sourcesFields,
  sourcesSecrets,
} from "./sources.ts";

/** Everything the environment decides; a platform that is not configured is null. */
export interface Config {
  databaseUrl: string;
  /** Connections to PostgreSQL at most. */
  databasePool: number;
  /** Where search files are kept beside PostgreSQL. */
  searchFolder: string;
  slack: SlackConfig | null;
  discord: DiscordConfig | null;
  mail: MailConfig | null;
  sources: SourcesConfig;
  port: number | null;
  /** The address to listen at; null for all of this machine. */
  host: string | null;
  /** The address at which people reach `port`, without a slash at its end; null if they cannot. */
  publicUrl: string | null;
  /** The token that other machines need to read `/metrics`; null: only this machine reads it. */
  metricsToken: string | null;
  /** Keys of 32 bytes that seal the secrets of pages, the first one first; all of them open. Empty without a platform. */
  pageKeys: Buffer[];
  defaultTimezone: string;
  settleSeconds: number;
  logLevel: string;
  /** Values that must never be written anywhere. */
  secrets: string[];
}

const schema = z.object({
  ...databaseFields,
  ...programFields,
  ...slackFields,
  ...discordFields,
  ...mailFields,
  ...sourcesFields,
});
const secretVariables = Object.keys({ ...slackSecrets, ...discordSecrets, ...sourcesSecrets, ...programSecrets });

/** The variables the program reads, for the test that holds `.env.example` against them. */
export const variables = Object.keys(schema.shape);

/** Reads the environment; throws one `UserError` that lists every fault with its variable and never a value. */
export function readConfig(env: Environment): Config {
  const parsed = schema.safeParse(
    Object.fromEntries(variables.map((name) => [name, env[name] ?? inLowerCase(name, env)])),
  );
  const wrong = parsed.success ? [] : parsed.error.issues.map(faultOfIssue);
  const missing = [...missingForSlack(env), ...missingForMail(env)];
  if (!parsed.success || missing.length > 0) throw configError(wrong, missing);
  const values = parsed.data;
  const sources = sourcesConfig(values);
  const mail = mailConfig(values);
  return {
    databaseUrl: values.DATABASE_URL,
    databasePool: values.DATABASE_POOL,
    searchFolder: values.SEARCH_DIR,
    slack: slackConfig(values),
    discord: discordConfig(values),
    mail,
    sources,
    port: values.PORT ?? null,
    host: values.HOST ?? null,
    publicUrl: values.PUBLIC_URL ?? null,
    metricsToken: values.METRICS_TOKEN ?? null,
    pageKeys: pageKeys(env),
    defaultTimezone: values.DEFAULT_TIMEZONE,
    settleSeconds: values.SETTLE_SECONDS,
    logLevel: values.LOG_LEVEL,
    // Several keys may stand in one variable.
    secrets: [
      ...secretVariables.flatMap((name) => env[name]?.split(",") ?? []),
      ...proxySecrets(sources),
      ...databaseSecrets(env),
      ...mailSecrets(mail, env),
    ],
  };
}

const inLowerCase = (name: string, env: Environment): string | undefined =>
  name in proxyFields ? env[name.toLowerCase()] : undefined;

const faultOfIssue = (issue: z.core.$ZodIssue): Fault => ({ variable: String(issue.path[0]), problem: issue.message });

function configError(wrong: Fault[], missing: Fault[]): UserError {
  const lines = [...wrong, ...missing].map(({ variable, problem }) => `${variable} ${problem}`);
  // A secret that cannot work is like a wrong token, which the platform would refuse: the program could not do it.
  const onlySecrets = missing.length === 0 && wrong.every(({ variable }) => secretVariables.includes(variable));
  return new UserError("config", lines.join("\n"), null, onlySecrets ? 1 : 2);
}
