/** What the pages say of opening hours, in plain French; the only file that writes these sentences. */

import { addDays, daysBetween, isoWeekday, type Moment } from "./clock";
import {
  etatAu,
  type Fermeture,
  type Horaires,
  type Jour,
  jourDe,
  type Plage,
  sontConnus,
  type VueDuJour,
} from "./horaires";

const NBSP = "\u00a0";
const JOURS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const MOIS = [
  "janvier",
  "février",
  "mars",
  "avril",
  "mai",
  "juin",
  "juillet",
  "août",
  "septembre",
  "octobre",
  "novembre",
  "décembre",
];

/** What is shown: the state in one sentence, the hours of the day, and a note where something is not sure. */
export interface Affichage {
  etat: "ouvert" | "a-confirmer" | "ferme" | "inconnu";
  phrase: string;
  jour: string;
  note: string;
}

/** Returns what to show at a moment by the clock of the place. */
export function direMaintenant(horaires: Horaires, moment: Moment): Affichage {
  const vue = jourDe(horaires, moment.jour);
  const etat = etatAu(horaires, moment);
  const shown: Affichage = { etat: etat.etat, phrase: "", jour: direJour("Aujourd’hui", vue), note: "" };
  switch (etat.etat) {
    case "ouvert":
      shown.phrase = etat.fin ? `Ouvert jusqu’à ${heureDeFin(etat.fin, moment.jour)}` : "Ouvert jour et nuit";
      if (etat.commentaire) {
        shown.phrase += ` (${etat.commentaire})`;
      }
      if (vue.ferie) {
        shown.note = `Jour férié (${vue.ferie}).`;
      }
      break;
    case "a-confirmer":
      shown.phrase = `Ouverture à confirmer${etat.fin ? ` jusqu’à ${heureDeFin(etat.fin, moment.jour)}` : ""}`;
      if (etat.commentaire) {
        shown.phrase += `${NBSP}: ${etat.commentaire}`;
      }
      break;
    case "inconnu":
      shown.phrase = direInconnu(horaires, vue);
      shown.jour = "";
      if (vue.ferie && etat.prochaine) {
        shown.note = `Prochaine ouverture connue${NBSP}: ${quand(etat.prochaine, moment.jour)}.`;
      }
      break;
    case "ferme":
      shown.phrase = direFerme(vue, etat.prochaine, moment.jour);
      if (vue.fermeture && etat.prochaine) {
        shown.note = `Rouvre ${quand(etat.prochaine, moment.jour)}.`;
      }
      if (etat.inconnuAvant) {
        const unknown = etat.inconnuAvant;
        const day = capitale(nommer(unknown.jour, moment.jour));
        shown.note += `${shown.note ? " " : ""}${day}${unknown.ferie ? `, jour férié (${unknown.ferie})` : ""}${NBSP}: horaires à vérifier.`;
      }
      if (vue.fermeture) {
        shown.jour = "";
      }
      break;
  }
  return shown;
}

/** Returns what to show of a whole day that is looked at from afar, without any "now". */
export function direLeJour(horaires: Horaires, jour: string): Affichage {
  const vue = jourDe(horaires, jour);
  const title = capitale(dateEntiere(jour));
  if (vue.plages === null) {
    return { etat: "inconnu", phrase: `${title}${NBSP}: ${minuscule(direInconnu(horaires, vue))}`, jour: "", note: "" };
  }
  if (vue.fermeture) {
    return { etat: "ferme", phrase: `${title}${NBSP}: ${minuscule(direFermeture(vue.fermeture))}`, jour: "", note: "" };
  }
  const sure = vue.plages.some((plage) => plage[3] !== 0);
  const etat = sure ? "ouvert" : vue.plages.length ? "a-confirmer" : "ferme";
  return { etat, phrase: direJour(title, vue), jour: "", note: "" };
}

function direInconnu(horaires: Horaires, vue: VueDuJour): string {
  if (!sontConnus(horaires)) {
    return "Horaires non renseignés";
  }
  if (vue.ferie) {
    return `Jour férié (${vue.ferie})${NBSP}: horaires à vérifier`;
  }
  if (vue.horsPeriode) {
    return vue.jour > horaires.au
      ? `Horaires connus jusqu’au ${date(horaires.au)}${NBSP}: à vérifier après cette date`
      : `Horaires connus à partir du ${date(horaires.du)}`;
  }
  return "Horaires non renseignés ce jour";
}

