/** What is not proposed, and why: venues that a dated closure shuts on the day asked, venues closed for the moment. */

import { jourDe } from "../horaires";
import { dateEntiere } from "../sentences";
import { at } from "./data";
import { h } from "./dom";
import type { Found } from "./engine";
import { count } from "./french";
import type { Library } from "./library";
import type { Query } from "./query";
import { venueLink } from "./venue-link";

const MOST = 10;
const MOST_SUSPENDED = 5;

/** Returns, for a search on a given day, the venues that would answer if a dated closure did not shut them. */
export function closedThatDay(query: Query, found: Found, library: Library): HTMLElement[] {
  const asked = query.whens.find((when) => when.kind === "day");
  if (asked?.kind !== "day") {
    return [];
  }
  const { engine } = library;
  const known = new Set([...found.yes.venues, ...found.unknown.venues]);
  const otherwise = engine.search({ ...query, whens: query.whens.filter((when) => when !== asked) }).yes;
  const items: HTMLElement[] = [];
  for (let rank = 0; rank < otherwise.length && items.length < MOST; rank++) {
    if (known.has(at(otherwise.venues, rank))) {
      continue;
    }
    const result = otherwise.at(rank);
    const hours = engine.hours(result.offers[0] ?? -1, result.point);
    const closure = hours ? jourDe(hours, asked.jour).fermeture : undefined;
    if (closure) {
      items.push(
        h(
          "li",
          { "data-ferme": at(engine.index.lieux.lieux.id, result.venue) },
          venueLink(result, library),
          ` : fermé du ${dateEntiere(closure.du)} au ${dateEntiere(closure.au)}`,
          closure.motif ? ` (${closure.motif})` : "",
        ),
      );
    }
  }
  return items.length
    ? [
        h("h2", {}, `Fermés ce jour-là : ${count(items.length, "lieu", "lieux")}`),
        h("ul", { class: "mg-fermes" }, ...items),
      ]
    : [];
}

/** Returns the sentence that names the venues that would answer if they were not closed for the moment. */
export function suspended({ suspended }: Found, { engine }: Library): HTMLElement[] {
  const names = suspended.slice(0, MOST_SUSPENDED).map((venue) => at(engine.index.lieux.lieux.nom, venue));
  return names.length
    ? [h("p", { class: "mg-note" }, `Fermé pour le moment, et donc pas proposé : ${names.join(", ")}.`)]
    : [];
}
