/** The section that says where one more permanence would help, for what is asked. */

import { h } from "../trouver/dom";
import type { Territoires, TownHalls } from "./data";
import { kilometres, people, whole } from "./french";
import type { Proposal } from "./greedy";
import { type Chosen, subject } from "./words";

const NBSP = "\u00a0";

/** The way from the page to the root of the site. */
export interface Links {
  racine: string;
}

/** Returns the section; `found` is null where the file of the town halls did not come. */
export function oneMore(
  chosen: Chosen,
  places: Territoires,
  found: readonly Proposal[] | null,
  halls: TownHalls | null,
  links: Links,
): HTMLElement {
  const far = `${kilometres(chosen.seuil_km)} ou moins`;
  const section = h(
    "section",
    { "aria-labelledby": "mg-de-plus", class: "mg-de-plus" },
    h("h2", { id: "mg-de-plus" }, `Où une permanence de plus aiderait-elle${NBSP}?`),
  );
  if (!found || !halls) {
    section.append(h("p", {}, "La liste des mairies n’a pas pu être chargée : les rapports disent où."));
  } else if (!found.length) {
    section.append(h("p", {}, `Aucune ne rapprocherait personne${NBSP}: chacun en a une à ${far} de sa mairie.`));
  } else {
    section.append(
      h(
        "p",
        { class: "mg-note" },
        `Une permanence hebdomadaire de plus (${subject(chosen)}), à la mairie de la commune${NBSP}: celle qui amène le ` +
          `plus de personnes à ${far}, puis la suivante une fois la première ouverte. À vol d’oiseau, personnes ` +
          `comptées à leur mairie${NBSP}; ce qui n’est pas déclaré est supposé absent. Une autre combinaison peut faire ` +
          "un peu mieux.",
      ),
      h("ol", {}, ...found.map((one) => line(one, places, halls, links))),
    );
  }
  return section;
}

function line(
  { commune, gain, auDela }: Proposal,
  places: Territoires,
  halls: TownHalls,
  { racine }: Links,
): HTMLElement {
  const hosts = halls.hotes[String(commune)];
  const names = (hosts?.lieux ?? []).flatMap(([url, nom], rank) => [
    rank ? `${NBSP}; ` : "",
    url === null ? nom : h("a", { href: racine + url }, nom),
  ]);
  const others = hosts?.autres ? ` et ${whole(hosts.autres)} ${hosts.autres > 1 ? "autres" : "autre"}` : "";
  return h(
    "li",
    {},
    h("strong", {}, places.communes.nom[commune] ?? ""),
    `${NBSP}: ${people(gain)} de plus, ${auDela ? whole(auDela) : "aucune"} encore au-delà. `,
    ...(names.length ? [`Pourraient l’accueillir${NBSP}: `, ...names, `${others}.`] : ["Aucun hôte n’y est connu."]),
  );
}
