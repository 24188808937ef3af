/** The files of the page as the build writes them (`pages/couverture/explorer.py`). */

const VERSION = 1;

/** territoires.json. */
export interface Territoires {
  version: number;
  date: string;
  hub: { nom: string };
  proche_km: number;
  loin_km: number;
  epci: {
    code: readonly string[];
    nom: readonly string[];
    recense: readonly number[];
    partiel: readonly number[];
  };
  communes: {
    code_insee: readonly string[];
    nom: readonly string[];
    population: readonly number[];
    epci: readonly (number | null)[];
    situee: readonly number[];
  };
}

/** One column of numbers for the hub then each intercommunality: as declared, then at best where that differs. */
export type Column = readonly (readonly (number | null)[])[];

/** `<sujet>[.<acces>].json`: distances of communes, and figures of the hub then of each intercommunality. */
export interface Reponses {
  version: number;
  /** Whole metres, negative where there is nothing to say. */
  metres: readonly number[];
  metres_au_mieux: readonly number[];
  structures: Column;
  heures_pour_10000: Column;
  demi_journees_couvertes: Column;
}

/** contours.json: rings as steps on a grid. */
interface Contours {
  version: number;
  grille: number;
  epci: Readonly<Record<string, readonly (readonly number[])[]>>;
}

/** mairies.json: where town halls stand, as steps of a grid to the degree, and who there could take a permanence. */
export interface TownHalls {
  version: number;
  grille: number;
  latitude: readonly (number | null)[];
  longitude: readonly (number | null)[];
  /** By rank of the commune: the addresses and names of a few, and how many others there are. */
  hotes: Readonly<Record<string, { lieux: readonly (readonly [string | null, string])[]; autres: number }>>;
}

/** Points of longitude and latitude. */
export type Ring = readonly (readonly [number, number])[];

/** The contour of each territory, by code. */
export type Shapes = ReadonlyMap<string, readonly Ring[]>;

/** Why the page cannot be shown, for the reader. */
export class DataError extends Error {}

/** Brings the files, each once. */
export class Files {
  private readonly waiting = new Map<string, Promise<unknown>>();

  constructor(
    private readonly folder: string,
    private readonly contours: string,
  ) {}

  territoires(): Promise<Territoires> {
    return this.bring<Territoires>(`${this.folder}territoires.json`, "communes");
  }

  reponses(sujet: string, acces: string): Promise<Reponses> {
    return this.bring<Reponses>(`${this.folder}${sujet}${acces ? `.${acces}` : ""}.json`, "metres");
  }

  mairies(): Promise<TownHalls> {
    return this.bring<TownHalls>(`${this.folder}mairies.json`, "hotes");
  }

  /** The contours of all the intercommunalities. */
  async intercommunalites(): Promise<Shapes> {
    const { grille, epci } = await this.bring<Contours>(`${this.folder}contours.json`, "grille");
    return new Map(Object.entries(epci).map(([code, rings]) => [code, rings.map((steps) => walked(steps, grille))]));
  }

  /** The contours of the communes of one intercommunality. */
  async communes(siren: string): Promise<Shapes> {
    const document = await this.fetched(`${this.contours}${siren}.json`);
    return shapesOf(document);
  }

  private async bring<T extends { version: number }>(address: string, key: keyof T & string): Promise<T> {
    const document = await this.fetched(address);
    if (typeof document !== "object" || document === null || !(key in document)) {
      throw new DataError("un fichier n’a pas la forme attendue");
    }
    const found = document as T;
    if (found.version !== VERSION) {
      throw new DataError(`un fichier est d’une autre version (${String(found.version)}) : rechargez la page`);
    }
    return found;
  }

  private fetched(address: string): Promise<unknown> {
    let found = this.waiting.get(address);
    if (!found) {
      found = fetch(address, { credentials: "same-origin" }).then((response) => {
        if (!response.ok) {
          throw new DataError(`un fichier manque (${response.status})`);
        }
        return response.json() as Promise<unknown>;
      });
      this.waiting.set(address, found);
      // What has failed may be asked again.
      found.catch(() => this.waiting.delete(address));
    }
    return found;
  }
}

function walked(steps: readonly number[], grid: number): Ring {
  const ring: [number, number][] = [];
  let [x, y] = [0, 0];
  for (let rank = 0; rank + 1 < steps.length; rank += 2) {
    x += steps[rank] ?? 0;
    y += steps[rank + 1] ?? 0;
    ring.push([x / grid, y / grid]);
  }
  return ring;
}

interface Feature {
  properties: { code_insee: string };
  geometry: { type: string; coordinates: readonly (readonly Ring[])[] };
}

/** Returns the rings of a GeoJSON of communes, whose geometries are all multipolygons. */
export function shapesOf(document: unknown): Shapes {
  const features = (document as { features?: readonly Feature[] }).features ?? [];
  return new Map(features.map(({ properties, geometry }) => [properties.code_insee, geometry.coordinates.flat()]));
}
