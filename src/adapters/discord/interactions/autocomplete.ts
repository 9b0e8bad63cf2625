import { ApplicationCommandOptionType, type AutocompleteInteraction, type Client } from "discord.js";
import type { Host } from "../../../core/adapter.ts";
import { cutWords } from "../../../core/messages/cut.ts";
import { homeOf } from "../home.ts";
import { limits } from "../limits.ts";

/** Proposes values for a half-typed option. */
export async function autocomplete(client: Client, host: Host, interaction: AutocompleteInteraction): Promise<void> {
  const { name: option, value, type } = interaction.options.getFocused(true);
  const command = interaction.options.getSubcommand(false) ?? "";
  const { guildId, user, locale } = interaction;
  const isOurs = guildId !== null && client.guilds.cache.has(guildId);
  const workspace = isOurs ? guildId : await homeOf(client, host, user.id);
  const asked = { platform: "discord" as const, workspace, member: user.id, locale, command, option };
  const found = await host.suggest({ ...asked, typed: String(value) });
  const isNumber = type === ApplicationCommandOptionType.Integer || type === ApplicationCommandOptionType.Number;
  const choices = found
    .filter((each) => each.value.length <= limits.choiceText)
    .slice(0, limits.choices)
    .map((each) => ({
      name: cutWords(each.label, limits.choiceText) || each.value,
      value: isNumber ? Number(each.value) : each.value,
    }));
  await interaction.respond(choices);
}
