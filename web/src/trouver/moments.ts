/** When an offer is open: now, on a day, or at a time of the week. Every day looked at is a real one, closures included. */

import { moments } from "../../../schema/recherche-adresse.json";
import { addDays, isoWeekday, type Moment, momentIn } from "../clock";
import { type Horaires, jourDe, type Plage } from "../horaires";
import { NO, type State, UNKNOWN, YES } from "./states";

const JOURS: readonly string[] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

const END_OF_NIGHT = 48 * 60;

/** From and to which minute each part of a day lasts, and how many of its minutes must be open. */
const SPANS: Readonly<Record<string, readonly [number, number, number]>> = {
  matin: [0, 13 * 60, 60],
  "apres-midi": [13 * 60, END_OF_NIGHT, 60],
  soir: [18 * 60, END_OF_NIGHT, 30],
};

// Once a month is seen too: the second Tuesday of two months may be five weeks apart.
const DAYS_AHEAD = 35;

/** When one wants to come: `now`, a `day`, or coming days and minutes of which at least `shortest` must be open. */
export type When =
  | { kind: "now"; instant: Date }
  | { kind: "day"; jour: string }
  | { kind: "week"; name: string; days: readonly string[]; from: number; to: number; shortest: number };

/** Every value of `ouvert`, with its label: now, the evening, a weekday, a part of a weekday. */
export const OUVERT: ReadonlyMap<string, string> = new Map(Object.entries(moments));

/** Returns the moment that a value of `ouvert` means, or null for a word that it does not know. */
export function whenOf(value: string, instant: Date): When | null {
  if (!OUVERT.has(value)) {
    return null;
  }
  if (value === "maintenant") {
    return { kind: "now", instant };
  }
  const today = momentIn("Europe/Paris", instant).jour;
  const [first, ...part] = value === "soir" ? ["", "soir"] : value.split("-");
  const wanted = value === "soir" ? [1, 2, 3, 4, 5] : [JOURS.indexOf(first ?? "") + 1];
  const days = Array.from({ length: DAYS_AHEAD }, (_, ahead) => addDays(today, ahead)).filter((jour) =>
    wanted.includes(isoWeekday(jour)),
  );
  const [from, to, shortest] = SPANS[part.join("-")] ?? [0, END_OF_NIGHT, 1];
  return { kind: "week", name: `${value} ${today}`, days, from, to, shortest };
}

/** Returns the day that a search speaks of: the one asked, else today in Paris. */
export function dayOf(when: When | null, instant: Date): string {
  return when?.kind === "day" ? when.jour : momentIn("Europe/Paris", instant).jour;
}

/** Answers for hours, each once: thousands of offers share a few hundred timetables. */
export class Openings {
  private readonly answers = new Map<Horaires, State>();

  private readonly moments = new Map<string, Moment>();

  constructor(private readonly when: When) {}

  /** Returns whether hours suit; null hours are unknown. */
  state(horaires: Horaires | null): State {
    if (horaires === null) {
      return UNKNOWN;
    }
    let found = this.answers.get(horaires);
    if (found === undefined) {
      found = openAt(horaires, this.when, this.moments);
      this.answers.set(horaires, found);
    }
    return found;
  }
}

/** Returns whether hours suit a moment: unsure slots and unknown days leave the question open. */
export function openAt(horaires: Horaires, when: When, moments = new Map<string, Moment>()): State {
  switch (when.kind) {
    case "now":
      return nowState(horaires, momentOf(horaires.fuseau ?? "Europe/Paris", when.instant, moments));
    case "day":
      return dayState(horaires, when.jour, () => true);
    case "week": {
      let best: State = NO;
      for (const jour of when.days) {
        const state = dayState(horaires, jour, (slot) => inside(slot, when.from, when.to) >= when.shortest);
        if (state === YES) {
          return YES;
        }
        // A public holiday of which nothing is known says nothing of an ordinary week.
        if (state === UNKNOWN && !jourDe(horaires, jour).ferie) {
          best = UNKNOWN;
        }
      }
      return best;
    }
  }
}

/** Reading a clock is slow, and thousands of timetables share one zone. */
function momentOf(zone: string, instant: Date, known: Map<string, Moment>): Moment {
  let found = known.get(zone);
  if (!found) {
    found = momentIn(zone, instant);
    known.set(zone, found);
  }
  return found;
}

function inside([start, end]: Plage, from: number, to: number): number {
  return Math.min(end, to) - Math.max(start, from);
}

function dayState(horaires: Horaires, jour: string, fits: (slot: Plage) => boolean): State {
  const { plages } = jourDe(horaires, jour);
  if (plages === null) {
    return UNKNOWN;
  }
  const fitting = plages.filter(fits);
  if (fitting.some((slot) => slot[3] !== 0)) {
    return YES;
  }
  return fitting.length ? UNKNOWN : NO;
}

function nowState(horaires: Horaires, { jour, minute }: Moment): State {
  const today = dayState(horaires, jour, ([start, end]) => start <= minute && minute < end);
  const night = dayState(horaires, addDays(jour, -1), ([, end]) => minute + 1440 < end);
  return night === YES ? YES : today;
}
