type Json = Record<string, unknown>;

const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const text = (value: unknown): string =>
  typeof value === "string" ? value : (((value as Json | undefined)?.["text"] as string) ?? "");

/** What is wrong with blocks by Slack's documented limits; empty when nothing is. */
export function blockFaults(blocks: unknown, where: "message" | "view"): string[] {
  const all = list(blocks);
  const faults: string[] = [];
  const most = where === "message" ? 50 : 100;
  if (all.length > most) faults.push(`${all.length} blocks, more than ${most}`);
  for (const block of all) faults.push(...oneBlock(block));
  const ids = all.map((block) => block["block_id"]).filter((id) => id !== undefined);
  if (new Set(ids).size !== ids.length) faults.push("block_id twice");
  return faults;
}

function oneBlock(block: Json): string[] {
  const too = (what: string, value: string, limit: number) =>
    value.length > limit ? [`${what} of ${value.length}, more than ${limit}`] : [];
  switch (block["type"]) {
    case "header":
      return [...too("header", text(block["text"]), 150), ...empty("header", text(block["text"]))];
    case "section":
      return [
        ...too("section text", text(block["text"]), 3_000),
        ...empty("section", text(block["text"])),
        ...accessory(block["accessory"]),
      ];
    case "context":
      return list(block["elements"]).length > 10
        ? ["more than 10 context elements"]
        : list(block["elements"]).flatMap((each) => too("context text", text(each["text"]), 3_000));
    case "actions":
      return actions(list(block["elements"]));
    case "rich_text":
      return list(block["elements"]).length === 0
        ? ["empty rich text"]
        : list(block["elements"]).flatMap((each) =>
            list(each["elements"]).length === 0
              ? ["empty rich text section"]
              : list(each["elements"]).flatMap(richElement),
          );
    case "input":
      return [
        ...too("label", text(block["label"]), 2_000),
        ...too("hint", text(block["hint"]), 2_000),
        ...too("block_id", text(block["block_id"]), 255),
      ];
    case "divider":
      return [];
    default:
      return [`unknown block ${String(block["type"])}`];
  }
}

const empty = (what: string, value: string) => (value === "" ? [`${what} without text`] : []);

function accessory(element: unknown): string[] {
  if (element === undefined) return [];
  const { type, image_url: url, alt_text: alt } = element as Json;
  if (type === "button") return actions([element as Json]);
  if (type !== "image") return [`unknown accessory ${String(type)}`];
  return [
    ...(text(url).length > 3_000 ? ["image_url too long"] : []),
    ...(text(alt).length > 2_000 || text(alt) === "" ? ["alt_text"] : []),
  ];
}

function actions(elements: Json[]): string[] {
  const ids = elements.map((element) => text(element["action_id"]));
  return [
    ...(elements.length > 25 || elements.length === 0 ? [`${elements.length} actions`] : []),
    ...(new Set(ids).size !== ids.length ? ["action_id twice in a block"] : []),
    ...elements.filter(({ type }) => type === "static_select").flatMap(selectFaults),
    ...elements.flatMap((element) => [
      ...(text(element["accessibility_label"]).length > 75 ? ["accessibility_label over 75"] : []),
      ...(element["type"] === "static_select" ? [] : buttonText(text(element["text"]))),
      ...(text(element["action_id"]).length > 255 ? ["action_id over 255"] : []),
      ...(text(element["value"]).length > 2_000 ? ["value over 2,000"] : []),
    ]),
  ];
}

const buttonText = (shown: string): string[] => (shown === "" || shown.length > 75 ? ["button text"] : []);

function selectFaults({ options, placeholder }: Json): string[] {
  const all = list(options);
  return [
    ...(all.length === 0 || all.length > 100 ? [`${all.length} options`] : []),
    ...(text(placeholder).length > 150 ? ["placeholder over 150"] : []),
    ...all.flatMap((option) => [
      ...buttonText(text(option["text"])),
      ...(text(option["value"]).length > 150 ? ["option value over 150"] : []),
    ]),
  ];
}

function richElement(element: Json): string[] {
  switch (element["type"]) {
    case "text":
      return empty("rich text", text(element["text"]));
    case "link":
      return URL.canParse(text(element["url"])) ? [] : ["link without an address"];
    case "date":
      return Number.isInteger(element["timestamp"]) && text(element["format"]) !== "" ? [] : ["date"];
    case "user":
    case "channel":
      return [];
    default:
      return [`unknown rich text element ${String(element["type"])}`];
  }
}

/** What is wrong with a view. */
export function viewFaults(view: Json): string[] {
  const parts: [string, number][] = [
    ["title", 24],
    ["submit", 24],
    ["close", 24],
  ];
  const titles = parts.flatMap(([part, most]) => (text(view[part]).length > most ? [`${part} over ${most}`] : []));
  const metadata = text(view["private_metadata"]).length > 3_000 ? ["private_metadata over 3,000"] : [];
  return [...titles, ...metadata, ...blockFaults(view["blocks"], "view")];
}
