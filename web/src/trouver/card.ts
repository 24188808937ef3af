/** One result: why it is there, where, when, how one gets in, for how much, whom to call, and how sure that is. */

import { momentIn } from "../clock";
import type { Asked } from "./address";
import { chooseBox } from "./chosen";
import { at } from "./data";
import { h, tel, unseen } from "./dom";
import type { Result } from "./engine";
import { facts, kinds, offerGroups, unknown } from "./facts";
import { distance } from "./french";
import type { Library } from "./library";
import type { Understood } from "./query";
import { factsOf, type Reason, reasons } from "./reasons";
import { sheetAddress } from "./referral";
import { stateName } from "./states";
import { verified } from "./verified";

/** The precision of a position that is that of the town hall. */
export const TOWN_HALL = 2;

/** The three lists that a card may be in: an answer, one to check, a venue that has not said what it does. */
export type ListName = "oui" | "non-renseigne" | "muet";

/** Returns the card of a result, with an empty place for its details; `rank` is the same on the map. */
export function card(
  result: Result,
  rank: number,
  list: ListName,
  asked: Asked,
  understood: Understood,
  library: Library,
): HTMLLIElement {
  const { engine, site } = library;
  const { lieux } = engine.index;
  const { venue, point } = result;
  const groups = offerGroups(result, understood, library).map(({ offer }) => offer);
  const id = at(lieux.lieux.id, venue);
  const nom = at(lieux.lieux.nom, venue);
  const etape = lieux.points.etape[point] ?? null;
  const phone = lieux.lieux.telephone[venue] ?? null;
  const why = reasons(result, asked, understood, library);
  const today = momentIn("Europe/Paris", understood.query.instant).jour;
  return h(
    "li",
    // A venue that has not said what it does is not an answer: it has no "data-lieu".
    { class: "mg-trouve", [list === "muet" ? "data-muet" : "data-lieu"]: id, "data-rang": rank },
    h(
      "div",
      { class: "mg-trouve-tete" },
      number(rank, list, lieux.points.latitude[point] !== null),
      h("h3", {}, h("a", { href: `${site.root}lieux/${id}/` }, nom)),
      where(result, understood, library),
    ),
    h(
      "div",
      { class: "mg-trouve-dire" },
      etape ? h("p", { class: "mg-trouve-arret" }, h("strong", {}, "Lieu itinérant, à cet arrêt : "), etape) : null,
      why.length ? reasonList(why) : null,
      ...facts(result, understood, library),
    ),
    h(
      "div",
      { class: "mg-trouve-agir" },
      h("p", { class: "mg-trouve-tel" }, unseen("Téléphone : "), phone ? phoneLink(phone) : noPhone()),
      chooseBox(id, nom, asked.choisis.includes(id)),
      h(
        "p",
        {},
        h(
          "a",
          { href: sheetAddress(site.root, [id], asked, understood) },
          "Feuille d’orientation",
          unseen(` : ${nom}`),
        ),
      ),
      verified(at(lieux.lieux.verifie_le, venue), lieux, today),
    ),
    h("div", { class: "mg-trouve-suite", "data-suite": venue, "data-offres": groups.join(","), "data-point": point }),
  );
}

/** The number of a result; where its place is known, it leads to its pin. */
function number(rank: number, list: ListName, placed: boolean): HTMLElement {
  const shape = `mg-rang mg-rang--${list}`;
  const name = `Numéro ${rank}, le voir sur la carte`;
  return placed
    ? h("button", { type: "button", class: shape, "data-mg-voir": true, "aria-label": name }, String(rank))
    : h("span", { class: shape }, unseen("Numéro "), String(rank));
}

function where({ venue, point, km, offers }: Result, { query }: Understood, { engine }: Library): HTMLParagraphElement {
  const { lieux } = engine.index;
  const [, faits] = factsOf(engine, venue, offers[0] ?? -1);
  const commune = lieux.points.commune[point] ?? null;
  const approximate = lieux.points.precision[point] === TOWN_HALL;
  // Of a venue whose street is not known, metres would say too much.
  const here = approximate && commune !== null && at(lieux.communes.code_insee, commune) === query.place?.code;
  const far = km === null ? "" : here ? "dans la commune" : `à ${distance(km)}${approximate ? " environ" : ""}`;
  const rest = [
    commune === null ? "" : at(lieux.communes.nom, commune),
    approximate ? "position approximative" : "",
    kinds(faits, lieux.typologies),
  ];
  return h(
    "p",
    { class: "mg-trouve-ou" },
    far ? h("strong", {}, far) : null,
    [far && !here ? " à vol d’oiseau" : "", ...rest].filter((part, rank) => part || (rank === 0 && far)).join(" · "),
  );
}

function reasonList(why: readonly Reason[]): HTMLUListElement {
  const marks = { oui: "✓", "non-renseigne": "?", non: "✗" } as const;
  return h(
    "ul",
    { class: "mg-raisons", "aria-label": "Pourquoi ce lieu est proposé" },
    ...why.map(({ text, state, note }) =>
      h(
        "li",
        { class: `mg-raison mg-raison--${stateName(state)}` },
        h("span", { "aria-hidden": "true" }, `${marks[stateName(state)]} `),
        text,
        note ? h("span", { class: "mg-note" }, ` (${note})`) : null,
      ),
    ),
  );
}

function phoneLink(number: string): Node | string {
  const address = tel(number);
  return address ? h("a", { href: address }, number) : number;
}

function noPhone(): HTMLElement {
  return h("span", { class: "mg-note" }, "téléphone ", unknown());
}
