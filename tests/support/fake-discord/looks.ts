import { flatten } from "./limits.ts";
import type { Component, Message } from "./world.ts";

/** All text of a message as its reader gets it, components in order. */
export const textOf = (message: Pick<Message, "content" | "components">): string =>
  [message.content, ...flatten(message.components).flatMap(({ content }) => content ?? [])].filter(Boolean).join("\n");

/** The text with backslash escapes taken back and clickable commands by name, as people read it. */
export const readText = (message: Pick<Message, "content" | "components">): string =>
  textOf(message)
    .replaceAll(/\\([^0-9A-Za-z\s])/g, "$1")
    .replaceAll(/<(\/papers [a-z]+):\d+>/g, "$1");

/** A button, or one option of a select. */
export interface Pressable {
  label: string;
  customId: string;
  /** The option's value; null for a button. */
  value: string | null;
}

/** Everything that can be pressed or chosen: buttons by label, options of selects by label. */
export const pressable = (components: readonly Component[]): Pressable[] => flatten(components).flatMap(optionsOf);

function optionsOf({ type, custom_id: customId, label = "", options = [] }: Component): Pressable[] {
  if (!customId) return [];
  if (type === 2) return [{ label, customId, value: null }];
  return type === 3 ? options.map((option) => ({ label: option.label, customId, value: option.value })) : [];
}

/** The labels of a message's buttons. */
export const buttonsOf = (message: Pick<Message, "components">): string[] =>
  pressable(message.components).flatMap(({ label, value }) => (value === null ? [label] : []));
