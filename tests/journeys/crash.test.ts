import { crashRuns, everyCrash, noteRuns } from "../long/crash.ts";

everyCrash(6, 10, [...crashRuns, ...noteRuns]);
