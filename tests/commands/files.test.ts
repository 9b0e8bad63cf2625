import { describe, expect, it } from "vitest";
import { commandsFor, files } from "../../commands/files.ts";
import { commands } from "../../commands/index.ts";

describe("the files of the subcommands", () => {
  it("are listed under the names that people type", () => {
    expect(Object.keys(files)).toEqual(commands.map(({ name }) => name));
  });

  it("are read one at a time for a typed subcommand", async () => {
    for (const command of commands.filter(({ name, reach }) => reach === "typed" && name !== "help"))
      expect(await commandsFor(command.name)).toEqual([command]);
  });

  it.each(["", "help", "more", "gan", "toString", "__proto__"])("are all read for %j", async (word) => {
    expect(await commandsFor(word)).toBe(commands);
  });
});
