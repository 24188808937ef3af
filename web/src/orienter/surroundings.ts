/** What is around the places of a sheet: the town halls and the borders, each file asked once. */

import { checked, GRID } from "../trouver/data";
import { departementOf, fetched } from "../trouver/files";
import type { Settings } from "../trouver/settings";
import type { Referral } from "./referral";
import type { Croquis } from "./spot";
import type { Point } from "./whereabouts";

/** What a sketch of one commune is drawn with. */
export interface Commune {
  croquis: Croquis;
  border: Point[][];
}

/** Returns what is known of the communes of some referrals, by INSEE code: a sheet without sketches is still a sheet. */
export async function communesAround(
  site: Settings,
  referrals: readonly Referral[],
): Promise<ReadonlyMap<string, Commune>> {
  const codes = new Set(referrals.filter(({ commune, point }) => commune && point).map(({ commune }) => commune));
  const departements = new Set([...codes].map(departementOf));
  const found = await Promise.all([...departements].map((code) => sketchesOf(site, code).catch(() => [])));
  return new Map(
    found
      .flat()
      .filter(([code]) => codes.has(code))
      .map(([code, croquis]) => [code, { croquis, border: (croquis.limite ?? []).map(pointsOf) }]),
  );
}

async function sketchesOf(site: Settings, departement: string): Promise<[string, Croquis][]> {
  const document = await fetched(`${site.data}croquis-${departement}.json`);
  return Object.entries(checked<{ version: number; communes: Record<string, Croquis> }>(document, "communes").communes);
}

/** Returns the points of a ring, which gives the first and then the steps from each to the next. */
export function pointsOf(ring: readonly number[]): Point[] {
  const points: Point[] = [];
  let [latitude, longitude] = [0, 0];
  for (let rank = 0; rank + 1 < ring.length; rank += 2) {
    latitude += ring[rank] ?? 0;
    longitude += ring[rank + 1] ?? 0;
    points.push({ latitude: latitude / GRID, longitude: longitude / GRID });
  }
  return points;
}
