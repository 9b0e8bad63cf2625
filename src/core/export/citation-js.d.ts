declare module "@citation-js/core" {
  import type { CslItem } from "./citation.ts";
  export class Cite {
    constructor(items: CslItem[]);
    format(format: string, options: { format: "object" }): unknown;
  }
  export const plugins: { config: { get(plugin: "@bibtex"): { format: { asciiOnly: boolean } } } };
}
declare module "@citation-js/plugin-bibtex";
declare module "@citation-js/plugin-ris";
declare module "@citation-js/name" {
  import type { CslName } from "./citation.ts";
  export function parse(name: string): CslName;
}
