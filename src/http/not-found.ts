import type { ServerResponse } from "node:http";

/** The answer to every path that nothing is at, and to every one that should look so. */
export const notFound = (response: ServerResponse): void =>
  void response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
