/** Beginnings of words as Americans and as the British spell them. */
const britishFor: Readonly<Record<string, string>> = {
  ...{ behavior: "behaviour", color: "colour", tumor: "tumour", neighbor: "neighbour", favor: "favour" },
  ...{ labor: "labour", flavor: "flavour", vapor: "vapour", rumor: "rumour", humor: "humour" },
  ...{ center: "centre", fiber: "fibre", meter: "metre", theater: "theatre", maneuver: "manoeuvre" },
  ...{ dialog: "dialogue", catalog: "catalogue", analog: "analogue" },
  ...{ defens: "defenc", licens: "licenc", offens: "offenc", gray: "grey", artifact: "artefact", aging: "ageing" },
  ...{ modeling: "modelling", labeling: "labelling", labeled: "labelled", signaling: "signalling" },
  ...{ traveling: "travelling", pediatric: "paediatric", anesth: "anaesth", anemi: "anaemi", leukemi: "leukaemi" },
  ...{ ischemi: "ischaemi", hemorrhag: "haemorrhag", hematolog: "haematolog", orthoped: "orthopaed" },
  ...{ edema: "oedema", esophag: "oesophag", fetal: "foetal", analyz: "analys" },
};
const americanOf = new Map(Object.entries(britishFor).map(([american, british]) => [british, american]));
const beginsBritish = new RegExp(`^(?:${[...americanOf.keys()].join("|")})`);
const beginsAmerican = new RegExp(`^(?:${Object.keys(britishFor).join("|")})`);
/** The s of "optimisation", not of "supervised", "pairwise" and "denoising". */
const britishS = /(?<=[a-z]{2}[^aouvw]i)s(?=(?:ations?|ing|ed|ers?|es?)$)/;

/** A word in small letters as Americans spell it: most papers do. */
export const american = (word: string): string =>
  word.replace(beginsBritish, (found) => americanOf.get(found) ?? found).replace(britishS, "z");

/** What the British write for an American stem ("behavior", "optimiz"); null where it is the same. */
export function british(stem: string): string | null {
  const other = stem.replace(beginsAmerican, (found) => britishFor[found] ?? found).replace(/(?<=i)z$/, "s");
  return other === stem ? null : other;
}
