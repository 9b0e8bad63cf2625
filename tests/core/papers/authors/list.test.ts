import { describe, expect, it } from "vitest";
import { authorEntries, authorList } from "../../../../src/core/papers/authors/list.ts";
import { spelledName } from "../../../../src/core/papers/authors/name.ts";
import { realAuthors } from "../../../support/real-texts.ts";

describe("a source's list of authors", () => {
  it.each([
    [
      "several people in one entry",
      ["Ida Berg", "Tom Falk Jr. and Fred Moor"],
      ["Ida Berg", "Tom Falk Jr.", "Fred Moor"],
    ],
    ["an 'and' left over", ["Ida Berg and", "and Tom Falk", "& Eva Moor"], ["Ida Berg", "Tom Falk", "Eva Moor"]],
    ["a whole byline", ["Ida Berg, Tom Falk and Eva Moor"], ["Ida Berg", "Tom Falk", "Eva Moor"]],
    ["semicolons", ["Ida Berg; Tom Falk;"], ["Ida Berg", "Tom Falk"]],
    ["a group and a colon", ["ACME", ":", "Ida Berg"], ["ACME", "Ida Berg"]],
    ["a colon at the name", ["Blue Harbour Team:", "Ida Berg"], ["Blue Harbour Team", "Ida Berg"]],
    ["entries that are no names", ["Ida Berg", "1", "*", "-", "et al."], ["Ida Berg"]],
    [
      "a group with 'and' in its name",
      ["National Institute of Names and Standards Agency"],
      ["National Institute of Names and Standards Agency"],
    ],
    ["two groups", ["Alpha Collaboration and Beta Collaboration"], ["Alpha Collaboration", "Beta Collaboration"]],
    ["a person for a group", ["Ida Berg on behalf of the Alpha Collaboration"], ["Ida Berg", "Alpha Collaboration"]],
    [
      "names written family first",
      ["Berg, Ida", "Falk, Jr., Tom", "van der Meer, Jo"],
      ["Ida Berg", "Tom Falk Jr.", "Jo van der Meer"],
    ],
    ["a suffix cut off", ["Tom Falk", "Jr.", "Ida Berg"], ["Tom Falk Jr.", "Ida Berg"]],
    [
      "footnote signs and numbers",
      ["Ida Berg*", "Tom Falk†", "Wei Zhang 0001", "Eva Moor[2]"],
      ["Ida Berg", "Tom Falk", "Wei Zhang", "Eva Moor"],
    ],
    ["affiliations", ["Ida Berg (Lab A, Town)", "Tom Falk (Lab (B), Town)"], ["Ida Berg", "Tom Falk"]],
    [
      "numbered affiliations",
      ["Ida Berg (1 and 2), Tom Falk (2) ((1) Lab A, Town, (2) Lab B)"],
      ["Ida Berg", "Tom Falk"],
    ],
    ["affiliations in other brackets", ["Ida Berg [Lab A]", "(Lab) Tom Falk"], ["Ida Berg", "Tom Falk"]],
    [
      "a group before its people",
      ["Alpha Collaboration: I. Berg, T. Falk"],
      ["Alpha Collaboration", "I. Berg", "T. Falk"],
    ],
    [
      "a group they stand for",
      ["Ida Berg (on behalf of the Alpha Collaboration)", "Tom Falk", "on behalf of the Beta Team"],
      ["Ida Berg", "Alpha Collaboration", "Tom Falk", "Beta Team"],
    ],
    ["BibTeX's form", ["Berg, Ida and van der Meer, Jo"], ["Ida Berg", "Jo van der Meer"]],
    ["initials behind each", ["Berg, I., Falk, T. B."], ["I. Berg", "T. B. Falk"]],
    [
      "titles and degrees",
      ["Dr. Ida Berg", "Prof. Dr. Tom Falk, Ph.D.", "Eva Moor MD"],
      ["Ida Berg", "Tom Falk", "Eva Moor"],
    ],
    ["memberships", ["Ida Berg, Senior Member, IEEE, Tom Falk, Fellow, IEEE"], ["Ida Berg", "Tom Falk"]],
    ["other separators", ["Ida Berg | Tom Falk", "Eva Moor / Jo Roe"], ["Ida Berg", "Tom Falk", "Eva Moor", "Jo Roe"]],
    ["nobody", ["Anonymous Authors", "N/A", "and 3 others", "ida@berg.example"], []],
    [
      "an address or a mark behind",
      ["Ida Berg <ida@berg.example>", "Tom Falk ✉", "Eva Moor1"],
      ["Ida Berg", "Tom Falk", "Eva Moor"],
    ],
    [
      "another language's 'and'",
      ["Ida Berg und Tom Falk", "Eva Moor et Jo Roe"],
      ["Ida Berg", "Tom Falk", "Eva Moor", "Jo Roe"],
    ],
    ["an 'y' between people", ["Ida Berg y Tom Falk", "Ana Soto y Luz"], ["Ida Berg", "Tom Falk", "Ana Soto y Luz"]],
    ["another alphabet's 'and'", ["Ида Берг и Том Фальк"], ["Ида Берг", "Том Фальк"]],
    ["'und' within a name", ["Otto von und zu Berg"], ["Otto von und zu Berg"]],
    [
      "an 'y' within a group's name",
      ["Instituto de Nombres y Letras Antiguas"],
      ["Instituto de Nombres y Letras Antiguas"],
    ],
    ["whose a group is", ["Blue Team, Harbour"], ["Blue Team, Harbour"]],
    [
      "a nickname or a name in another script",
      ["Ida (Flo) Berg", "Wei Li (李伟)"],
      ["Ida (Flo) Berg", "Wei Li (李伟)"],
    ],
  ])("with %s", (_, entries, names) => {
    const read = authorList(entries);
    expect(read.map(spelledName)).toEqual(names);
    expect(authorList(read)).toEqual(read);
  });

  it("cut at the commas of its affiliations is put together again", () => {
    expect(authorList(["Ida Berg (Lab A", "Town)", "Tom Falk", "Eva Moor (Lab B", "City)"])).toEqual([
      "Ida Berg",
      "Tom Falk",
      "Eva Moor",
    ]);
  });

  it("in one line never has more names than people", () => {
    const read = (line: string) => authorList(authorEntries(line));
    expect(read("Ida Berg (Lab A, Town), Tom Falk, Eva Moor (Lab B (C), City)")).toEqual([
      "Ida Berg",
      "Tom Falk",
      "Eva Moor",
    ]);
    expect(read("Ida Berg (Lab A (B, Town), Tom Falk")).toEqual(["Ida Berg"]);
    expect(read("van der Berg, Ida; Falk, Tom").map(spelledName)).toEqual(["Ida van der Berg", "Tom Falk"]);
    expect(read("Berg, Ida and Falk, Tom")).toEqual(["Ida Berg", "Tom Falk"]);
  });

  it("in one line may have initials behind the family names, as medical indexes write them", () => {
    const read = (line: string) => authorList(authorEntries(line)).map(spelledName);
    expect(read("Berg I, Falk TB, et al.")).toEqual(["I. Berg", "T. B. Falk"]);
    expect(read("van der Meer J; O'Roe AB")).toEqual(["J. van der Meer", "A. B. O'Roe"]);
    // One of these alone may be a name with an initial behind it, as in the south of India.
    expect(read("Arun K")).toEqual(["Arun K"]);
    expect(read("Tom Falk III, Ida Berg")).toEqual(["Tom Falk III", "Ida Berg"]);
  });

  it.skipIf(realAuthors.length === 0)("is the same when it is read again, for every real list", () => {
    for (const names of realAuthors) {
      const read = authorList(names);
      expect(authorList(read)).toEqual(read);
      expect(read.every((name) => /\p{L}/u.test(name))).toBe(true);
    }
  });
});
