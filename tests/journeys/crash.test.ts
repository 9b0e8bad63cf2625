import { everyCrash } from "../long/crash.ts";

everyCrash(4, 10);
