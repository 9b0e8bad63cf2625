import { crashRuns, everyCrash } from "../long/crash.ts";

// One of each layout and platform; the long test has all four.
everyCrash(2, 10, crashRuns.slice(0, 2));
