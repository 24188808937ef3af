/** Before anything is asked: needs that others have had, to be tried in one press. */

import { h } from "./dom";
import { count } from "./french";
import type { Library } from "./library";

/** Needs as people say them; each leads to a service. */
export const EXAMPLES: readonly string[] = [
  "refaire ma carte Vitale",
  "mot de passe oublié",
  "déclaration CAF",
  "lire un courrier",
  "imprimer un document",
  "rendez-vous en préfecture",
  "apprendre à se servir d’un ordinateur",
];

/** Returns what is shown then; `ask` is called with the words that are pressed. */
export function beginning({ engine }: Library, ask: (q: string) => void): HTMLElement[] {
  const { total, lieux } = engine.index;
  const chips = EXAMPLES.map((text) => {
    const button = h("button", { type: "button", class: "mg-puce mg-puce--autre" }, text);
    button.addEventListener("click", () => ask(text));
    return h("li", {}, button);
  });
  return [
    h(
      "p",
      {},
      `Cet annuaire connaît ${count(total, "lieu", "lieux")} dans ${count(lieux.epci.length, "intercommunalité", "intercommunalités")}. Écrivez un besoin, ou essayez :`,
    ),
    h("ul", { class: "mg-choix" }, ...chips),
  ];
}
