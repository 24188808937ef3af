/** All that the page knows once its files have come, given to whatever writes a part of it. */

import type { Mots } from "./data";
import type { Engine } from "./engine";
import type { Places } from "./places";
import type { Settings } from "./settings";
import type { Words } from "./words";

export interface Library {
  site: Settings;
  mots: Mots;
  words: Words;
  places: Places;
  engine: Engine;
  /** The names of the venues, by id. */
  names: ReadonlyMap<string, string>;
  isVenue(id: string): boolean;
  /** The label of a code in a table of the nomenclature. */
  label(table: string, code: string): string;
}

/** Returns the library of a site. */
export function library(site: Settings, mots: Mots, words: Words, places: Places, engine: Engine): Library {
  const { id, nom } = engine.index.lieux.lieux;
  const names = new Map(id.map((one, rank) => [one, nom[rank] ?? one]));
  return {
    site,
    mots,
    words,
    places,
    engine,
    names,
    isVenue: (one) => names.has(one),
    label: (table, code) => mots.libelles[table]?.[code] ?? code,
  };
}
