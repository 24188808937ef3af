/** What is around the places of a sheet: the town halls and the borders, each file asked once. */

import { checked } from "../trouver/data";
import { departementOf, fetched } from "../trouver/files";
import type { Settings } from "../trouver/settings";
import type { Referral } from "./referral";
import type { Croquis } from "./spot";
import type { Point } from "./whereabouts";

type Ring = readonly (readonly [number, number])[];

/** What a file of contours has of a commune, as GeoJSON. */
interface Contour {
  properties: { code_insee: string };
  geometry: { type: "MultiPolygon"; coordinates: readonly (readonly Ring[])[] };
}

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
  const placed = referrals.filter(({ commune, point }) => commune && point);
  const codes = new Set(placed.map(({ commune }) => commune));
  const [sketches, contours] = await Promise.all([
    all(
      placed.map(({ commune }) => departementOf(commune)),
      (code) => sketchesOf(site, code),
    ),
    all(placed.map(({ epci }) => epci).filter(Boolean), (siren) => contoursOf(site, siren)),
  ]);
  const borders = new Map(contours.map(({ properties, geometry }) => [properties.code_insee, geometry.coordinates]));
  return new Map(
    sketches
      .filter(([code]) => codes.has(code))
      .map(([code, croquis]) => [code, { croquis, border: (borders.get(code) ?? []).flat().map(pointsOf) }]),
  );
}

/** Returns all that some files hold, each asked once; one that does not come is left out. */
async function all<T>(names: readonly string[], load: (name: string) => Promise<readonly T[]>): Promise<T[]> {
  const found = await Promise.all([...new Set(names)].map((name) => load(name).catch(() => [])));
  return found.flat();
}

async function sketchesOf(site: Settings, departement: string): Promise<[string, Croquis][]> {
  const document = await fetched(`${site.data}croquis-${departement}.json`);
  return Object.entries(checked<{ version: number; communes: Record<string, Croquis> }>(document, "communes").communes);
}

async function contoursOf(site: Settings, siren: string): Promise<readonly Contour[]> {
  return ((await fetched(`${site.root}donnees/contours/${siren}.json`)) as { features: readonly Contour[] }).features;
}

function pointsOf(ring: Ring): Point[] {
  return ring.map(([longitude, latitude]) => ({ latitude, longitude }));
}
