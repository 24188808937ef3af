/** How sure a record is: when it was last checked, and the level that follows from the site's delays. */

import type { Lieux } from "./data";
import { h } from "./dom";
import { day, monthsAfter } from "./french";

const LEVELS = ["à jour", "à surveiller", "à vérifier", "à actualiser"] as const;
const LEVEL_CODES = ["a-jour", "a-surveiller", "a-verifier", "a-actualiser"] as const;

/** Returns the line of a verification day ("jamais" for none), as it is on a day of reading. */
export function verified(jour: string, { seuils }: Lieux, today: string): HTMLParagraphElement {
  if (jour === "jamais") {
    const never = h("span", { class: "mg-niveau mg-niveau--jamais" }, "jamais vérifiée");
    return h("p", { class: "mg-trouve-verifie" }, "Fiche ", never);
  }
  const { a_surveiller_mois, a_verifier_mois, a_actualiser_mois } = seuils;
  const level = [a_surveiller_mois, a_verifier_mois, a_actualiser_mois].filter(
    (months) => today >= monthsAfter(jour, months),
  ).length;
  const badge = h("span", { class: `mg-niveau mg-niveau--${LEVEL_CODES[level]}` }, LEVELS[level] ?? "");
  return h("p", { class: "mg-trouve-verifie" }, `Fiche vérifiée le ${day(jour)} `, badge);
}
