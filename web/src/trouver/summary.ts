/** Above the list: where distances start from, and each filter with a way to take it off. */

import { dateEntiere } from "../sentences";
import type { Asked } from "./address";
import { h } from "./dom";
import type { Filter } from "./facets";
import { distance, lowered } from "./french";
import type { Library } from "./library";
import { OUVERT } from "./moments";
import type { Query, Understood } from "./query";

/** Returns a filter in words: "Langue parlée, autre que le français : russe". */
export function filterText({ facet, values }: Filter, label: Library["label"]): string {
  const labels = values.map((value) => (facet.table ? lowered(label(facet.table, value)) : value)).join(" ou ");
  return `${facet.title} : ${labels}`;
}

/** Returns the summary of what is asked; `choose` is called with what is asked once a filter is taken off. */
export function summary(asked: Asked, query: Query, library: Library, choose: (asked: Asked) => void): HTMLElement[] {
  const chips = removable(asked, query, library).map(([text, without]) => {
    const name = `Retirer le filtre : ${text}`;
    const button = h("button", { type: "button", class: "mg-puce", "aria-label": name }, `${text} ✕`);
    button.addEventListener("click", () => choose(without));
    return h("li", {}, button);
  });
  const from = query.place
    ? `Distances à vol d’oiseau depuis ${query.place.name}.`
    : "Indiquez un lieu pour ranger par distance.";
  return [
    h("p", { class: "mg-note" }, from),
    ...(chips.length ? [h("ul", { class: "mg-choix", "aria-label": "Filtres demandés" }, ...chips)] : []),
  ];
}

/** Returns what is asked in words, as paper says it. */
export function askedInWords(asked: Asked, { needs, query }: Understood, library: Library): string {
  const parts = [
    needs.map(({ text }) => text).join(", "),
    query.place ? `depuis ${query.place.name}` : "",
    ...removable(asked, query, library).map(([text]) => lowered(text)),
  ];
  return parts.filter(Boolean).join(" ; ");
}

/** Returns each filter in words, with what is asked without it. */
function removable(asked: Asked, query: Query, { engine, label }: Library): [string, Asked][] {
  const parts: [string, Asked][] = query.filters.map((filter) => {
    const { [filter.facet.name]: _, ...facets } = asked.facets;
    return [filterText(filter, label), { ...asked, facets }];
  });
  if (asked.territoire) {
    const name = engine.index.lieux.epci.find(([siren]) => siren === asked.territoire)?.[1] ?? asked.territoire;
    parts.push([`seulement ${name}`, { ...asked, territoire: "" }]);
  }
  if (asked.ouvert) {
    parts.push([`ouvert ${OUVERT.get(asked.ouvert)}`, { ...asked, ouvert: "" }]);
  }
  if (asked.le) {
    parts.push([`ouvert le ${dateEntiere(asked.le)}`, { ...asked, le: "" }]);
  }
  if (query.radius !== null) {
    parts.push([`${distance(query.radius)} au plus`, { ...asked, rayon: null }]);
  }
  return parts;
}
