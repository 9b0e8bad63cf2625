/** Nouns that end a group's name and no person's; `AI` only in capitals, for Ai is a surname. */
const groupNouns =
  "teams? collaborations? consorti(?:um|a) groups? labs? laborator(?:y|ies) research institutes? institutions? community " +
  "initiatives? projects? networks? foundation contributors authors committee council alliances? associations? agency " +
  "administration organi[sz]ation companies corporation corp inc ltd llc gmbh universit(?:y|ies|ät|é|at|e|à|ad|eit) " +
  "college cent(?:er|re)s? departments? ministry society force survey observator(?:y|ies) telescope experiments? workshop " +
  "facilit(?:y|ies) hospital academy deepmind robotics intelligence technolog(?:y|ies) systems studios? partnership " +
  "federation collective program(?:me)? division panel coalition members developers maintainers engineering sciences? " +
  "nations commission bureau e\\.\\s?v";
const endsAsGroup = new RegExp(`(?<![\\p{L}])(?:${groupNouns.replaceAll(" ", "|")})\\.?$`, "iu");
/** Words of groups that are part of no person's name, wherever they stand. */
const holdsGroupWord =
  /(?<![\p{L}])(?:team|collaboration|consortium|institute|research|laborator(?:y|ies)|committee|department|ministry|corporation|foundation)(?![\p{L}])/iu;
/** Companies that people's names do not begin with. */
const company =
  /^(?:Alibaba|Amazon|Anthropic|Baidu|ByteDance|DeepSeek|Google|Hugging|IBM|Kuaishou|Meituan|Microsoft|NVIDIA|OpenAI|Samsung|Tencent|Xiaomi) /i;
const startsAsGroup =
  /^(?:the )?(?:(?:team|université|universität|universidad|universidade|università|école|escuela) |(?:universit(?:y|ies|é|at|à|ad)|institut(?:es?|o)?|istituto|departments?|cent(?:er|re)s?|laborator(?:y|ies)|school|minist(?:ry|erio|ère|erium)|centro|consejo|gesellschaft|academy|college|association|society|office|council|committee|foundation|group|consortium|collaboration|task force|bank|bureau|royal society) (?:of|for|on|at|de|des|di|für)\b)/iu;

/** Whether a name is that of a company which people's names do not begin with. */
export const isCompany = (name: string): boolean => company.test(`${name} `);

/** Whether a name ends with a noun that only groups are called. */
export const endsLikeGroup = (name: string): boolean => endsAsGroup.test(name);

/** Whether a name is a group's (`Kimi Team`, `Institute for Names`), as far as its words tell. */
export const isGroup = (name: string): boolean =>
  endsAsGroup.test(name) ||
  startsAsGroup.test(name) ||
  holdsGroupWord.test(name) ||
  company.test(name) ||
  / AG?I$| @ /.test(name) ||
  /(?<!\S)(?=\S*\p{L})(?!(?:2nd|3rd|4th)$)\S*\d/u.test(name) ||
  // Company alone is a surname.
  / \S+ company$/i.test(name);
