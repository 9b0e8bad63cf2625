import { realPapersReadBack } from "../core/export/real-papers.ts";

realPapersReadBack(1);
