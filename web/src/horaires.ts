/** Looks a day or a moment up in the hours that a page carries; `hours.to_json` of the Python package documents their shape. */

import { addDays, isoWeek, isoWeekday, type Moment } from "./clock";

/** Start and end in minutes from midnight, end beyond 1440 after midnight; then a comment, and 0 where it is not sure. */
export type Plage = readonly [number, number, string?, number?];

/** The slots of a day; empty is closed, null is unknown. */
export type Jour = readonly Plage[] | null;

type Semaine = readonly Jour[];

export interface Horaires {
  du: string;
  au: string;
  semaine?: Semaine;
  semaines?: readonly [Semaine, Semaine];
  saisons?: readonly (readonly [string, string, readonly [Semaine, Semaine]])[];
  exceptions?: readonly (readonly [string, Jour, string?])[];
  fermetures?: readonly (readonly [string, string, string])[];
  fuseau?: string;
}

export interface Fermeture {
  du: string;
  au: string;
  motif: string;
}

/** One day, and why it is not the usual one. */
export interface VueDuJour {
  jour: string;
  plages: Jour;
  ferie?: string;
  fermeture?: Fermeture;
  /** True beyond the days that the page knows. */
  horsPeriode: boolean;
}

/** What a moment is: `fin` is when the present opening ends, null when it does not within the days known. */
export type Etat =
  | { etat: "ouvert" | "a-confirmer"; fin: Moment | null; commentaire: string }
  | { etat: "ferme"; prochaine: Moment | null; inconnuAvant: VueDuJour | null; vue: VueDuJour }
  | { etat: "inconnu"; prochaine: Moment | null; vue: VueDuJour };

/** Returns the hours of a JSON text, or null when it does not have their shape. */
export function lireHoraires(text: string): Horaires | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  return isHoraires(value) ? value : null;
}

function isHoraires(value: unknown): value is Horaires {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const { du, au, semaine, semaines } = value as Record<string, unknown>;
  const weeks: unknown[] = Array.isArray(semaines) ? semaines : [semaine];
  return (
    typeof du === "string" &&
    typeof au === "string" &&
    weeks.every((week) => Array.isArray(week) && week.length === 7 && week.every(isJour))
  );
}

function isJour(value: unknown): boolean {
  return (
    value === null ||
    (Array.isArray(value) &&
      value.every((slot) => Array.isArray(slot) && typeof slot[0] === "number" && typeof slot[1] === "number"))
  );
}

/** Returns what is known of one day: a closure first, then a dated exception, then the weeks of its season or of its parity. */
export function jourDe(horaires: Horaires, jour: string): VueDuJour {
  const exception = horaires.exceptions?.find(([date]) => date === jour);
  const ferie = exception?.[2];
  const closure = horaires.fermetures?.find(([du, au]) => du <= jour && jour <= au);
  const vue: VueDuJour = { jour, plages: null, horsPeriode: false };
  if (ferie) {
    vue.ferie = ferie;
  }
  if (closure) {
    vue.plages = [];
    vue.fermeture = { du: closure[0], au: closure[1], motif: closure[2] };
  } else if (jour < horaires.du || jour > horaires.au) {
    vue.horsPeriode = true;
  } else {
    vue.plages = exception ? exception[1] : jourOrdinaire(horaires, jour);
  }
  return vue;
}

function jourOrdinaire(horaires: Horaires, jour: string): Jour {
  const season = horaires.saisons?.find(([du, au]) => du <= jour && jour <= au);
  const [odd, even] = season ? season[2] : (horaires.semaines ?? [horaires.semaine, horaires.semaine]);
  const week = isoWeek(jour) % 2 ? odd : even;
  return week?.[isoWeekday(jour) - 1] ?? null;
}

/** Returns whether anything at all is known of the ordinary weeks. */
export function sontConnus(horaires: Horaires): boolean {
  const weeks = horaires.semaines ?? [horaires.semaine];
  return weeks.some((week) => week?.some((jour) => jour !== null));
}

/** Returns what the place is at a moment of its own clock. */
export function etatAu(horaires: Horaires, moment: Moment): Etat {
  const current = plagesEnCours(horaires, moment);
  const sure = current.find(({ plage }) => plage[3] !== 0);
  const found = sure ?? current[0];
  if (found) {
    return {
      etat: sure ? "ouvert" : "a-confirmer",
      fin: sure ? finDe(horaires, found) : sansHeures(found.plage) ? null : finDePlage(found),
      commentaire: found.plage[2] ?? "",
    };
  }
  const vue = jourDe(horaires, moment.jour);
  if (vue.plages === null) {
    const { prochaine } = prochaineOuverture(horaires, moment);
    return { etat: "inconnu", prochaine, vue };
  }
  return { etat: "ferme", vue, ...prochaineOuverture(horaires, moment) };
}

/** Returns whether nothing but a comment is known of a day. */
function sansHeures([start, end]: Plage): boolean {
  return start === 0 && end === 1440;
}

interface PlageDatee {
  jour: string;
  plage: Plage;
}

/** Returns the slots that hold a moment, those of the night before included. */
function plagesEnCours(horaires: Horaires, { jour, minute }: Moment): PlageDatee[] {
  const yesterday = addDays(jour, -1);
  const found: PlageDatee[] = [];
  for (const [day, at] of [
    [jour, minute],
    [yesterday, minute + 1440],
  ] as const) {
    for (const plage of jourDe(horaires, day).plages ?? []) {
      if (plage[0] <= at && at < plage[1]) {
        found.push({ jour: day, plage });
      }
    }
  }
  return found;
}

/** Returns when a sure opening ends, through the slots that follow it without a break; null when that is over a week away. */
function finDe(horaires: Horaires, first: PlageDatee): Moment | null {
  let end = finDePlage(first);
  for (let links = 0; links < 50; links++) {
    const next = plagesEnCours(horaires, end).find(({ plage }) => plage[3] !== 0);
    if (!next) {
      return end;
    }
    end = finDePlage(next);
    if (addDays(first.jour, 8) < end.jour) {
      return null;
    }
  }
  return end;
}

function finDePlage({ jour, plage }: PlageDatee): Moment {
  return { jour: addDays(jour, Math.floor(plage[1] / 1440)), minute: plage[1] % 1440 };
}

/** Returns the next sure opening after a moment, and the first day before it of which nothing is known. */
export function prochaineOuverture(
  horaires: Horaires,
  { jour, minute }: Moment,
): { prochaine: Moment | null; inconnuAvant: VueDuJour | null } {
  let inconnuAvant: VueDuJour | null = null;
  for (let day = jour; day <= horaires.au; day = addDays(day, 1)) {
    const vue = jourDe(horaires, day);
    if (vue.plages === null) {
      inconnuAvant ??= vue;
      continue;
    }
    for (const [start, , , sure] of vue.plages) {
      if (sure !== 0 && (day > jour || start > minute)) {
        return { prochaine: { jour: day, minute: start }, inconnuAvant };
      }
    }
  }
  return { prochaine: null, inconnuAvant };
}
