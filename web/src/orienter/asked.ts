/**
 * The address of the page says which venues, for which services and from where; it says nothing of the person.
 *
 * Parameters: `lieux` (ids), `service` (codes), `pres` (INSEE code or "lat,lon"). Lists are separated by commas.
 */

import { MOST_CHOSEN, read } from "../trouver/address";
import type { Mots } from "../trouver/data";
import { pointOf } from "../trouver/places";

const LONGEST_ADDRESS = 20_000;
const LONGEST_ID = 120;
const MOST_TOLD = 5;

export interface Asked {
  lieux: readonly string[];
  service: readonly string[];
  pres: string;
}

/** Returns the ids that an address gives, and what had to be ignored, in sentences for the reader. */
export function readIds(search: string): { lieux: readonly string[]; notes: string[] } {
  const given = new URLSearchParams(search.slice(0, LONGEST_ADDRESS));
  const words = given.getAll("lieux").flatMap((list) => list.split(","));
  const all = [...new Set(words.map((word) => word.trim()).filter(Boolean))];
  const isId = (word: string): boolean => word.length <= LONGEST_ID && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(word);
  const lieux = all.filter(isId);
  const wrong = all.filter((word) => !isId(word));
  const notes = wrong
    .slice(0, MOST_TOLD)
    .map((word) => `« ${short(word)} » n’est pas l’identifiant d’un lieu : ignoré.`);
  if (wrong.length > MOST_TOLD) {
    notes.push(`${wrong.length - MOST_TOLD} autres identifiants ne sont pas lisibles : ignorés.`);
  }
  if (lieux.length > MOST_CHOSEN) {
    notes.push(
      `Une feuille porte ${MOST_CHOSEN} lieux au plus : les ${MOST_CHOSEN} premiers sont là, ${lieux.length - MOST_CHOSEN} ont été laissés de côté.`,
    );
  }
  return { lieux: lieux.slice(0, MOST_CHOSEN), notes };
}

/** Returns all that an address asks; services and place are read as the search page reads them. */
export function readAsked(search: string, mots: Mots): { asked: Asked; notes: string[] } {
  const { lieux, notes } = readIds(search);
  const given = new URLSearchParams(search.slice(0, LONGEST_ADDRESS));
  const kept = new URLSearchParams();
  for (const name of ["service", "pres"]) {
    for (const value of given.getAll(name)) {
      kept.append(name, value);
    }
  }
  const { asked, notes: more } = read(`?${kept}`, { mots, isVenue: () => false });
  return { asked: { lieux, service: asked.service, pres: asked.pres }, notes: [...notes, ...more] };
}

/** Returns the query of a sheet, "" for one that asks nothing. */
export function write({ lieux, service, pres }: Asked): string {
  const given = new URLSearchParams();
  for (const [name, value] of [
    ["lieux", lieux.join(",")],
    ["service", service.join(",")],
    ["pres", pres],
  ] as const) {
    if (value) {
      given.set(name, value);
    }
  }
  const text = given.toString().replace(/%2C/g, ",");
  return text ? `?${text}` : "";
}

/** Returns what may be sent to somebody: coordinates may be those of a home, and stay here. */
export function shareable(asked: Asked): Asked {
  return pointOf(asked.pres) ? { ...asked, pres: "" } : asked;
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
