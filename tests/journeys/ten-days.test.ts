import { chats } from "../support/chats.ts";
import { tenDays } from "./ten-days.ts";

// On Slack; the long test has all platforms.
tenDays(chats.slice(0, 1));
