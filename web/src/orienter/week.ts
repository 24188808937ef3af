/**
 * Hours as a paper says them: true on the day it is read, not only on the day it is printed.
 *
 * The four coming weeks are looked at day by day. A day of the week that does not change is told once; one that does
 * (every second week, once a month) is told by its dates, and so is what is not usual: holidays, closures.
 */

import { addDays, daysBetween, isoWeekday, type Moment } from "../clock";
import { etatAu, type Horaires, jourDe, prochaineOuverture, sontConnus, type VueDuJour } from "../horaires";
import { capitale, dateEntiere, direFermeture, direPlages, heure, nomDuJour } from "../sentences";

const DAYS_AHEAD = 28;
const CLOSURES_AHEAD = 90;
const FAR = 7;
const CLOSED = "fermé";

/** What a sheet says of hours: when next, then the usual week, then what is not usual. */
export interface Week {
  next: string;
  usual: readonly string[];
  unusual: readonly string[];
}

/** Returns what to say of hours on a day; null hours have nothing to say. */
export function tellWeek(hours: Horaires, now: Moment): Week {
  if (!sontConnus(hours)) {
    return { next: "", usual: [], unusual: closures(hours, now.jour) };
  }
  const { prochaine } = prochaineOuverture(hours, now);
  // During a long closure, the weeks that matter are those after it.
  const from = prochaine && daysBetween(now.jour, prochaine.jour) > FAR ? prochaine.jour : now.jour;
  const views = Array.from({ length: DAYS_AHEAD }, (_, ahead) => jourDe(hours, addDays(from, ahead)));
  const regular = new Map<string, number[]>();
  const dated = new Map<string, string[]>();
  for (let weekday = 1; weekday <= 7; weekday++) {
    const own = views.filter((view) => isoWeekday(view.jour) === weekday);
    const usual = usualOf(own.filter((view) => !view.ferie && !view.fermeture && !view.horsPeriode));
    if (usual !== null && usual !== CLOSED) {
      put(regular, usual, weekday);
    }
    for (const view of own) {
      if (isTold(view, usual)) {
        put(dated, `${direPlages(view.plages)}${view.ferie ? ` (jour férié, ${view.ferie})` : ""}`, view.jour);
      }
    }
  }
  const dates = [...dated].map(([text, jours]) => ({ jours: jours.sort(), text }));
  dates.sort((a, b) => (at0(a.jours) < at0(b.jours) ? -1 : 1));
  return {
    next: tellNext(hours, now),
    usual: [...regular].map(([text, weekdays]) => `${capitale(namesOf(weekdays))} : ${text}`),
    unusual: [
      ...dates.map(({ jours, text }) => `${capitale(listed(jours.map((jour) => dayName(jour, now.jour))))} : ${text}`),
      ...closures(hours, now.jour),
    ],
  };
}

/** Returns the next opening in one sentence, dated so that it stays true on paper; empty when none is known. */
export function tellNext(hours: Horaires, now: Moment): string {
  const state = etatAu(hours, now);
  if ("fin" in state) {
    const day = dayName(now.jour, now.jour);
    const until = state.fin?.jour === now.jour ? ` jusqu’à ${heure(state.fin.minute)}` : "";
    return state.etat === "ouvert" ? `Ouvert ce ${day}${until}` : `Ce ${day} : ouverture à confirmer`;
  }
  return state.prochaine
    ? `Prochaine ouverture : ${dayName(state.prochaine.jour, now.jour)} à ${heure(state.prochaine.minute)}`
    : "";
}

/** Returns what a day of the week usually is: what all its dates say but one at most, or null when they differ more. */
function usualOf(views: readonly VueDuJour[]): string | null {
  const counts = new Map<string, number>();
  for (const { plages } of views) {
    const text = direPlages(plages);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([, a], [, b]) => b - a);
  return best && (counts.size === 1 || (views.length > 2 && best[1] >= views.length - 1)) ? best[0] : null;
}

/** A date is told when it is not what its day usually is; closures are told whole. */
function isTold(view: VueDuJour, usual: string | null): boolean {
  if (view.fermeture || view.horsPeriode) {
    return false;
  }
  const text = direPlages(view.plages);
  // Of a day that changes, only the openings are dates to remember.
  return usual === null ? text !== CLOSED : text !== usual;
}

function closures(hours: Horaires, today: string): string[] {
  const last = addDays(today, CLOSURES_AHEAD);
  return (hours.fermetures ?? [])
    .filter(([du, au]) => au >= today && du <= last)
    .map(([du, au, motif]) => direFermeture({ du, au, motif }));
}

function dayName(jour: string, today: string): string {
  return dateEntiere(jour, jour.slice(0, 4) !== today.slice(0, 4));
}

/** Returns "du lundi au vendredi", or "lundi, mardi et jeudi". */
function namesOf(weekdays: readonly number[]): string {
  const [first = 1] = weekdays;
  const last = weekdays[weekdays.length - 1] ?? first;
  return weekdays.length > 2 && last - first === weekdays.length - 1
    ? `du ${nomDuJour(first)} au ${nomDuJour(last)}`
    : listed(weekdays.map(nomDuJour));
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} et ${parts[parts.length - 1]}`;
}

function put<K, V>(groups: Map<K, V[]>, key: K, value: V): void {
  const group = groups.get(key);
  if (group) {
    group.push(value);
  } else {
    groups.set(key, [value]);
  }
}

function at0(list: readonly string[]): string {
  return list[0] ?? "";
}
