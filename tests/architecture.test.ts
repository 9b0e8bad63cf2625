import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");

/** Files anyone in the core may name as a type: the seams themselves. */
const seams = [
  "src/core/adapter.ts",
  "src/core/store/store.ts",
  "src/core/sources/source.ts",
  "src/core/messages/message.ts",
  "src/core/command/define.ts",
  "src/core/command/reply.ts",
  "src/core/command/button.ts",
];
const everywhere = ["src/errors.ts", "src/log.ts"];

/** Room → what its files may import at run time, by path prefix; first match wins. */
const walls: [room: string, may: string[]][] = [
  ["src/core/papers/", ["src/core/papers/"]],
  ["src/core/messages/", ["src/core/messages/", "src/core/papers/text.ts"]],
  ["src/core/store/", ["src/core/store/", "src/core/papers/"]],
  ["src/core/sources/", ["src/core/sources/", "src/core/papers/"]],
  [
    "src/core/roundups/",
    ["src/core/roundups/", "src/core/papers/", "src/core/messages/", "src/core/command/button.ts"],
  ],
  ["src/core/votes/", ["src/core/votes/", "src/core/messages/"]],
  ["src/core/command/", ["src/core/command/", "src/core/messages/", "src/core/papers/text.ts"]],
  [
    "src/core/delivery/",
    [
      "src/core/delivery/",
      "src/core/roundups/",
      "src/core/messages/",
      "src/core/adapter.ts",
      "src/core/command/button.ts",
    ],
  ],
  ["src/core/adapter.ts", []],
  [
    "commands/",
    [
      "commands/",
      "src/core/command/",
      "src/core/roundups/",
      "src/core/messages/",
      "src/core/papers/",
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
  ["src/", ["src/", "commands/"]],
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
  if (typeOnly && to.startsWith("src/core/papers/")) return true;
  if (typeOnly && from.startsWith("src/adapters/") && to === "src/config.ts") return true;
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
    const apart = ["src/app.ts", "src/cli.ts", "src/main.ts", "src/config.ts"];
    const top = /^src\/[a-z-]+\.ts$/;
    const found = imports.filter(({ from, to, typeOnly }) => apart.includes(to) && !top.test(from) && !typeOnly);
    expect(found.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
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
