/** Days and minutes as a clock on a wall shows them, whatever the zone of the device. */

/** A day ("2026-08-15") and the minutes since its midnight, by the clock of one place. */
export interface Moment {
  jour: string;
  minute: number;
}

/** Returns what the clocks of an IANA zone show at an instant; Paris when the zone is not known to the browser. */
export function momentIn(zone: string, instant: Date): Moment {
  const parts: Record<string, string> = {};
  for (const part of formatter(zone).formatToParts(instant)) {
    parts[part.type] = part.value;
  }
  return {
    jour: `${parts.year}-${parts.month}-${parts.day}`,
    minute: (Number(parts.hour) % 24) * 60 + Number(parts.minute),
  };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  let found = formatters.get(zone);
  if (!found) {
    try {
      found = make(zone);
    } catch {
      found = make("Europe/Paris");
    }
    formatters.set(zone, found);
  }
  return found;
}

function make(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
}

/** Returns the moment that a text names ("2026-08-15", "2026-08-15T14:30"), or null; minute is null without a time. */
export function parseMoment(text: string | null): { jour: string; minute: number | null } | null {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2}))?$/.exec(text ?? "");
  const jour = found?.[1];
  if (!found || !jour || addDays(jour, 0) !== jour) {
    return null;
  }
  if (found[2] === undefined) {
    return { jour, minute: null };
  }
  const hours = Number(found[2]);
  const minutes = Number(found[3]);
  return hours < 24 && minutes < 60 ? { jour, minute: hours * 60 + minutes } : null;
}

/** Returns the day so many days later, as text; days have no zone, so that no clock change can shift them. */
export function addDays(jour: string, days: number): string {
  const moved = new Date(time(jour) + days * 86_400_000);
  return Number.isNaN(moved.getTime()) ? "" : moved.toISOString().slice(0, 10);
}

/** Returns how many days lie from one day to another. */
export function daysBetween(first: string, last: string): number {
  return Math.round((time(last) - time(first)) / 86_400_000);
}

/** Returns 1 for Monday to 7 for Sunday. */
export function isoWeekday(jour: string): number {
  return new Date(time(jour)).getUTCDay() || 7;
}

/** Returns the ISO week: the one that holds the Thursday of the same week, counted in the year of that Thursday. */
export function isoWeek(jour: string): number {
  const thursday = addDays(jour, 4 - isoWeekday(jour));
  return 1 + Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7);
}

function time(jour: string): number {
  return Date.parse(`${jour}T00:00:00Z`);
}
