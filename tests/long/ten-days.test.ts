import { tenDays } from "../journeys/ten-days.ts";
import { chats } from "../support/chats.ts";

tenDays([...chats]);
