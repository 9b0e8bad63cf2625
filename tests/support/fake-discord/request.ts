import type { IncomingMessage } from "node:http";

/** A request's JSON and the files that came with it (multipart). */
export interface Payload {
  body: unknown;
  files: { name: string; text: string }[];
}

/** Reads a request to its end: JSON, or multipart with `payload_json` and files. */
export async function readPayload(request: IncomingMessage): Promise<Payload> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const raw = Buffer.concat(chunks);
  if (raw.length === 0) return { body: undefined, files: [] };
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/")) return { body: JSON.parse(raw.toString("utf8")) as unknown, files: [] };
  const form = await new Response(raw, { headers: { "content-type": type } }).formData();
  const files: Payload["files"] = [];
  for (const [key, value] of form) {
    if (key.startsWith("files") && typeof value !== "string")
      files.push({ name: value.name, text: await value.text() });
  }
  const json = form.get("payload_json");
  return { body: typeof json === "string" ? (JSON.parse(json) as unknown) : {}, files };
}
