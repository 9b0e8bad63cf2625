import { crashRuns, everyCrash } from "../long/crash.ts";

// One run a platform; the long form has them all.
everyCrash(2, 5, crashRuns.slice(0, 2));
