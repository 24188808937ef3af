/** What paper says that the screen shows otherwise: what was asked, when, and where to find it again. */

import { momentIn } from "../clock";
import { dateEntiere } from "../sentences";
import type { Asked } from "./address";
import { unbroken } from "./french";
import type { Library } from "./library";
import type { Understood } from "./query";
import { askedInWords } from "./summary";

/** Returns the line of a printed answer; "now" is the instant of the search that is printed. */
export function paperLine(asked: Asked, understood: Understood, library: Library): string {
  const { jour, minute } = momentIn("Europe/Paris", understood.query.instant);
  const hour = `${Math.floor(minute / 60)} h ${String(minute % 60).padStart(2, "0")}`;
  const words = askedInWords(asked, understood, library);
  return unbroken(
    `${words ? `Recherche : ${words}. ` : ""}Réponses du ${dateEntiere(jour)} à ${hour} : « ouvert », « fermé » et « aujourd’hui » valent pour ce moment. À retrouver à l’adresse ${window.location.href}`,
  );
}
