/** The answer as it is read: what is asked, the lists, what stands beside them, in the order of the page. */

import { dateEntiere } from "../sentences";
import type { Asked } from "./address";
import type { ListName } from "./card";
import { closedThatDay, suspended } from "./closed";
import { completeCards, type LoadDetails } from "./details";
import { h } from "./dom";
import type { Found, ResultList } from "./engine";
import { count } from "./french";
import { headlines } from "./headlines";
import type { Library } from "./library";
import { MapPanel, type Shown } from "./map-panel";
import { nobody } from "./nobody";
import { pinsOf } from "./pins";
import type { Query, Understood } from "./query";
import { resultList } from "./result-list";
import { silentIntroduction } from "./silent";
import { summary } from "./summary";

/** What stands beside the list may need to read many hours: the list is seen first. */
const LATER_MS = 60;

/** A question and what answers it; `notes` are what had to be changed or ignored in it. */
export interface Answer {
  asked: Asked;
  understood: Understood;
  found: Found;
  /** Venues of which nobody has said what is done there; empty where no need is asked. */
  silent: ResultList;
  notes: readonly HTMLElement[];
}

/** The part of the page that is written again at each answer. */
export class Results {
  private shown: Record<ListName, number> = { oui: 0, "non-renseigne": 0, muet: 0 };
  private later = 0;
  private readonly head = h("div", { class: "mg-trouver-tete" });
  private readonly body = h("div", { class: "mg-trouver-listes" });

  private readonly map: MapPanel;
  private answer: Answer | null = null;

  constructor(
    private readonly element: HTMLElement,
    private readonly library: Library,
    private readonly details: LoadDetails,
    private readonly choose: (asked: Asked) => void,
    /** Told when the reader opens or closes the map. */
    private readonly toggleMap: (open: boolean) => void,
  ) {
    this.map = new MapPanel(library, toggleMap, (rank) => this.reveal(rank));
    element.replaceChildren(this.head, this.map.element, this.body);
    this.listen();
  }

  private listen(): void {
    this.body.addEventListener("click", ({ target }) => {
      const rank = rankOf(target, "[data-mg-voir]");
      if (rank !== null) {
        this.toggleMap(true);
        void this.map.point(rank);
      }
    });
    for (const event of ["focusin", "pointerover"]) {
      this.body.addEventListener(event, ({ target }) => this.map.mark(rankOf(target, "[data-rang]")));
    }
  }

  /** Shows an answer from its beginning. */
  show(answer: Answer): void {
    // Silent venues are not answers: they come of themselves only where there is nothing else.
    const alone = answer.found.yes.length + answer.found.unknown.length === 0;
    const { perPage } = this.library.site;
    this.shown = { oui: perPage, "non-renseigne": perPage, muet: alone ? perPage : 0 };
    this.write(answer);
    this.openMap(answer.asked.carte);
  }

  /** Opens or closes the map. */
  openMap(open: boolean): void {
    this.element.classList.toggle("mg-avec-carte", open);
    void this.map.open(open);
  }

  /** Shows that nothing is asked yet. */
  empty(content: readonly HTMLElement[]): void {
    window.clearTimeout(this.later);
    this.element.removeAttribute("aria-busy");
    this.openMap(false);
    this.head.replaceChildren(...content);
    this.body.replaceChildren();
  }

  /** Brings the reader to the answer. */
  focus(options?: FocusOptions): void {
    this.element.querySelector<HTMLElement>("h2")?.focus(options);
  }

