import { crashRuns, everyCrash } from "../long/crash.ts";

everyCrash(4, 10, crashRuns);
