import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Store } from "../../src/core/store/store.ts";

const termMs = 60_000;

/** What leases must be on every engine; `run` changes the database beside the store. */
export function leaseContract(
  name: string,
  open: () => Promise<{ store: Store; remove: () => Promise<void>; run: (statement: string) => Promise<unknown> }>,
): void {
  describe(`leases on ${name}`, () => {
    let store: Store;
    let remove: () => Promise<void>;
    let run: (statement: string) => Promise<unknown>;
    beforeEach(async () => {
      ({ store, remove, run } = await open());
    });
    afterEach(() => remove());
    const hold = (holder: string) => store.leases.hold("leader", holder, termMs);
    const endIn = (ms: number) => run(`update leases set until = ${Date.now() + ms}`);

    it("belong to one of many that ask at the same moment", async () => {
      const askers = Array.from({ length: 20 }, (_, i) => `holder ${i}`);
      const holders = new Set(await Promise.all(askers.map(hold)));
      expect(holders.size).toBe(1);
      expect(await store.leases.holder("leader")).toBe([...holders][0]);
      expect(await store.leases.hold("something else", "another", termMs)).toBe("another");
    });

    it("are renewed by who has them, and taken by another once their term is over", async () => {
      expect([await hold("a"), await hold("b"), await hold("a")]).toEqual(["a", "a", "a"]);
      await endIn(-1_000);
      expect([await hold("b"), await hold("a")]).toEqual(["b", "b"]);
    });

    it("are renewed for a whole term", async () => {
      await hold("a");
      await endIn(1_000);
      await hold("a");
      await run(`update leases set until = until - ${termMs / 2}`);
      expect(await hold("b")).toBe("a");
    });

    it("that end later than any term were written by a wrong clock, and hold nobody up", async () => {
      await hold("a");
      await endIn(termMs + 3_600_000);
      expect(await hold("b")).toBe("b");
    });

    it("are freed by who has them, and by nobody else", async () => {
      await hold("a");
      await store.leases.release("leader", "b");
      expect(await hold("b")).toBe("a");
      await store.leases.release("leader", "a");
      expect(await store.leases.holder("leader")).toBeNull();
      expect(await hold("b")).toBe("b");
    });
  });
}
