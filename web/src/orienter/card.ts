/** One venue on a page: its name and telephone, its facts, a sketch of where it is, and the code of its page. */

import { h, tel } from "../trouver/dom";
import { inOnePiece } from "../trouver/french";
import { drawing } from "./drawing";
import { qrCode } from "./qr";
import type { Group, Referral } from "./referral";
import { type Surroundings, sketch } from "./sketch";

/** Width and height of a sketch in millimetres, by the number of venues of the page. */
const SKETCHES: Readonly<Record<number, readonly [number, number]>> = { 1: [104, 74], 2: [58, 48], 3: [42, 35] };

/** A venue of the sheet, with what a sketch of it shows; null where there is nothing to draw. */
export interface Handed {
  referral: Referral;
  around: Surroundings | null;
}

/** The element of a venue, its facts, what the link to its page says, and what is left of its facts. */
export interface Card {
  element: HTMLElement;
  facts: HTMLElement;
  more: HTMLElement;
  groups: readonly Group[];
}

/** Returns the card of a venue on a page of so many; a `number` above 0 is written before its name. */
export function card({ referral, around }: Handed, inPage: number, number: number): Card {
  const { id, nom, kinds, verified, phone, url } = referral;
  const call = tel(phone);
  const facts = h("div", { class: "mg-remise-faits" });
  const more = h("span", {}, "Page du lieu");
  const element = h(
    "article",
    { class: "mg-remise", "data-lieu": id },
    h(
      "div",
      { class: "mg-remise-tete" },
      h("h3", {}, number ? `${number}. ${nom}` : nom),
      h(
        "p",
        { class: "mg-remise-tel" },
        phone ? (call ? h("a", { href: call }, inOnePiece(phone)) : inOnePiece(phone)) : "Téléphone : non renseigné",
      ),
    ),
    h("div", { class: "mg-remise-texte" }, h("p", {}, `${kinds ? `${kinds}. ` : ""}${verified}`), facts),
    h(
      "div",
      { class: "mg-remise-cote" },
      around ? figure(referral, around, inPage) : null,
      h(
        "p",
        { class: "mg-remise-code" },
        qrCode(url, `Code à photographier pour ouvrir la page du lieu ${nom}`),
        h("a", { href: url }, more),
      ),
    ),
  );
  const made = { element, facts, more, groups: referral.groups };
  write(made);
  return made;
}

function figure({ landmark, nom }: Referral, around: Surroundings, inPage: number): SVGSVGElement {
  const [width, height] = SKETCHES[inPage] ?? [42, 35];
  return drawing(sketch(around, width, height), landmark || nom, around.place.approximate);
}

/** Writes the facts of a card. */
export function write({ facts, groups }: Card): void {
  facts.replaceChildren(
    ...groups.flatMap(({ name, rows }) => [
      ...(name ? [h("h4", {}, name)] : []),
      h(
        "dl",
        { class: name ? "mg-remise-voie" : null },
        ...rows.map(({ key, title, text }) =>
          h("div", { "data-fait": key }, h("dt", {}, `${title} :`), " ", h("dd", {}, text)),
        ),
      ),
    ]),
  );
}
