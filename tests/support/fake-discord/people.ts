import { pressable, readText } from "./looks.ts";
import type { FakeState, Interaction } from "./state.ts";
import { directChannel, type Guild, type Message, type User } from "./world.ts";
import { interactionOut } from "./interaction-out.ts";
import { react } from "./reactions.ts";
import { messageOut } from "./wire.ts";

/** What a member sees of the bot's answer to one thing they did. */
export interface Seen {
  interaction: Interaction;
  /** The answer's own message; for a press, the message it stood on. */
  message: Message | null;
  ephemeral: boolean;
  modal: Interaction["modal"];
  text: string;
  /** Milliseconds of the fake's clock until the first answer. */
  acknowledgedAfter: number;
  /** The nth further message (0 is the first), once it is there. */
  further(n?: number): Promise<Message>;
}

interface RegisteredOption {
  name: string;
  type: number;
  required?: boolean;
  autocomplete?: boolean;
  options?: RegisteredOption[];
}

/** Something a person does that reaches the bot as an interaction. */
type Action = { type: number; data: unknown; channel: string; source?: Message | null };

/** A person at a keyboard in one server (null: in their direct messages). */
export function createPerson(
  state: FakeState,
  user: User,
  guild: Guild | null,
  until: <T>(look: () => T | null | undefined | false) => Promise<T>,
) {
  const { world } = state;
  const home = (): string => (guild === null ? directChannel(world, user).id : firstChannel());
  const firstChannel = (): string =>
    [...world.channels.values()].find(({ guild: of, type }) => of === guild?.id && type === 0)?.id ?? "";

  function send({ type, data, channel, source = null }: Action): Interaction {
    const place = world.channels.get(channel);
    const id = world.snowflake();
    const interaction: Interaction = {
      id,
      token: `token-of-interaction-${id}-${"x".repeat(40)}`,
      user,
      guild: guild?.id ?? null,
      channel,
      source,
      sentAt: world.now(),
      acknowledged: null,
      acknowledgedAt: null,
      original: null,
      loading: false,
      ephemeral: false,
      followUps: [],
      choices: [],
      modal: null,
    };
    state.interactions.set(interaction.token, interaction);
    state.gateway.dispatch(
      "INTERACTION_CREATE",
      interactionOut(state, interaction, type, data, place, guild),
      guild?.id ?? null,
    );
    return interaction;
  }

  const see = (interaction: Interaction): Seen => ({
    interaction,
    message: interaction.original,
    ephemeral: interaction.ephemeral,
    modal: interaction.modal,
    text: interaction.original ? readText(interaction.original) : "",
    acknowledgedAfter: (interaction.acknowledgedAt?.getTime() ?? Infinity) - interaction.sentAt.getTime(),
    further: (n = 0) => until(() => interaction.followUps[n]),
  });

  const done = async (interaction: Interaction): Promise<Seen> => {
    await until(() => interaction.acknowledged !== null && !interaction.loading);
    return see(interaction);
  };

  const typed = (name: string, sub: string, values: Record<string, unknown>, focused: string | null) => {
    const command = world.commands.find((one) => one["name"] === name) as RegisteredOption | undefined;
    const registered = command?.options?.find((one) => one.name === sub);
    if (!registered) throw new Error(`/${name} ${sub} is not registered`);
    const missing = (registered.options ?? []).filter(
      (one) => one.required && values[one.name] === undefined && focused === null,
    );
    if (missing.length > 0) throw new Error(`/${name} ${sub} needs ${missing.map((one) => one.name).join(", ")}`);
    const options = Object.entries(values).map(([key, value]) => {
      const option = registered.options?.find((one) => one.name === key);
      if (!option) throw new Error(`/${name} ${sub} has no option ${key}`);
      return { name: key, type: option.type, value, ...(focused === key ? { focused: true } : {}) };
    });
    return { id: "900", name, type: 1, guild_id: guild?.id, options: [{ name: sub, type: 1, options }] };
  };

  return {
    user,
    guildId: guild?.id ?? "",
    /** `/papers topic words:gan`; options must be registered, as Discord's own client insists. */
    slash: async (name: string, sub: string, values: Record<string, unknown> = {}, channel = home()): Promise<Seen> =>
      done(send({ type: 2, data: typed(name, sub, values, null), channel })),
    /** The same without waiting for the answer. */
    type: (name: string, sub: string, values: Record<string, unknown> = {}, channel = home()): Interaction =>
      send({ type: 2, data: typed(name, sub, values, null), channel }),
    async autocomplete(name: string, sub: string, option: string, text: string, channel = home()) {
      const interaction = send({ type: 4, data: typed(name, sub, { [option]: text }, option), channel });
      await until(() => interaction.acknowledged !== null);
      return interaction.choices;
    },
    /** Presses a button by its label. */
    press: async (message: Message, label: string): Promise<Seen> => done(use(message, label, false)),
    /** Chooses an option of a select by its label (or how it starts). */
    choose: async (message: Message, label: string): Promise<Seen> => done(use(message, label, true)),
    /** Fills in a dialog: values by field label. */
    async submit(seen: Seen, values: Record<string, string>): Promise<Seen> {
      const { modal } = seen;
      if (!modal) throw new Error("there is no dialog to fill in");
      const components = modal.components.map((label) => {
        const { component } = label;
        const before = [
          ...(component?.options ?? []).filter((one) => "default" in one && one.default).map(({ value }) => value),
          ...(component?.default_values ?? []).map(({ id }) => id),
        ].join(",");
        const value = values[label.label ?? ""] ?? component?.value ?? before;
        const isSelect = component?.type === 3 || component?.type === 8;
        const answer = isSelect ? { values: value ? value.split(",") : [] } : { value };
        return {
          type: 18,
          id: label.id ?? 0,
          component: { type: component?.type, id: 0, custom_id: component?.custom_id, ...answer },
        };
      });
      const { channel, source } = seen.interaction;
      return done(send({ type: 5, data: { custom_id: modal.custom_id, components }, channel, source }));
    },
    /** Uses a message's context menu. */
    async menu(name: string, message: Message): Promise<Seen> {
      if (!world.commands.some((one) => one["name"] === name && one["type"] === 3)) throw new Error(`no menu ${name}`);
      const data = {
        id: "901",
        name,
        type: 3,
        target_id: message.id,
        resolved: { messages: { [message.id]: messageOut(world, message) } },
      };
      return done(send({ type: 2, data, channel: message.channel }));
    },
    /** Writes a message; the bot is told of it in its direct messages alone. */
    write(text: string, channel = home()): Message {
      const message: Message = {
        id: world.snowflake(),
        channel,
        author: user,
        content: text,
        components: [],
        flags: 0,
        nonce: null,
        at: world.now(),
        edited: null,
        reactions: new Map(),
        attachments: [],
        seenBy: null,
        interaction: null,
        deleted: false,
      };
      world.messages.set(message.id, message);
      if (world.channels.get(channel)?.type === 1)
        state.gateway.dispatch("MESSAGE_CREATE", messageOut(world, message), null);
      return message;
    },
    react: (message: Message, emoji: string) => react(state, user, message, emoji, true),
    unreact: (message: Message, emoji: string) => react(state, user, message, emoji, false),
  };

  function use(message: Message, label: string, chosen: boolean): Interaction {
    const found = pressable(message.components).find(
      (one) => (one.value !== null) === chosen && (one.label === label || (chosen && one.label.startsWith(label))),
    );
    if (!found)
      throw new Error(
        `nothing called "${label}" on the message; there is ${pressable(message.components)
          .map((one) => one.label)
          .join(", ")}`,
      );
    if (message.deleted || (message.seenBy !== null && message.seenBy !== user.id))
      throw new Error("this message cannot be seen");
    const data = {
      custom_id: found.customId,
      component_type: chosen ? 3 : 2,
      ...(found.value === null ? {} : { values: [found.value] }),
    };
    return send({ type: 3, data, channel: message.channel, source: message });
  }
}

/** A person at a keyboard. */
export type Person = ReturnType<typeof createPerson>;
