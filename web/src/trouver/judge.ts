/** Whether one offer answers all that is asked, where, and how far; what one search has worked out serves the next. */

import type { Horaires } from "../horaires";
import { at, type Index, type Timetables } from "./data";
import { comesTo, distancesFrom } from "./distances";
import { answer } from "./facets";
import { dayOf, Openings, type When } from "./moments";
import type { Place } from "./places";
import type { Query } from "./query";
import { NO, type State, YES } from "./states";

/** A query, and what is worked out once for it. */
export interface Asking {
  query: Query;
  /** The day that decides of labels and last days. */
  jour: string;
  /** For each filter, the states of the pairs that were asked already. */
  states: readonly Uint8Array[];
  distances: Float64Array;
}

const NOT_ASKED = 255;
const MOST_FILTERS = 100;
const MOST_MOMENTS = 20;

/** Judges the offers of an index one by one. */
export class Judge {
  private place: Place | null = null;
  private distances: Float64Array;
  private readonly filterStates = new Map<string, Uint8Array>();
  private readonly openings = new Map<string, Openings>();

  constructor(
    private readonly index: Index,
    private readonly timetables: Timetables,
  ) {
    this.distances = new Float64Array(index.latitude.length);
  }

  /** Returns a query ready to be asked of every offer. */
  ask(query: Query): Asking {
    const day = query.whens.find((when) => when.kind === "day") ?? null;
    const jour = dayOf(day, query.instant);
    const states = query.filters.map(({ facet, values }) => {
      const key = `${facet.name}=${values.join(",")}@${jour}`;
      let known = this.filterStates.get(key);
      if (!known) {
        known = new Uint8Array(this.index.pairs.length).fill(NOT_ASKED);
        if (this.filterStates.size > MOST_FILTERS) {
          this.filterStates.clear();
        }
        this.filterStates.set(key, known);
      }
      return known;
    });
    return { query, jour, states, distances: this.distancesFrom(query.place) };
  }
  /** Returns the best state of an offer over the points of its venue, and the nearest point that has it. */
  best(venue: number, offer: number, asking: Asking): { state: State; point: number; km: number } {
    const { index } = this;
    const { query, distances } = asking;
    const pair = offer < 0 ? at(index.ownPair, venue) : at(index.pairOf, offer);
    let facts: State = YES;
    for (let rank = 0; rank < query.filters.length && facts !== NO; rank++) {
      facts = smallest(facts, this.answered(rank, pair, venue, asking));
    }
    const conditions = at(index.pairs, pair);
    const found = { state: NO as State, point: -1, km: Number.POSITIVE_INFINITY };
    if (facts === NO || this.isOver(pair, asking)) {
      return found;
    }
    for (let point = at(index.firstPoint, venue); point < at(index.firstPoint, venue + 1); point++) {
      const km = at(distances, point);
      // Help at a distance comes to whoever lives in its zone, however far its desk is.
      if (query.radius !== null && query.place && !(km <= query.radius) && !comesTo(...conditions, query.place)) {
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

  /** Returns the state of an offer for one moment at one point. */
  opening(when: When, offer: number, point: number): State {
    return this.openingsOf(when).state(this.hours(offer, point));
  }

  /** Returns the hours of an offer at one point, those of the venue there when the offer is negative; null is unknown. */
  hours(offer: number, point: number): Horaires | null {
    return offer < 0 ? this.timetables.ofPoint(point) : this.timetables.ofOffer(offer, point);
  }

  /** An offer with a last day is not proposed after it, even if the site has not been built since. */
  private isOver(pair: number, { jour }: Asking): boolean {
    const last = at(this.index.pairs, pair)[0].valide_au;
    return typeof last === "string" && last < jour;
  }

  private territoryOf(point: number): string {
    const { points, communes, epci } = this.index.lieux;
    const commune = points.commune[point] ?? null;
    const rank = commune === null ? null : (communes.epci[commune] ?? null);
    return rank === null ? "" : (epci[rank]?.[0] ?? "");
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
      if (this.openings.size > MOST_MOMENTS) {
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