function direFerme(vue: VueDuJour, prochaine: Moment | null, today: string): string {
  if (vue.fermeture) {
    return direFermeture(vue.fermeture);
  }
  const closed = vue.ferie ? `Fermé, jour férié (${vue.ferie})` : "Fermé";
  return prochaine ? `${closed} — ouvre ${quand(prochaine, today)}` : closed;
}

/** Returns "Fermé du 1er au 31 août : congés". */
export function direFermeture({ du, au, motif }: Fermeture): string {
  return `Fermé ${periode(du, au)}${motif ? `${NBSP}: ${motif}` : ""}`;
}

function direJour(title: string, vue: VueDuJour): string {
  return `${title}${vue.ferie ? `, jour férié (${vue.ferie})` : ""}${NBSP}: ${direPlages(vue.plages)}`;
}

/** Returns the slots of a day: "9 h à 12 h, 14 h à 18 h", "fermé", "non renseigné". */
export function direPlages(plages: Jour): string {
  if (plages === null) {
    return "non renseigné";
  }
  return plages.map(direPlage).join(", ") || "fermé";
}

function direPlage([start, end, comment, sure]: Plage): string {
  const allDay = start === 0 && end === 1440;
  if (allDay && sure === 0) {
    return [comment, "à confirmer"].filter(Boolean).join(", ");
  }
  const text = allDay ? `24${NBSP}h sur 24` : `${heure(start)}${NBSP}à${NBSP}${heure(end)}`;
  const notes = [comment, sure === 0 ? "à confirmer" : ""].filter(Boolean);
  return notes.length ? `${text} (${notes.join(", ")})` : text;
}

/** Returns a time of the day: "9 h", "9 h 30"; the end of the day is "minuit", later is the next day's hour. */
export function heure(minutes: number): string {
  if (minutes === 1440) {
    return "minuit";
  }
  const rest = minutes % 60;
  const hours = Math.floor((minutes % 1440) / 60);
  return `${hours}${NBSP}h${rest ? `${NBSP}${String(rest).padStart(2, "0")}` : ""}`;
}

function heureDeFin({ jour, minute }: Moment, today: string): string {
  const days = daysBetween(today, jour);
  if (minute === 0) {
    return days <= 1 ? "minuit" : `${nommer(addDays(jour, -1), today)} à minuit`;
  }
  // "jusqu’à 2 h" in the evening is understood; further away the day must be said.
  return days === 0 || (days === 1 && minute <= 720) ? heure(minute) : `${nommer(jour, today)} à ${heure(minute)}`;
}

function quand({ jour, minute }: Moment, today: string): string {
  if (minute === 0) {
    // "demain à minuit" would be heard a day late.
    const eve = addDays(jour, -1);
    return `${eve === today ? "ce soir" : nommer(eve, today)} à minuit`;
  }
  const at = `à ${heure(minute)}`;
  return jour === today ? at : `${nommer(jour, today)} ${at}`;
}

/** Returns "demain", "jeudi" within the week, "jeudi 3 septembre" beyond, with the year when it is another one. */
function nommer(jour: string, today: string): string {
  const days = daysBetween(today, jour);
  if (days === 0) {
    return "aujourd’hui";
  }
  if (days === 1) {
    return "demain";
  }
  const name = JOURS[isoWeekday(jour) - 1] ?? "";
  return days > 1 && days < 7 ? name : `${name} ${date(jour, jour.slice(0, 4) !== today.slice(0, 4))}`;
}

/** Returns "samedi 15 août 2026", or "samedi 15 août". */
export function dateEntiere(jour: string, withYear = true): string {
  return `${JOURS[isoWeekday(jour) - 1]} ${date(jour, withYear)}`;
}

/** Returns "lundi" for 1 to "dimanche" for 7. */
export function nomDuJour(weekday: number): string {
  return JOURS[weekday - 1] ?? "";
}

function date(jour: string, withYear = true): string {
  const [year, month, day] = jour.split("-").map(Number);
  const number = day === 1 ? "1er" : String(day);
  return `${number}${NBSP}${MOIS[(month ?? 1) - 1]}${withYear ? `${NBSP}${year}` : ""}`;
}

/** Returns "du 1er au 31 août", with the years only when they differ from one end to the other. */
function periode(du: string, au: string): string {
  if (du === au) {
    return `le ${date(du, false)}`;
  }
  if (du.slice(0, 7) === au.slice(0, 7)) {
    const day = Number(du.slice(8));
    return `du ${day === 1 ? "1er" : day} au ${date(au, false)}`;
  }
  const withYear = du.slice(0, 4) !== au.slice(0, 4);
  return `du ${date(du, withYear)} au ${date(au, withYear)}`;
}

/** Returns a text with a capital first letter. */
export function capitale(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function minuscule(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
