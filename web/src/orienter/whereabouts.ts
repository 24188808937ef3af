/** Where a place is, in words: how far and in which direction from a town hall or from where the person starts. */

import { EARTH_RADIUS_KM, RADIANS } from "../sphere";
import { distance } from "../trouver/french";

export interface Point {
  latitude: number;
  longitude: number;
}

/** A point, and whether only its commune is known. */
export interface Located extends Point {
  approximate: boolean;
}

/** A town hall with the name of its commune. */
export interface Hall extends Point {
  nom: string;
}

const HERE_KM = 0.15;
const TO = ["au nord", "au nord-est", "à l’est", "au sud-est", "au sud", "au sud-ouest", "à l’ouest", "au nord-ouest"];

/** Returns the way from one point to another in kilometres east and north, on a plane that is true around the first. */
export function offset(from: Point, to: Point): { east: number; north: number } {
  return {
    east: (to.longitude - from.longitude) * RADIANS * Math.cos(from.latitude * RADIANS) * EARTH_RADIUS_KM,
    north: (to.latitude - from.latitude) * RADIANS * EARTH_RADIUS_KM,
  };
}

/** Returns the distance between two near points, in kilometres as the crow flies. */
export function kilometres(from: Point, to: Point): number {
  const { east, north } = offset(from, to);
  return Math.hypot(east, north);
}

/** Returns the direction of a point seen from another: "au nord-est". */
export function direction(from: Point, to: Point): string {
  const { east, north } = offset(from, to);
  const eighth = Math.round((Math.atan2(east, north) / Math.PI) * 4);
  return TO[(eighth + 8) % 8] ?? "";
}

/** Returns "à 4,2 km à vol d’oiseau au nord-est de la mairie de Gaël", "tout près de la mairie de Gaël". */
export function fromHall(hall: Hall, place: Point): string {
  const km = kilometres(hall, place);
  const name = `de la mairie ${of(hall.nom)}`;
  return km < HERE_KM ? `tout près ${name}` : `à ${distance(km)} à vol d’oiseau ${direction(hall, place)} ${name}`;
}

/** Returns the name of a commune after "de": "de Gaël", "d’Irodouer", "du Rheu", "des Iffs", "de La Chapelle". */
export function of(name: string): string {
  if (/^Le /.test(name)) {
    return `du ${name.slice(3)}`;
  }
  if (/^Les /.test(name)) {
    return `des ${name.slice(4)}`;
  }
  return /^[AEIOUÂÀÉÈÊËÎÏÔÙÛÜŒ]/i.test(name) ? `d’${name}` : `de ${name}`;
}
