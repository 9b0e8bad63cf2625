import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { type Import, importsOf, readSource, sourceFiles, topLevelNames } from "./support/imports.ts";

/** Files anyone in the core may name as a type: the seams themselves. */
const seams = [
  "src/core/adapter.ts",
  "src/core/mail.ts",
  "src/core/outcome.ts",
  "src/core/sources/source.ts",
  "src/core/sources/live.ts",
  "src/core/messages/message.ts",
  "src/core/command/define.ts",
  "src/core/command/reply.ts",
  "src/core/command/button.ts",
];
const everywhere = [
  "src/durations.ts",
  "src/errors.ts",
  "src/log.ts",
  "src/program.ts",
  "src/seal.ts",
  "src/core/platform.ts",
  "src/core/post-limits.ts",
];

/** The contract of the store: types only, one file a noun. */
const storeContract = /^src\/core\/store\/[a-z-]+\.ts$/;

/** Room → what its files may import at run time, by path prefix; first match wins. */
const walls: [room: string, may: string[]][] = [
  ["src/core/papers/", ["src/core/papers/"]],
  ["src/core/export/", ["src/core/export/", "src/core/papers/"]],
  ["src/core/search/", ["src/core/search/", "src/core/papers/"]],
  ["src/core/taste/", ["src/core/taste/", "src/core/search/", "src/core/papers/"]],
  ["src/core/messages/", ["src/core/messages/", "src/core/papers/"]],
  ["src/core/store/schema/", ["src/core/store/schema/", "src/core/papers/"]],
  [
    "src/core/store/queries/",
    ["src/core/store/queries/", "src/core/store/schema/", "src/core/papers/", "src/core/search/"],
  ],
  [
    "src/core/store/sqlite/",
    [
      "src/core/store/sqlite/",
      "src/core/store/queries/",
      "src/core/store/schema/",
      "src/core/papers/",
      "src/core/search/",
    ],
  ],
  // The search file of PostgreSQL's processes is SQLite's.
  [
    "src/core/store/postgres/",
    ["src/core/store/postgres/", "src/core/store/queries/", "src/core/store/sqlite/search/"],
  ],
  ["src/core/store/", []],
  ["src/core/sources/", ["src/core/sources/", "src/core/papers/"]],
  ["src/core/cards/", ["src/core/cards/", "src/core/papers/", "src/core/messages/", "src/core/command/button.ts"]],
  [
    "src/core/roundups/",
    [
      "src/core/roundups/",
      "src/core/cards/",
      "src/core/papers/",
      "src/core/search/",
      "src/core/taste/",
      "src/core/messages/",
      "src/core/command/button.ts",
    ],
  ],
  [
    "src/core/team/",
    [
      "src/core/team/",
      "src/core/cards/",
      "src/core/messages/",
      "src/core/papers/",
      "src/core/search/terms.ts",
      "src/core/roundups/roundup-message.ts",
    ],
  ],
  ["src/core/votes/", ["src/core/votes/", "src/core/messages/"]],
  ["src/core/command/", ["src/core/command/", "src/core/messages/", "src/core/papers/text.ts"]],
  [
    "src/core/delivery/",
    [
      "src/core/delivery/",
      "src/core/roundups/",
      "src/core/cards/",
      "src/core/messages/",
      "src/core/adapter.ts",
      "src/core/command/button.ts",
    ],
  ],
  ["src/core/adapter.ts", []],
  ["src/core/platform.ts", []],
  [
    "commands/",
    [
      "commands/",
      "src/core/cards/",
      "src/core/command/",
      "src/core/export/",
      "src/core/messages/",
      "src/core/papers/",
      "src/core/roundups/",
      "src/core/search/",
      "src/core/votes/",
      "src/core/delivery/schedule.ts",
    ],
  ],
  ["src/adapters/slack/", ["src/adapters/slack/", "src/core/command/", "src/core/messages/", "src/core/adapter.ts"]],
  [
    "src/adapters/discord/",
    ["src/adapters/discord/", "src/core/command/", "src/core/messages/", "src/core/adapter.ts"],
  ],
  [
    "src/adapters/terminal/",
    ["src/adapters/terminal/", "src/core/command/", "src/core/messages/", "src/core/adapter.ts"],
  ],
  [
    "src/web/",
    [
      "src/web/",
      "src/core/team/",
      "src/core/cards/",
      "src/core/messages/",
      "src/core/papers/",
      "src/core/adapter.ts",
      "src/core/command/define.ts",
      "src/http/not-found.ts",
    ],
  ],
  [
    "src/adapters/email/",
    ["src/adapters/email/", "src/core/command/", "src/core/messages/", "src/core/adapter.ts", "src/core/mail.ts"],
  ],
  // The ones that bring everything together.
  ["src/", ["src/", "commands/", "package.json"]],
];

