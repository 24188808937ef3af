/** The ids that lead to no venue of today: closed, with what replaces them, or never known. */

import { at } from "../trouver/data";
import { h, unseen } from "../trouver/dom";
import type { Engine } from "../trouver/engine";
import { day } from "../trouver/french";
import { type Asked, write } from "./asked";

/** What fermes.json says of a venue that has closed. */
export interface Closed {
  nom: string;
  date?: string;
  motif?: string;
  remplace_par?: readonly string[];
}

/** Returns what to say of an id that is not in the directory; the venues that replace it can be put in its place. */
export function gone(
  id: string,
  closed: Closed | undefined,
  asked: Asked,
  ranks: ReadonlyMap<string, number>,
  engine: Engine,
  root: string,
): HTMLElement {
  if (!closed) {
    return h(
      "p",
      { class: "mg-orienter-note", "data-inconnu": id },
      `Aucun lieu de cet annuaire n’a l’identifiant « ${id} ».`,
    );
  }
  const since = closed.date ? ` le ${day(closed.date)}` : "";
  const why = closed.motif ? ` ${closed.motif.replace(/[.\s]*$/, "")}.` : "";
  const instead = (closed.remplace_par ?? []).flatMap((other) => {
    const rank = ranks.get(other);
    return rank === undefined
      ? []
      : [h("li", {}, ...replacement(id, other, at(engine.index.lieux.lieux.nom, rank), asked, root))];
  });
  return h(
    "div",
    { class: "mg-orienter-note", "data-ferme": id },
    h("p", {}, "« ", h("a", { href: `${root}lieux/${id}/` }, closed.nom), ` » a fermé${since}.${why}`),
    instead.length ? h("p", {}, "Il est remplacé par :") : h("p", {}, "Aucun lieu n’est connu pour prendre la suite."),
    instead.length ? h("ul", {}, ...instead) : null,
  );
}

function replacement(id: string, other: string, nom: string, asked: Asked, root: string): (Node | string)[] {
  const link = h("a", { href: `${root}lieux/${other}/` }, nom);
  if (asked.lieux.includes(other)) {
    return [link, ", déjà sur la feuille"];
  }
  const lieux = asked.lieux.map((one) => (one === id ? other : one));
  return [link, " — ", h("a", { href: write({ ...asked, lieux }) }, "le mettre sur la feuille", unseen(` : ${nom}`))];
}
