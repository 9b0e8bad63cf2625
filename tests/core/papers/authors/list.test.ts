import { describe, expect, it } from "vitest";
import { authorEntries } from "../../../../src/core/papers/authors/line.ts";
import { authorList } from "../../../../src/core/papers/authors/list.ts";
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
    [
      "family names of two words in front, where another name shows the order",
      ["Soto Rey, Ana Luz", "Berg, Ida", "Moor III, Jo K."],
      ["Ana Luz Soto Rey", "Ida Berg", "Jo K. Moor III"],
    ],
    [
      "two people in each entry",
      ["Ida Berg, Tom Falk", "Eva Moor, Jo Vik"],
      ["Ida Berg", "Tom Falk", "Eva Moor", "Jo Vik"],
    ],
    ["where people work", ["Ida Berg, ETH", "Tom Falk, KIT"], ["Ida Berg", "Tom Falk"]],
    [
      "suffixes in front of and behind the given name",
      ["Falk Sr., Tom", "Berg, Ole Jr."],
      ["Tom Falk Sr.", "Ole Berg Jr."],
    ],
    [
      "several people for a group",
      ["Ida Berg, Tom Falk and Eva Moor for the Beta Team"],
      ["Ida Berg", "Tom Falk", "Eva Moor", "Beta Team"],
    ],
    ["'et. al.' behind a name", ["Ida Berg", "Tom Falk et. al."], ["Ida Berg", "Tom Falk"]],
    ["a title for each", ["Dr. Ida Berg and Prof. Tom Falk"], ["Ida Berg", "Tom Falk"]],
    ["initials without spaces", ["I.Berg", "T.-O.Falk", "Eva K.Moor"], ["I. Berg", "T.-O. Falk", "Eva K. Moor"]],
    ["an address behind a comma", ["Ida Berg, ida@names.example"], ["Ida Berg"]],
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
    ["family names in capitals in front", ["BERG Ida", "XU Tom"], ["Ida BERG", "Tom XU"]],
    ["initials in front", ["AJ Berg", "DJ Falk"], ["AJ Berg", "DJ Falk"]],
    ["others left out", ["Ida Berg et al."], ["Ida Berg"]],
    ["a collaboration they speak for", ["for the Alpha Collaboration"], ["Alpha Collaboration"]],
    [
      "commas of other scripts",
      ["青山一郎、白川花子", "علي حسن، منى كريم"],
      ["青山一郎", "白川花子", "علي حسن", "منى كريم"],
    ],
    ["several numbers behind", ["Ida Berg1,2", "Tom Falk2,∗"], ["Ida Berg", "Tom Falk"]],
    ["affiliations behind a dash", ["Ida Berg - Lab A", "Tom Falk – Lab B"], ["Ida Berg", "Tom Falk"]],
    ["a hyphen with spaces", ["Ida - Maria Berg"], ["Ida - Maria Berg"]],
    ["names in a network", ["Ida Berg @ida", "@falk"], ["Ida Berg"]],
    ["a role", ["Ida Berg, Corresponding Author", "Dr.-Ing. Tom Falk"], ["Ida Berg", "Tom Falk"]],
    [
      "an address, a link or an ORCID behind",
      ["Ida Berg ida@berg.example", "Tom Falk https://orcid.example/1", "Eva Moor 0000-0001-2345-678X"],
      ["Ida Berg", "Tom Falk", "Eva Moor"],
    ],
    ["a number in front", ["1 Ida Berg", "01.AI", "5 Team"], ["Ida Berg", "01.AI", "5 Team"]],
    ["a team's number", ["Team 7", "Blue Team 2", "Ida Berg 2"], ["Team 7", "Blue Team 2", "Ida Berg"]],
    [
      "a collaboration in brackets",
      ["I. Berg et al. (Alpha Collaboration)", "Tom Falk on behalf of BETA"],
      ["I. Berg", "Alpha Collaboration", "Tom Falk", "BETA"],
    ],
    ["a title without a dot", ["Dr Ida Berg", "Prof Tom Falk", "Dr Falk"], ["Ida Berg", "Tom Falk", "Dr Falk"]],
    ["an affiliation behind names written family first", ["Berg, Ida (Lab A)"], ["Ida Berg"]],
    ["a company behind", ["Ida Berg, Google", "Tom Falk @ Harbour"], ["Ida Berg", "Tom Falk"]],
    ["a group with an @", ["Blue Team, AI @ Harbour"], ["Blue Team, AI @ Harbour"]],
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

  it.each([
    ["Berg, I. A., Falk, T., and Moor, E.", ["I. A. Berg", "T. Falk", "E. Moor"]],
    ["Berg, I., Falk, T., & Moor, E. (2024)", ["I. Berg", "T. Falk", "E. Moor"]],
    ["Berg, Ida and others", ["Ida Berg"]],
    ["O'Roe, Ida", ["Ida O'Roe"]],
    ["Ida Berg, OpenNames", ["Ida Berg", "OpenNames"]],
    ["Ida Berg$^{1,*}$, Tom Falk^2", ["Ida Berg", "Tom Falk"]],
    ["Ida Berg$^{a,b}$, Tom Falk$^a$", ["Ida Berg", "Tom Falk"]],
    ["Ida Berg1*, Tom Falk2 †", ["Ida Berg", "Tom Falk"]],
    ["Ida Berg,1 Tom Falk,2 and Eva Moor1,2", ["Ida Berg", "Tom Falk", "Eva Moor"]],
    ["Berg, Jr., Ida and Falk, Tom", ["Ida Berg Jr.", "Tom Falk"]],
    ["Berg, Ida, Falk, Tom", ["Ida Berg", "Tom Falk"]],
    ["'t Berg, Ida", ["Ida 't Berg"]],
    ["Soto Rey, A.", ["A. Soto Rey"]],
    ["Ida Berg, MIT", ["Ida Berg"]],
    ["['Ida Berg', \"Tom O'Dea\"]", ["Ida Berg", "Tom O'Dea"]],
    ["[Ida Berg, Tom Falk]", ["Ida Berg", "Tom Falk"]],
    ["Authors: Ida Berg, Tom Falk", ["Ida Berg", "Tom Falk"]],
    ["By Ida Berg and Tom Falk", ["Ida Berg", "Tom Falk"]],
    ["Ida Berg\\inst{1} \\and Tom Falk\\inst{2}", ["Ida Berg", "Tom Falk"]],
    ["Ida Berg\nTom Falk", ["Ida Berg", "Tom Falk"]],
    ["1. Ida Berg 2. Tom Falk", ["Ida Berg", "Tom Falk"]],
    ["Ida BERG, Tom FAY", ["Ida BERG", "Tom FAY"]],
    ["李明，王小红；张三", ["李明", "王小红", "张三"]],
  ])("in one line is read as its form says: %j", (line, names) => {
    const read = authorList(authorEntries(line));
    expect(read.map(spelledName)).toEqual(names);
    expect(authorList(read)).toEqual(read);
  });

  it.skipIf(realAuthors.length === 0)("is the same when it is read again, for every real list", () => {
    for (const names of realAuthors) {
      const read = authorList(names);
      expect(authorList(read)).toEqual(read);
      expect(read.every((name) => /\p{L}/u.test(name))).toBe(true);
    }
  });
});
