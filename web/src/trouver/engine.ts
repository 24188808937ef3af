/**
 * The search itself: which venues answer, in which of the two lists, in which order.
 *
 * It is one same offer that must answer every filter. A venue is in the list "oui" if one of its offers answers all of
 * them, apart if what is not said leaves the question open, nowhere if something says no. Order: the number of needs
 * that the venue answers, then the distance; nothing else, so that no venue can buy its place.
 */

import type { Horaires } from "../horaires";
import { at, type Faits, type Index, type Timetables } from "./data";
import { answer, type Filter } from "./facets";
import { dayOf, Openings, type When } from "./moments";
import type { Place } from "./places";
import { NO, type State, UNKNOWN, YES } from "./states";

/** What is asked. A need is a group of codes of which one is enough; no need at all asks for every venue. */
export interface Query {
  needs: readonly (readonly string[])[];
  place: Place | null;
  /** In kilometres as the crow flies; null is without limit. */
  radius: number | null;
  /** SIREN of an intercommunality whose venues alone are wanted, or empty. */
  territory: string;
  filters: readonly Filter[];
  whens: readonly When[];
  /** The instant of reading, which decides of "today". */
  instant: Date;
}

/** One venue of a list: the point that answers, how far it is (null when that cannot be told), the offers that answer. */
export interface Result {
  venue: number;
  point: number;
  km: number | null;
  offers: readonly number[];
  /** The ranks of the needs that these offers answer. */
  needs: readonly number[];
}

/** An ordered list whose results are worked out when they are looked at. */
export interface ResultList {
  length: number;
  venues: Int32Array;
  at(rank: number): Result;
}

/** The two lists of an answer, and the venues that would answer if they were not closed for the moment. */
export interface Found {
  yes: ResultList;
  unknown: ResultList;
  suspended: readonly number[];
}

/** A query, and what is worked out once for it. */
interface Asking {
  query: Query;
  /** The day that decides of labels and last days. */
  jour: string;
  /** For each filter, the states of the pairs that were asked already. */
  states: readonly Uint8Array[];
  distances: Float64Array;
}

const EARTH_RADIUS_KM = 6371.0088;
const MOST_NEEDS = 30;
const NOT_ASKED = 255;
// A key is one number: needs not answered, metres, venue, from the heaviest to the lightest.
const VENUES = 2 ** 20;
const METRES = 2 ** 25;

/** Searches an index; what one search has worked out serves the next one. */
export class Engine {
  private place: Place | null = null;
  private distances: Float64Array;
  private readonly filterStates = new Map<string, Uint8Array>();
  private readonly openings = new Map<string, Openings>();

  constructor(
    readonly index: Index,
    readonly timetables: Timetables,
  ) {
    this.distances = new Float64Array(index.latitude.length);
  }

  /** Returns what answers a query. */
  search(query: Query): Found {
    const { index } = this;
    const asking = this.asking(query);
    const wanted = query.needs.slice(0, MOST_NEEDS);
    const states = new Uint8Array(index.total);
    const masks = [new Int32Array(index.total), new Int32Array(index.total), new Int32Array(index.total)];
    const nearest = [new Float64Array(index.total), new Float64Array(index.total), new Float64Array(index.total)];
    const judge = (venue: number, offer: number, bit: number): void => {
      const { state, km } = this.best(venue, offer, asking);
      const mask = masks[state];
      const near = nearest[state];
      if (state !== NO && mask && near) {
        near[venue] = mask[venue] ? Math.min(near[venue] ?? km, km) : km;
        mask[venue] = (mask[venue] ?? 0) | bit;
        states[venue] = Math.max(states[venue] ?? 0, state);
      }
    };
    if (wanted.length === 0) {
      for (let venue = 0; venue < index.total; venue++) {
        judge(venue, -1, 1);
        if (query.filters.length || query.whens.length) {
          for (let offer = at(index.firstOffer, venue); offer < at(index.firstOffer, venue + 1); offer++) {
            judge(venue, offer, 1);
          }
        }
      }
    }
    // One offer often holds several codes of a same need: it is judged once.
    const judged = new Uint8Array(index.pairOf.length);
    wanted.forEach((codes, rank) => {
      for (const code of codes) {
        for (const offer of index.offersOf.get(code) ?? []) {
          if (judged[offer] === rank + 1) {
            continue;
          }
          judged[offer] = rank + 1;
          judge(at(index.lieux.offres.lieu, offer), offer, 1 << rank);
        }
      }
    });
    const keys: [number[], number[]] = [[], []];
    const suspended: number[] = [];
    for (let venue = 0; venue < index.total; venue++) {
      const state = states[venue];
      if (state === NO) {
        continue;
      }
      if (index.suspended[venue]) {
        suspended.push(venue);
        continue;
      }
      const side = state === YES ? YES : UNKNOWN;
      const mask = masks[side]?.[venue] ?? 0;
      const km = nearest[side]?.[venue] ?? 0;
      const missing = Math.max(1, wanted.length) - bits(mask);
      const metres = Math.min(METRES - 1, Number.isFinite(km) ? Math.round(km * 1000) : METRES - 1);
      keys[side === YES ? 0 : 1].push((missing * METRES + metres) * VENUES + venue);
    }
    return {
      yes: this.list(keys[0], YES, asking),
      unknown: this.list(keys[1], UNKNOWN, asking),
      suspended,
    };
  }

