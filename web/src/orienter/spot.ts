/** Where one goes: the address of the venue or of its stop, the door, and what it is near. */

import { at, GRID } from "../trouver/data";
import type { Details } from "../trouver/details";
import type { Engine } from "../trouver/engine";
import { distance } from "../trouver/french";
import type { Place } from "../trouver/places";
import type { Chosen } from "./choice";
import { paragraph } from "./facts";
import { direction, fromHall, type Hall, kilometres, type Located, type Point } from "./whereabouts";

/** One commune of croquis-<département>.json; points are in ten-thousandths of a degree. */
export interface Croquis {
  nom: string;
  mairie?: readonly [number, number];
  autour?: readonly (readonly [string, number, number])[];
  /** Rings: the first point, then the steps from each to the next. */
  limite?: readonly (readonly number[])[];
}

export interface Spot {
  text: string;
  /** How many stops it is one of, empty for a place that does not move. */
  round: string;
  lines: readonly string[];
  door: string;
  stop: string;
  commune: string;
  point: Located | null;
}

const APPROXIMATE = 2;
const SAME_KM = 0.05;
const DEPARTURE = "départ";

/** Returns where a venue is, at the place that was chosen. */
export function spotOf(engine: Engine, { venue, point, stops }: Chosen, details: Details): Spot {
  const { index } = engine;
  const { points, communes } = index.lieux;
  const stop = points.etape[point] ?? "";
  const rank = point - at(index.firstPoint, venue) - (details.adresse ? 1 : 0);
  const etape = stop ? details.etapes?.[rank] : undefined;
  const lines = etape?.adresse ?? details.adresse ?? [];
  const commune = points.commune[point] ?? null;
  const { [point]: latitude = null } = points.latitude;
  const { [point]: longitude = null } = points.longitude;
  const door = etape?.trouver_la_porte ?? (stop ? "" : (details.trouver_la_porte ?? ""));
  return {
    text: paragraph([stop ? `Arrêt : ${stop}` : "", lines.join(", ").replace(/(\d{5}) (?=\S)/, "$1\u00a0")]),
    round: stops > 1 ? `Ce lieu se déplace : ${stops} arrêts en tout, voir sa page.` : "",
    lines,
    door: paragraph([details.hote ? `Dans les murs de : ${details.hote}` : "", door]),
    stop,
    commune: commune === null ? "" : at(communes.code_insee, commune),
    point:
      latitude === null || longitude === null
        ? null
        : {
            latitude: latitude / GRID,
            longitude: longitude / GRID,
            approximate: points.precision[point] === APPROXIMATE,
          },
  };
}

/** Returns the town halls of a sketch, that of the commune first. */
export function hallsOf({ nom, mairie, autour = [] }: Croquis): Hall[] {
  const own = mairie ? [hall(nom, mairie[0], mairie[1])] : [];
  return [...own, ...autour.map(([name, latitude, longitude]) => hall(name, latitude, longitude))];
}

/** Returns where a point is in words: from the start, then from the nearest town hall. */
export function landmark(point: Located, start: Hall | null, halls: readonly Hall[]): string {
  if (point.approximate) {
    return "Position approximative : seule la commune est connue.";
  }
  const [nearest] = [...halls].sort((a, b) => kilometres(a, point) - kilometres(b, point));
  const same = start && nearest && kilometres(start, nearest) < SAME_KM;
  const told = [start && !same ? fromStart(start, point) : "", nearest ? fromHall(nearest, point) : ""];
  return paragraph([told.filter(Boolean).join(", et ")]);
}

/** Returns the name that a starting place has on paper: "Gaël" rather than "Gaël (Ille-et-Vilaine)". */
export function startOf(place: Place | null): Hall | null {
  return (
    place && {
      nom: place.code ? place.name.replace(/ \([^()]*\)$/, "") : DEPARTURE,
      latitude: place.latitude,
      longitude: place.longitude,
    }
  );
}

/** A commune is where its town hall is. */
function fromStart(start: Hall, point: Point): string {
  return start.nom === DEPARTURE
    ? `à ${distance(kilometres(start, point))} à vol d’oiseau ${direction(start, point)} du point de départ`
    : fromHall(start, point);
}

function hall(nom: string, latitude: number, longitude: number): Hall {
  return { nom, latitude: latitude / GRID, longitude: longitude / GRID };
}
