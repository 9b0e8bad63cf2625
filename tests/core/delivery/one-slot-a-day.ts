import { expect, it } from "vitest";
import { daysFrom, localTime, nextSlot } from "../../../src/core/delivery/schedule.ts";

const jumpy = ["00:00", "00:30", "01:00", "01:30", "02:00", "02:15", "02:30", "03:00", "22:30", "23:00", "23:30"];

/** Follows a schedule through three years; every local date must come, once, at its time or at the end of a gap. */
function follow(tz: string, at: string, from: string, days: number): string[] {
  const faults: string[] = [];
  let slot = nextSlot({ at, on: "daily", tz }, new Date(`${from}T12:00:00Z`));
  for (let i = 1; i < days; i++) {
    const next = nextSlot({ at, on: "daily", tz }, slot.dueAt);
    if (next.date !== daysFrom(slot.date, 1)) faults.push(`${tz} ${at}: ${slot.date} → ${next.date}`);
    if (localTime(next.dueAt, tz) !== at && !endsGap(next.dueAt, tz)) faults.push(`${tz} ${at}: ${next.date} off`);
    slot = next;
  }
  return faults;
}

function endsGap(instant: Date, tz: string): boolean {
  const minutes = (date: Date) => {
    const [hour = 0, minute = 0] = localTime(date, tz).split(":").map(Number);
    return hour * 60 + minute;
  };
  return (minutes(instant) - minutes(new Date(instant.getTime() - 60_000)) + 1440) % 1440 > 1;
}

/** Local dates on which a zone's clock jumps, found by its noon moving in UTC. */
function changes(tz: string, from: string, days: number): string[] {
  const found: string[] = [];
  let before = "";
  for (let i = 0; i < days; i++) {
    const date = daysFrom(from, i);
    const noon = localTime(new Date(`${date}T12:00:00Z`), tz);
    if (before !== "" && noon !== before) found.push(date);
    before = noon;
  }
  return found;
}

/** Follows roundups in time zones for `days` days from 23 November 2026: each local day must have one slot. */
export function oneSlotADay(zones: readonly string[], days: number): void {
  it(`has exactly one slot at 09:00 per local day, ${days} days in ${zones.length} zones`, () => {
    expect(zones.flatMap((tz) => follow(tz, "09:00", "2026-11-23", days))).toEqual([]);
  });

  it(`has exactly one slot per local day at the hours clocks jump at, around each change in ${zones.length} zones`, () => {
    const faults = zones.flatMap((tz) =>
      changes(tz, "2026-11-23", days).flatMap((day) => jumpy.flatMap((at) => follow(tz, at, daysFrom(day, -3), 6))),
    );
    expect(faults).toEqual([]);
  });
}
