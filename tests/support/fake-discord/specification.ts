import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { shared, sharedIsHere } from "../shared.ts";

const file = shared("specs/discord/openapi.json");

interface Operation {
  requestBody?: { content: Record<string, unknown> };
}

/** Checks a request body by method and path (without `/api/v10`); answers the faults. */
export type BodyCheck = (method: string, path: string, body: unknown) => string[];

let check: BodyCheck | null | undefined;

/** Discord's own specification, or null where `../shared` does not have it: then only our limits table is checked. */
export function specification(): BodyCheck | null {
  return (check ??= sharedIsHere ? load() : null);
}

function load(): BodyCheck {
  const document = JSON.parse(readFileSync(file, "utf8")) as { paths: Record<string, Record<string, Operation>> };
  // Compiling costs a third this way; each worker compiles for a few messages only.
  const sparing = { inlineRefs: false, code: { optimize: false } };
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false, ...sparing });
  ajv.addSchema(document, "discord");
  const routes = Object.entries(document.paths).map(([template, operations]) => ({
    template,
    // Literal segments before placeholders: `@original` is not a message id.
    weight: template.split("{").length,
    shape: new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`),
    operations,
  }));
  routes.sort((a, b) => a.weight - b.weight);
  const compiled = new Map<string, ValidateFunction | null>();
  const validatorOf = (method: string, path: string): ValidateFunction | null => {
    const route = routes.find(({ shape, operations }) => shape.test(path) && operations[method]);
    if (!route) return null;
    const key = `${method} ${route.template}`;
    if (!compiled.has(key)) compiled.set(key, compile(route.template, method, route.operations[method]));
    return compiled.get(key) ?? null;
  };
  const compile = (template: string, method: string, operation: Operation | undefined): ValidateFunction | null => {
    if (!operation?.requestBody?.content["application/json"]) return null;
    const path = template.replaceAll("~", "~0").replaceAll("/", "~1").replaceAll("{", "%7B").replaceAll("}", "%7D");
    return ajv.compile({ $ref: `discord#/paths/${path}/${method}/requestBody/content/application~1json/schema` });
  };
  return (method, path, body) => {
    const validate = validatorOf(method.toLowerCase(), path);
    if (!validate || validate(body)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message ?? ""}`);
  };
}