  /** Returns the first venue of a list that also answers a narrower query, or null; it stops as soon as it has found. */
  first(list: ResultList, narrower: Query): Result | null {
    const asking = this.asking(narrower);
    for (const venue of list.venues) {
      const result = this.result(venue, YES, asking);
      if (result.found) {
        return result;
      }
    }
    return null;
  }

  /** Returns the state of an offer for one moment at one point. */
  opening(when: When, offer: number, point: number): State {
    return this.openingsOf(when).state(this.hours(offer, point));
  }

  /** Returns the hours of an offer at one point, those of the venue there when the offer is negative; null is unknown. */
  hours(offer: number, point: number): Horaires | null {
    return offer < 0 ? this.timetables.ofPoint(point) : this.timetables.ofOffer(offer, point);
  }

  private list(keys: readonly number[], side: State, asking: Asking): ResultList {
    const sorted = Float64Array.from(keys).sort();
    const venues = Int32Array.from(sorted, (key) => key % VENUES);
    return {
      length: venues.length,
      venues,
      at: (rank) => this.result(at(venues, rank), side, asking),
    };
  }

  /** Returns the result of a venue that is known to be in a list. */
  private result(venue: number, side: State, asking: Asking): Result & { found: boolean } {
    const { index } = this;
    const { query } = asking;
    const offers: number[] = [];
    const needs = new Set<number>();
    let point = at(index.firstPoint, venue);
    let km = Number.POSITIVE_INFINITY;
    const consider = (offer: number): boolean => {
      const best = this.best(venue, offer, asking);
      if (best.state !== side) {
        return false;
      }
      if (best.km < km || offers.length === 0) {
        ({ point, km } = best);
      }
      return true;
    };
    for (let offer = at(index.firstOffer, venue); offer < at(index.firstOffer, venue + 1); offer++) {
      const codes = this.codes(offer);
      const answered = query.needs.flatMap((group, rank) => (group.some((code) => codes.includes(code)) ? [rank] : []));
      if ((answered.length || query.needs.length === 0) && consider(offer)) {
        offers.push(offer);
        for (const rank of answered) {
          needs.add(rank);
        }
      }
    }
    const found = offers.length > 0 || (query.needs.length === 0 && consider(-1));
    return {
      found,
      venue,
      point,
      km: query.place && Number.isFinite(km) ? km : null,
      offers,
      needs: [...needs].sort((a, b) => a - b),
    };
  }

  /** Returns the codes of an offer. */
  codes(offer: number): readonly string[] {
    const { lots, offres, services } = this.index.lieux;
    return at(lots, at(offres.lot, offer)).map((rank) => at(services, rank));
  }

