/** Nouns that end a group's name and no person's; `AI` only in capitals, for Ai is a surname. */
const groupNouns =
  "teams? collaborations? consorti(?:um|a) groups? labs? laborator(?:y|ies) research institutes? institutions? community " +
  "initiatives? projects? networks? foundation contributors authors committee council alliances? associations? agency " +
  "administration organi[sz]ation companies corporation corp inc ltd llc gmbh universit(?:y|ies|ät|é|at|e|à|ad|eit) " +
  "college cent(?:er|re)s? departments? ministry society force survey observator(?:y|ies) telescope experiments? workshop " +
  "facilit(?:y|ies) hospital academy deepmind robotics intelligence technolog(?:y|ies) systems studios? partnership " +
  "federation collective program(?:me)? division panel coalition members developers maintainers engineering sciences?";
const endsAsGroup = new RegExp(`(?<![\\p{L}])(?:${groupNouns.replaceAll(" ", "|")})\\.?$`, "iu");
const startsAsGroup =
  /^(?:the )?(?:team |(?:universit(?:y|ies|é|at|à|ad)|institutes?|departments?|cent(?:er|re)|laborator(?:y|ies)|school|ministry|academy|college|association|society|office|council|committee|foundation|group|consortium|collaboration|task force) (?:of|for|on|at|de|des|di|für)\b)/iu;

/** Whether a name is a group's (`Kimi Team`, `Institute for Names`), as far as its words tell. */
export const isGroup = (name: string): boolean =>
  endsAsGroup.test(name) ||
  startsAsGroup.test(name) ||
  / AI$/.test(name) ||
  /(?<!\S)(?=\S*\p{L})\S*\d/u.test(name) ||
  // Company alone is a surname.
  / \S+ company$/i.test(name);
