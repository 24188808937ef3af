/** How far the points of an index are from a place, and what comes to it from further away. */

import { greatCircle } from "../sphere";
import type { Faits, Index } from "./data";
import type { Place } from "./places";

/** Returns the great-circle distance of every point, by the haversine formula, in kilometres; unplaced points are infinitely far. */
export function distancesFrom({ latitude, longitude }: Index, place: Place): Float64Array {
  return latitude.map((lat, point) => {
    const km = greatCircle(place.latitude, place.longitude, lat, longitude[point] ?? Number.NaN);
    return Number.isNaN(km) ? Number.POSITIVE_INFINITY : km;
  });
}

/** Returns whether an offer is given at a distance, in a zone that holds a place. */
export function comesTo(conditions: Faits, faits: Faits, place: Place): boolean {
  const how = conditions.modalites_accompagnement;
  const zone = conditions.zone_intervention ?? faits.zone_intervention;
  return (
    Array.isArray(how) &&
    how.includes("a-distance") &&
    Array.isArray(zone) &&
    zone.some((code) => code !== "" && (code === place.code || code === place.epci || code === place.departement))
  );
}
