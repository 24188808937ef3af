/**
 * The page where a social worker finds where to send someone.
 *
 * The address of the page is its state. What is typed is answered at once; a choice (a box, a place, a service) adds a
 * step to the history, so that "back" undoes it. Nothing that is typed leaves the page.
 */

import { dateEntiere } from "../sentences";
import { type Asked, read } from "./address";
import { beginning } from "./beginning";
import { breath } from "./breath";
import { Catalogue } from "./catalogue";
import { Chosen, chosenText } from "./chosen";
import { conditionsOf, meant } from "./conditions";
import { at } from "./data";
import { h } from "./dom";
import type { Found } from "./engine";
import { departementOf, type Files } from "./files";
import { buildFilters } from "./filters";
import { fill, filterCount, readForm, tellFolded, withoutFilters } from "./form";
import { count } from "./french";
import { History } from "./history";
import type { Library } from "./library";
import { recall, remember } from "./memory";
import { needs } from "./needs";
import { paperLine } from "./paper";
import { pointOf } from "./places";
import { placeOf, type Query, type Understood, understand } from "./query";
import { Results, sentence } from "./results";
import type { Parts } from "./settings";
import { COMMUNES_MISSING, StartingPlace } from "./starting-place";

const OLD_DAYS = 60;
const NOT_AROUND = "Cette commune n’est ni dans le territoire ni autour : les distances ne sont pas connues.";

export class Page {
  private asked: Asked;
  private notes: string[];
  private understood: Understood | null = null;
  private conditions: ReturnType<typeof conditionsOf> | null = null;
  /** Whether the file of the place that the address names has come. */
  private placeCame = true;

  private readonly history = new History();
  private readonly catalogue: Catalogue;
  private readonly startingPlace: StartingPlace;
  private readonly results: Results;
  private readonly chosen: Chosen;

  constructor(
    private readonly parts: Parts,
    private readonly library: Library,
    private readonly files: Files,
  ) {
    const { mots, places, engine } = library;
    const choose = (asked: Asked): void => this.choose(asked);
    const details = (venue: number) => files.details(venue, at(engine.index.lieux.lieux.id, venue));
    this.catalogue = new Catalogue(mots, (service) => this.choose({ ...this.asked, service, q: "" }));
    this.startingPlace = new StartingPlace(parts.choices, places, files, (where, step) =>
      step ? this.choose({ ...this.asked, ...where }) : this.change({ ...this.asked, ...where }, false),
    );
    this.results = new Results(parts.results, library, details, choose, (open) => this.openMap(open));
    this.chosen = new Chosen(parts.chosen, parts.results, library, (choisis) => this.keep(choisis));
    ({ asked: this.asked, notes: this.notes } = read(window.location.search, library));
  }

  /** Shows the page as its address says it, and follows what is done with it. */
  async start(): Promise<void> {
    const { form, filters, memory, catalogue } = this.parts;
    buildFilters(filters, this.library.mots);
    catalogue.replaceChildren(this.catalogue.element);
    this.startFrom(recall(memory));
    await this.bringPlace();
    await breath();
    // With the answer, which would push the page down if it came after.
    form.hidden = false;
    this.show();
    this.refill();
    this.listen();
  }

  // What is done with the page.

