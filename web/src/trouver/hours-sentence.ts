/** The hours that a result has today, or on the day asked, in one sentence. */

import { momentIn } from "../clock";
import { etatAu, type Horaires, jourDe } from "../horaires";
import { type Affichage, dateEntiere, direLeJour, direMaintenant, direPlages } from "../sentences";
import { h } from "./dom";
import type { Query } from "./query";

/** Returns the sentence of known hours. */
export function hoursSentence(hours: Horaires, query: Query): HTMLElement {
  const asked = query.whens.find((when) => when.kind === "day");
  const { etat, phrase, jour, note } =
    asked?.kind === "day" ? direLeJour(hours, asked.jour) : sentenceNow(hours, query.instant);
  // "Fermé — ouvre lundi" has said it already.
  const more = [jour.endsWith("fermé") ? "" : jour, note].filter(Boolean).join(". ");
  return h(
    "span",
    { "data-ouverture": etat },
    h("strong", {}, phrase),
    more ? `. ${more}`.replace(/\.\.+/g, ".") : null,
  );
}

/** Returns the day and the hours of the next passing of a venue that moves, empty when none is known. */
export function nextPassing(hours: Horaires, instant: Date): string {
  const moment = momentIn(hours.fuseau ?? "Europe/Paris", instant);
  const now = etatAu(hours, moment);
  const jour = "prochaine" in now ? now.prochaine?.jour : moment.jour;
  return jour ? `${dateEntiere(jour)} : ${direPlages(jourDe(hours, jour).plages)}` : "";
}

// Looking for the next opening may read a year of days: once a minute is enough for hours that many offers share.
const told = new WeakMap<Horaires, readonly [number, Affichage]>();

function sentenceNow(hours: Horaires, instant: Date): Affichage {
  const minute = Math.floor(instant.getTime() / 60_000);
  const before = told.get(hours);
  if (before?.[0] === minute) {
    return before[1];
  }
  const shown = direMaintenant(hours, momentIn(hours.fuseau ?? "Europe/Paris", instant));
  told.set(hours, [minute, shown]);
  return shown;
}
