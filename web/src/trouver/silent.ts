/** The venues that say nothing of what is done there: neither an answer nor a refusal, and shown apart. */

import { at } from "./data";
import { h, tel } from "./dom";
import type { Result } from "./engine";
import { count } from "./french";
import type { Library } from "./library";
import type { Query } from "./query";
import { venueLink } from "./venue-link";

const NEAREST = 5;

/** Returns how many venues nobody has described, and the nearest of them; nothing where no need is asked. */
export function silent(query: Query, library: Library): HTMLElement[] {
  const found = query.needs.length ? library.engine.silent(query) : null;
  if (!found?.length) {
    return [];
  }
  const one = found.length === 1;
  const said = `${one ? "Sa fiche ne le dit" : "Leurs fiches ne le disent"} pas encore : on y aide peut-être, ou non. Téléphonez avant d’envoyer quelqu’un.`;
  return [
    h("h2", {}, `On ne sait pas ce qu’on y fait : ${count(found.length, "lieu", "lieux")}`),
    h("p", { class: "mg-note" }, said, query.place && !one ? " Les plus proches :" : ""),
    query.place
      ? h(
          "ul",
          { class: "mg-muets", "data-mg-muets": found.length },
          ...Array.from({ length: Math.min(NEAREST, found.length) }, (_, rank) => item(found.at(rank), library)),
        )
      : h("p", {}, "Indiquez un lieu de départ pour voir les plus proches."),
  ];
}

function item(result: Result, library: Library): HTMLElement {
  const { lieux, points, communes } = library.engine.index.lieux;
  const commune = points.commune[result.point] ?? null;
  const phone = lieux.telephone[result.venue] ?? null;
  const call = phone ? tel(phone) : null;
  return h(
    "li",
    {},
    venueLink(result, library),
    commune === null ? "" : ` (${at(communes.nom, commune)})`,
    " : ",
    phone && call ? h("a", { href: call }, phone) : h("span", { class: "mg-inconnu" }, "téléphone non renseigné"),
  );
}
