/** What people call a zone besides its own name: abbreviations, countries with one zone, cities of universities and labs. Of several zones the likeliest is first. */
const names: Record<string, string> = {
  UTC: "z zulu",
  "America/New_York":
    "et edt est eastern boston new_york_city nyc ny washington washington_dc pittsburgh philadelphia atlanta baltimore princeton " +
    "ithaca ann_arbor miami cambridge cambridge,_ma cambridge,_massachusetts new_haven durham usa us america united_states florida massachusetts pennsylvania virginia new_jersey north_carolina providence amherst raleigh chapel_hill college_park rochester stony_brook columbus mit harvard nueva_york nova_york 纽约",
  "America/Chicago":
    "ct cdt cst central austin dallas houston urbana champaign urbana-champaign minneapolis madison usa us america united_states texas illinois wisconsin minnesota evanston st_louis nashville new_orleans",
  "Asia/Shanghai":
    "cst china beijing shenzhen hangzhou guangzhou nanjing wuhan chengdu hefei harbin tianjin suzhou xian xi'an 北京 上海 深圳 杭州 xiamen changsha jinan qingdao dalian zhuhai peking pekin",
  "America/Denver": "mt mdt mst mountain boulder salt_lake_city usa us america united_states colorado utah",
  "America/Phoenix": "mst arizona tempe",
  "America/Los_Angeles":
    "pt pdt pst pacific la sf san_francisco san_fran bay_area silicon_valley seattle redmond palo_alto mountain_view menlo_park " +
    "santa_clara stanford berkeley san_diego san_jose portland pasadena irvine usa us america united_states california oregon washington_state santa_barbara santa_cruz davis oakland sunnyvale cupertino las_vegas",
  "America/Anchorage": "akst akdt alaska",
  "Pacific/Honolulu": "hst hawaii",
  "America/Halifax": "ast adt canada",
  "America/Toronto": "montreal ottawa waterloo quebec canada ontario",
  "America/Edmonton": "calgary canada alberta",
  "America/Mexico_City": "ciudad_de_mexico cdmx mexico",
  "America/Havana": "cst cuba",
  "America/Bogota": "colombia",
  "America/Lima": "peru",
  "America/Argentina/Buenos_Aires": "art argentina buenos_aires",
  "America/Sao_Paulo": "brt rio_de_janeiro rio campinas brazil brasil brasilia belo_horizonte porto_alegre",
  "Atlantic/South_Georgia": "gst",
  "Europe/London":
    "bst uk england scotland wales great_britain edinburgh oxford cambridge cambridge,_uk cambridge,_england manchester glasgow bristol united_kingdom birmingham leeds sheffield nottingham newcastle southampton bath st_andrews cardiff durham,_uk warwick londres 伦敦",
  "Asia/Kolkata":
    "ist india mumbai bombay delhi new_delhi bangalore bengaluru hyderabad chennai pune kanpur kharagpur noida gurgaon gurugram ahmedabad kochi roorkee guwahati",
  "Europe/Dublin": "ist ireland",
  "Europe/Lisbon": "west wet/west lisboa portugal porto coimbra lissabon",
  "Europe/Berlin":
    "cest cet/cest central_european germany deutschland munich munchen hamburg frankfurt cologne koln stuttgart heidelberg tubingen " +
    "saarbrucken darmstadt karlsruhe bonn aachen freiburg dresden leipzig gottingen bavaria bayern dortmund dusseldorf potsdam bremen hannover ulm jena nuremberg nurnberg erlangen mannheim",
  "Europe/Vienna": "wien austria osterreich graz linz salzburg innsbruck",
  "Europe/Zurich": "switzerland schweiz suisse geneva geneve genf lausanne basel bern eth epfl",
  "Europe/Paris":
    "france lyon toulouse grenoble marseille nice lille bordeaux nantes rennes strasbourg saclay palaiseau sophia_antipolis 巴黎",
  "Europe/Amsterdam": "netherlands holland the_hague delft eindhoven utrecht leiden groningen",
  "Europe/Brussels": "belgium bruxelles leuven ghent gent antwerp",
  "Europe/Madrid": "spain espana barcelona sevilla seville valencia bilbao granada malaga",
  "Europe/Rome":
    "italy italia roma milan milano turin torino pisa bologna naples napoli florence firenze trento padua padova modena genoa genova mailand rom",
  "Europe/Copenhagen": "denmark københavn kobenhavn aarhus odense kopenhagen",
  "Europe/Stockholm": "sweden sverige gothenburg goteborg uppsala lund linkoping",
  "Europe/Oslo": "norway norge trondheim bergen",
  "Europe/Helsinki": "finland suomi espoo tampere",
  "Europe/Warsaw": "poland polska warszawa krakow wroclaw łodz lodz poznan gdansk warschau",
  "Europe/Prague": "praha czechia czech_republic brno",
  "Europe/Budapest": "hungary",
  "Europe/Bucharest": "romania bucuresti",
  "Europe/Athens": "eest eet/eest greece athen",
  "Europe/Moscow": "msk moskau moskva москва russia st_petersburg saint_petersburg",
  "Europe/Kyiv": "ukraine киів lviv kharkiv",
  "Europe/Istanbul": "turkey turkiye ankara",
  "Asia/Jerusalem": "ist israel tel_aviv tel-aviv haifa",
  "Asia/Riyadh": "ast saudi_arabia jeddah thuwal",
  "Asia/Qatar": "doha",
  "Asia/Dubai": "gst abu_dhabi uae",
  "Asia/Karachi": "pkt pakistan lahore islamabad",
  "Asia/Dhaka": "bst bangladesh",
  "Asia/Bangkok": "thailand ict",
  "Asia/Ho_Chi_Minh": "vietnam ho_chi_minh_city hanoi ha_noi ict",
  "Asia/Kuala_Lumpur": "malaysia kl",
  "Asia/Jakarta": "wib bandung indonesia jogja yogyakarta",
  "Asia/Manila": "pst philippines pht",
  "Asia/Singapore": "sgt sg 新加坡",
  "Asia/Hong_Kong": "hkt hk 香港",
  "Asia/Macau": "macao",
  "Asia/Taipei": "taiwan hsinchu 台北 臺北",
  "Asia/Seoul": "kst korea south_korea daejeon pohang 서울 busan incheon ulsan gwangju",
  "Asia/Tokyo": "jst japan kyoto osaka nagoya tsukuba sapporo fukuoka 東京 sendai nara hiroshima kobe yokohama tokio",
  "Australia/Sydney": "aest aedt est canberra australia",
  "Australia/Brisbane": "aest australia queensland",
  "Australia/Adelaide": "acst acdt australia",
  "Australia/Perth": "awst australia",
  "Pacific/Auckland": "nzst nzdt nz new_zealand wellington nzt",
  "Africa/Johannesburg": "sast south_africa cape_town pretoria",
  "Africa/Lagos": "wat nigeria",
  "Africa/Nairobi": "eat kenya",
  "Africa/Cairo": "egypt",
  "America/Vancouver": "canada british_columbia victoria burnaby",
  "America/Santiago": "clt chile",
  "America/Manaus": "brazil brasil",
  "Asia/Novosibirsk": "russia",
  "Asia/Vladivostok": "russia",
  "Asia/Makassar": "wita indonesia bali",
  "Asia/Kathmandu": "npt nepal",
  "Asia/Tehran": "iran isfahan shiraz",
  "Africa/Casablanca": "morocco rabat",
};

/** What people call zones, each with its zone. */
export const calledPlaces = (): { zone: string; called: string }[] =>
  Object.entries(names).flatMap(([zone, called]) => called.split(" ").map((one) => ({ zone, called: one })));

let zonesByName: Map<string, string[]> | null = null;

/** The zones that a name may mean, in small letters with `_` for blanks and without accents; undefined for none. */
export function placesCalled(name: string): string[] | undefined {
  zonesByName ??= new Map(
    [...Map.groupBy(calledPlaces(), ({ called }) => called)].map(([called, found]) => [
      called,
      found.map(({ zone }) => zone),
    ]),
  );
  return zonesByName.get(name);
}
