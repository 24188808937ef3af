/** From what the form or the address asks to a query: words become codes, the commune a point, "now" an instant. */

import type { Asked } from "./address";
import { FACETS, type Filter } from "./facets";
import { type When, whenOf } from "./moments";
import { type Place, type Places, pointOf } from "./places";
import type { Need, Words } from "./words";

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

/** A query with the words of its needs, in the same order. */
export interface Understood {
  query: Query;
  needs: readonly Need[];
  /** Words that no service answers. */
  unheard: readonly string[];
}

/** Returns the query of a state at an instant; codes given by the state win over its words. */
export function understand(asked: Asked, words: Words, place: Place | null, instant: Date): Understood {
  const typed = asked.service.length ? [] : words.needs(asked.q);
  const needs: readonly Need[] = asked.service.length
    ? asked.service.map((code) => ({ text: words.label(code), codes: [code] }))
    : typed.filter(({ codes }) => codes.length);
  const unheard = typed.filter(({ codes }) => !codes.length).map(({ text }) => text);
  const filters = FACETS.flatMap((facet): Filter[] => {
    const values = asked.facets[facet.name] ?? [];
    return values.length ? [{ facet, values }] : [];
  });
  const whens: When[] = asked.le ? [{ kind: "day", jour: asked.le }] : [];
  const ouvert = whenOf(asked.ouvert, instant);
  if (ouvert) {
    whens.push(ouvert);
  }
  return {
    query: {
      // Words that nothing answers are a need without an answer, not the absence of a need.
      needs: needs.length === 0 && unheard.length ? [[]] : needs.map(({ codes }) => codes),
      place,
      radius: asked.rayon,
      territory: asked.territoire,
      filters,
      whens,
      instant,
    },
    needs,
    unheard,
  };
}

/** Returns where a state starts from: its point, its commune, or the only commune that its words can mean. */
export function placeOf(asked: Asked, places: Places): Place | null {
  if (asked.pres) {
    return pointOf(asked.pres) ?? places.ofCode(asked.pres);
  }
  const found = asked.lieu ? places.find(asked.lieu) : [];
  return found.length === 1 ? (found[0] ?? null) : null;
}
