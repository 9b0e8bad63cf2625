import type { ServerResponse } from "node:http";

/** A way a call goes wrong; `commit` says whether the message appears all the same. */
export type Fault =
  | { kind: "status"; status: number; commit: boolean; headers?: Record<string, string>; body?: string }
  | { kind: "error"; error: string; commit: boolean }
  | { kind: "reset"; commit: boolean }
  /** Nothing ever comes back. */
  | { kind: "silence"; commit: boolean }
  /** The answer never comes back; the message appears after `ms`. */
  | { kind: "late"; ms: number };

/** Decides for each call whether, and how, it goes wrong. */
export type Faults = (method: string, body: Record<string, unknown>) => Fault | null;

/** Answers a call the way the fault says. */
export function fail(response: ServerResponse, fault: Exclude<Fault, { kind: "late" }>): void {
  switch (fault.kind) {
    case "reset":
      response.destroy();
      return;
    case "silence":
      return;
    case "error":
      response
        .writeHead(200, { "content-type": "application/json" })
        .end(JSON.stringify({ ok: false, error: fault.error }));
      return;
    case "status":
      response.writeHead(fault.status, fault.headers ?? {}).end(fault.body ?? "");
  }
}
