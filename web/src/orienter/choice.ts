/** What of a venue answers the need: which of its offers, and at which of its places. */

import { type Moment, momentIn } from "../clock";
import { type Horaires, prochaineOuverture } from "../horaires";
import { at } from "../trouver/data";
import { distancesFrom } from "../trouver/distances";
import type { Engine } from "../trouver/engine";
import type { Place } from "../trouver/places";
import { factsOf } from "../trouver/reasons";

/** A venue at one of its places, with the offers that answer; all that hold today where no service is asked. */
export interface Chosen {
  venue: number;
  point: number;
  /** The place is one stop among several. */
  stops: number;
  km: number | null;
  offers: readonly number[];
  /** The services asked that the venue does not declare. */
  missing: readonly string[];
}

/** More ways than that to have the same help are left to the page of the venue. */
const MOST_WAYS = 3;

/** Returns the ranks of venues by their id. */
export function ranks({ index }: Engine): ReadonlyMap<string, number> {
  return new Map(index.lieux.lieux.id.map((id, rank) => [id, rank]));
}

/** Returns what of a venue answers some services at an instant: at its nearest place, else where it opens first. */
export function choose(
  engine: Engine,
  venue: number,
  service: readonly string[],
  place: Place | null,
  instant: Date,
): Chosen {
  const { index } = engine;
  const today = momentIn("Europe/Paris", instant).jour;
  const offers: number[] = [];
  const declared = new Set<string>();
  for (let offer = at(index.firstOffer, venue); offer < at(index.firstOffer, venue + 1); offer++) {
    const last = factsOf(engine, venue, offer)[0].valide_au;
    const codes = engine.codes(offer).filter((code) => service.length === 0 || service.includes(code));
    if (
      codes.length &&
      (service.length === 0 || offers.length < MOST_WAYS) &&
      !(typeof last === "string" && last < today)
    ) {
      offers.push(offer);
      for (const code of codes) {
        declared.add(code);
      }
    }
  }
  const first = at(index.firstPoint, venue);
  const points = Array.from({ length: at(index.firstPoint, venue + 1) - first }, (_, rank) => first + rank);
  const km = place ? distancesFrom(index, place) : null;
  const point = km
    ? least(points, (one) => at(km, one))
    : least(points, (one) => opening(engine, offers, one, instant));
  const far = km ? at(km, point) : Number.NaN;
  return {
    venue,
    point,
    stops: points.filter((one) => (index.lieux.points.etape[one] ?? null) !== null).length,
    km: Number.isFinite(far) ? far : null,
    offers,
    missing: service.filter((code) => !declared.has(code)),
  };
}

/** Returns the moment by the clock of some hours. */
export function momentOf(hours: Horaires | null, instant: Date): Moment {
  return momentIn(hours?.fuseau ?? "Europe/Paris", instant);
}

function opening(engine: Engine, offers: readonly number[], point: number, instant: Date): string {
  const next = (offers.length ? offers : [-1]).flatMap((offer) => {
    const hours = engine.hours(offer, point);
    const found = hours ? prochaineOuverture(hours, momentOf(hours, instant)).prochaine : null;
    return found ? [`${found.jour} ${String(found.minute).padStart(4, "0")}`] : [];
  });
  return next.sort()[0] ?? "~";
}

/** Returns the first of the smallest. */
function least<T extends number | string>(points: readonly number[], key: (point: number) => T): number {
  let best = points[0] ?? 0;
  for (const point of points) {
    if (key(point) < key(best)) {
      best = point;
    }
  }
  return best;
}
