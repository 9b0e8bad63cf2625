import { zonesOfCountry } from "./countries.ts";
import { typoDistance } from "./typo-distance.ts";
import { calledPlaces, placesCalled } from "./zone-names.ts";

/** A typed zone as an IANA name, or what to say about one that is none or several. */
export type TypedZone = { zone: string } | { says: string };

const example = "a time zone like `Europe/Berlin`";

/** Names that the zone data calls by an older one. */
const renamed =
  "Europe/Kyiv Asia/Kolkata Asia/Kathmandu Asia/Yangon Asia/Ho_Chi_Minh America/Nuuk Atlantic/Faroe America/Argentina/Buenos_Aires";

let allZones: string[] | null = null;
const zones = (): string[] => (allZones ??= [...renamed.split(" "), ...Intl.supportedValuesOf("timeZone")]);

/** Reads a zone, a city or an abbreviation; the name stays the one that was typed. */
export const readZone = (text: string): TypedZone => knownZone(text) ?? { says: example + nearest(inKeyForm(text)) };

/** Whether a text names a zone, be it several places or a distance from UTC, which are asked about. */
export const isZone = (text: string): boolean => knownZone(text) !== null;

function knownZone(text: string): TypedZone | null {
  const [, outside = text, inside] = /^(.*\S)\s*\(([^()]+)\)$/.exec(text) ?? [];
  const [one, other] = [outside, inside].map((part) => (part === undefined ? null : zoneCalled(part)));
  // "IST (India)": what one name leaves open, the other says.
  return [one, other].find((read) => read && "zone" in read) ?? one ?? withUmlauts(text);
}

/** `koeln`, where the e stands for two dots. */
function withUmlauts(text: string): TypedZone | null {
  const plain = text.replace(/(?<=[aou])e/gi, "");
  return plain === text ? null : zoneCalled(plain);
}

function zoneCalled(text: string): TypedZone | null {
  const name = text
    .trim()
    .replace(/^\((?:utc|gmt)[^()]*\)\s*/i, "")
    .replace(/\s+/g, "_");
  if (/^(?:utc|gmt)[+\-−±]?0{1,2}(?::?00)?$/i.test(name)) return { zone: "UTC" };
  if (/^(?:(?:etc\/)?(?:utc|gmt)_?[+\-−]?|[+\-−])_?\d{1,2}(?::?\d\d)?$/i.test(name))
    return { says: `${example}, a place, because ${offsetTrap(name)}` };
  const key = inKeyForm(name);
  const place = key.replace(/(?<=^[^,]+),.*$/u, "");
  const places = placesCalled(key) ?? placesCalled(place) ?? bothNames(key) ?? placeWithRegion(key);
  if (places && places.length > 1) return { says: `${example}; that one may be ${inWords(places)}` };
  const city = place.replace(/^(?:africa|america|asia|australia|europe|pacific|us)\//, "");
  const zone =
    places?.[0] ??
    zones().find((each) => each.toLowerCase() === place) ??
    cityZone(place) ??
    otherSpelling(name) ??
    lone(zonesOfCountry(place)) ??
    (city === place ? undefined : placesCalled(city)?.[0]);
  const several = zonesOfCountry(place).slice(0, mostNamed);
  if (zone === undefined && several.length > 1) return { says: `${example}; that one has ${inWords(several)}` };
  return zone === undefined ? null : { zone };
}

const mostNamed = 4;
const lone = (found: readonly string[]): string | undefined => (found.length === 1 ? found[0] : undefined);

/** `pst/pdt`: the zones that have both names. */
function bothNames(key: string): string[] | undefined {
  const [first = "", second] = key.split("/");
  if (second === undefined || second.length > 4) return undefined;
  const others = placesCalled(second) ?? [];
  const both = placesCalled(first)?.filter((zone) => others.includes(zone)) ?? [];
  return both.length > 0 ? both : placesCalled(`${second}/${first}`);
}

/** `cambridge_ma`, `paris_france`: a city, without a comma before the country or state that it is in. */
function placeWithRegion(key: string): string[] | undefined {
  const [, city = "", region = ""] = /^(.+?),?_((?:south_|north_|new_|united_)?[^_]+)$/.exec(key) ?? [];
  const named = placesCalled(`${city},_${region}`);
  const inRegion = [...(placesCalled(region) ?? []), ...zonesOfCountry(region)];
  const cities = placesCalled(city) ?? [cityZone(city)].filter((zone) => zone !== undefined);
  const both = cities.filter((zone) => inRegion.includes(zone));
  return named ?? (both.length > 0 ? both : undefined);
}

/** Small letters without accents and dots, `_` for blanks, without the word "time". */
const inKeyForm = (name: string): string =>
  name
    .trim()
    .replace(/\s+/g, "_")
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}|\.|(?:_(?:standard|daylight|summer))?_time(?:zone|_zone)?$/gu, "")
    .normalize("NFC")
    .replace(/^us_(?=\p{L}+$)/u, "");

const offsetTrap = (name: string): string =>
  /^etc/i.test(name) ? "the sign of `Etc/GMT` is the wrong way round" : "a distance from UTC knows no summer time";

/** `new_york` → America/New_York, where one zone alone is called so. */
function cityZone(city: string): string | undefined {
  const found = zones().filter((zone) => zone.toLowerCase().endsWith(`/${city}`));
  return found.length === 1 ? found[0] : undefined;
}

/** IANA's names without a place. Node also takes three letters of old Java, where MIT is an island and NST New Zealand. */
const withoutPlace = "UTC GMT CET EET WET MET EST5EDT CST6CDT MST7MDT PST8PDT".split(" ");

/** Names whose capitals do not stand at the beginnings of their words. */
const oddCapitals =
  "Etc/UTC Etc/GMT Etc/UCT Australia/ACT Australia/NSW Australia/LHI America/Knox_IN Brazil/DeNoronha Mexico/BajaNorte Mexico/BajaSur Chile/EasterIsland".split(
    " ",
  );

/** A valid name that the list lacks, as IANA writes it: `Asia/Saigon`. */
function otherSpelling(name: string): string | undefined {
  if (!name.includes("/")) return withoutPlace.find((each) => each === name.toUpperCase());
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name) || /^systemv/i.test(name)) return undefined;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    return undefined;
  }
  const odd = oddCapitals.find((each) => each.toLowerCase() === name.toLowerCase());
  return odd ?? name.toLowerCase().replace(/^(?:us|gb|nz)(?=\/)|(?:^|[/_-])[a-z]/g, (start) => start.toUpperCase());
}

const regions = /^(?:africa|america|asia|australia|europe|pacific)$/;

/** The zone whose city, or what people call it, is most like a name. */
function nearest(key: string): string {
  const wanted = key.replace(/^.*\//, "");
  if (regions.test(key)) return "";
  const cities = zones().map((zone) => ({ zone, called: zone.toLowerCase().replace(/^.*\//, "") }));
  // Any two letters are like an abbreviation.
  const others = calledPlaces().filter(({ called }) => called.length > 3);
  const [best] = [...cities, ...others]
    .map(({ zone, called }) => ({ zone, away: called.startsWith(`${wanted}_`) ? 1 : typoDistance(wanted, called) }))
    .sort((a, b) => a.away - b.away);
  return best && best.away <= Math.max(1, wanted.length / 4) ? `; did you mean \`${best.zone}\`?` : "";
}

const inWords = (places: readonly string[]): string =>
  `${places
    .slice(0, -1)
    .map((place) => `\`${place}\``)
    .join(", ")} or \`${places.at(-1)}\``;
