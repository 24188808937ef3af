/**
 * "Open or closed now" on a page, worked out where it is read and when it is read.
 *
 * Each element with `data-mg-ouverture` holds its hours in `script.mg-horaires`. What is said is written into its
 * `.mg-ouverture-etat`, `.mg-ouverture-jour` and `.mg-ouverture-note`, which are made when the page has none; the
 * element gets `data-etat` (ouvert, a-confirmer, ferme, inconnu), and the rows `data-mg-jour="1"` (Monday) to "7" of
 * its table are marked with `aria-current="date"` on their day. Without scripts the table answers alone.
 */

import { isoWeekday, momentIn, parseMoment } from "./clock";
import { type Horaires, lireHoraires } from "./horaires";
import { type Affichage, dateEntiere, direLeJour, direMaintenant, heure } from "./sentences";

/** Shows every opening of the page, and keeps them true while the page is looked at. */
export function suivreLesOuvertures(page: Document, search: string, now: () => Date = () => new Date()): void {
  const asked = parseMoment(new URLSearchParams(search).get("le"));
  const shown: (readonly [HTMLElement, Horaires])[] = [];
  for (const element of page.querySelectorAll<HTMLElement>("[data-mg-ouverture]")) {
    const horaires = lireHoraires(element.querySelector("script.mg-horaires")?.textContent ?? "");
    if (horaires) {
      shown.push([element, horaires]);
    }
  }
  if (shown.length === 0) {
    return;
  }
  if (asked) {
    for (const [element, horaires] of shown) {
      const { jour, minute } = asked;
      const affichage = minute === null ? direLeJour(horaires, jour) : direMaintenant(horaires, { jour, minute });
      montrer(element, affichage, jour);
      annoncerLaDate(element, jour, minute);
    }
    return;
  }
  const update = (): void => {
    const instant = now();
    for (const [element, horaires] of shown) {
      const moment = momentIn(horaires.fuseau ?? "Europe/Paris", instant);
      montrer(element, direMaintenant(horaires, moment), moment.jour);
    }
  };
  // One timer that starts again at each minute of the clock: an interval would drift and show 18:00 a minute late.
  let timer: ReturnType<typeof setTimeout> | undefined;
  const follow = (): void => {
    clearTimeout(timer);
    if (page.visibilityState !== "hidden") {
      update();
      timer = setTimeout(follow, 60_050 - (now().getTime() % 60_000));
    }
  };
  page.addEventListener("visibilitychange", follow);
  follow();
}

function montrer(element: HTMLElement, affichage: Affichage, jour: string): void {
  element.dataset.etat = affichage.etat;
  ecrire(element, "mg-ouverture-etat", affichage.phrase, true);
  ecrire(element, "mg-ouverture-jour", affichage.jour, false);
  ecrire(element, "mg-ouverture-note", affichage.note, false);
  const today = String(isoWeekday(jour));
  for (const row of element.querySelectorAll<HTMLElement>("[data-mg-jour]")) {
    if (row.dataset.mgJour === today) {
      row.setAttribute("aria-current", "date");
    } else {
      row.removeAttribute("aria-current");
    }
  }
}

/** Writes a text where it has changed: a live region that is written again each minute would never be quiet. */
function ecrire(element: HTMLElement, className: string, text: string, live: boolean): void {
  let target = element.querySelector<HTMLElement>(`.${className}`);
  if (!target) {
    target = element.ownerDocument.createElement("p");
    target.className = className;
    placer(element, target);
  }
  // The first sentence is read with the page; only those that follow are announced.
  if (live && target.textContent && !target.hasAttribute("aria-live")) {
    target.setAttribute("aria-live", "polite");
  }
  if (target.textContent !== text) {
    target.textContent = text;
  }
  target.hidden = text === "";
}

/** Puts a new paragraph after those already made, before the rest of what can be seen. */
function placer(element: HTMLElement, target: HTMLElement): void {
  const before = element.querySelectorAll(".mg-ouverture-etat, .mg-ouverture-jour, .mg-ouverture-note");
  const last = before[before.length - 1] ?? element.querySelector(":scope > h2, :scope > h3, :scope > h4");
  if (last) {
    last.after(target);
  } else {
    element.prepend(target);
  }
}

function annoncerLaDate(element: HTMLElement, jour: string, minute: number | null): void {
  const page = element.ownerDocument;
  const line = page.createElement("p");
  line.className = "mg-ouverture-date";
  const hour = minute === null ? "" : ` à ${heure(minute)}`;
  line.append(`Vous regardez le ${dateEntiere(jour)}${hour}. `);
  const link = page.createElement("a");
  const here = new URL(page.location.href);
  here.searchParams.delete("le");
  link.href = here.href;
  link.textContent = "Revenir à maintenant";
  line.append(link);
  placer(element, line);
}
