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
  private readonly communesAsked = new Map<string, Promise<void>>();
  private readonly detailsAsked = new Map<number, Promise<DetailsById>>();

  constructor(
    private readonly site: Settings,
    private readonly places: Places,
  ) {}

  /** Takes the communes of a département that came with the page. */
  received(departement: string, document: unknown): void {
    this.places.add(checked<Communes>(document, "communes"));
    this.communesAsked.set(departement, Promise.resolve());
  }

  /** Makes the communes of a département known; nothing happens when the site has none of them. */
  communes(departement: string): Promise<void> {
    const address = communesFile(this.site, departement);
    if (!address) {
      return Promise.resolve();
    }
    return once(
      this.communesAsked,
      departement,
      async () => this.places.add(checked<Communes>(await fetched(address), "communes")),
      undefined,
    );
  }

  /** Makes every commune of the territory and around it known. */
  async allCommunes(): Promise<void> {
    await Promise.all(this.site.departements.map((code) => this.communes(code)));
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
