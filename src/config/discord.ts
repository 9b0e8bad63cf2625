import type * as z from "zod";
import { addressField, type Secret, secretFields } from "./fields.ts";

/** How Discord is reached. */
export interface DiscordConfig {
  token: string;
  apiUrl: string;
}

/** Discord's secret variable. */
export const discordSecrets = {
  DISCORD_TOKEN: {
    where: "discord.com/developers/applications → your application → Bot → Reset Token",
    wrong: /^(xox|xapp-|Bot |\d+$)/,
    says: "is not a bot token (the application id is something else)",
  },
} satisfies Record<string, Secret>;

/** Discord's variables. */
export const discordFields = {
  ...secretFields(discordSecrets),
  DISCORD_API_URL: addressField("https://discord.com/api"),
};

/** Discord's part of the configuration; null where its token is not set. */
export const discordConfig = (values: z.output<z.ZodObject<typeof discordFields>>): DiscordConfig | null =>
  values.DISCORD_TOKEN ? { token: values.DISCORD_TOKEN, apiUrl: values.DISCORD_API_URL } : null;
