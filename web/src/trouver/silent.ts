/** The venues that say nothing of what is done there: neither an answer nor a refusal, and shown apart. */

import { h } from "./dom";
import { count } from "./french";
import type { Query } from "./query";

/** Returns the title of these venues and what their silence means; nothing where there are none. */
export function silentIntroduction(total: number, { place }: Query): HTMLElement[] {
  if (total === 0) {
    return [];
  }
  const theirs = total === 1 ? "Sa fiche ne le dit" : "Leurs fiches ne le disent";
  const meaning = `${theirs} pas encore : on y aide peut-être, ou non. Téléphonez avant d’envoyer quelqu’un.`;
  const where = place ? "" : " Indiquez un lieu de départ pour voir d’abord les plus proches.";
  return [
    h("h2", { tabindex: "-1", id: "mg-muet" }, `On ne sait pas ce qu’on y fait : ${count(total, "lieu", "lieux")}`),
    h("p", { class: "mg-note" }, meaning, where),
  ];
}
