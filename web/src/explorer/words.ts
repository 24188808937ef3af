/** What a state and a line say, in words. */

import { lowered } from "../trouver/french";
import type { Measure, Row } from "./figures";
import { decimal, kilometres, people, percent, whole } from "./french";

const NBSP = "\u00a0";
export const NOT_LOOKED_AT = "non recensé";
const NO_PLACE = "aucun lieu";
const NO_TOWN_HALL = "mairie non située";

/** Returns a value as a cell of the table says it. */
export function said(measure: Measure, row: Row, situated = true): string {
  if (!row.recense) {
    return NOT_LOOKED_AT;
  }
  if (measure === "distance" && !situated) {
    return NO_TOWN_HALL;
  }
  return value(measure, row.valeur, row.denominateur);
}

/** Returns the bounds of a value: "de 12 à 30", or nothing where they are the same. */
export function bounds(measure: Measure, row: Row): string {
  const [low, high] = [row.auMoins, row.auPlus];
  if (!row.recense || low === high) {
    return "";
  }
  if (measure === "heures_pour_10000") {
    return "un minimum\u00a0: les horaires inconnus ne comptent pas";
  }
  const [first, last] = [value(measure, low, row.denominateur), value(measure, high, row.denominateur)];
  return `entre ${first} et ${last}`;
}

function value(measure: Measure, found: number | null, denominator: number | null): string {
  switch (measure) {
    case "distance":
      return found === null ? NO_PLACE : kilometres(found);
    case "personnes_au_dela":
    case "personnes_a_portee": {
      const share = percent(found ?? 0, denominator ?? 0);
      return share && found ? `${whole(found)} (${share})` : whole(found ?? 0);
    }
    case "demi_journees_couvertes":
      return found === null ? "" : `${whole(found)} sur 14`;
    default:
      return found === null ? "" : decimal(found);
  }
}

/** The names of the menus as chosen, for the sentences. */
export interface Chosen {
  sujet: string;
  acces: string;
  indicateur: string;
  seuil_km: number;
  jour: string;
}

/** Returns what is looked for: "Aide aux démarches, sans rendez-vous". */
export function subject({ sujet, acces }: Chosen): string {
  return acces ? `${sujet}, ${lowered(acces)}` : sujet;
}

/** Returns the title of the map and of the table. */
export function title(measure: Measure, chosen: Chosen, communes: boolean): string {
  const far = kilometres(chosen.seuil_km);
  const what = subject(chosen);
  switch (measure) {
    case "personnes_au_dela":
      return `Personnes à plus de ${far} (${what})`;
    case "personnes_a_portee":
      return `Personnes à ${far} ou moins (${what})`;
    case "distance":
      return communes ? `Distance au plus proche (${what})` : `${chosen.indicateur} (${what})`;
    default:
      return `${chosen.indicateur} (${what})`;
  }
}

/** Returns what the whole of the territory says, in one sentence. */
export function sentence(measure: Measure, chosen: Chosen, whole: Row): string {
  if (!whole.recense) {
    return `${whole.nom}${NBSP}: ${NOT_LOOKED_AT}. Personne n’y a encore cherché de lieux, ce n’est pas un désert.`;
  }
  const far = kilometres(chosen.seuil_km);
  const between = bounds(measure, whole);
  const open = between.startsWith("entre") ? `, ${between} selon ce que les fiches ne disent pas` : "";
  const all = people(whole.population);
  switch (measure) {
    case "personnes_au_dela":
      return `${whole.nom}${NBSP}: ${said(measure, whole)} sur ${all} à plus de ${far}${open}.`;
    case "personnes_a_portee":
      return `${whole.nom}${NBSP}: ${said(measure, whole)} sur ${all} à ${far} ou moins${open}.`;
    case "distance":
      return `${whole.nom}${NBSP}: ${lowered(chosen.indicateur)}, ${said(measure, whole)}${open}.`;
    default:
      return `${whole.nom}${NBSP}: ${lowered(chosen.indicateur)}, ${said(measure, whole)}${open}.`;
  }
}

/** Returns the title of the column of values. */
export function column(measure: Measure, chosen: Chosen, communes: boolean): string {
  switch (measure) {
    case "personnes_au_dela":
      return `Personnes à plus de ${kilometres(chosen.seuil_km)}`;
    case "personnes_a_portee":
      return `Personnes à ${kilometres(chosen.seuil_km)} ou moins`;
    case "distance":
      return communes ? "Distance au plus proche" : chosen.indicateur;
    default:
      return chosen.indicateur;
  }
}
