/** The answer as it is read: what is asked, the two lists, what stands beside them, in the order of the page. */

import type { Asked } from "./address";
import { closedThatDay, suspended } from "./closed";
import { completeCards, type LoadDetails } from "./details";
import { h } from "./dom";
import type { Found } from "./engine";
import { count } from "./french";
import { headlines } from "./headlines";
import type { Library } from "./library";
import { nobody } from "./nobody";
import type { Understood } from "./query";
import { type Listing, PAGE, resultList } from "./result-list";
import { silent } from "./silent";
import { summary } from "./summary";

/** What stands beside the list may need to read many hours: the list is seen first. */
const LATER_MS = 60;

/** A question and what answers it; `notes` are what had to be changed or ignored in it. */
export interface Answer {
  asked: Asked;
  understood: Understood;
  found: Found;
  notes: readonly HTMLElement[];
}

/** The part of the page that is written again at each answer. */
export class Results {
  private shown = { oui: PAGE, "non-renseigne": PAGE };
  private later = 0;

  constructor(
    private readonly element: HTMLElement,
    private readonly library: Library,
    private readonly details: LoadDetails,
    private readonly choose: (asked: Asked) => void,
  ) {}

  /** Shows an answer from its beginning. */
  show(answer: Answer): void {
    this.shown = { oui: PAGE, "non-renseigne": PAGE };
    this.write(answer);
  }

  /** Shows that nothing is asked yet. */
  empty(notes: readonly HTMLElement[]): void {
    window.clearTimeout(this.later);
    this.element.removeAttribute("aria-busy");
    this.element.replaceChildren(...notes);
  }

  /** Brings the reader to the answer. */
  focus(): void {
    this.element.querySelector<HTMLElement>("h2")?.focus();
  }

  private write(answer: Answer): void {
    const { asked, understood, found, notes } = answer;
    const { query } = understood;
    const { library } = this;
    const yes = this.list(answer, "oui");
    const unknown = this.list(answer, "non-renseigne");
    const beside = h("div", {});
    this.element.setAttribute("aria-busy", "true");
    this.element.replaceChildren(
      ...notes,
      summary(asked, query, library.label, this.choose),
      beside,
      h("h2", { tabindex: "-1", id: "mg-oui" }, sentence(found.yes.length)),
      yes.element,
      ...(found.yes.length ? [] : nobody(understood, found, library)),
      ...toCheck(found),
      unknown.element,
      ...silent(query, library),
      ...closedThatDay(query, found, library),
      ...suspended(found, library),
    );
    window.clearTimeout(this.later);
    this.later = window.setTimeout(() => {
      yes.finish();
      unknown.finish();
      beside.replaceChildren(...headlines(query, found, library));
      this.element.removeAttribute("aria-busy");
      void completeCards(this.element, this.details, library);
    }, LATER_MS);
  }

  private list(answer: Answer, state: Listing["state"]): ReturnType<typeof resultList> {
    const list = state === "oui" ? answer.found.yes : answer.found.unknown;
    const shown = this.shown[state];
    const more = (): void => {
      this.shown[state] += PAGE;
      this.write(answer);
      this.element.querySelectorAll<HTMLElement>(`[data-etat="${state}"] > li`)[shown]?.querySelector("a")?.focus();
    };
    return resultList({ state, list, shown, more }, answer.asked, answer.understood, this.library);
  }
}

/** Returns the sentence of a number of answers. */
export function sentence(total: number): string {
  return total === 0 ? "Aucun lieu ne répond." : `${count(total, "lieu répond", "lieux répondent")}.`;
}

/** Returns the title of the list of venues that have not answered everything, and what it means. */
function toCheck({ unknown }: Found): HTMLElement[] {
  const title = `À vérifier : ${count(unknown.length, "lieu", "lieux")}`;
  const meaning =
    "Ils déclarent ce service, mais personne n’a répondu à toutes vos questions : « non renseigné » ne veut dire ni oui ni non. Téléphonez.";
  return [
    h("h2", { tabindex: "-1", id: "mg-non-renseigne", hidden: unknown.length === 0 }, title),
    ...(unknown.length ? [h("p", { class: "mg-note" }, meaning)] : []),
  ];
}
