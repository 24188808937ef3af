/** The files that the page reads as it needs them: communes by département, details of venues by hundreds. */

import { type Communes, checked, DataError } from "./data";
import type { Details } from "./details";
import type { Places } from "./places";
import type { Settings } from "./settings";

const DETAILS_PER_FILE = 250;

type DetailsById = Readonly<Record<string, Details>>;

/** Returns the JSON of an address of this site. */
export async function fetched(address: string): Promise<unknown> {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok) {
    throw new DataError(`${response.status}`);
  }
  return response.json();
}

/** Returns the code of the département of a commune. */
export function departementOf(code: string): string {
  return code.startsWith("97") || code.startsWith("98") ? code.slice(0, 3) : code.slice(0, 2);
}

/** Returns the address of the communes of a département, or null when the site has none of them. */
export function communesFile({ data, departements }: Settings, departement: string): string | null {
  return departements.includes(departement) ? `${data}communes-${departement}.json` : null;
}

/** Each file is asked once; one that fails is asked again next time, since the connection may come back. */
export class Files {
  private readonly communesAsked = new Map<string, Promise<boolean>>();
  private readonly detailsAsked = new Map<number, Promise<DetailsById>>();

  constructor(
    private readonly site: Settings,
    private readonly places: Places,
  ) {}

  /** Takes the communes of a département that came with the page. */
  received(departement: string, document: unknown): void {
    this.places.add(checked<Communes>(document, "communes"));
    this.communesAsked.set(departement, Promise.resolve(true));
  }

  /** Makes the communes of a département known; false when their file does not come. */
  communes(departement: string): Promise<boolean> {
    const address = communesFile(this.site, departement);
    if (!address) {
      return Promise.resolve(true);
    }
    const load = async (): Promise<boolean> => {
      this.places.add(checked<Communes>(await fetched(address), "communes"));
      return true;
    };
    return once(this.communesAsked, departement, load, false);
  }

  /** Makes every commune of the territory and around it known; false when some do not come. */
  async allCommunes(): Promise<boolean> {
    const came = await Promise.all(this.site.departements.map((code) => this.communes(code)));
    return came.every(Boolean);
  }

  /** Returns the details of a venue by its rank and its id, or nothing when they do not come. */
  async details(venue: number, id: string): Promise<Details | undefined> {
    const file = Math.floor(venue / DETAILS_PER_FILE);
    const found = await once<number, DetailsById>(
      this.detailsAsked,
      file,
      async () =>
        checked<{ version: number; lieux: DetailsById }>(
          await fetched(`${this.site.data}details-${file}.json`),
          "lieux",
        ).lieux,
      {},
    );
    return found[id];
  }
}

function once<K, T>(asked: Map<K, Promise<T>>, key: K, load: () => Promise<T>, otherwise: T): Promise<T> {
  let found = asked.get(key);
  if (!found) {
    found = load().catch(() => {
      asked.delete(key);
      return otherwise;
    });
    asked.set(key, found);
  }
  return found;
}
