/**
 * Where one more permanence would help: the rule of `maillage.coverage.greedy`, for any distance.
 *
 * The commune that brings the most people within the distance, then the next one once the first is there.
 */

import { EARTH_RADIUS_KM, greatCircle, RADIANS } from "../sphere";
import type { Reponses, Territoires, TownHalls } from "./data";
import type { State } from "./state";

const CHOICES = 10;
const KM_PER_DEGREE = EARTH_RADIUS_KM * RADIANS;
// Looking a little farther than the distance costs nothing: the exact distance decides.
const SLACK = 1.01;

/** A commune by its rank, the people that it brings near, and those who are then still beyond. */
export interface Proposal {
  commune: number;
  gain: number;
  auDela: number;
}

/** Returns at most ten communes, the best first; of two equal gains, the smaller INSEE code. */
export function proposals(state: State, places: Territoires, answers: Reponses, halls: TownHalls): Proposal[] {
  const { population } = places.communes;
  const inside = membersOf(state, places);
  const limit = Math.floor(state.seuil_km * 1000 + 1e-6);
  const beyond = inside.filter((commune) => {
    const metre = answers.metres[commune] ?? -1;
    return (population[commune] ?? 0) > 0 && (metre < 0 || metre > limit);
  });
  const left = new Map(beyond.map((commune) => [commune, population[commune] ?? 0]));
  const reached = neighbours(inside, beyond, state.seuil_km, halls);
  let auDela = beyond.reduce((sum, commune) => sum + (population[commune] ?? 0), 0);
  const found: Proposal[] = [];
  while (found.length < CHOICES) {
    let best: Proposal = { commune: -1, gain: 0, auDela };
    for (const [commune, towns] of reached) {
      const gain = towns.reduce((sum, town) => sum + (left.get(town) ?? 0), 0);
      if (gain > best.gain) {
        best = { commune, gain, auDela: auDela - gain };
      }
    }
    if (!best.gain) {
      return found;
    }
    auDela = best.auDela;
    found.push(best);
    for (const town of reached.get(best.commune) ?? []) {
      left.delete(town);
    }
  }
  return found;
}

/** Returns the communes of the area shown where somebody has looked, in the order of their codes. */
function membersOf({ epci }: State, { communes, epci: areas }: Territoires): number[] {
  const asked = areas.code.indexOf(epci);
  const ranks: number[] = [];
  communes.epci.forEach((area, commune) => {
    if (area !== null && areas.recense[area] === 1 && (epci === "" || area === asked)) {
      ranks.push(commune);
    }
  });
  return ranks;
}

/** Returns, for each commune whose town hall is known, the towns within the distance of it. */
function neighbours(
  inside: readonly number[],
  towns: readonly number[],
  km: number,
  { latitude, longitude, grille }: TownHalls,
): Map<number, number[]> {
  const at = (column: readonly (number | null)[], commune: number): number | null => {
    const whole = column[commune];
    return whole === null || whole === undefined ? null : whole / grille;
  };
  const known = towns
    .flatMap((town) => {
      const [north, east] = [at(latitude, town), at(longitude, town)];
      return north === null || east === null ? [] : [{ town, north, east }];
    })
    .sort((a, b) => a.north - b.north);
  const high = (km * SLACK) / KM_PER_DEGREE;
  const found = new Map<number, number[]>();
  for (const commune of inside) {
    const [north, east] = [at(latitude, commune), at(longitude, commune)];
    if (north === null || east === null) {
      continue;
    }
    const wide = high / Math.max(Math.cos((Math.abs(north) + high) * RADIANS), 0.01);
    const near: number[] = [];
    for (let rank = first(known, north - high); rank < known.length; rank += 1) {
      const other = known[rank];
      if (!other || other.north > north + high) {
        break;
      }
      if (Math.abs(other.east - east) <= wide && greatCircle(north, east, other.north, other.east) <= km) {
        near.push(other.town);
      }
    }
    found.set(commune, near);
  }
  return found;
}

/** Returns the rank of the first town that is not south of a latitude. */
function first(towns: readonly { north: number }[], north: number): number {
  let [low, high] = [0, towns.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((towns[middle]?.north ?? 0) < north) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
