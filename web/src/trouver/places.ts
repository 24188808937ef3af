/** From what people type to a place to start from: a commune, a postcode, or a latitude and a longitude. */

import MiniSearch from "minisearch";
import { at, type Communes, GRID } from "./data";
import { fold } from "./text";

/** Where distances start from; `code` is the INSEE code of a commune, empty for a bare point. */
export interface Place {
  code: string;
  name: string;
  latitude: number;
  longitude: number;
  /** SIREN of the intercommunality and code of the département, empty when unknown. */
  epci: string;
  departement: string;
}

interface Known extends Place {
  postcodes: string;
  folded: string;
  /** The name that was found, when it is that of a former commune. */
  former: string;
}

const MOST = 8;

/** The communes of some départements, to be found by name, postcode or code. */
export class Places {
  private readonly known: Known[] = [];
  private readonly byCode = new Map<string, Known>();
  private engine: MiniSearch<{ id: number; text: string }> | null = null;

  /** Adds the communes of one département. */
  add({ departement, epci, communes, anciens }: Communes): void {
    this.engine = null;
    const [code, label] = departement;
    communes.code_insee.forEach((insee, rank) => {
      const name = at(communes.nom, rank);
      const siren = communes.epci[rank] ?? null;
      const place: Known = {
        code: insee,
        name: `${name} (${label})`,
        latitude: at(communes.latitude, rank) / GRID,
        longitude: at(communes.longitude, rank) / GRID,
        epci: siren === null ? "" : (epci[siren]?.[0] ?? ""),
        departement: code,
        postcodes: at(communes.codes_postaux, rank),
        folded: plain(name),
        former: "",
      };
      this.known.push(place);
      this.byCode.set(insee, place);
    });
    anciens.code_insee.forEach((insee, rank) => {
      const today = this.byCode.get(insee);
      if (today) {
        const former = at(anciens.nom, rank);
        this.known.push({ ...today, folded: plain(former), former });
      }
    });
  }

  /** Returns a place by its INSEE code. */
  ofCode(code: string): Place | null {
    return this.byCode.get(code) ?? null;
  }

  /** Returns the places that a text may mean, best first; one alone is certain enough to be taken. */
  find(text: string): Place[] {
    const point = pointOf(text);
    if (point) {
      return [point];
    }
    const digits = /\b\d{5}\b/.exec(text)?.[0];
    const words = plain(text.replace(/\d+/g, " "));
    if (digits) {
      const served = this.known.filter(
        ({ postcodes, code }) => postcodes.split(" ").includes(digits) || code === digits,
      );
      const named = served.filter(({ folded }) => words && folded.includes(words));
      return unique(named.length ? named : served.filter(({ former }) => !former));
    }
    if (!words) {
      const start = text.trim();
      return /^\d{2,4}$/.test(start)
        ? unique(this.known.filter(({ postcodes, former }) => !former && postcodes.startsWith(start)))
        : [];
    }
    const exact = this.named(({ folded }) => folded === words);
    const begun = this.named(({ folded }) => folded !== words && folded.startsWith(words));
    const inside = this.named(({ folded }) => !folded.startsWith(words) && folded.includes(` ${words}`));
    const found = [...exact, ...begun, ...inside];
    return unique(found.length ? found : this.misspelt(words));
  }

  /** Returns the places of a kind by name: files come in any order, and what is proposed does not depend on it. */
  private named(suits: (place: Known) => boolean): Known[] {
    return this.known
      .filter(suits)
      .sort((a, b) => (a.folded === b.folded ? order(a.code, b.code) : order(a.folded, b.folded)));
  }

  private misspelt(words: string): Known[] {
    if (!this.engine) {
      this.engine = new MiniSearch({
        fields: ["text"],
        tokenize: (text) => text.split(" "),
        processTerm: (term) => term,
      });
      this.engine.addAll(this.known.map(({ folded }, id) => ({ id, text: folded })));
    }
    const options = { prefix: true, fuzzy: 0.25, combineWith: "AND" } as const;
    const all = this.engine.search(words, options);
    return all.slice(0, MOST).map(({ id }) => at(this.known, id));
  }
}

/** Returns the point of "48.19,-2.19", or null. */
export function pointOf(text: string): Place | null {
  const found = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text);
  const [latitude, longitude] = [Number(found?.[1]), Number(found?.[2])];
  if (!found || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
    return null;
  }
  return { code: "", name: "votre position", latitude, longitude, epci: "", departement: "" };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function unique(found: readonly Known[]): Place[] {
  const shown = new Map<string, Place>();
  for (const place of found) {
    if (!shown.has(place.code)) {
      shown.set(place.code, place.former ? { ...place, name: `${place.name}, autrefois ${place.former}` } : place);
    }
    if (shown.size >= MOST) {
      break;
    }
  }
  return [...shown.values()];
}

const ABBREVIATIONS: Readonly<Record<string, string>> = { st: "saint", ste: "sainte", s: "sur", gd: "grand" };

function plain(name: string): string {
  return fold(name)
    .split(" ")
    .map((word) => ABBREVIATIONS[word] ?? word)
    .join(" ");
}
