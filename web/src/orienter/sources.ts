/** What the facts of a sheet are told from: each offer that answers, or the venue as a whole. */

import { at, type Faits } from "../trouver/data";
import type { Details, DetailsOfOffer } from "../trouver/details";
import type { Engine } from "../trouver/engine";
import { factsOf } from "../trouver/reasons";
import type { Chosen } from "./choice";
import type { Label, Source } from "./facts";

/** Returns the source of each offer that was chosen; of the venue alone where there is none. */
export function sourcesOf(engine: Engine, chosen: Chosen, details: Details, label: Label): Source[] {
  const offers = chosen.offers.length ? chosen.offers : [-1];
  return offers.map((offer) => ({ ...ofOffer(engine, chosen.venue, offer, details), details, label }));
}

/** Returns one source for all the offers of a venue: what they say alike, and which facts they say each in its way. */
export function wholeOf(engine: Engine, chosen: Chosen, details: Details, label: Label): Source {
  const all = chosen.offers.map((offer) => ofOffer(engine, chosen.venue, offer, details));
  const differing = new Set<string>();
  const faits = factsOf(engine, chosen.venue, -1)[1];
  return {
    conditions: alike(
      all.map(({ conditions }) => conditions),
      differing,
    ),
    offre: alike(
      all.map(({ offre }) => offre as Faits),
      differing,
    ) as DetailsOfOffer,
    faits,
    details,
    whole: true,
    differing,
    label,
  };
}

function ofOffer(engine: Engine, venue: number, offer: number, details: Details): Omit<Source, "details" | "label"> {
  const [conditions, faits] = factsOf(engine, venue, offer);
  const rank = offer - at(engine.index.firstOffer, venue);
  return {
    conditions,
    faits,
    offre: (offer < 0 ? undefined : details.offres[rank]) ?? {},
    whole: offer < 0,
    differing: new Set<string>(),
  };
}

function alike(all: readonly Faits[], differing: Set<string>): Faits {
  const found: Record<string, unknown> = {};
  for (const key of new Set(all.flatMap((one) => Object.keys(one)))) {
    if (new Set(all.map((one) => JSON.stringify(one[key]))).size === 1) {
      found[key] = all[0]?.[key];
    } else {
      differing.add(key);
    }
  }
  return found;
}
