import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import ts from "typescript";

/** The repository's folder. */
export const root = join(import.meta.dirname, "../..");

/** One import of a file by another, as paths from the root. */
export interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

/** The TypeScript files of a folder, as paths from the root. */
export function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

/** The text of a file of the repository. */
export const readSource = (file: string): string => readFileSync(join(root, file), "utf8");

const parse = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readSource(file), ts.ScriptTarget.Latest, true);

/** What a file imports from other files of the repository: static, dynamic and re-exported. Each file is read once. */
export function importsOf(file: string): readonly Import[] {
  const known = imports.get(file) ?? findImports(file);
  imports.set(file, known);
  return known;
}

const imports = new Map<string, readonly Import[]>();

function findImports(file: string): Import[] {
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
  visit(parse(file));
  return found;
}

/** The names a file declares at its top level, exported or not. */
export function topLevelNames(file: string): string[] {
  const bound = (name: ts.BindingName): string[] =>
    ts.isIdentifier(name)
      ? [name.text]
      : name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : bound(element.name)));
  const names = parse(file).statements.flatMap((statement) => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.flatMap(({ name }) => bound(name));
    const declares =
      ts.isFunctionDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isClassDeclaration(statement);
    return declares && statement.name ? [statement.name.text] : [];
  });
  return [...new Set(names)];
}
