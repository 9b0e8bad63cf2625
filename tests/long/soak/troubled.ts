import type { Store } from "../../../src/core/store/store.ts";

/** What is wrong with a machine's database: others hold it locked, or the disk is full and only reading works. */
export type Trouble = "locked" | "full" | null;

const errors = {
  locked: () => Object.assign(new Error("database is locked"), { code: "SQLITE_BUSY" }),
  full: () => Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" }),
};
const writes =
  /^(?:save|put|ensure|plan|compose|claim|sent|record|doubt|again|giveUp|finish|wait|lease|asked|failed|pause|change|add|end|mark|postpone|refreshed|freeTimes|drop|remember|firstSeen|forget)/;

/** The store, each call of which fails while there is trouble. */
export function troubled(store: Store, trouble: () => Trouble): Store {
  const guarded = (target: object): object =>
    new Proxy(target, {
      get(of, name, self) {
        const value: unknown = Reflect.get(of, name, self);
        if (typeof value === "object" && value !== null) return guarded(value);
        if (typeof value !== "function" || name === "close") return value;
        return (...args: unknown[]) => {
          const kind = trouble();
          if (kind === "locked" || (kind === "full" && writes.test(String(name))))
            return Promise.reject(errors[kind]());
          return (value as (...args: unknown[]) => unknown).apply(of, args);
        };
      },
    });
  return guarded(store) as Store;
}
