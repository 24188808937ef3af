/**
 * The page where one asks one's own question of a territory.
 *
 * The address of the page is its state, the form shows it, and a choice is a step of the history that "back" undoes.
 */

import { day } from "../trouver/french";
import { DataError, type Files, type Reponses, type Shapes, type Territoires } from "./data";
import { rowsOf } from "./figures";
import { proposals } from "./greedy";
import { oneMore } from "./one-more";
import { type Known, read, type State, write } from "./state";
import { view, type Ways } from "./view";
import type { Chosen } from "./words";

/** The elements that the page works with. */
export interface Parts {
  form: HTMLFormElement;
  announce: HTMLElement;
  results: HTMLElement;
  /** The line that says on paper where the page is. */
  address: HTMLElement | null;
  /** Where the reports and the files of figures of intercommunalities are. */
  rapports: string;
  donnees: string;
  /** The way from the page to the root of the site. */
  racine: string;
}

export class Page {
  private state: State;
  private notes: string[];
  private readonly known: Known;
  private readonly ways: Ways;
  private readonly published: string;
  private turn = 0;

  constructor(
    private readonly parts: Parts,
    private readonly files: Files,
    private readonly places: Territoires,
  ) {
    this.known = knownOf(parts.form);
    this.published = parts.address?.textContent ?? "";
    ({ state: this.state, notes: this.notes } = read(window.location.search, this.known));
    this.ways = {
      rapports: parts.rapports,
      donnees: parts.donnees,
      vers: (epci) => write({ ...this.state, epci }, this.known) || "./",
      choisir: (epci) => void this.choose({ ...this.state, epci }, true),
    };
  }

  /** Shows the page as its address says it, and follows what is done with it. */
  async start(): Promise<void> {
    this.parts.form.hidden = false;
    this.listen();
    this.fill();
    await this.show(false);
  }

  private listen(): void {
    const { form, results } = this.parts;
    form.addEventListener("change", () => void this.choose(readForm(form), false));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.choose(readForm(form), true);
    });
    results.addEventListener("click", (event) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-epci]") : null;
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
        event.preventDefault();
        void this.choose({ ...this.state, epci: link.dataset.epci ?? "" }, true);
      }
    });
    window.addEventListener("popstate", () => {
      ({ state: this.state, notes: this.notes } = read(window.location.search, this.known));
      this.fill();
      void this.show(false);
    });
  }

  /** Takes a new state; `leap` moves the reader to what it shows. */
  private async choose(state: State, leap: boolean): Promise<void> {
    const address = `${window.location.pathname}${write(state, this.known)}`;
    if (address !== window.location.pathname + window.location.search) {
      window.history.pushState(null, "", address);
    }
    this.state = state;
    this.notes = [];
    this.fill();
    await this.show(leap);
  }

  private fill(): void {
    const { form } = this.parts;
    for (const [name, value] of Object.entries(this.state)) {
      const menu = form.elements.namedItem(name);
      if (menu instanceof HTMLSelectElement) {
        const text = String(value);
        if (name === "seuil_km" && ![...menu.options].some((option) => option.value === text)) {
          menu.add(new Option(`${text.replace(".", ",")} km`, text));
        }
        menu.value = text;
      }
    }
    const distance = form.elements.namedItem("seuil_km");
    if (distance instanceof HTMLSelectElement) {
      // A median has no distance to choose.
      distance.disabled = !this.state.indicateur.startsWith("personnes");
    }
  }

  private async show(leap: boolean): Promise<void> {
    this.turn += 1;
    const { turn, state } = this;
    if (this.parts.address) {
      this.parts.address.textContent = this.published + window.location.search;
    }
    const { announce, results } = this.parts;
    try {
      const [answers, shapes] = await Promise.all([
        this.files.reponses(state.sujet, state.acces),
        this.contours(state),
      ]);
      if (turn !== this.turn) {
        return;
      }
      const { rows, whole } = rowsOf(state, this.places, answers);
      const shown = { state, chosen: this.chosen(state), places: this.places, rows, whole, shapes };
      const { elements, aloud } = view(shown, this.ways);
      results.replaceChildren(...elements);
      announce.textContent = [...this.notes, aloud].join(" ");
      if (leap) {
        results.querySelector<HTMLElement>("h2")?.focus();
      }
      if (whole.recense && state.indicateur.startsWith("personnes")) {
        await this.propose(turn, state, answers);
      }
    } catch (error) {
      if (turn === this.turn) {
        announce.textContent = `Ces chiffres n’ont pas pu être chargés${error instanceof DataError ? ` : ${error.message}` : ""}. Les rapports disent l’essentiel.`;
        results.replaceChildren();
      }
    }
  }

  /** Adds where one more would help: what is above it does not wait for the town halls. */
  private async propose(turn: number, state: State, answers: Reponses): Promise<void> {
    const halls = await this.files.mairies().catch(() => null);
    if (turn === this.turn) {
      const found = halls && proposals(state, this.places, answers, halls);
      this.parts.results.append(oneMore(this.chosen(state), this.places, found, halls, this.parts));
    }
  }

  /** A map that does not come is no reason to show no table. */
  private contours({ epci }: State): Promise<Shapes> {
    const wanted = epci ? this.files.communes(epci) : this.files.intercommunalites();
    return wanted.catch((): Shapes => new Map());
  }

  private chosen({ sujet, acces, indicateur, seuil_km }: State): Chosen {
    return {
      sujet: this.label("sujet", sujet),
      acces: acces ? this.label("acces", acces) : "",
      indicateur: this.label("indicateur", indicateur),
      seuil_km,
      jour: day(this.places.date),
    };
  }

  private label(name: string, value: string): string {
    return menuOf(this.parts.form, name).find((option) => option.value === value)?.text ?? value;
  }
}

function menuOf(form: HTMLFormElement, name: string): HTMLOptionElement[] {
  const menu = form.elements.namedItem(name);
  return menu instanceof HTMLSelectElement ? [...menu.options] : [];
}

/** Returns the values of the form, and those that it has when nothing is asked. */
function knownOf(form: HTMLFormElement): Known {
  const values = (name: string): string[] => menuOf(form, name).map(({ value }) => value);
  const usual = (name: string): string =>
    menuOf(form, name).find((option) => option.defaultSelected)?.value ?? values(name)[0] ?? "";
  return {
    sujet: values("sujet"),
    acces: values("acces"),
    indicateur: values("indicateur"),
    epci: values("epci"),
    tri: values("tri"),
    defaults: {
      sujet: usual("sujet"),
      acces: "",
      indicateur: usual("indicateur"),
      seuil_km: Number(usual("seuil_km")),
      epci: "",
      tri: "nom",
    },
  };
}

function readForm(form: HTMLFormElement): State {
  const text = (name: string): string => {
    const menu = form.elements.namedItem(name);
    return menu instanceof HTMLSelectElement ? menu.value : "";
  };
  return {
    sujet: text("sujet"),
    acces: text("acces"),
    indicateur: text("indicateur"),
    seuil_km: Number(text("seuil_km")),
    epci: text("epci"),
    tri: text("tri"),
  };
}