  private listen(): void {
    const { form, memory, position, reset } = this.parts;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const typed = readForm(form, this.asked);
      const asked = this.meant(typed);
      this.change(asked, true);
      if (asked !== typed) {
        this.refill();
      }
      this.results.focus();
    });
    form.addEventListener("change", ({ target }) => {
      const name = target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.name : "";
      // Words are followed as they are typed; only choices are steps of the history.
      if (name && name !== "q" && name !== "lieu") {
        this.change(readForm(form, this.asked), true);
        tellFolded(form, this.asked);
      }
    });
    form.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLInputElement && target.name === "q") {
        this.change({ ...this.asked, q: target.value, service: [] }, false);
      } else if (target instanceof HTMLInputElement && target.name === "lieu") {
        void this.startingPlace.type(target.value);
      }
    });
    form.querySelector("[name=q]")?.addEventListener("focus", () => this.library.words.prepare(), { once: true });
    form.querySelector("[name=lieu]")?.addEventListener("focus", () => void this.files.allCommunes());
    position.addEventListener("click", () => this.startingPlace.locate());
    memory.addEventListener("change", () => remember(memory, this.asked.pres));
    reset.addEventListener("click", () => this.choose(withoutFilters(this.meant(this.asked))));
    window.addEventListener("beforeprint", () => {
      if (this.understood) {
        this.parts.paper.textContent = paperLine(this.meant(this.asked), this.understood, this.library);
      }
    });
    this.history.onMove(() => {
      ({ asked: this.asked, notes: this.notes } = read(window.location.search, this.library));
      void this.bringPlace().then(() => {
        this.show();
        this.refill();
      });
    });
  }

  private change(asked: Asked, step: boolean): void {
    this.asked = asked;
    this.notes = [];
    this.history.write(asked, step);
    this.show();
    remember(this.parts.memory, asked.pres);
  }

  /** Keeps venues for the referral sheet: the answer stays as it is. */
  private keep(choisis: readonly string[]): void {
    this.asked = { ...this.asked, choisis };
    this.history.write(this.asked, true);
    this.parts.status.textContent = chosenText(choisis.length);
    this.showChosen();
  }

  /** Opens or closes the map: the answer stays as it is. */
  private openMap(carte: boolean): void {
    this.asked = { ...this.asked, carte };
    this.history.write(this.asked, true);
    this.results.openMap(carte);
  }

  private choose(asked: Asked): void {
    this.change(asked, true);
    this.refill();
    // What was pressed is gone: the keyboard goes on from the answer.
    if (document.activeElement === document.body) {
      this.results.focus({ preventScroll: true });
    }
  }

  private refill(): void {
    fill(this.parts.form, this.asked, this.understood?.query.place?.name ?? "");
  }

  // Where from.

  /** Starts from the place that was kept, where the address says none. */
  private startFrom(kept: string): void {
    const { pres, lieu, territoire } = this.asked;
    if (kept && !pres && !lieu && !territoire) {
      const search = `?${new URLSearchParams({ pres: kept })}`;
      this.asked = { ...this.asked, pres: read(search, this.library).asked.pres };
    }
  }

  private async bringPlace(): Promise<void> {
    const { pres, lieu } = this.asked;
    if (pres && !pointOf(pres)) {
      this.placeCame = await this.files.communes(departementOf(pres));
    } else if (lieu && !pres) {
      const found = await this.startingPlace.propose(lieu);
      if (found.length === 1) {
        this.parts.choices.replaceChildren();
      }
    }
  }

  // What is shown.

  private show(): void {
    const { library, parts } = this;
    const asked = this.meant(this.asked);
    const place = placeOf(asked, library.places);
    if (asked.pres && !place) {
      this.notes.push(this.placeCame ? NOT_AROUND : COMMUNES_MISSING);
    }
    const understood = understand(asked, library.words, place, new Date());
    const { query } = understood;
    this.understood = understood;
    parts.needs.replaceChildren(...needs(asked, understood, library.words, (chosen) => this.choose(chosen)));
    this.catalogue.show(asked.service);
    parts.reset.hidden = filterCount(asked) === 0;
    this.showChosen();
    // Once there is an answer, it comes before the help of the form.
    parts.root.toggleAttribute("data-mg-repondu", !asksNothing(query));
    const memory = parts.memory.closest("label");
    if (memory) {
      memory.hidden = !place && !parts.memory.checked;
    }
    if (asksNothing(query)) {
      this.results.empty([...this.said(), ...beginning(library, (q) => this.choose({ ...this.asked, q }))]);
      parts.status.textContent = "";
      return;
    }
    const found = library.engine.search(query);
    const silent = library.engine.silent(query);
    this.results.show({ asked, understood, found, silent, notes: this.said() });
    const text = announced(found, silent.length);
    if (parts.status.textContent !== text) {
      parts.status.textContent = text;
    }
  }

  /** What is asked, once words that name a condition are the filters that they are. */
  private meant(asked: Asked): Asked {
    this.conditions ??= conditionsOf(this.library.mots);
    return meant(asked, this.conditions, this.library.words);
  }

  private showChosen(): void {
    if (this.understood) {
      this.chosen.show(this.asked, this.understood);
    }
  }

  private said(): HTMLElement[] {
    const { date } = this.library.engine.index.lieux;
    const age = (Date.now() - Date.parse(`${date}T12:00:00Z`)) / 86_400_000;
    const old = `Ces fiches datent du ${dateEntiere(date)} : téléphonez avant d’envoyer quelqu’un.`;
    return [...this.notes, ...(age > OLD_DAYS ? [old] : [])].map((note) => h("p", { class: "mg-trouver-note" }, note));
  }
}

function asksNothing({ needs, place, territory, filters, whens }: Query): boolean {
  return needs.length === 0 && !place && !territory && !filters.length && !whens.length;
}

function announced({ yes, unknown }: Found, silent: number): string {
  return [
    sentence(yes.length),
    unknown.length ? `${count(unknown.length, "lieu", "lieux")} à vérifier.` : "",
    silent ? `${count(silent, "lieu n’a", "lieux n’ont")} pas dit ce qui s’y fait.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}
