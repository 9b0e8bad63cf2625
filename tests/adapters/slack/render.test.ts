import { hostileText } from "./hostile-text.ts";

hostileText(100);
