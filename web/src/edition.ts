/**
 * The address of a dated edition: `?edition=2026-11-21` on a report. The page is rebuilt as the directory changes: who
 * comes back by the address of another day is told that these are not the figures of that day.
 */

import { parseMoment } from "./clock";
import { dateEntiere } from "./sentences";

/** Says so in the page's `[data-mg-edition]`, whose value is the day of the figures. */
export function direLEdition(page: Document, search: string): void {
  const said = page.querySelector<HTMLElement>("[data-mg-edition]");
  const here = said?.dataset.mgEdition ?? "";
  const asked = parseMoment(new URLSearchParams(search).get("edition"))?.jour;
  if (!said || !asked || !parseMoment(here) || asked === here) {
    return;
  }
  said.textContent = `Vous demandiez l’édition du ${dateEntiere(asked)}. Cette page donne celle du ${dateEntiere(here)} ; l’autre se retrouve dans l’historique des fiches, auprès de qui tient l’annuaire.`;
  said.hidden = false;
}
