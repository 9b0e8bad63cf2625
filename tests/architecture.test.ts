import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

/** Files anyone in the core may name as a type: the seams themselves. */
const seams = [
  "src/core/adapter.ts",
  "src/core/sources/source.ts",
  "src/core/sources/live.ts",
  "src/core/messages/message.ts",
  "src/core/command/define.ts",
  "src/core/command/reply.ts",
  "src/core/command/button.ts",
];
const everywhere = ["src/durations.ts", "src/errors.ts", "src/log.ts", "src/program.ts", "src/core/platform.ts"];

/** The contract of the store: types only, one file a noun. */
const storeContract = /^src\/core\/store\/[a-z-]+\.ts$/;

/** Room → what its files may import at run time, by path prefix; first match wins. */
const walls: [room: string, may: string[]][] = [
  ["src/core/papers/", ["src/core/papers/"]],
  ["src/core/export/", ["src/core/export/", "src/core/papers/"]],
  ["src/core/search/", ["src/core/search/", "src/core/papers/"]],
  ["src/core/messages/", ["src/core/messages/", "src/core/papers/text.ts"]],
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
      "src/core/messages/",
      "src/core/command/button.ts",
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
  // The ones that bring everything together.
  ["src/", ["src/", "commands/", "package.json"]],
];

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
  const found: Import[] = [];
  const add = (specifier: ts.Node, typeOnly: boolean) => {
    if (!ts.isStringLiteral(specifier) || !specifier.text.startsWith(".")) return;
    found.push({ from: file, to: normalize(join(dirname(file), specifier.text)), typeOnly });
  };
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0])
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const files = [...sourceFiles("src"), ...sourceFiles("commands")];
const imports = files.flatMap(importsOf);

const allowed = ({ from, to, typeOnly }: Import): boolean => {
  if (everywhere.includes(to)) return true;
  if (typeOnly && (from.startsWith("src/core/") || from.startsWith("commands/")) && seams.includes(to)) return true;
  if (typeOnly && (from.startsWith("src/core/") || from.startsWith("commands/")) && storeContract.test(to)) return true;
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
    const naming = sourceFiles("commands").filter((file) =>
      /\b(slack|discord)\b/i.test(readFileSync(join(root, file), "utf8")),
    );
    expect(naming).toEqual([]);
  });

  it("keep drizzle in the store and SDKs in their adapters", () => {
    const home: [RegExp, string][] = [
      [/from "drizzle-orm|from "better-sqlite3/, "src/core/store/"],
      [/from "@slack\//, "src/adapters/slack/"],
      [/from "discord\.js|from "@discordjs/, "src/adapters/discord/"],
    ];
    const strays = files.flatMap((file) =>
      home
        .filter(([sdk, room]) => !file.startsWith(room) && sdk.test(readFileSync(join(root, file), "utf8")))
        .map(() => file),
    );
    expect(strays).toEqual([]);
  });
});