  /** Returns the best state of an offer over the points of its venue, and the nearest point that has it. */
  private best(venue: number, offer: number, asking: Asking): { state: State; point: number; km: number } {
    const { index } = this;
    const { query, distances } = asking;
    const pair = offer < 0 ? at(index.ownPair, venue) : at(index.pairOf, offer);
    let facts: State = YES;
    for (let rank = 0; rank < query.filters.length && facts !== NO; rank++) {
      facts = smallest(facts, this.answered(rank, pair, venue, asking));
    }
    const found = { state: NO as State, point: -1, km: Number.POSITIVE_INFINITY };
    if (facts === NO || this.isOver(pair, asking)) {
      return found;
    }
    for (let point = at(index.firstPoint, venue); point < at(index.firstPoint, venue + 1); point++) {
      const km = at(distances, point);
      // Help at a distance comes to whoever lives in its zone, however far its desk is.
      if (query.radius !== null && query.place && !(km <= query.radius) && !this.comesTo(pair, query.place)) {
        continue;
      }
      if (query.territory && this.territoryOf(point) !== query.territory) {
        continue;
      }
      let state = facts;
      for (const when of query.whens) {
        state = state === NO ? NO : smallest(state, this.opening(when, offer, point));
      }
      if (state > found.state || (state === found.state && state !== NO && km < found.km)) {
        found.state = state;
        found.point = point;
        found.km = km;
      }
    }
    return found;
  }

  /** An offer with a last day is not proposed after it, even if the site has not been built since. */
  private isOver(pair: number, { jour }: Asking): boolean {
    const last = at(this.index.pairs, pair)[0].valide_au;
    return typeof last === "string" && last < jour;
  }

  /** Returns whether an offer is given at a distance to the people of a place. */
  private comesTo(pair: number, place: Place): boolean {
    const [conditions, faits] = at(this.index.pairs, pair);
    return comesTo(conditions, faits, place);
  }

  private territoryOf(point: number): string {
    const { points, communes, epci } = this.index.lieux;
    const commune = points.commune[point] ?? null;
    const rank = commune === null ? null : (communes.epci[commune] ?? null);
    return rank === null ? "" : (epci[rank]?.[0] ?? "");
  }

  private asking(query: Query): Asking {
    const day = query.whens.find((when) => when.kind === "day") ?? null;
    const jour = dayOf(day, query.instant);
    const states = query.filters.map(({ facet, values }) => {
      const key = `${facet.name}=${values.join(",")}@${jour}`;
      let known = this.filterStates.get(key);
      if (!known) {
        known = new Uint8Array(this.index.pairs.length).fill(NOT_ASKED);
        if (this.filterStates.size > 100) {
          this.filterStates.clear();
        }
        this.filterStates.set(key, known);
      }
      return known;
    });
    return { query, jour, states, distances: this.distancesFrom(query.place) };
  }

  private answered(rank: number, pair: number, venue: number, { query, jour, states }: Asking): State {
    const filter = at(query.filters, rank);
    const known = at(states, rank);
    // Whether a venue moves is a fact of its own, that no pair of conditions holds.
    if (filter.facet.name === "itinerance") {
      return answer(filter, {}, {}, jour, this.isItinerant(venue)).state;
    }
    const before = at(known, pair);
    if (before !== NOT_ASKED) {
      return before as State;
    }
    const [conditions, faits] = at(this.index.pairs, pair);
    const { state } = answer(filter, conditions, faits, jour, false);
    known[pair] = state;
    return state;
  }

  /** Returns whether a venue has stops. */
  isItinerant(venue: number): boolean {
    const { points } = this.index.lieux;
    return (points.etape[at(this.index.firstPoint, venue)] ?? null) !== null;
  }

  private openingsOf(when: When): Openings {
    const key = keyOf(when);
    let found = this.openings.get(key);
    if (!found) {
      found = new Openings(when);
      if (this.openings.size > 20) {
        this.openings.clear();
      }
      this.openings.set(key, found);
    }
    return found;
  }

  private distancesFrom(place: Place | null): Float64Array {
    if (place !== this.place) {
      this.place = place;
      this.distances = place ? distancesFrom(this.index, place) : new Float64Array(this.index.latitude.length);
    }
    return this.distances;
  }
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

function keyOf(when: When): string {
  switch (when.kind) {
    case "now":
      // "Now" is the same for a whole minute.
      return `now ${Math.floor(when.instant.getTime() / 60_000)}`;
    case "day":
      return when.jour;
    case "week":
      return when.name;
  }
}

function smallest(a: State, b: State): State {
  return a < b ? a : b;
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest; rest &= rest - 1) {
    count++;
  }
  return count;
}

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
