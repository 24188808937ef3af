/**
 * The address of a dated edition: `?edition=2026-11-21` on a report. The page is rebuilt as the directory changes; who
 * comes back by the address of another day is told that these are not the figures of that day.
 */

import { enToutesLettres, estUneDate } from "./sentences";

/** Says so in the page's `[data-mg-edition]`, whose value is the day of the figures. */
export function direLEdition(page: Document, search: string): void {
  const said = page.querySelector<HTMLElement>("[data-mg-edition]");
  const asked = new URLSearchParams(search).get("edition");
  if (!said || !asked || !estUneDate(asked) || asked === said.dataset["mgEdition"]) {
    return;
  }
  said.textContent = `Vous demandiez l’édition du ${enToutesLettres(asked)} : ces chiffres sont plus récents ou plus anciens. Ceux de ce jour-là se retrouvent dans l’historique des fiches.`;
  said.hidden = false;
}
