/** What the map shows: the results of the lists, under the same numbers. */

import { type ListName, TOWN_HALL } from "./card";
import { at, GRID } from "./data";
import type { Result, ResultList } from "./engine";
import type { Library } from "./library";

/** A result at its place. */
export interface Pin {
  rank: number;
  list: ListName;
  name: string;
  latitude: number;
  longitude: number;
  /** Only its commune is known. */
  approximate: boolean;
  /** SIREN of the intercommunality that it is in, empty when unknown. */
  epci: string;
}

/** The pins of an answer, and how many of its results have no known place. */
export interface Pins {
  pins: readonly Pin[];
  unplaced: number;
  /** Results after these are in the list alone. */
  beyond: number;
}

const MOST = 300;

/** Returns the pins of lists, which are numbered one after the other. */
export function pinsOf(lists: readonly (readonly [ListName, ResultList])[], library: Library): Pins {
  const pins: Pin[] = [];
  let before = 0;
  let unplaced = 0;
  for (const [list, results] of lists) {
    for (let rank = 0; rank < results.length && before + rank < MOST; rank++) {
      const pin = pinOf(results.at(rank), before + rank + 1, list, library);
      if (pin) {
        pins.push(pin);
      } else {
        unplaced++;
      }
    }
    before += results.length;
  }
  return { pins, unplaced, beyond: Math.max(0, before - MOST) };
}

function pinOf({ venue, point }: Result, rank: number, list: ListName, { engine }: Library): Pin | null {
  const { lieux, points, communes, epci } = engine.index.lieux;
  const latitude = points.latitude[point] ?? null;
  const longitude = points.longitude[point] ?? null;
  if (latitude === null || longitude === null) {
    return null;
  }
  const commune = points.commune[point] ?? null;
  const siren = commune === null ? null : (communes.epci[commune] ?? null);
  return {
    rank,
    list,
    name: at(lieux.nom, venue),
    latitude: latitude / GRID,
    longitude: longitude / GRID,
    approximate: points.precision[point] === TOWN_HALL,
    epci: siren === null ? "" : at(epci, siren)[0],
  };
}
