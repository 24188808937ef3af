/** How far the points of an index are from a place, and what comes to it from further away. */

import type { Faits, Index } from "./data";
import type { Place } from "./places";

const EARTH_RADIUS_KM = 6371.0088;

/** Returns the great-circle distance of every point, by the haversine formula, in kilometres; unplaced points are infinitely far. */
export function distancesFrom({ latitude, longitude }: Index, place: Place): Float64Array {
  const radians = Math.PI / 180;
  const cosine = Math.cos(place.latitude * radians);
  return latitude.map((lat, point) => {
    const halfLat = ((lat - place.latitude) * radians) / 2;
    const halfLon = (((longitude[point] ?? Number.NaN) - place.longitude) * radians) / 2;
    const chord = Math.sin(halfLat) ** 2 + cosine * Math.cos(lat * radians) * Math.sin(halfLon) ** 2;
    const km = 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, chord)));
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
