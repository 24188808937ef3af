/** The files of the search as the build writes them (`schema/recherche.schema.json`), and the index made of them once. */

import { type Horaires, type Jour, jourDe } from "../horaires";

/** Facts under the keys of the venue file: a text, a list, or the richer values of `langues`, `labels`, `equipements`. */
export type Faits = Readonly<Record<string, unknown>>;

/** Hours whose days are places in `journees`. */
interface HorairesCourts {
  semaine?: readonly number[];
  semaines?: readonly (readonly number[])[];
  saisons?: readonly (readonly [string, string, readonly (readonly number[])[]])[];
  feries?: "ferme" | "inconnu";
  exceptions?: readonly (readonly [string, number, string?])[];
  fuseau?: string;
}

/** lieux.json. */
export interface Lieux {
  version: number;
  date: string;
  du: string;
  au: string;
  seuils: Readonly<
    Record<"proche_km" | "loin_km" | "a_surveiller_mois" | "a_verifier_mois" | "a_actualiser_mois", number>
  >;
  feries: Readonly<Record<string, string>>;
  epci: readonly (readonly [string, string])[];
  communes: { code_insee: readonly string[]; nom: readonly string[]; epci: readonly (number | null)[] };
  typologies: Readonly<Record<string, string>>;
  journees: readonly Jour[];
  horaires: readonly HorairesCourts[];
  fermetures: readonly (readonly (readonly [string, string, string])[])[];
  services: readonly string[];
  lots: readonly (readonly number[])[];
  conditions: readonly Faits[];
  faits: readonly Faits[];
  suspendus: readonly number[];
  muets: readonly number[];
  lieux: {
    id: readonly string[];
    nom: readonly string[];
    telephone: readonly (string | null)[];
    verifie_le: readonly string[];
    faits: readonly number[];
    fermetures: readonly (number | null)[];
  };
  points: {
    lieu: readonly number[];
    commune: readonly (number | null)[];
    latitude: readonly (number | null)[];
    longitude: readonly (number | null)[];
    precision: readonly (number | null)[];
    etape: readonly (string | null)[];
    horaires: readonly (number | null)[];
  };
  offres: {
    lieu: readonly number[];
    lot: readonly number[];
    conditions: readonly number[];
    horaires: readonly (number | null)[];
    fermetures: readonly (number | null)[];
  };
}

/** mots.json. */
export interface Mots {
  version: number;
  date: string;
  themes: Readonly<Record<string, string>>;
  services: Readonly<Record<string, readonly [string, string, string, readonly string[]]>>;
  mots_partages: Readonly<Record<string, readonly string[]>>;
  services_retires: Readonly<Record<string, readonly [string, readonly string[]]>>;
  libelles: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** communes-<département>.json. */
export interface Communes {
  version: number;
  date: string;
  departement: readonly [string, string];
  epci: readonly (readonly [string, string])[];
  communes: {
    code_insee: readonly string[];
    nom: readonly string[];
    codes_postaux: readonly string[];
    epci: readonly (number | null)[];
    latitude: readonly number[];
    longitude: readonly number[];
  };
  anciens: { nom: readonly string[]; code_insee: readonly string[] };
}

export const VERSION = 1;

/** Positions are whole numbers of ten-thousandths of a degree. */
export const GRID = 10_000;

/** Hours of an offer that are those of the venue, or of each of its stops. */
export const OF_THE_PLACE = -1;

/** Venues ready to be searched: numbers only, and the offers of each service. */
export interface Index {
  lieux: Lieux;
  total: number;
  /** Offers by service code. */
  offersOf: ReadonlyMap<string, Int32Array>;
  /** Offers (and points) of venue v: from `firstOffer[v]` to `firstOffer[v + 1]`, excluded. */
  firstOffer: Int32Array;
  firstPoint: Int32Array;
  /** Pairs (conditions of an offer, facts of its venue), without repetition: a filter is asked once for each. */
  pairOf: Int32Array;
  pairs: readonly (readonly [Faits, Faits])[];
  /** For each venue, the pair of what it says as a whole alone. */
  ownPair: Int32Array;
  suspended: Uint8Array;
  latitude: Float64Array;
  longitude: Float64Array;
}

/** A file that is not what the page was written for; the message is for the reader. */
export class DataError extends Error {}

/** Returns an item that must be there: a broken file stops here rather than further on. */
export function at<T>(list: ArrayLike<T>, rank: number): T {
  const found = list[rank];
  if (found === undefined) {
    throw new DataError(`il manque l’élément ${rank}`);
  }
  return found;
}

/** Returns a document if it has the version that this page reads. */
export function checked<T extends { version: number }>(document: unknown, key: keyof T): T {
  if (typeof document !== "object" || document === null || !(key in document)) {
    throw new DataError("ce fichier n’a pas la forme attendue");
  }
  const found = document as T;
  if (found.version !== VERSION) {
    throw new DataError(`ce fichier est d’une autre version (${String(found.version)})`);
  }
  return found;
}

/** Returns the index of a file of venues. */
export function indexed(lieux: Lieux): Index {
  const total = lieux.lieux.id.length;
  const offers = lieux.offres.lieu.length;
  const pairOf = new Int32Array(offers);
  const pairs: (readonly [Faits, Faits])[] = [];
  const known = new Map<number, number>();
  const pair = (conditions: number, faits: number): number => {
    const key = conditions * (lieux.faits.length + 1) + faits;
    let rank = known.get(key);
    if (rank === undefined) {
      rank = pairs.push([at(lieux.conditions, conditions), at(lieux.faits, faits)]) - 1;
      known.set(key, rank);
    }
    return rank;
  };
  const perService = lieux.services.map((): number[] => []);
  for (let offer = 0; offer < offers; offer++) {
    const venue = at(lieux.offres.lieu, offer);
    pairOf[offer] = pair(at(lieux.offres.conditions, offer), at(lieux.lieux.faits, venue));
    for (const service of at(lieux.lots, at(lieux.offres.lot, offer))) {
      at(perService, service).push(offer);
    }
  }
  const suspended = new Uint8Array(total);
  for (const venue of lieux.suspendus) {
    suspended[venue] = 1;
  }
  return {
    lieux,
    total,
    offersOf: new Map(lieux.services.map((code, rank) => [code, Int32Array.from(at(perService, rank))])),
    firstOffer: starts(lieux.offres.lieu, total),
    firstPoint: starts(lieux.points.lieu, total),
    pairOf,
    pairs,
    // The first of the conditions is always the one that says nothing.
    ownPair: Int32Array.from(lieux.lieux.faits, (faits) => pair(0, faits)),
    suspended,
    latitude: Float64Array.from(lieux.points.latitude, (value) => (value === null ? Number.NaN : value / GRID)),
    longitude: Float64Array.from(lieux.points.longitude, (value) => (value === null ? Number.NaN : value / GRID)),
  };
}

/** Returns where the rows of each venue begin; rows are in the order of venues. */
function starts(venues: readonly number[], total: number): Int32Array {
  const first = new Int32Array(total + 1);
  for (const venue of venues) {
    first[venue + 1] = (first[venue + 1] ?? 0) + 1;
  }
  for (let venue = 0; venue < total; venue++) {
    first[venue + 1] = (first[venue + 1] ?? 0) + (first[venue] ?? 0);
  }
  return first;
}

/** Gives the hours of offers and of places in the shape that `horaires.ts` reads; each is made once. */
export class Timetables {
  private readonly bare = new Map<number, Horaires>();
  private readonly closed = new Map<string, Horaires>();

