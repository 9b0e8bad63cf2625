/** "Every …" and "daily" in languages other than English, by their beginnings. */
const everyInLetters =
  "täglich wöchentlich werktags montags dienstags mittwochs donnerstags freitags samstags sonntags " +
  "quotidien hebdomadaire diariamente semanalmente settimanal semanal quotidianamente dagelijks wekelijks daglig päivittäin viikoittain " +
  "denně týdně codziennie naponta hetente zilnic दैनिक يوميا أسبوعيا ежедневн еженедельн щодня щотижня";

/** A word for "each" with what it stands before: a day, a week, or a day's name. */
const eachDay = [
  String.raw`jede[nrs]?\s+(?:tag|woche|morgen|abend|\p{L}+tag|mittwoch|wochenende)`,
  String.raw`(?:tous\s+les|chaque|toutes\s+les)\s+(?:jours?|semaines?|matins?|soirs?|\p{L}+dis?|dimanches?)`,
  String.raw`(?:cada|todos\s+los|todas\s+las)\s+(?:d[ií]as?|semanas?|mañanas?|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?)`,
  String.raw`(?:cada|tod[oa]s?(?:\s+[oa]s)?)\s+(?:dias?|semanas?|manhãs?|segundas?|terças?|quartas?|quintas?|sextas?|s[aá]bados?|domingos?)`,
  String.raw`(?:am|le|los|il)\s+(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?|(?:lune|marte|mercole|giove|vener)dì)`,
  String.raw`(?:ogni|tutt[ie]\s+[ile]+)\s+(?:giorn[oi]|settiman[ae]|mattin[ae]|\p{L}+d[iì]|sabat[oi]|domenic[ah]e?)`,
  String.raw`(?:elke|iedere)\s+(?:dag|week|ochtend|\p{L}+dag)`,
  String.raw`(?:varje|hver)\s+(?:dag|vecka|uge|uke|morgon|morgen|\p{L}+dag)`,
  String.raw`joka\s+(?:päivä|viikko|aamu|\p{L}+tai|keskiviikko)`,
  String.raw`(?:co|każd\p{L}+)\s+(?:dzień|dnia|dzien|tydzień|tygodnia|rano|poniedziałek|wtorek|środ[aęy]|czwartek|piątek|sobot[aęy]|niedziel[aęi])`,
  String.raw`každ\p{L}+\s+(?:den|týden|ráno|pondělí|úterý|střed[au]|čtvrtek|pátek|sobot[au]|neděl[ei])`,
  String.raw`minden\s+(?:nap|héten|reggel|hétfőn?|kedden?|szerdán?|csütörtökön?|pénteken?|szombaton?|vasárnap)`,
  String.raw`(?:fiecare|în\s+fiecare)\s+(?:zi|săptămână|dimineață|luni|marți|miercuri|joi|vineri|sâmbătă|duminică)`,
  String.raw`her\s+(?:gün|hafta|sabah|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar)`,
  String.raw`(?:setiap|tiap)\s+(?:hari|minggu|pagi|senin|selasa|rabu|kamis|jumat|sabtu)`,
  String.raw`(?:hàng|hằng|mỗi)\s+(?:ngày|tuần|sáng|thứ|chủ\s+nhật)`,
  String.raw`кажд\p{L}+\s+(?:день|недел\p{L}+|утро|понедельник|вторник|сред[уы]|четверг|пятниц[уы]|суббот[уы]|воскресенье)`,
  String.raw`по\s+(?:понедельник|вторник|сред|четверг|пятниц|суббот|воскресень|будн|утр)\p{L}+`,
  String.raw`кожн\p{L}+\s+(?:день|тиж\p{L}+|ран\p{L}+|понеділ\p{L}+|вівтор\p{L}+|серед\p{L}+|четвер\p{L}*|п.ятниц\p{L}+|субот\p{L}+|неділ\p{L}+)`,
  String.raw`κάθε\s+(?:μέρα|ημέρα|εβδομάδα|πρωί|Δευτέρα|Τρίτη|Τετάρτη|Πέμπτη|Παρασκευή|Σάββατο|Κυριακή)`,
  String.raw`كل\s+(?:يوم|أسبوع|صباح|[إا]ثنين|ثلاثاء|أربعاء|خميس|جمعة|سبت|أحد)`,
  String.raw`(?:כל|בכל)\s+(?:יום|שבוע|בוקר)`,
  String.raw`हर\s+(?:दिन|रोज़?|हफ़?्ते|सप्ताह|सुबह|\p{L}\p{M}*\p{L}*वार)`,
].join("|");

/** A day's name that ends a topic. */
const dayInLetters =
  "(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|" +
  "lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|" +
  "maandags?|dinsdags?|woensdags?|donderdags?|vrijdags?|pazartesi|salı|çarşamba|perşembe|" +
  "(?:mo|di|mi|do|fr)(?:[,/]\\s*(?:mo|di|mi|do|fr|sa|so))+|w\\s+(?:poniedziałk|wtork|środ|czwartk|piątk)\\p{L}+";
/** An hour that ends a topic: `um 9`, `a las 9`. */
const atHour = String.raw`(?:um|à|às|a las|alle|om|kl\.?|klo|saat|в|о)\s+\d{1,2}(?:[:.h]\d\d)?(?:\s?(?:h|uur|heures|horas|утра|вечера))?`;
/** How often, as a number of times: `une fois par semaine`. */
const timesPer = String.raw`(?:fois par|\p{L}*mal (?:pro|die|am)|vez por|veces por|vezes por|volt[ae] (?:a|al|alla)|keer per|раз в)\s+\p{L}+`;
const atTheEnd = String.raw`(?<!\p{L})(?:${dayInLetters}|${atHour}|${timesPer})$`;
/** Days and hours in scripts without blanks. */
const unspaced = String.raw`(?:星期|礼拜|禮拜|[周週])[一二三四五六日天](?!\p{L})|[月火水木金土日]曜日?|平日(?=\d|$)|평일|[월화수목금토일]요일|\d{1,2}\s*(?:[点點时時시]|बजे)`;

const everyElsewhere = new RegExp(
  String.raw`(?<!\p{L})(?:(?:${everyInLetters.replaceAll(" ", "|")})\p{L}*|(?:${eachDay})(?!\p{L}))|(?<!\p{L})\d{1,2}(?:[:.]\d\d)?\s*uhr(?!\p{L})|${atTheEnd}|${unspaced}|毎[日朝晩週月]|每[两兩]?[天日周週月早晚]|每(?:个|個)?(?:星期|礼拜|禮拜|工作日)|매(?:일|주|월|달)(?:$|\s)`,
  "iu",
);

/** Whether a text says how often in another language than English: `täglich um 9`, `chaque lundi`, `每天`. */
export const saysScheduleElsewhere = (text: string): boolean => everyElsewhere.test(text);
