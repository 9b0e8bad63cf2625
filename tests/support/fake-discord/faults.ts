/** What goes wrong with one request; `commit` tells whether and when the effect happens all the same. */
export type Fault =
  | { kind: "answer"; status: number; body?: unknown; headers?: Record<string, string>; commit?: "never" | "before" }
  | { kind: "rate_limit"; retryAfter: number; global?: boolean }
  | { kind: "html"; commit?: "never" | "before" }
  | { kind: "reset"; commit: "never" | "before" | "late"; lateMs?: number }
  /** The connection ends as one that was idle too long does. */
  | { kind: "close"; commit: "never" | "before" }
  /** No answer ever comes. */
  | { kind: "silence"; commit: "never" | "before" | "late"; lateMs?: number };

/** A request the fake server received. */
export interface Received {
  method: string;
  /** Without `/api/v10`, with the query apart. */
  path: string;
  query: URLSearchParams;
  body: unknown;
  at: Date;
}

/** Decides what goes wrong with a request; null for nothing. */
export type Decide = (request: Received) => Fault | null;

/** Faults to come: the first `times` requests that fit meet them, in the order they were added. */
export interface Faults {
  next(method: string, path: RegExp, fault: Fault, times?: number): void;
  /** Asked when no added fault fits; for random trouble. */
  decide: Decide | null;
  /** A first answer to an interaction is refused after this long: on Discord after 3,000, here later, for a busy machine. */
  firstAnswerMs: number;
  clear(): void;
  for(request: Received): Fault | null;
}

/** No trouble, until some is added. */
export function createFaults(): Faults {
  let rules: { method: string; path: RegExp; fault: Fault; left: number }[] = [];
  return {
    decide: null,
    firstAnswerMs: 120_000,
    next(method, path, fault, times = 1) {
      rules.push({ method, path, fault, left: times });
    },
    clear() {
      rules = [];
      this.decide = null;
    },
    for(request) {
      const rule = rules.find(
        ({ method, path, left }) => left > 0 && method === request.method && path.test(request.path),
      );
      if (!rule) return this.decide?.(request) ?? null;
      rule.left--;
      return rule.fault;
    },
  };
}
