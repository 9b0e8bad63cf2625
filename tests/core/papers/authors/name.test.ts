import { describe, expect, it } from "vitest";
import { authorList } from "../../../../src/core/papers/authors/list.ts";
import { authorName, nameOfParts, spelledName } from "../../../../src/core/papers/authors/name.ts";
import { realAuthors } from "../../../support/real-texts.ts";

/** "particle | family, suffix | given", or the whole name in braces. */
const taken = (name: string): string => {
  const parts = authorName(name);
  if (parts.kind === "whole") return `{${parts.name}}`;
  const { given, particle, family, suffix } = parts;
  return [particle, suffix ? `${family}, ${suffix}` : family, given].filter((part) => part !== "").join(" | ");
};

describe("a name in its parts", () => {
  it.each([
    ["Ida Berg", "Berg | Ida"],
    ["Tom B. Falk Jr.", "Falk, Jr. | Tom B."],
    ["Tom Falk III", "Falk, III | Tom"],
    ["Jun Ma", "Ma | Jun"],
    ["Xin Ai", "Ai | Xin"],
    ["The Anh Tran", "Tran | The Anh"],
    ["Jo van der Meer", "van der | Meer | Jo"],
    ["Ana María de la Fuente", "de la | Fuente | Ana María"],
    ["Ana De la Vega Soto", "De la Vega Soto | Ana"],
    ["Jan van 't Veld", "van 't | Veld | Jan"],
    ["Luc Van Dam", "Van Dam | Luc"],
    ["Tom Van den Bos", "Van den Bos | Tom"],
    ["Minh Van Nguyen", "Nguyen | Minh Van"],
    ["Erik Bin Yang", "Yang | Erik Bin"],
    ["Thanh Van Le", "Le | Thanh Van"],
    ["Nora El Amin", "El Amin | Nora"],
    ["Pau Soler i Roca", "Soler i Roca | Pau"],
    ["José da Costa Filho", "da | Costa Filho | José"],
    ["ida berg", "berg | ida"],
    ["Yaoming wang", "wang | Yaoming"],
    ["Jean d'Arc", "d'Arc | Jean"],
    ["Иван Петров", "Петров | Иван"],
    ["محمد بن علي", "بن | علي | محمد"],
    ["山田 太郎", "山田 | 太郎"],
    ["李伟", "{李伟}"],
    ["Plato", "{Plato}"],
    ["Plato Jr.", "{Plato Jr.}"],
    ["Петров И. И.", "Петров | И. И."],
    ["Angela Mc Carthy", "Mc Carthy | Angela"],
    ["Tom Falk 3rd", "Falk, 3rd | Tom"],
    ["Names Research Asia", "{Names Research Asia}"],
    ["Tencent Harbour", "{Tencent Harbour}"],
    ["Universität Zürich", "{Universität Zürich}"],
    ["Ann Planck Institute for Names", "{Ann Planck Institute for Names}"],
    ["Bank of Names", "{Bank of Names}"],
    ["María del Carmen de la Fuente", "de la | Fuente | María del Carmen"],
    ["Maria das Graças Silva", "Silva | Maria das Graças"],
    ["Juan del Pilar", "del | Pilar | Juan"],
    ["Otto von und zu Berg", "von und zu | Berg | Otto"],
    ["Names e.V.", "{Names e.V.}"],
    ["Centers for Names and Letters", "{Centers for Names and Letters}"],
    ["Blue Harbour Team", "{Blue Harbour Team}"],
    ["The Alpha Collaboration", "{The Alpha Collaboration}"],
    ["BH AI Research", "{BH AI Research}"],
    ["Harbour AI", "{Harbour AI}"],
    ["University of Names", "{University of Names}"],
    ["Names and Letters Administration", "{Names and Letters Administration}"],
  ])("%s", (name, parts) => expect(taken(name)).toBe(parts));

  it("keeps a group that only a colon tells", () => {
    const [name = ""] = authorList(["Blue Harbour", ":", "Ida Berg"]);
    expect([spelledName(name), taken(name)]).toEqual(["Blue Harbour", "{Blue Harbour}"]);
  });

  it("keeps the parts a source tells", () => {
    expect(taken(nameOfParts("Ana", "Soto Luz", ""))).toBe("Soto Luz | Ana");
    expect(taken(nameOfParts("Ida", "Berg", "Jr."))).toBe("Berg, Jr. | Ida");
    expect(taken(nameOfParts("", "Blue Harbour", ""))).toBe("{Blue Harbour}");
    expect(taken(nameOfParts("Blue Harbour", "Team", ""))).toBe("{Blue Harbour Team}");
  });

  it.skipIf(realAuthors.length === 0)("has every letter of every real name", () => {
    const letters = (text: string) => Array.from(text.replace(/[\s,]/g, "")).sort().join("");
    for (const name of realAuthors.flatMap(authorList)) {
      const parts = authorName(name);
      const text = parts.kind === "whole" ? parts.name : parts.given + parts.particle + parts.family + parts.suffix;
      expect(letters(text)).toBe(letters(spelledName(name)));
    }
  });
});
