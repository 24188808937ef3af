/** Nobody answers: an honest sentence, the smallest change that finds somebody, and whom to call. */

import { h } from "./dom";
import type { Found } from "./engine";
import { count } from "./french";
import type { Library } from "./library";
import type { Query, Understood } from "./query";
import { type Relaxed, relaxed } from "./relax";
import { reach } from "./settings";
import { filterText } from "./summary";
import { venueLink } from "./venue-link";

const MOST_ATTEMPTS = 4;

/** Returns what is said when the list "oui" is empty. */
export function nobody(understood: Understood, found: Found, library: Library): HTMLElement[] {
  const { query, unheard } = understood;
  if (unheard.length && !understood.needs.length) {
    return [
      h("p", {}, "Essayez d’autres mots, ou choisissez dans la liste des services."),
      h("p", {}, ...help(library)),
    ];
  }
  return [
    ...absences(query, library),
    ...attempts(query, found, library),
    h("p", {}, ...help(library), " ", ...gap(query, library)),
  ];
}

/** Says plainly what nobody declares for this need: anywhere, or in the intercommunality of the place. */
function absences(query: Query, { engine, label }: Library): HTMLElement[] {
  const alone = { ...query, radius: null, territory: "", whens: [] };
  const epci = query.place?.epci ?? "";
  const codes = new Set(query.needs.flat()).size;
  if (codes && engine.search({ ...alone, filters: [] }).yes.length === 0) {
    return [h("p", {}, `Aucun lieu de cet annuaire ne déclare ${codes > 1 ? "un de ces services" : "ce service"}.`)];
  }
  const need = codes ? " pour ce besoin" : "";
  return query.filters.flatMap((filter) => {
    const asked = `« ${filterText(filter, label)} »`;
    if (engine.search({ ...alone, filters: [filter] }).yes.length === 0) {
      return [h("p", {}, `Aucun lieu de cet annuaire ne déclare${need} ${asked}.`)];
    }
    if (epci && engine.search({ ...alone, territory: epci, filters: [filter] }).yes.length === 0) {
      return [h("p", {}, `Aucun lieu de l’intercommunalité ne déclare${need} ${asked}.`)];
    }
    return [];
  });
}

/** Says what was let go of, and the nearest that it finds. */
function attempts(query: Query, found: Found, library: Library): HTMLElement[] {
  // A question that nobody has answered is asked by telephone before any demand of the person is dropped.
  const shown = relaxed(library.engine, query).filter(
    ({ without }) => found.unknown.length === 0 || !["filter", "all"].includes(without.kind),
  );
  const items = shown.slice(0, MOST_ATTEMPTS).map(({ without, found: { yes } }) => {
    const item = h("li", {}, `${withoutText(without, query, library)} : `, venueLink(yes.at(0), library));
    if (yes.length > 1) {
      item.append(` (${count(yes.length, "lieu", "lieux")})`);
    }
    return item;
  });
  return items.length ? [h("ul", { "data-mg-assoupli": true }, ...items)] : [];
}

function withoutText(without: Relaxed["without"], query: Query, { label }: Library): string {
  switch (without.kind) {
    case "radius":
      return "Plus loin";
    case "territory":
      return "Hors de ce territoire";
    case "moment":
      return "À un autre moment";
    case "all":
      return "Sans aucun filtre";
    case "filter": {
      const filter = query.filters[without.rank];
      return filter ? `Sans demander « ${filterText(filter, label)} »` : "Sans filtre";
    }
  }
}

function help({ site }: Library): (Node | string)[] {
  const way = reach(site);
  return [`${site.hub} peut vous aider à chercher`, ...(way ? [" : ", way] : []), "."];
}

function gap({ place }: Query, { site }: Library): (Node | string)[] {
  // The gap is that of where the person lives, when the site reports on it.
  const siren = place && site.epci.includes(place.epci) ? place.epci : "";
  const report = `${site.root}couverture/${siren ? `epci/${siren}/` : ""}`;
  return [
    "Pour situer ce manque, voyez ",
    h("a", { href: report }, siren ? "ce qui manque dans cette intercommunalité" : "ce qui manque dans ce territoire"),
    ".",
  ];
}
