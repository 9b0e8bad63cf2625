import { refusal, invalidBody } from "./errors.ts";
import type { Call, Route } from "./rest.ts";
import { draft, rewrite } from "./routes-messages.ts";
import type { FakeState, Interaction } from "./state.ts";
import type { Message } from "./world.ts";
import { messageOut } from "./wire.ts";

const ephemeralFlag = 1 << 6;
/** A first answer is taken for 3 seconds, further ones for 15 minutes. */
const furtherMs = 15 * 60_000;

const byId = ({ interactions }: FakeState, id: string): Interaction | undefined =>
  [...interactions.values()].find((interaction) => interaction.id === id);

/** A message that answers an interaction; ephemeral ones are seen by its caller alone. */
function say(
  state: FakeState,
  interaction: Interaction,
  body: Record<string, unknown>,
  ephemeral: boolean,
  files: Call["files"],
): Message {
  const message = draft(state, interaction.channel, body, files);
  message.interaction = interaction.id;
  message.seenBy = ephemeral ? interaction.user.id : null;
  message.flags = (message.flags & ~ephemeralFlag) | (ephemeral ? ephemeralFlag : 0);
  state.world.messages.set(message.id, message);
  return message;
}

type Data = Record<string, unknown> & { flags?: number };

/** What each callback type does, by its number. */
const callbacks: Record<
  number,
  (state: FakeState, interaction: Interaction, data: Data, files: Call["files"]) => void
> = {
  4: (state, interaction, data, files) => {
    interaction.ephemeral = Boolean((data.flags ?? 0) & ephemeralFlag);
    interaction.original = say(state, interaction, data, interaction.ephemeral, files);
  },
  5: (_state, interaction, data) => {
    interaction.ephemeral = Boolean((data.flags ?? 0) & ephemeralFlag);
    interaction.loading = true;
  },
  6: (_state, interaction) => {
    interaction.original = interaction.source;
  },
  7: (state, interaction, data, files) => {
    interaction.original = interaction.source;
    if (interaction.source) rewrite(state, interaction.source, data, files);
  },
  8: (_state, interaction, data) => {
    const choices = (data["choices"] ?? []) as Interaction["choices"];
    const isTooLong = (text: string) => text.length > 100;
    if (choices.length > 25) throw invalidBody(["choices: must be 25 or fewer"]);
    if (choices.some(({ name, value }) => isTooLong(name) || isTooLong(String(value))))
      throw invalidBody(["choices: names and values must be 100 or fewer in length"]);
    interaction.choices = choices;
  },
  9: (_state, interaction, data) => {
    interaction.modal = data as unknown as Interaction["modal"];
  },
};

function acknowledge(call: Call): unknown {
  const { state, params, body, query, files } = call;
  const interaction = byId(state, params["interaction"] ?? "");
  const late = interaction && state.world.now().getTime() - interaction.sentAt.getTime() > state.faults.firstAnswerMs;
  if (!interaction || late || interaction.token !== params["token"]) throw refusal(10062);
  if (interaction.acknowledged !== null) throw refusal(40060);
  const type = Number(body["type"]);
  interaction.acknowledged = type;
  interaction.acknowledgedAt = state.world.now();
  callbacks[type]?.(state, interaction, (body["data"] ?? {}) as Data, files);
  if (query.get("with_response") !== "true") return undefined;
  const { original, ephemeral } = interaction;
  return {
    interaction: { id: interaction.id, type: 2, response_message_ephemeral: ephemeral },
    resource: { type, ...(original ? { message: messageOut(state.world, original) } : {}) },
  };
}

function byToken({ state, params }: Call): Interaction {
  const interaction = state.interactions.get(params["token"] ?? "");
  if (!interaction) throw refusal(10015);
  if (interaction.acknowledged === null) throw refusal(10015);
  if (state.world.now().getTime() - interaction.sentAt.getTime() > furtherMs) throw refusal(50027);
  return interaction;
}

function target(call: Call): Message {
  const interaction = byToken(call);
  const id = call.params["message"] ?? "";
  const known =
    id === "@original"
      ? interaction.original
      : [interaction.original, ...interaction.followUps].find((one) => one?.id === id);
  if (!known || known.deleted) throw refusal(10008);
  return known;
}

function edit(call: Call): unknown {
  const { state, body, files } = call;
  const interaction = byToken(call);
  if (interaction.loading && call.params["message"] === "@original") return fill(call, interaction);
  const message = target(call);
  rewrite(state, message, body, files);
  return messageOut(state.world, message);
}

/** The first content of a deferred answer. */
function fill({ state, body, files }: Call, interaction: Interaction): unknown {
  interaction.loading = false;
  interaction.original = say(state, interaction, body, interaction.ephemeral, files);
  return messageOut(state.world, interaction.original);
}

/** The first further message after "thinking" takes its place and its privacy, as Discord does it. */
function followUp(call: Call): unknown {
  const { state, body, files } = call;
  const interaction = byToken(call);
  if (interaction.loading) return fill(call, interaction);
  const ephemeral = Boolean((Number(body["flags"] ?? 0) || 0) & ephemeralFlag);
  const message = say(state, interaction, body, ephemeral, files);
  interaction.followUps.push(message);
  return messageOut(state.world, message);
}

/** Interaction callbacks, and the webhook through which an interaction is answered further. */
export const interactionRoutes: Route[] = [
  ["POST", "/interactions/:interaction/:token/callback", acknowledge],
  ["POST", "/webhooks/:application/:token", followUp],
  ["GET", "/webhooks/:application/:token/messages/:message", (call) => messageOut(call.state.world, target(call))],
  ["PATCH", "/webhooks/:application/:token/messages/:message", edit],
  [
    "DELETE",
    "/webhooks/:application/:token/messages/:message",
    (call) => {
      target(call).deleted = true;
    },
  ],
];
