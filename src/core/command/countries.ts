/** What Node's time zone data says of a region, which TypeScript does not know of yet. */
type RegionalLocale = Intl.Locale & { getTimeZones?(): string[] | undefined };

let codes: Map<string, string> | null = null;

/** Countries by their English names in small letters, `_` for blanks. */
function codesByName(): Map<string, string> {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const pairs = letters.flatMap((first) => letters.map((second) => first + second));
  return new Map(
    pairs.flatMap((code) => {
      const name = names.of(code);
      return name === undefined ? [] : [[name.toLowerCase().replaceAll(" ", "_"), code] as const];
    }),
  );
}

/** The time zones of a country called so in English; empty for another name. */
export function zonesOfCountry(name: string): string[] {
  const code = (codes ??= codesByName()).get(name);
  const locale: RegionalLocale | null = code === undefined ? null : new Intl.Locale(`und-${code}`);
  return locale?.getTimeZones?.() ?? [];
}
