import { describe, expect, test } from "vitest";
import { addDays, daysBetween, isoWeek, isoWeekday, momentIn, parseMoment } from "../src/clock";

describe("momentIn", () => {
  test("gives the clock of the zone, not that of the device", () => {
    expect(momentIn("Europe/Paris", new Date("2026-08-15T22:30:00Z"))).toEqual({ jour: "2026-08-16", minute: 30 });
    expect(momentIn("Indian/Reunion", new Date("2026-08-15T22:30:00Z"))).toEqual({ jour: "2026-08-16", minute: 150 });
    expect(momentIn("America/Martinique", new Date("2026-08-15T02:30:00Z"))).toEqual({
      jour: "2026-08-14",
      minute: 22 * 60 + 30,
    });
  });

  test("says midnight as the first minute of the day", () => {
    expect(momentIn("Europe/Paris", new Date("2026-12-31T23:00:00Z"))).toEqual({ jour: "2027-01-01", minute: 0 });
  });

  test("follows both clock changes of the year", () => {
    expect(momentIn("Europe/Paris", new Date("2026-03-29T00:59:00Z")).minute).toBe(119);
    expect(momentIn("Europe/Paris", new Date("2026-03-29T01:00:00Z")).minute).toBe(180);
    expect(momentIn("Europe/Paris", new Date("2026-10-25T00:30:00Z")).minute).toBe(150);
    expect(momentIn("Europe/Paris", new Date("2026-10-25T01:30:00Z")).minute).toBe(150);
  });

  test("falls back to Paris for a zone that nobody knows", () => {
    expect(momentIn("Nowhere/Land", new Date("2026-01-01T12:00:00Z")).minute).toBe(13 * 60);
  });
});

describe("days", () => {
  test("are added across months, leap days and clock changes", () => {
    expect(addDays("2026-03-28", 2)).toBe("2026-03-30");
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2026-10-25", 1)).toBe("2026-10-26");
    expect(addDays("2027-01-01", -1)).toBe("2026-12-31");
    expect(daysBetween("2026-03-01", "2026-04-01")).toBe(31);
  });

  test("have the ISO weekday and week, over a year of 53 weeks too", () => {
    expect([isoWeekday("2026-08-15"), isoWeekday("2026-08-16"), isoWeekday("2026-08-17")]).toEqual([6, 7, 1]);
    expect(
      ["2026-01-01", "2026-12-28", "2026-12-31", "2027-01-03", "2027-01-04", "2025-12-29", "2024-12-30"].map(isoWeek),
    ).toEqual([1, 53, 53, 53, 1, 1, 1]);
  });
});

describe("parseMoment", () => {
  test("reads a day, or a day and a time", () => {
    expect(parseMoment("2026-08-15")).toEqual({ jour: "2026-08-15", minute: null });
    expect(parseMoment("2026-08-15T14:30")).toEqual({ jour: "2026-08-15", minute: 870 });
  });

  test.each([null, "", "demain", "2026-02-30", "2026-13-01", "2026-08-15T25:00", "2026-08-15T10:61", "0000-00-00"])(
    "refuses %s",
    (text) => {
      expect(parseMoment(text)).toBeNull();
    },
  );
});
