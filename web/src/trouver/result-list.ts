/** One of the two lists: a few cards at once, the others of its page a moment later, the rest on demand. */

import { momentIn } from "../clock";
import { dateEntiere } from "../sentences";
import type { Asked } from "./address";
import { card } from "./card";
import { h } from "./dom";
import type { ResultList } from "./engine";
import { count } from "./french";
import type { Library } from "./library";
import type { Understood } from "./query";
import { reasons } from "./reasons";

export const PAGE = 10;
/** How many results are written before the reader sees anything; the others follow at once. */
const AT_ONCE = 4;

/** What a list shows, how far, and what to do for more of it. */
export interface Listing {
  state: "oui" | "non-renseigne";
  list: ResultList;
  shown: number;
  more(): void;
}

/** Returns the element of a list, and what writes the rest of its page. */
export function resultList(
  { state, list, shown, more }: Listing,
  asked: Asked,
  { needs, query }: Understood,
  library: Library,
): { element: HTMLElement; finish(): void } {
  const { engine, words, label, site } = library;
  const telling = {
    needs,
    label,
    service: (code: string) => words.label(code),
    ouvert: asked.ouvert,
    le: asked.le ? dateEntiere(asked.le) : "",
  };
  const writing = { engine, query, root: site.root, label, today: momentIn("Europe/Paris", query.instant).jour };
  const write = (from: number, to: number): HTMLElement[] =>
    Array.from({ length: Math.max(0, to - from) }, (_, rank) => {
      const result = list.at(from + rank);
      return card(result, reasons(engine, query, result, telling), writing);
    });
  const last = Math.min(list.length, shown);
  const first = last > PAGE ? last : Math.min(last, AT_ONCE);
  const element = h(
    "ol",
    {
      class: "mg-trouves",
      "data-etat": state,
      "data-total": list.length,
      "aria-labelledby": `mg-${state}`,
      hidden: list.length === 0,
    },
    ...write(0, first),
  );
  const finish = (): void => element.append(...write(first, last));
  if (list.length <= shown) {
    return { element, finish };
  }
  const button = h(
    "button",
    { type: "button", class: "mg-bouton mg-bouton--leger" },
    `Afficher la suite (${count(list.length - shown, "autre lieu", "autres lieux")})`,
  );
  button.addEventListener("click", more);
  return { element: h("div", {}, element, h("p", {}, button)), finish };
}
