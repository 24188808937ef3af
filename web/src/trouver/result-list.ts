/** One list of results: a few cards at once, the others of its page a moment later, the rest on demand. */

import type { Asked } from "./address";
import { card, type ListName } from "./card";
import { h } from "./dom";
import type { ResultList } from "./engine";
import { count } from "./french";
import type { Library } from "./library";
import type { Understood } from "./query";

/** How many results are written before the reader sees anything; the others follow at once. */
const AT_ONCE = 4;

/** What a list shows: from which number its results are counted, how many are in view, and what to do for more. */
export interface Listing {
  name: ListName;
  list: ResultList;
  before: number;
  shown: number;
  more(): void;
}

/** Returns the element of a list, and what writes the rest of its page. */
export function resultList(
  { name, list, before, shown, more }: Listing,
  asked: Asked,
  understood: Understood,
  library: Library,
): { element: HTMLElement; finish(): void } {
  const write = (from: number, to: number): HTMLElement[] =>
    Array.from({ length: Math.max(0, to - from) }, (_, rank) =>
      card(list.at(from + rank), before + from + rank + 1, name, asked, understood, library),
    );
  const last = Math.min(list.length, shown);
  const first = last > library.site.perPage ? last : Math.min(last, AT_ONCE);
  const element = h(
    "ol",
    {
      class: "mg-trouves",
      [name === "muet" ? "data-mg-muets" : "data-etat"]: name,
      "data-total": list.length,
      "aria-labelledby": `mg-${name}`,
      hidden: last === 0,
    },
    ...write(0, first),
  );
  const finish = (): void => element.append(...write(first, last));
  if (list.length <= shown) {
    return { element, finish };
  }
  const rest = list.length - shown;
  const text = shown
    ? `Afficher la suite (${count(rest, "autre lieu", "autres lieux")})`
    : `Afficher ${count(rest, "lieu", "lieux")}`;
  const button = h("button", { type: "button", class: "mg-bouton mg-bouton--leger" }, text);
  button.addEventListener("click", more);
  const missing = count(rest, "lieu n’est", "lieux ne sont");
  const onPaper = h("p", { class: "mg-suite-papier" }, `${missing} pas sur cette feuille.`);
  return { element: h("div", {}, element, h("p", { class: "mg-suite-liste" }, button), onPaper), finish };
}