const files = [...sourceFiles("src"), ...sourceFiles("commands")];
const imports = files.flatMap(importsOf);

const allowed = ({ from, to, typeOnly }: Import): boolean => {
  if (everywhere.includes(to)) return true;
  if (typeOnly && (from.startsWith("src/core/") || from.startsWith("commands/")) && seams.includes(to)) return true;
  if (typeOnly && (from.startsWith("src/core/") || from.startsWith("commands/")) && storeContract.test(to)) return true;
  if (typeOnly && from.startsWith("src/web/") && storeContract.test(to)) return true;
  if (from.startsWith("src/core/store/") && storeContract.test(to)) return true;
  if (typeOnly && storeContract.test(from) && to.startsWith("src/core/search/")) return true;
  if (typeOnly && to.startsWith("src/core/papers/")) return true;
  if (typeOnly && from.startsWith("src/adapters/") && to.startsWith("src/config/")) return true;
  const may = walls.find(([room]) => from.startsWith(room))?.[1] ?? [];
  return may.some((prefix) => to.startsWith(prefix));
};

describe("the walls of the house", () => {
  it("reads imports at all", () => {
    expect(imports.length).toBeGreaterThan(10);
  });

  it("stand: no room imports what it may not", () => {
    expect(imports.filter((found) => !allowed(found)).map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it("keep app, cli, main and config out of everything else", () => {
    const apart = /^src\/((app|cli|main)\.ts|config\/)/;
    const top = /^src\/([a-z-]+\.ts|config\/)/;
    const found = imports.filter(({ from, to, typeOnly }) => apart.test(to) && !top.test(from) && !typeOnly);
    expect(found.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  it("have no circle of imports, types included", () => {
    const importedBy = Map.groupBy(imports, ({ from }) => from);
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: string[]) => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(" → "));
      if (path.includes(file) || done.has(file)) return;
      for (const { to } of importedBy.get(file) ?? []) visit(to, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(circles).toEqual([]);
  });

  it("name no platform in commands", () => {
    const naming = sourceFiles("commands").filter((file) => /\b(slack|discord)\b/i.test(readSource(file)));
    expect(naming).toEqual([]);
  });

  it("have every change of the database run through its connection, which waits for locks", () => {
    const direct = files.filter((file) => /await \(?db\s*\.(insert|update|delete|run)\(/.test(readSource(file)));
    expect(direct).toEqual([]);
  });

  it("keep drizzle in the store and SDKs in their adapters", () => {
    const home: [RegExp, string][] = [
      [/from "drizzle-orm|from "better-sqlite3/, "src/core/store/"],
      [/from "@slack\//, "src/adapters/slack/"],
      [/from "nodemailer/, "src/adapters/email/"],
      [/from "discord\.js|from "@discordjs/, "src/adapters/discord/"],
    ];
    const strays = files.flatMap((file) =>
      home.filter(([sdk, room]) => !file.startsWith(room) && sdk.test(readSource(file))).map(() => file),
    );
    expect(strays).toEqual([]);
  });
});

describe("the size of the house", () => {
  it("keeps files to 250 lines", () => {
    const long = files.filter((file) => readSource(file).split("\n").length - 1 > 250);
    expect(long).toEqual([]);
  });

  it("keeps folders to 25 files, the subcommands apart", () => {
    const folders = Map.groupBy(files, (file) => dirname(file));
    const full = [...folders].filter(([folder, inside]) => folder !== "commands" && inside.length > 25);
    expect(full.map(([folder]) => folder)).toEqual([]);
  });

  it("gives different things different names: fewer than 60 names are declared at the top of more than one file", () => {
    const declared = files.flatMap((file) => topLevelNames(file).map((name) => ({ name, file })));
    const twice = [...Map.groupBy(declared, ({ name }) => name)].filter(([, all]) => all.length > 1);
    expect(twice.length, twice.map(([name, all]) => `${name}: ${all.map(({ file }) => file).join(", ")}`).join("\n"))
      // What is the same on two platforms may keep one name.
      .toBeLessThan(60);
  });
});
