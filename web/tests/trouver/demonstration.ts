/// <reference types="node" />
/** The demonstration directory as the page receives it on 21 November 2026, and the searches it must answer. */

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { Communes, Lieux, Mots } from "../../src/trouver/data";

export interface Scenario {
  id: string;
  recherche: Record<string, string | string[]>;
  premiers: string[];
  en_ordre?: string;
  jamais: string[];
  non_renseigne?: string[];
  aucun?: string;
  fermes?: string[];
}

const root = join(import.meta.dirname, "../../..");

const { fichiers, scenarios: read } = JSON.parse(
  execFileSync(join(root, ".venv/bin/python"), [join(import.meta.dirname, "demonstration.py"), "2026-11-21"], {
    encoding: "utf8",
    maxBuffer: 64 * 2 ** 20,
  }),
) as { fichiers: Record<string, unknown>; scenarios: Scenario[] };

export const scenarios = read;
export const files = fichiers;
export const lieux = fichiers["lieux.json"] as Lieux;
export const mots = fichiers["mots.json"] as Mots;
export const communes = Object.keys(fichiers)
  .filter((name) => name.startsWith("communes-"))
  .map((name) => fichiers[name] as Communes);

/** What an address may name in that directory. */
export const known = { mots, isVenue: (id: string): boolean => lieux.lieux.id.includes(id) };

/** Saturday 21 November 2026, 10:00 in Paris. */
export const INSTANT = new Date("2026-11-21T09:00:00Z");
