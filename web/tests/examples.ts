/// <reference types="node" />
/** The examples that the Python tests check too: tests/exemples/horaires/*.json. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Horaires, Jour } from "../src/horaires";

export interface Exemple {
  nom: string;
  horaire: Horaires;
  jours: Record<string, { plages: Jour; ferie?: string; fermeture?: [string, string, string] }>;
  mots: [string, string][];
}

const folder = join(import.meta.dirname, "../../tests/exemples/horaires");

export const exemples: Exemple[] = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .sort()
  .map((name) => ({ nom: name.replace(/\.json$/, ""), ...JSON.parse(readFileSync(join(folder, name), "utf8")) }));

/** Returns the hours of one example by its name. */
export function horaire(nom: string): Horaires {
  const found = exemples.find((exemple) => exemple.nom === nom);
  if (!found) {
    throw new Error(`no example ${nom}`);
  }
  return found.horaire;
}
