import type { Component } from "./world.ts";

/** Discord's documented limits that its OpenAPI file leaves out. */
const limits = {
  components: 40,
  text: 4_000,
  content: 2_000,
  customId: 100,
  label: 80,
  modalTitle: 45,
  options: 25,
  command: 8_000,
};
const componentsV2 = 1 << 15;
const nameShape = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

interface Body {
  content?: string | null;
  flags?: number | null;
  components?: Component[] | null;
  embeds?: unknown[] | null;
  nonce?: string | number | null;
}

/** Every component of a tree, nested ones included. */
export const flatten = (components: readonly Component[] = []): Component[] =>
  components.flatMap((component) => [
    component,
    ...flatten(component.components),
    ...flatten(component.accessory ? [component.accessory] : []),
    ...flatten(component.component ? [component.component] : []),
  ]);

const duplicates = (values: readonly (string | number)[]): (string | number)[] =>
  values.filter((value, at) => values.indexOf(value) !== at);

function componentFaults(all: readonly Component[]): string[] {
  const ids = all.flatMap(({ custom_id }) => custom_id ?? []);
  const numbers = all.flatMap(({ id }) => (id ? [id] : []));
  return [
    ...duplicates(ids).map((id) => `component custom_id used twice: ${id}`),
    ...duplicates(numbers).map((id) => `component id used twice: ${id}`),
    ...all.flatMap(faultsOfOne),
  ];
}

/** Component types that must stand in a row, by how many fit into one. */
const rowRoom: Record<number, number> = { 2: 5, 3: 1 };

function faultsOfOne(component: Component): string[] {
  const { type, custom_id = "", label = "", options = [], components = [] } = component;
  const faults: [boolean, string][] = [
    [custom_id.length > limits.customId, `custom_id over ${limits.customId}`],
    [type === 2 && label.length > limits.label, `button label over ${limits.label}`],
    [type === 2 && label === "", "button without a label"],
    [type === 10 && (component.content ?? "").trim() === "", "empty text"],
    [options.length > limits.options, `over ${limits.options} options`],
    [duplicates(options.map(({ value }) => value)).length > 0, "option value used twice"],
    [options.some((option) => option.label.length > 100 || option.value.length > 100), "option over 100"],
    [options.some((option) => option.label === "" || option.value === ""), "empty option"],
    [
      type === 1 && (components.length === 0 || components.length > (rowRoom[components[0]?.type ?? 0] ?? 1)),
      "row overfull or empty",
    ],
    [
      type === 9 && (components.length < 1 || components.length > 3 || !component.accessory),
      "section needs 1 to 3 texts and an accessory",
    ],
    [type === 17 && components.length === 0, "empty container"],
  ];
  return faults.filter(([broken]) => broken).map(([, fault]) => `${fault} (type ${type})`);
}

/** What is wrong with a message by the limits table; empty when nothing is. */
export function messageFaults(body: Body, edits = false): string[] {
  const all = flatten(body.components ?? []);
  const v2 = ((body.flags ?? 0) & componentsV2) !== 0 || all.some(({ type }) => type > 8 && type !== 18);
  const text = all.reduce((sum, component) => sum + (component.content ?? "").length, 0);
  const content = body.content ?? "";
  const empty = !edits && content === "" && all.length === 0 && !body.embeds?.length;
  const faults: [boolean, string][] = [
    [content.length > limits.content, `content over ${limits.content}`],
    [all.length > limits.components, `${all.length} components`],
    [text > limits.text, `${text} characters of text`],
    [v2 && content !== "", "content beside Components V2"],
    [v2 && (body.embeds?.length ?? 0) > 0, "embeds beside Components V2"],
    [v2 && ((body.flags ?? 0) & componentsV2) === 0, "Components V2 without their flag"],
    [String(body.nonce ?? "").length > 25, "nonce over 25"],
    [empty && !("attachments" in body), "empty message"],
  ];
  return [...faults.filter(([broken]) => broken).map(([, fault]) => fault), ...componentFaults(all)];
}

/** What is wrong with a dialog. */
export function modalFaults(modal: { title?: string; custom_id?: string; components?: Component[] }): string[] {
  const faults: [boolean, string][] = [
    [(modal.title ?? "").length > limits.modalTitle || !modal.title, "modal title"],
    [(modal.custom_id ?? "").length > limits.customId || !modal.custom_id, "modal custom_id"],
    [(modal.components ?? []).length > 5 || !modal.components?.length, "modal takes 1 to 5 components"],
  ];
  return [
    ...faults.filter(([broken]) => broken).map(([, fault]) => fault),
    ...componentFaults(flatten(modal.components)),
  ];
}

interface CommandShape {
  name: string;
  type?: number;
  description?: string;
  options?: CommandShape[];
  choices?: { name: string; value: unknown }[];
  required?: boolean;
  autocomplete?: boolean;
}

const charactersOf = (command: CommandShape): number =>
  command.name.length +
  (command.description ?? "").length +
  (command.choices ?? []).reduce((sum, { name, value }) => sum + name.length + String(value).length, 0) +
  (command.options ?? []).reduce((sum, option) => sum + charactersOf(option), 0);

const optionFaults = (option: CommandShape, path: string): string[] => {
  const here = `${path}/${option.name}`;
  const { options = [], choices = [], description = "" } = option;
  const afterOptional = options.some(
    (one, at) => one.required && options.slice(0, at).some((earlier) => !earlier.required),
  );
  const faults: [boolean, string][] = [
    [!nameShape.test(option.name) || option.name !== option.name.toLowerCase(), "name"],
    [description.length < 1 || description.length > 100, "description"],
    [options.length > 25 || choices.length > 25, "over 25"],
    [afterOptional && (option.type ?? 1) <= 1, "required option after an optional one"],
    [option.autocomplete === true && choices.length > 0, "autocomplete beside choices"],
    [duplicates(options.map(({ name }) => name)).length > 0, "option name used twice"],
  ];
  return [
    ...faults.filter(([broken]) => broken).map(([, fault]) => `${here}: ${fault}`),
    ...options.flatMap((inner) => optionFaults(inner, here)),
  ];
};

/** What is wrong with a list of application commands. */
export const commandFaults = (commands: CommandShape[]): string[] =>
  commands.flatMap((command) => [
    ...(charactersOf(command) > limits.command ? [`${command.name}: over ${limits.command} characters`] : []),
    ...((command.type ?? 1) === 1
      ? optionFaults(command, "")
      : command.description
        ? [`${command.name}: menu with a description`]
        : []),
  ]);
