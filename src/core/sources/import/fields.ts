/** A field of a record that holds something, under the name that the record gives it. */
export interface GivenField {
  name: string;
  value: unknown;
}

/** Fields by their plain names. */
export type PlainFields = ReadonlyMap<string, readonly GivenField[]>;

/** A field's name without its case, signs and a `paper` in front: `Paper Title` and `paper_title` are `title`. */
export const plainField = (field: string): string => field.toLowerCase().replace(/^paper|[^a-z]/g, "");

/** What programs write for nothing. */
const emptyWord = /^(?:none|null|undefined|n\/?a|nan|nat|unknown|[-–—]*)$/i;

/** The fields of a record by their plain names, without empty ones. */
export const plainFields = (record: Record<string, unknown>): PlainFields =>
  Map.groupBy(
    Object.entries(record)
      .map(([name, value]) => ({ name, value }))
      .filter(({ value }) => holdsSomething(value)),
    ({ name }) => plainField(name),
  );

const holdsSomething = (value: unknown): boolean =>
  typeof value === "string"
    ? !emptyWord.test(value.trim())
    : typeof value === "number" || (typeof value === "object" && value !== null && Object.keys(value).length > 0);

/** The fields of these plain names, in the order of the names. */
export const fieldsNamed = (fields: PlainFields, names: readonly string[]): GivenField[] =>
  names.flatMap((name) => fields.get(name) ?? []);

/** A field as warnings name it: `its date "2025-13-45"`. */
export const fieldText = ({ name, value }: GivenField): string =>
  `its ${name.slice(0, 40)} ${(JSON.stringify(value) ?? "").slice(0, 60)}`;