  private write(answer: Answer): void {
    const { asked, understood, found, silent, notes } = answer;
    const { query } = understood;
    const { library } = this;
    this.answer = answer;
    const yes = this.list(answer, "oui", found.yes, 0);
    const unknown = this.list(answer, "non-renseigne", found.unknown, found.yes.length);
    const mute = this.list(answer, "muet", silent, found.yes.length + found.unknown.length);
    const beside = h("div", {});
    this.element.setAttribute("aria-busy", "true");
    this.head.replaceChildren(
      ...notes,
      h("h2", { tabindex: "-1", id: "mg-oui" }, sentence(found.yes.length)),
      ...summary(asked, query, library, this.choose),
      this.map.button,
    );
    this.map.show(
      this.lists(answer).reduce((sum, [, list]) => sum + list.length, 0),
      () => this.onMap(answer),
    );
    this.body.replaceChildren(
      beside,
      yes.element,
      ...(found.yes.length ? [] : nobody(understood, found, library)),
      ...toCheck(found, query),
      unknown.element,
      ...silentIntroduction(silent.length, query),
      mute.element,
      ...closedThatDay(query, found, library),
      ...suspended(found, library),
      h("p", { class: "mg-note" }, `Données du ${dateEntiere(library.engine.index.lieux.date)}.`),
    );
    window.clearTimeout(this.later);
    this.later = window.setTimeout(() => {
      for (const { finish } of [yes, unknown, mute]) {
        finish();
      }
      beside.replaceChildren(...headlines(query, found, library));
      this.element.removeAttribute("aria-busy");
      void completeCards(this.element, this.details, library);
    }, LATER_MS);
  }

  private list(answer: Answer, name: ListName, list: ResultList, before: number): ReturnType<typeof resultList> {
    const shown = this.shown[name];
    const more = (): void => {
      this.shown[name] += this.library.site.perPage;
      this.write(answer);
      this.card(before + shown + 1)
        ?.querySelector("a")
        ?.focus();
    };
    return resultList({ name, list, before, shown, more }, answer.asked, answer.understood, this.library);
  }

  /** The lists in their order, as far as they are shown at all. */
  private lists({ found, silent }: Answer): [ListName, ResultList][] {
    const lists: [ListName, ResultList][] = [
      ["oui", found.yes],
      ["non-renseigne", found.unknown],
    ];
    return this.shown.muet ? [...lists, ["muet", silent]] : lists;
  }

  private onMap(answer: Answer): Shown {
    const lists = this.lists(answer);
    const { perPage } = this.library.site;
    // The frame is drawn around what is read first.
    let before = 0;
    let inView: number[] = [];
    for (const [, { length }] of lists) {
      if (!inView.length) {
        const first = before;
        inView = Array.from({ length: Math.min(perPage, length) }, (_, rank) => first + rank + 1);
      }
      before += length;
    }
    return { ...pinsOf(lists, this.library), start: answer.understood.query.place, inView };
  }

  /** Brings the reader from a pin to its card, which is written if it was not. */
  private reveal(rank: number): void {
    const { answer } = this;
    const { perPage } = this.library.site;
    if (answer && !this.card(rank)) {
      let before = 0;
      for (const [name, { length }] of this.lists(answer)) {
        if (rank > before && rank <= before + length) {
          this.shown[name] = Math.ceil((rank - before) / perPage) * perPage;
        }
        before += length;
      }
      this.write(answer);
    }
    const card = this.card(rank);
    card?.scrollIntoView({ block: "center" });
    card?.querySelector<HTMLElement>("h3 a")?.focus({ preventScroll: true });
  }

  private card(rank: number): HTMLElement | null {
    return this.body.querySelector<HTMLElement>(`[data-rang="${rank}"]`);
  }
}

function rankOf(target: EventTarget | null, selector: string): number | null {
  const found = target instanceof Element ? target.closest<HTMLElement>(selector) : null;
  const rank = found?.closest<HTMLElement>("[data-rang]")?.dataset.rang;
  return rank === undefined ? null : Number(rank);
}

/** Returns the sentence of a number of answers. */
export function sentence(total: number): string {
  return total === 0 ? "Aucun lieu ne répond." : `${count(total, "lieu répond", "lieux répondent")}.`;
}

/** Returns the title of the list of venues that have not answered everything, and what it means. */
function toCheck({ unknown }: Found, { needs }: Query): HTMLElement[] {
  const title = `À vérifier : ${count(unknown.length, "lieu", "lieux")}`;
  const declared =
    unknown.length > 1 ? "Ils déclarent ce service, mais personne" : "Il déclare ce service, mais personne";
  const meaning = `${needs.length ? declared : "Personne"} n’a répondu à toutes vos questions : « non renseigné » ne veut dire ni oui ni non. Téléphonez.`;
  return [
    h("h2", { tabindex: "-1", id: "mg-non-renseigne", hidden: unknown.length === 0 }, title),
    ...(unknown.length ? [h("p", { class: "mg-note" }, meaning)] : []),
  ];
}
