/** What people call a zone besides its own name: abbreviations, countries with one zone, cities of universities and labs. Of several zones the likeliest is first. */
const names: Record<string, string> = {
  UTC: "z zulu",
  "America/New_York":
    "et edt est eastern boston new_york_city nyc washington washington_dc pittsburgh philadelphia atlanta baltimore princeton " +
    "ithaca ann_arbor miami cambridge cambridge,_ma cambridge,_massachusetts new_haven durham",
  "America/Chicago": "ct cdt cst central austin dallas houston urbana champaign urbana-champaign minneapolis madison",
  "Asia/Shanghai":
    "cst china beijing shenzhen hangzhou guangzhou nanjing wuhan chengdu hefei harbin tianjin suzhou xian xi'an 北京 上海 深圳 杭州",
  "America/Denver": "mt mdt mst mountain boulder salt_lake_city",
  "America/Phoenix": "mst arizona tempe",
  "America/Los_Angeles":
    "pt pdt pst pacific la sf san_francisco san_fran bay_area silicon_valley seattle redmond palo_alto mountain_view menlo_park " +
    "santa_clara stanford berkeley san_diego san_jose portland pasadena irvine",
  "America/Anchorage": "akst akdt alaska",
  "Pacific/Honolulu": "hst hawaii",
  "America/Halifax": "ast adt",
  "America/Toronto": "montreal ottawa waterloo quebec",
  "America/Edmonton": "calgary",
  "America/Mexico_City": "ciudad_de_mexico cdmx",
  "America/Havana": "cst cuba",
  "America/Bogota": "colombia",
  "America/Lima": "peru",
  "America/Argentina/Buenos_Aires": "art argentina buenos_aires",
  "America/Sao_Paulo": "brt rio_de_janeiro rio campinas",
  "Atlantic/South_Georgia": "gst",
  "Europe/London":
    "bst uk england scotland wales great_britain edinburgh oxford cambridge cambridge,_uk cambridge,_england manchester glasgow bristol",
  "Asia/Kolkata": "ist india mumbai bombay delhi new_delhi bangalore bengaluru hyderabad chennai pune kanpur kharagpur",
  "Europe/Dublin": "ist ireland",
  "Europe/Lisbon": "west lisboa portugal porto coimbra",
  "Europe/Berlin":
    "cest cet/cest central_european germany deutschland munich munchen hamburg frankfurt cologne koln stuttgart heidelberg tubingen " +
    "saarbrucken darmstadt karlsruhe bonn aachen freiburg dresden leipzig gottingen",
  "Europe/Vienna": "wien austria osterreich graz linz",
  "Europe/Zurich": "switzerland schweiz suisse geneva geneve genf lausanne basel bern",
  "Europe/Paris": "france lyon toulouse grenoble marseille nice",
  "Europe/Amsterdam": "netherlands holland the_hague delft eindhoven utrecht leiden groningen",
  "Europe/Brussels": "belgium bruxelles leuven ghent gent",
  "Europe/Madrid": "spain espana barcelona sevilla seville valencia",
  "Europe/Rome": "italy italia roma milan milano turin torino pisa bologna naples napoli florence firenze trento",
  "Europe/Copenhagen": "denmark københavn kobenhavn aarhus odense",
  "Europe/Stockholm": "sweden sverige gothenburg goteborg uppsala lund linkoping",
  "Europe/Oslo": "norway norge trondheim bergen",
  "Europe/Helsinki": "finland suomi espoo tampere",
  "Europe/Warsaw": "poland polska warszawa krakow wroclaw",
  "Europe/Prague": "praha czechia czech_republic brno",
  "Europe/Budapest": "hungary",
  "Europe/Bucharest": "romania bucuresti",
  "Europe/Athens": "eest greece athen",
  "Europe/Moscow": "msk moskau moskva москва",
  "Europe/Kyiv": "ukraine киів",
  "Europe/Istanbul": "turkey turkiye ankara",
  "Asia/Jerusalem": "ist israel tel_aviv tel-aviv haifa",
  "Asia/Riyadh": "ast saudi_arabia jeddah thuwal",
  "Asia/Qatar": "doha",
  "Asia/Dubai": "gst abu_dhabi uae",
  "Asia/Karachi": "pkt pakistan lahore islamabad",
  "Asia/Dhaka": "bst bangladesh",
  "Asia/Bangkok": "thailand",
  "Asia/Ho_Chi_Minh": "vietnam ho_chi_minh_city hanoi ha_noi",
  "Asia/Kuala_Lumpur": "malaysia kl",
  "Asia/Jakarta": "wib bandung",
  "Asia/Manila": "pst philippines",
  "Asia/Singapore": "sgt sg",
  "Asia/Hong_Kong": "hkt hk 香港",
  "Asia/Macau": "macao",
  "Asia/Taipei": "taiwan hsinchu 台北 臺北",
  "Asia/Seoul": "kst korea south_korea daejeon pohang 서울",
  "Asia/Tokyo": "jst japan kyoto osaka nagoya tsukuba sapporo fukuoka 東京",
  "Australia/Sydney": "aest aedt est canberra",
  "Australia/Brisbane": "aest",
  "Australia/Adelaide": "acst acdt",
  "Australia/Perth": "awst",
  "Pacific/Auckland": "nzst nzdt new_zealand wellington",
  "Africa/Johannesburg": "sast south_africa cape_town pretoria",
  "Africa/Lagos": "wat nigeria",
  "Africa/Nairobi": "eat kenya",
  "Africa/Cairo": "egypt",
};

let zonesByName: Map<string, string[]> | null = null;

/** The zones that a name may mean, in small letters with `_` for blanks and without accents; undefined for none. */
export function placesCalled(name: string): string[] | undefined {
  const pairs = () =>
    Object.entries(names).flatMap(([zone, called]) => called.split(" ").map((one) => ({ zone, called: one })));
  zonesByName ??= new Map(
    [...Map.groupBy(pairs(), ({ called }) => called)].map(([called, found]) => [called, found.map(({ zone }) => zone)]),
  );
  return zonesByName.get(name);
}