  constructor(private readonly lieux: Lieux) {}

  /** Returns the hours of an offer at a point of its venue, null where they are unknown. */
  ofOffer(offer: number, point: number): Horaires | null {
    const { offres, points } = this.lieux;
    const own = offres.horaires[offer] ?? null;
    const rank = own === OF_THE_PLACE ? (points.horaires[point] ?? null) : own;
    return this.withClosures(rank, at(offres.lieu, offer), offres.fermetures[offer] ?? null);
  }

  /** Returns the hours of a venue at one of its points. */
  ofPoint(point: number): Horaires | null {
    const { points } = this.lieux;
    return this.withClosures(points.horaires[point] ?? null, at(points.lieu, point), null);
  }

  private withClosures(rank: number | null, venue: number, more: number | null): Horaires | null {
    if (rank === null) {
      return null;
    }
    const ofVenue = this.lieux.lieux.fermetures[venue] ?? null;
    if (ofVenue === null && more === null) {
      return this.plain(rank);
    }
    const key = `${rank}|${ofVenue}|${more}`;
    let found = this.closed.get(key);
    if (!found) {
      const fermetures = [ofVenue, more]
        .flatMap((list) => (list === null ? [] : at(this.lieux.fermetures, list)))
        .sort(([a], [b]) => (a < b ? -1 : 1));
      found = { ...this.plain(rank), fermetures };
      this.closed.set(key, found);
    }
    return found;
  }

  private plain(rank: number): Horaires {
    let found = this.bare.get(rank);
    if (!found) {
      found = this.expanded(at(this.lieux.horaires, rank));
      this.bare.set(rank, found);
    }
    return found;
  }

  private expanded(short: HorairesCourts): Horaires {
    const { journees, feries, du, au } = this.lieux;
    const week = (ranks: readonly number[]): Jour[] => ranks.map((rank) => journees[rank] ?? null);
    const [odd, even] = short.semaines ?? [short.semaine ?? [], short.semaine ?? []];
    const usual: Horaires = { du, au, semaines: [week(odd ?? []), week(even ?? odd ?? [])] };
    if (short.saisons) {
      usual.saisons = short.saisons.map(([first, last, [a, b]]) => [first, last, [week(a ?? []), week(b ?? a ?? [])]]);
    }
    if (short.fuseau) {
      usual.fuseau = short.fuseau;
    }
    const exceptions: [string, Jour, string?][] = (short.exceptions ?? []).map(([day, rank, name]) => {
      const ferie = name ?? feries[day];
      return ferie ? [day, journees[rank] ?? null, ferie] : [day, journees[rank] ?? null];
    });
    if (short.feries) {
      const told = new Set(exceptions.map(([day]) => day));
      for (const [day, name] of Object.entries(feries)) {
        if (!told.has(day) && jourDe(usual, day).plages?.length) {
          exceptions.push([day, short.feries === "ferme" ? [] : null, name]);
        }
      }
    }
    return exceptions.length ? { ...usual, exceptions } : usual;
  }
}
