import { describe, expect, it } from "vitest";
import { spelledName } from "../../../src/core/papers/authors/name.ts";
import { readAuthors } from "../../../src/core/sources/reading/facts.ts";

describe("the authors of an entry", () => {
  it.each([
    ["names in one text, character references written once or twice", "Andr&eacute; M&uuml;ller, Flo O&amp;#39;Dea"],
    ["the same in a list", ["Andr&amp;eacute; M&amp;uuml;ller", "Flo O&#39;Dea"]],
    ["objects with another field", [{ full_name: "André Müller" }, { author: { display_name: "Flo O'Dea" } }]],
    [
      "parts of names",
      [
        { givenName: "André", familyName: "Müller" },
        { firstname: "Flo", lastname: "O'Dea" },
      ],
    ],
    [
      "lists of parts as the snapshot has them",
      [
        ["Müller", "André", ""],
        ["O'Dea", "Flo", ""],
      ],
    ],
    [
      "lists of parts as they are spoken",
      [
        ["André", "Müller"],
        ["Flo", "O'Dea"],
      ],
    ],
    ["lists of one", [["André Müller"], ["Flo O'Dea"]]],
  ])("are read from %s", (_, value) =>
    expect(readAuthors(value).map(spelledName)).toEqual(["André Müller", "Flo O'Dea"]),
  );

  it.each([
    [
      ["Ida Berg$^{2,3}$", "Tom Falk^{1,4}", "Jér\\^ome Ruiz\\textsuperscript{1,2}"],
      ["Ida Berg", "Tom Falk", "Jérôme Ruiz"],
    ],
    ["R\\^{o}mi Berg$^{1,2}$, Tom Falk$^2$", ["Rômi Berg", "Tom Falk"]],
    ["Berg, Ida and {The Alpha Collaboration} and Falk, Tom", ["Ida Berg", "The Alpha Collaboration", "Tom Falk"]],
    ["{OpenAI} and {Blue Harbour}", ["OpenAI", "Blue Harbour"]],
  ])("are read without marks of footnotes and without BibTeX's braces: %j", (value, expected) =>
    expect(readAuthors(value)).toEqual(expected),
  );

  it("with other white space between them, one a line", () =>
    expect(readAuthors("Ida  Berg \n\t\n Tom\u00a0Falk\n")).toEqual(["Ida Berg", "Tom Falk"]));

  it("are read with middle names, and from an object that is the only one", () => {
    expect(readAuthors({ first: "Ida", middle: ["B.", "C."], last: "Berg" })).toEqual(["Ida B. C. Berg"]);
  });
});
