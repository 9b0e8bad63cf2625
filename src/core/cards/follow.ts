import { encodeButton } from "../command/button.ts";
import type { Action } from "../messages/message.ts";
import { spelledName } from "../papers/authors/name.ts";
import type { Paper } from "../papers/paper.ts";
import { cutText } from "../papers/text.ts";

/** A longer name has no room in a button. */
const longestFollowed = 32;

/** What the details of a paper offer: more papers like it, and to follow its first author or its lab in a roundup of one's own. */
export const followActions = ({ id, authors, organization }: Paper): Action[] => [
  { role: "plain", label: "More like this", call: encodeButton("alike", { paper: id }) },
  ...followButton("author", authors[0] === undefined ? null : spelledName(authors[0])),
  ...followButton("org", organization),
];

function followButton(key: "author" | "org", name: string | null): Action[] {
  if (name === null || /[",]/.test(name) || encodeURIComponent(name).length > longestFollowed) return [];
  const call = encodeButton("subscribe", { to: "dm", topic: `${key}:"${name}"` });
  return [{ role: "plain", label: cutText(`Follow ${name}`, 60), call }];
}
