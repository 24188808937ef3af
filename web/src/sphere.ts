/** Distances on the sphere that all figures of the project use. */

export const EARTH_RADIUS_KM = 6371.0088;
export const RADIANS = Math.PI / 180;

/** Returns the great-circle distance between two points in degrees, by the haversine formula, in kilometres. */
export function greatCircle(
  latitude: number,
  longitude: number,
  otherLatitude: number,
  otherLongitude: number,
): number {
  const halfLat = ((otherLatitude - latitude) * RADIANS) / 2;
  const halfLon = ((otherLongitude - longitude) * RADIANS) / 2;
  const chord =
    Math.sin(halfLat) ** 2 + Math.cos(latitude * RADIANS) * Math.cos(otherLatitude * RADIANS) * Math.sin(halfLon) ** 2;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(Math.min(1, chord)));
}
