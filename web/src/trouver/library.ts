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
  /** The label of a code in a table of the nomenclature. */
  label(table: string, code: string): string;
}

/** Returns the library of a site. */
export function library(site: Settings, mots: Mots, words: Words, places: Places, engine: Engine): Library {
  return { site, mots, words, places, engine, label: (table, code) => mots.libelles[table]?.[code] ?? code };
}
