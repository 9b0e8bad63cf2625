import { describe, expect, it } from "vitest";
import { oneSlotADay } from "../core/delivery/one-slot-a-day.ts";

const zones = Intl.supportedValuesOf("timeZone");

describe("every zone, three years", () => {
  it("is all of them", () => expect(zones.length).toBeGreaterThanOrEqual(418));
  oneSlotADay(zones, 3 * 365 + 1);
});
