import type { Route } from "./rest.ts";
import { messageOf } from "./routes-messages.ts";
import { userOut } from "./wire.ts";

/** Who reacted to a message, by emoji, in pages ordered by id. */
export const reactionRoutes: Route[] = [
  [
    "GET",
    "/channels/:channel/messages/:message/reactions/:emoji",
    (call) => {
      const after = call.query.get("after");
      const limit = Number(call.query.get("limit") ?? 25);
      if (call.query.get("type") === "1") return [];
      return (messageOf(call).reactions.get(call.params["emoji"] ?? "") ?? [])
        .filter(({ id }) => after === null || BigInt(id) > BigInt(after))
        .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
        .slice(0, limit)
        .map(userOut);
    },
  ],
];
