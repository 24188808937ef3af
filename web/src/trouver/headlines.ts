/** Above the list, when they are not first in it: the nearest open now and the nearest without appointment. */

import { at } from "./data";
import { h } from "./dom";
import type { Found } from "./engine";
import { facetOf } from "./facets";
import type { Library } from "./library";
import type { Query } from "./query";
import { venueLink } from "./venue-link";

/** Returns the list of these venues, empty when the first result is already each of them. */
export function headlines(query: Query, found: Found, library: Library): HTMLElement[] {
  if (found.yes.length < 2) {
    return [];
  }
  const first = at(found.yes.venues, 0);
  const items = narrower(query).flatMap(([title, narrow]) => {
    const result = library.engine.first(found.yes, narrow);
    return result && result.venue !== first ? [h("li", {}, `${title} : `, venueLink(result, library))] : [];
  });
  return items.length ? [h("ul", { class: "mg-trouver-aussi", "data-mg-aussi": true }, ...items)] : [];
}

function narrower(query: Query): [string, Query][] {
  const told: [string, Query][] = [];
  if (!query.whens.length) {
    told.push(["Le plus proche ouvert maintenant", { ...query, whens: [{ kind: "now", instant: query.instant }] }]);
  }
  const acces = facetOf("acces");
  if (acces && !query.filters.some(({ facet }) => facet === acces)) {
    const filters = [...query.filters, { facet: acces, values: ["sans-rdv"] }];
    told.push(["Le plus proche sans rendez-vous", { ...query, filters }]);
  }
  return told;
}
