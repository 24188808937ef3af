/** The sheet as it is printed: pages of three venues at most, each with what the person needs to go there. */

import { h } from "../trouver/dom";
import { inOnePiece } from "../trouver/french";
import { card, type Handed } from "./card";
import { fit } from "./fit";

export const VENUES_PER_PAGE = 3;

/** Room for a hand that writes; a page with room left gets more. */
const RULED_LINES = 2;

/** What all pages of a sheet say. */
export interface Heading {
  /** The day in words. */
  day: string;
  hub: string;
  /** How to reach the hub: a telephone number, else a mail. */
  reach: string;
  demonstration: boolean;
}

/** Returns the pages of a sheet, their texts shortened where a page would overflow; `room` is where they are measured. */
export function pages(handed: readonly Handed[], heading: Heading, room: HTMLElement): HTMLElement[] {
  const groups: (readonly Handed[])[] = [];
  for (let first = 0; first < handed.length; first += VENUES_PER_PAGE) {
    groups.push(handed.slice(first, first + VENUES_PER_PAGE));
  }
  return groups.map((group, number) => {
    const cards = group.map((one, rank) =>
      card(one, group.length, handed.length > 1 ? rank + 1 + number * VENUES_PER_PAGE : 0),
    );
    const title =
      groups.length > 1 ? `Feuille d’orientation (${number + 1} sur ${groups.length})` : "Feuille d’orientation";
    const page = h(
      "section",
      { class: "mg-orientation", "data-nombre": group.length, "aria-label": title },
      header(title, heading),
      ...cards.map(({ element }) => element),
      footer(group, heading),
    );
    fit(page, cards, room);
    return page;
  });
}

function header(title: string, { day, demonstration }: Heading): HTMLElement {
  return h(
    "header",
    { class: "mg-orientation-tete" },
    h("h2", {}, title),
    h("p", { class: "mg-orientation-jour" }, `Préparée le ${day}`),
    h("p", { class: "mg-orientation-pour" }, "Pour : ", h("span", { "data-mg-pour": true })),
    demonstration
      ? h("p", { class: "mg-orientation-essai" }, "Données de démonstration : lieux inventés, n’y envoyez personne.")
      : null,
  );
}

function footer(group: readonly Handed[], { hub, reach }: Heading): HTMLElement {
  const sketches = group.filter(({ around }) => around);
  const start = sketches.some(({ around }) => around?.start) ? " ▲ départ" : "";
  const legend = sketches.length ? `★ lieu${start} ● mairie. ` : "";
  return h(
    "footer",
    { class: "mg-orientation-pied" },
    h(
      "div",
      { class: "mg-orientation-note" },
      h("p", {}, "Note : ", h("span", { "data-mg-note": true })),
      h("div", { "aria-hidden": "true" }, ...Array.from({ length: RULED_LINES }, () => h("span", {}))),
    ),
    h("p", {}, `${legend}Une question : ${hub}${reach ? `, ${inOnePiece(reach)}` : ""}.`),
  );
}
