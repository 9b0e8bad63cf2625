import { distance } from "fastest-levenshtein";

/** A typed zone as an IANA name, or what to say about one that is none or several. */
export type TypedZone = { zone: string } | { says: string };

const example = "a time zone like `Europe/Berlin`";

/** Abbreviations and big cities without a zone of their own name; several zones are asked about. */
const calledAlso: Record<string, string> = {
  ...{ edt: "America/New_York", pdt: "America/Los_Angeles", cdt: "America/Chicago", mdt: "America/Denver" },
  ...{
    cest: "Europe/Berlin",
    eest: "Europe/Athens",
    west: "Europe/Lisbon",
    msk: "Europe/Moscow",
    akst: "America/Anchorage",
  },
  ...{ jst: "Asia/Tokyo", kst: "Asia/Seoul", hkt: "Asia/Hong_Kong", sgt: "Asia/Singapore", nzst: "Pacific/Auckland" },
  ...{
    est: "America/New_York Australia/Sydney",
    pst: "America/Los_Angeles Asia/Manila",
    mst: "America/Denver America/Phoenix",
  },
  ...{ cst: "America/Chicago Asia/Shanghai America/Havana", ist: "Asia/Kolkata Europe/Dublin Asia/Jerusalem" },
  ...{ bst: "Europe/London Asia/Dhaka", ast: "America/Halifax Asia/Riyadh", gst: "Asia/Dubai Atlantic/South_Georgia" },
  ...{
    aest: "Australia/Sydney Australia/Brisbane",
    hst: "Pacific/Honolulu",
    pt: "America/Los_Angeles",
    et: "America/New_York",
  },
  ...{
    ct: "America/Chicago",
    mt: "America/Denver",
    wib: "Asia/Jakarta",
    pkt: "Asia/Karachi",
    art: "America/Argentina/Buenos_Aires",
  },
  ...{ san_francisco: "America/Los_Angeles", seattle: "America/Los_Angeles", boston: "America/New_York" },
  ...{
    washington: "America/New_York",
    montreal: "America/Toronto",
    beijing: "Asia/Shanghai",
    shenzhen: "Asia/Shanghai",
  },
  ...{ mumbai: "Asia/Kolkata", delhi: "Asia/Kolkata", bangalore: "Asia/Kolkata", bengaluru: "Asia/Kolkata" },
  ...{ munich: "Europe/Berlin", hamburg: "Europe/Berlin", frankfurt: "Europe/Berlin", geneva: "Europe/Zurich" },
  ...{ milan: "Europe/Rome", barcelona: "Europe/Madrid", edinburgh: "Europe/London", tel_aviv: "Asia/Jerusalem" },
  ...{ sf: "America/Los_Angeles", palo_alto: "America/Los_Angeles", mountain_view: "America/Los_Angeles" },
  ...{ san_diego: "America/Los_Angeles", nyc: "America/New_York", new_york_city: "America/New_York" },
  ...{ pittsburgh: "America/New_York", philadelphia: "America/New_York", atlanta: "America/New_York" },
  ...{ austin: "America/Chicago", dallas: "America/Chicago", houston: "America/Chicago", ottawa: "America/Toronto" },
  ...{ munchen: "Europe/Berlin", cologne: "Europe/Berlin", koln: "Europe/Berlin", stuttgart: "Europe/Berlin" },
  ...{ heidelberg: "Europe/Berlin", tubingen: "Europe/Berlin", lausanne: "Europe/Zurich", grenoble: "Europe/Paris" },
  ...{ cambridge: "Europe/London America/New_York", oxford: "Europe/London", the_hague: "Europe/Amsterdam" },
  ...{ kyoto: "Asia/Tokyo", osaka: "Asia/Tokyo", hangzhou: "Asia/Shanghai", guangzhou: "Asia/Shanghai" },
  ...{ nanjing: "Asia/Shanghai", wuhan: "Asia/Shanghai", chengdu: "Asia/Shanghai", hanoi: "Asia/Ho_Chi_Minh" },
  ...{ hyderabad: "Asia/Kolkata", chennai: "Asia/Kolkata", pune: "Asia/Kolkata", haifa: "Asia/Jerusalem" },
  ...{ abu_dhabi: "Asia/Dubai", canberra: "Australia/Sydney", rio_de_janeiro: "America/Sao_Paulo" },
};
/** Names that the zone data calls by an older one. */
const renamed =
  "Europe/Kyiv Asia/Kolkata Asia/Kathmandu Asia/Yangon Asia/Ho_Chi_Minh America/Nuuk Atlantic/Faroe America/Argentina/Buenos_Aires";

let allZones: string[] | null = null;
const zones = (): string[] => (allZones ??= [...renamed.split(" "), ...Intl.supportedValuesOf("timeZone")]);

/** Reads a zone, a city or an abbreviation; the name stays the one that was typed. */
export function readZone(text: string): TypedZone {
  const name = text.trim().replace(/\s+/g, "_");
  const offset = /^(?:etc\/)?(?:utc|gmt)[+-−]?(\d{1,2})(?::?\d\d)?$/i.test(name) && !/^(?:utc|gmt)[+-]?0+$/i.test(name);
  if (offset) return { says: `${example}, a place, because ${offsetTrap(name)}` };
  const key = name
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}|(?<=^[a-z_]+),.*$/gu, "");
  const places = (Object.hasOwn(calledAlso, key) ? calledAlso[key] : undefined)?.split(" ");
  if (places && places.length > 1) return { says: `${example}; that one may be ${inWords(places)}` };
  const zone =
    places?.[0] ?? zones().find((each) => each.toLowerCase() === key) ?? cityZone(key) ?? otherSpelling(name);
  return zone ? { zone } : { says: example + nearest(key) };
}

const offsetTrap = (name: string): string =>
  /^etc/i.test(name) ? "the sign of `Etc/GMT` is the wrong way round" : "a distance from UTC knows no summer time";

/** `new_york` → America/New_York, where one zone alone is called so. */
function cityZone(city: string): string | undefined {
  const found = zones().filter((zone) => zone.toLowerCase().endsWith(`/${city}`));
  return found.length === 1 ? found[0] : undefined;
}

/** A valid name that the list lacks, as IANA writes it: `Asia/Saigon`. */
function otherSpelling(name: string): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]*$/.test(name)) return undefined;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    return undefined;
  }
  if (!name.includes("/")) return name.toUpperCase();
  return name.toLowerCase().replace(/^(?:us|gb|nz)(?=\/)|(?:^|[/_-])[a-z]/g, (start) => start.toUpperCase());
}

function nearest(key: string): string {
  const last = (zone: string) => zone.toLowerCase().replace(/^.*\//, "");
  const wanted = key.replace(/^.*\//, "");
  const [best] = zones()
    .map((zone) => ({ zone, away: last(zone).startsWith(`${wanted}_`) ? 1 : distance(wanted, last(zone)) }))
    .sort((a, b) => a.away - b.away);
  return best && best.away <= Math.max(1, wanted.length / 4) ? `; did you mean \`${best.zone}\`?` : "";
}

const inWords = (places: readonly string[]): string =>
  `${places
    .slice(0, -1)
    .map((place) => `\`${place}\``)
    .join(", ")} or \`${places.at(-1)}\``;
