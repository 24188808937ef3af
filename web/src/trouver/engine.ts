/**
 * The search itself: which venues answer, in which of the two lists, in which order.
 *
 * It is one same offer that must answer every filter. A venue is in the list "oui" if one of its offers answers all of
 * them, apart if what is not said leaves the question open, nowhere if something says no. Order: the number of needs
 * that the venue answers, then the distance; nothing else, so that no venue can buy its place.
 */

import type { Horaires } from "../horaires";
import { at, type Index, type Timetables } from "./data";
import { type Asking, Judge } from "./judge";
import type { When } from "./moments";
import type { Query } from "./query";
import { NO, type State, UNKNOWN, YES } from "./states";

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

const MOST_NEEDS = 30;
// A key is one number: needs not answered, metres, venue, from the heaviest to the lightest.
const VENUES = 2 ** 20;
const METRES = 2 ** 25;

/** Searches an index; what one search has worked out serves the next one. */
export class Engine {
  private readonly judge: Judge;

  constructor(
    readonly index: Index,
    timetables: Timetables,
  ) {
    this.judge = new Judge(index, timetables);
  }

  /** Returns what answers a query. */
  search(query: Query): Found {
    const { index } = this;
    const asking = this.judge.ask(query);
    const wanted = query.needs.slice(0, MOST_NEEDS);
    const states = new Uint8Array(index.total);
    const masks = [new Int32Array(index.total), new Int32Array(index.total), new Int32Array(index.total)];
    const nearest = [new Float64Array(index.total), new Float64Array(index.total), new Float64Array(index.total)];
    const weigh = (venue: number, offer: number, bit: number): void => {
      const { state, km } = this.judge.best(venue, offer, asking);
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
        weigh(venue, -1, 1);
        if (query.filters.length || query.whens.length) {
          for (let offer = at(index.firstOffer, venue); offer < at(index.firstOffer, venue + 1); offer++) {
            weigh(venue, offer, 1);
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
          weigh(at(index.lieux.offres.lieu, offer), offer, 1 << rank);
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
      keys[side === YES ? 0 : 1].push(keyOf(missing, km, venue));
    }
    return {
      yes: this.list(keys[0], YES, asking),
      unknown: this.list(keys[1], UNKNOWN, asking),
      suspended,
    };
  }

  /**
   * Returns the venues that say nothing of what is done there and that nothing else in the query refuses, nearest first.
   *
   * They are not answers: nobody knows. Without a need there is nothing to know. A directory that has just been imported has hardly any other.
   */
  silent(query: Query): ResultList {
    const asking = this.judge.ask({ ...query, needs: [] });
    const wanted = query.needs.some((codes) => codes.length);
    const keys = (wanted ? this.index.lieux.muets : []).flatMap((venue) => {
      const { state, km } = this.judge.best(venue, -1, asking);
      return state === NO ? [] : [keyOf(0, km, venue)];
    });
    const venues = ordered(keys);
    return {
      length: venues.length,
      venues,
      at: (rank) => {
        const venue = at(venues, rank);
        const { point, km } = this.judge.best(venue, -1, asking);
        return { venue, point, km: query.place && Number.isFinite(km) ? km : null, offers: [], needs: [] };
      },
    };
  }

  /** Returns the first venue of a list that also answers a narrower query, or null; it stops as soon as it has found. */
  first(list: ResultList, narrower: Query): Result | null {
    const asking = this.judge.ask(narrower);
    for (const venue of list.venues) {
      const result = this.result(venue, YES, asking);
      if (result.found) {
        return result;
      }
    }
    return null;
  }

  private list(keys: readonly number[], side: State, asking: Asking): ResultList {
    const venues = ordered(keys);
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
      const best = this.judge.best(venue, offer, asking);
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

  /** Returns the state of an offer for one moment at one point. */
  opening(when: When, offer: number, point: number): State {
    return this.judge.opening(when, offer, point);
  }

  /** Returns the hours of an offer at one point, those of the venue there when the offer is negative; null is unknown. */
  hours(offer: number, point: number): Horaires | null {
    return this.judge.hours(offer, point);
  }

  /** Returns whether a venue has stops. */
  isItinerant(venue: number): boolean {
    return this.judge.isItinerant(venue);
  }

  /** Returns the codes of an offer. */
  codes(offer: number): readonly string[] {
    const { lots, offres, services } = this.index.lieux;
    return at(lots, at(offres.lot, offer)).map((rank) => at(services, rank));
  }
}

function keyOf(missing: number, km: number, venue: number): number {
  const metres = Number.isFinite(km) ? Math.min(METRES - 1, Math.round(km * 1000)) : METRES - 1;
  return (missing * METRES + metres) * VENUES + venue;
}

function ordered(keys: readonly number[]): Int32Array {
  return Int32Array.from(Float64Array.from(keys).sort(), (key) => key % VENUES);
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest; rest &= rest - 1) {
    count++;
  }
  return count;
}
