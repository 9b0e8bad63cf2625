import type { APIMessageTopLevelComponent } from "discord.js";
import type { Action } from "../../../core/messages/message.ts";
import { cutWords } from "../../../core/messages/cut.ts";
import { limits } from "../limits.ts";

/** A message component as Discord's API takes it; `type` is Discord's number. */
export interface Component {
  type: number;
  id?: number;
  style?: number;
  label?: string;
  content?: string;
  custom_id?: string;
  placeholder?: string;
  divider?: boolean;
  spacing?: number;
  options?: { label: string; value: string }[];
  components?: Component[];
  accessory?: Component;
  media?: { url: string };
  description?: string;
  file?: { url: string };
}

/** Casts our components to the library's type; the shape is the same. */
export const asDiscord = (components: Component[]): APIMessageTopLevelComponent[] => components;

/** Every component of a tree, nested ones included. */
export const flatten = (components: readonly Component[]): Component[] =>
  components.flatMap((component) => [
    component,
    ...flatten(component.components ?? []),
    ...(component.accessory ? [component.accessory] : []),
  ]);

/** A paragraph. */
export const textDisplay = (content: string): Component => ({ type: 10, content });

/** A paragraph with a button or picture at its right. */
export const section = (content: string, accessory: Component): Component => ({
  type: 9,
  components: [textDisplay(content)],
  accessory,
});

const styles: Partial<Record<Action["role"], number>> = { primary: 1, danger: 4 };

/** A button; `suffix` is appended to its call. */
export const button = ({ role, label, call }: Action, suffix: string): Component => ({
  type: 2,
  style: styles[role] ?? 2,
  label: cutWords(label, limits.buttonLabel),
  custom_id: customId(call, suffix),
});

/** A call with its suffix, or without the suffix if both are too long. */
export const customId = (call: string, suffix: string): string =>
  call.length + suffix.length <= limits.customId ? call + suffix : call;

/** Buttons in as many rows as they need. */
export function buttonRows(buttons: Component[]): Component[] {
  const count = Math.ceil(buttons.length / limits.buttonsInRow);
  return Array.from({ length: count }, (_, row) => ({
    type: 1,
    components: buttons.slice(row * limits.buttonsInRow, (row + 1) * limits.buttonsInRow),
  }));
}

/** A menu in a row of its own. */
export const menu = (placeholder: string, options: { label: string; value: string }[], suffix: string): Component => ({
  type: 1,
  components: [{ type: 3, custom_id: customId("v1:choose:", suffix), placeholder, options }],
});

/** A small picture. */
export const picture = ({ url, alt }: { url: string; alt: string }): Component => ({
  type: 11,
  media: { url },
  description: cutWords(alt, 1_000),
});
