/**
 * The page where a social worker finds where to send someone.
 *
 * The address of the page is its state. What is typed is answered at once; a choice (a box, a place, a service) adds a
 * step to the history, so that "back" undoes it. Nothing that is typed leaves the page.
 */

import { momentIn } from "../clock";
import { jourDe } from "../horaires";
import { dateEntiere } from "../sentences";
import { type Asked, read, write } from "./address";
import { card, complete, type Details } from "./card";
import { at, type Communes, checked, DataError, indexed, type Lieux, type Mots, Timetables } from "./data";
import { h, tel } from "./dom";
import { Engine, type Found, type Query, type Result, type ResultList } from "./engine";
import { FACETS, type Filter } from "./facets";
import { build, fill, readForm, withoutFilters } from "./form";
import { count, distance, lowered } from "./french";
import { OUVERT } from "./moments";
import { type Place, Places, pointOf } from "./places";
import { placeOf, type Understood, understand } from "./query";
import { reasons, type Telling } from "./reasons";
import { type Relaxed, relaxed } from "./relax";
import { Words } from "./words";
import "./trouver.css";

const PAGE = 10;
const DETAILS_PER_FILE = 250;
/** How many results are written before the reader sees anything; the others follow at once. */
const AT_ONCE = 4;
const LATER_MS = 60;
const REST_MS = 300;
const OLD_DAYS = 60;
const REMEMBERED = "maillage-lieu";

/** What the page says of the site, in the attributes of its root. */
interface Settings {
  data: string;
  root: string;
  hub: string;
  phone: string;
  departements: readonly string[];
}

class Page {
  private asked: Asked;
  private notes: string[];
  private shown = { yes: PAGE, unknown: PAGE };
  private readonly details = new Map<number, Promise<Readonly<Record<string, Details>>>>();
  private readonly loaded = new Map<string, Promise<void>>();
  private understood: Understood | null = null;

  private readonly results: HTMLElement;
  private readonly form: HTMLFormElement;
  private readonly needs: HTMLElement;
  private readonly choices: HTMLElement;
  private readonly status: HTMLElement;

  constructor(
    private readonly element: HTMLElement,
    private readonly settings: Settings,
    came: readonly string[],
    private readonly mots: Mots,
    private readonly words: Words,
    private readonly places: Places,
    private readonly engine: Engine,
  ) {
    const find = (name: string): HTMLElement => {
      const found = element.querySelector<HTMLElement>(`[data-mg-${name}]`);
      if (!found) {
        throw new DataError(`il manque « ${name} » dans la page`);
      }
      return found;
    };
    for (const departement of came) {
      this.loaded.set(departement, Promise.resolve());
    }
    this.results = find("resultats");
    this.needs = find("besoins");
    this.choices = find("lieux");
    this.status = find("annonce");
    this.form = element.querySelector("form") ?? document.createElement("form");
    ({ asked: this.asked, notes: this.notes } = read(window.location.search, mots));
  }

  /** Shows the page as its address says it, and follows what is done with it. */
  async start(): Promise<void> {
    build(this.form, this.mots);
    this.form.hidden = false;
    this.recall();
    await this.bringPlace();
    this.show();
    this.refill();
    this.listen();
  }

  // What is done with the page.

  private listen(): void {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.change(readForm(this.form, this.asked), true);
      this.results.querySelector<HTMLElement>("h2")?.focus();
    });
    this.form.addEventListener("change", ({ target }) => {
      const name = target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target.name : "";
      // Words are followed as they are typed; only choices are steps of the history.
      if (name && name !== "q" && name !== "lieu") {
        this.change(readForm(this.form, this.asked), true);
      }
    });
    this.form.addEventListener("input", ({ target }) => {
      if (target instanceof HTMLInputElement && target.name === "q") {
        this.change({ ...this.asked, q: target.value, service: [] }, false);
      } else if (target instanceof HTMLInputElement && target.name === "lieu") {
        void this.typePlace(target.value);
      }
    });
    const place = this.form.querySelector<HTMLInputElement>("[name=lieu]");
    this.form.querySelector("[name=q]")?.addEventListener("focus", () => this.words.prepare(), { once: true });
    place?.addEventListener("focus", () => void this.allCommunes());
    this.element.querySelector("[data-mg-position]")?.addEventListener("click", () => this.locate());
    this.element.querySelector("[data-mg-memoire]")?.addEventListener("change", () => this.remember());
    window.addEventListener("popstate", () => {
      window.clearTimeout(this.writing);
      ({ asked: this.asked, notes: this.notes } = read(window.location.search, this.mots));
      void this.bringPlace().then(() => {
        this.show();
        this.refill();
      });
    });
  }

  private change(asked: Asked, step: boolean): void {
    this.asked = asked;
    this.notes = [];
    this.shown = { yes: PAGE, unknown: PAGE };
    const address = `${window.location.pathname}${write(asked)}`;
    window.clearTimeout(this.writing);
    if (step && address !== window.location.pathname + window.location.search) {
      window.history.pushState(null, "", address);
    } else {
      // Browsers count the changes of address: words are written once the hand rests.
      this.writing = window.setTimeout(() => window.history.replaceState(null, "", address), REST_MS);
    }
    this.show();
    this.remember();
  }

  private refill(): void {
    fill(this.form, this.asked, this.understood?.query.place?.name ?? "");
  }

  private choose(asked: Asked): void {
    this.change(asked, true);
    this.refill();
  }

  // Where from.

  private async bringPlace(): Promise<void> {
    const { pres, lieu } = this.asked;
    if (pres && !pointOf(pres)) {
      await this.communes(departementOf(pres));
    } else if (lieu && !pres) {
      await this.allCommunes();
    }
  }

  private communes(departement: string): Promise<void> {
    if (!this.settings.departements.includes(departement)) {
      return Promise.resolve();
    }
    let found = this.loaded.get(departement);
    if (!found) {
      found = fetched(`${this.settings.data}communes-${departement}.json`)
        .then((document) => this.places.add(checked<Communes>(document, "communes")))
        .catch(() => {
          // Asked again next time: the connection may come back.
          this.loaded.delete(departement);
        });
      this.loaded.set(departement, found);
    }
    return found;
  }

  private async allCommunes(): Promise<void> {
    await Promise.all(this.settings.departements.map((code) => this.communes(code)));
  }

  private async typePlace(text: string): Promise<void> {
    if (!text.trim()) {
      this.choices.replaceChildren();
      this.change({ ...this.asked, lieu: "", pres: "" }, false);
      return;
    }
    await this.allCommunes();
    const found = this.places.find(text);
    const sure = found.length === 1 ? found[0] : undefined;
    this.choices.replaceChildren(this.placeChoices(found, text));
    this.change({ ...this.asked, lieu: text, pres: sure ? codeOf(sure) : "" }, false);
  }

  private placeChoices(found: readonly Place[], text: string): HTMLElement {
    if (found.length === 0) {
      return h("p", { class: "mg-note" }, `Aucune commune du territoire ni des environs ne s’appelle « ${text} ».`);
    }
    return h(
      "ul",
      { class: "mg-choix", "aria-label": "Communes proposées" },
      ...found.map((place) => {
        const button = h("button", { type: "button", class: "mg-puce" }, place.name);
        button.addEventListener("click", () => {
          this.choices.replaceChildren();
          this.choose({ ...this.asked, lieu: "", pres: codeOf(place) });
        });
        return h("li", {}, button);
      }),
    );
  }

  private locate(): void {
    const say = (text: string): void => this.choices.replaceChildren(h("p", { class: "mg-note" }, text));
    if (!navigator.geolocation) {
      say("Cet appareil ne donne pas sa position : écrivez une commune.");
      return;
    }
    say("Recherche de votre position…");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.choices.replaceChildren();
        // About 100 m: enough to find a venue, not enough to find a person.
        const pres = `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`;
        this.choose({ ...this.asked, lieu: "", pres });
      },
      () => say("La position n’a pas été donnée : écrivez une commune ou un code postal."),
      { maximumAge: 600_000, timeout: 10_000 },
    );
  }

  /** The place stays on the device only while its box is ticked. */
  private remember(): void {
    const box = this.element.querySelector<HTMLInputElement>("[data-mg-memoire]");
    try {
      if (box?.checked && this.asked.pres) {
        window.localStorage.setItem(REMEMBERED, this.asked.pres);
      } else if (box && !box.checked) {
        window.localStorage.removeItem(REMEMBERED);
      }
    } catch {
      // Storage is refused: the place is simply not remembered.
    }
  }

  private recall(): void {
    const box = this.element.querySelector<HTMLInputElement>("[data-mg-memoire]");
    let pres: string | null = null;
    try {
      pres = window.localStorage.getItem(REMEMBERED);
    } catch {
      return;
    }
    if (pres && box) {
      box.checked = true;
      if (!this.asked.pres && !this.asked.lieu && !this.asked.territoire) {
        this.asked = { ...this.asked, pres: read(`?${new URLSearchParams({ pres })}`, this.mots).asked.pres };
      }
    }
  }

  // What is shown.

  private show(): void {
    const instant = new Date();
    const place = placeOf(this.asked, this.places);
    if (this.asked.pres && !place) {
      this.notes.push("Cette commune n’est ni dans le territoire ni autour : les distances ne sont pas connues.");
    }
    const understood = understand(this.asked, this.words, place, instant);
    this.understood = understood;
    this.showNeeds(understood);
    const { query } = understood;
    if (query.needs.length === 0 && !place && !query.territory && !query.filters.length && !query.whens.length) {
      clearTimeout(this.later);
      this.results.removeAttribute("aria-busy");
      this.results.replaceChildren(...this.said());
      this.status.textContent = "";
      return;
    }
    const found = this.engine.search(query);
    const aside = h("div", {});
    this.pending.length = 0;
    this.results.setAttribute("aria-busy", "true");
    this.results.replaceChildren(...this.said(), this.summary(understood), aside, ...this.lists(understood, found));
    this.announce(found);
    // The list first; what stands beside it may need to read many hours.
    clearTimeout(this.later);
    this.later = window.setTimeout(() => {
      for (const add of this.pending.splice(0)) {
        add();
      }
      aside.replaceChildren(...this.headlines(understood, found));
      this.results.removeAttribute("aria-busy");
      void this.completeCards();
    }, LATER_MS);
  }

  private announce(found: Found): void {
    const text = `${sentence(found.yes.length)} ${found.unknown.length ? `${count(found.unknown.length, "lieu", "lieux")} à vérifier.` : ""}`;
    if (this.status.textContent !== text) {
      this.status.textContent = text;
    }
  }

  private said(): HTMLElement[] {
    const { date } = this.engine.index.lieux;
    const age = (Date.now() - Date.parse(`${date}T12:00:00Z`)) / 86_400_000;
    const notes =
      age > OLD_DAYS
        ? [...this.notes, `Ces fiches datent du ${dateEntiere(date)} : téléphonez avant d’envoyer quelqu’un.`]
        : this.notes;
    return notes.map((note) => h("p", { class: "mg-trouver-note" }, note));
  }

  /** Which services are searched, and what else the words may mean. */
  private showNeeds({ needs, unheard }: Understood): void {
    const used = new Set(needs.flatMap(({ codes }) => codes));
    const proposed = this.asked.q ? this.words.suggest(this.asked.q).filter(({ code }) => !used.has(code)) : [];
    const chosen = this.asked.service;
    const searched = needs
      .flatMap(({ codes }) => codes)
      .map((code) => {
        const button = h(
          "button",
          { type: "button", class: "mg-puce", "aria-pressed": "true" },
          `${this.words.label(code)} ✕`,
        );
        button.setAttribute("aria-label", `Ne plus chercher : ${this.words.label(code)}`);
        button.addEventListener("click", () => {
          const rest = [...used].filter((one) => one !== code);
          this.choose({ ...this.asked, service: rest, q: rest.length ? this.asked.q : "" });
        });
        return h("li", {}, button);
      });
    const others = proposed.map(({ code, label }) => {
      const button = h("button", { type: "button", class: "mg-puce mg-puce--autre", "data-service": code }, label);
      button.addEventListener("click", () => this.choose({ ...this.asked, service: [...chosen, code] }));
      return h("li", {}, button);
    });
    this.needs.replaceChildren(
      ...(searched.length
        ? [
            h("p", { class: "mg-note" }, "Services cherchés :"),
            h("ul", { class: "mg-choix", "data-mg-cherches": true }, ...searched),
          ]
        : []),
      ...unheard.map((text) => h("p", { class: "mg-note" }, `Aucun service ne ressemble à « ${text} ».`)),
      ...(others.length
        ? [
            h("p", { class: "mg-note" }, chosen.length ? "Ajouter :" : "Ou seulement :"),
            h("ul", { class: "mg-choix", "data-mg-proposes": true }, ...others),
          ]
        : []),
      this.catalogue(chosen),
    );
  }

  private later = 0;
  private writing = 0;
  private readonly pending: (() => void)[] = [];
  private catalogueOpen = false;

  /** The whole list by theme, for whoever prefers to read. */
  private catalogue(chosen: readonly string[]): HTMLElement {
    const details = h(
      "details",
      { class: "mg-catalogue", open: this.catalogueOpen },
      h("summary", {}, "Voir tous les services, par thème"),
    );
    const write = (): void => {
      if (details.childElementCount > 1) {
        return;
      }
      for (const [theme, title] of Object.entries(this.mots.themes)) {
        const items = Object.entries(this.mots.services).filter(([, service]) => service[1] === theme);
        const boxes = items.map(([code, [label]]) => {
          const box = h("input", { type: "checkbox", checked: chosen.includes(code) });
          box.addEventListener("change", () => {
            const service = box.checked ? [...chosen, code] : chosen.filter((one) => one !== code);
            this.choose({ ...this.asked, service, q: "" });
          });
          return h("li", {}, h("label", { class: "mg-case" }, box, ` ${label}`));
        });
        details.append(h("section", {}, h("h2", { class: "mg-rayon" }, title), h("ul", {}, ...boxes)));
      }
    };
    details.addEventListener("toggle", () => {
      this.catalogueOpen = details.open;
      if (details.open) {
        write();
      }
    });
    if (this.catalogueOpen) {
      write();
    }
    return details;
  }

  private summary({ query }: Understood): HTMLElement {
    const parts: [string, Asked][] = [];
    const remove = (name: string): Asked => {
      const { [name]: _, ...facets } = this.asked.facets;
      return { ...this.asked, facets };
    };
    for (const filter of query.filters) {
      parts.push([this.filterText(filter), remove(filter.facet.name)]);
    }
    if (this.asked.ouvert) {
      parts.push([`ouvert ${OUVERT.get(this.asked.ouvert)}`, { ...this.asked, ouvert: "" }]);
    }
    if (this.asked.le) {
      parts.push([`ouvert le ${dateEntiere(this.asked.le)}`, { ...this.asked, le: "" }]);
    }
    if (query.radius !== null) {
      parts.push([`${distance(query.radius)} au plus`, { ...this.asked, rayon: null }]);
    }
    const from = query.place
      ? `Distances à vol d’oiseau depuis ${query.place.name}.`
      : "Indiquez un lieu pour ranger par distance.";
    const chips = parts.map(([text, without]) => {
      const button = h(
        "button",
        { type: "button", class: "mg-puce", "aria-label": `Retirer le filtre : ${text}` },
        `${text} ✕`,
      );
      button.addEventListener("click", () => this.choose(without));
      return h("li", {}, button);
    });
    return h(
      "div",
      { class: "mg-trouver-resume" },
      h("p", { class: "mg-note" }, from),
      chips.length ? h("ul", { class: "mg-choix", "aria-label": "Filtres" }, ...chips) : null,
    );
  }

  private filterText({ facet, values }: Filter): string {
    const labels = values.map((value) => (facet.table ? lowered(this.label(facet.table, value)) : value)).join(" ou ");
    return `${facet.title} : ${labels}`;
  }

  private label = (table: string, code: string): string => this.mots.libelles[table]?.[code] ?? code;

  private telling(needs: Understood["needs"]): Telling {
    return {
      needs,
      label: this.label,
      service: (code) => this.words.label(code),
      ouvert: this.asked.ouvert,
      le: this.asked.le ? dateEntiere(this.asked.le) : "",
    };
  }

  /** The nearest open now and the nearest without appointment, when they are not the first of the list. */
  private headlines({ query }: Understood, found: Found): HTMLElement[] {
    if (found.yes.length < 2) {
      return [];
    }
    const first = at(found.yes.venues, 0);
    const told: HTMLElement[] = [];
    const tell = (title: string, narrower: Query): void => {
      const result = this.engine.first(found.yes, narrower);
      if (result && result.venue !== first) {
        told.push(h("li", {}, `${title} : `, this.link(result)));
      }
    };
    if (!query.whens.length) {
      tell("Le plus proche ouvert maintenant", { ...query, whens: [{ kind: "now", instant: query.instant }] });
    }
    const acces = FACETS.find(({ name }) => name === "acces");
    if (acces && !query.filters.some(({ facet }) => facet === acces)) {
      tell("Le plus proche sans rendez-vous", {
        ...query,
        filters: [...query.filters, { facet: acces, values: ["sans-rdv"] }],
      });
    }
    return told.length ? [h("ul", { class: "mg-trouver-aussi", "data-mg-aussi": true }, ...told)] : [];
  }

  private link(result: Result): HTMLElement {
    const { lieux } = this.engine.index;
    const where = result.km === null ? "" : `, à ${distance(result.km)}`;
    return h(
      "span",
      {},
      h(
        "a",
        { href: `${this.settings.root}lieux/${at(lieux.lieux.id, result.venue)}/` },
        at(lieux.lieux.nom, result.venue),
      ),
      where,
    );
  }

  private lists(understood: Understood, found: Found): HTMLElement[] {
    const { query } = understood;
    const shown: HTMLElement[] = [h("h2", { tabindex: "-1", id: "mg-oui" }, sentence(found.yes.length))];
    shown.push(this.list(understood, found.yes, "oui", "yes"));
    if (found.yes.length === 0) {
      shown.push(...this.nobody(understood, found));
    }
    shown.push(
      h(
        "h2",
        { tabindex: "-1", id: "mg-non-renseigne", hidden: found.unknown.length === 0 },
        `À vérifier : ${count(found.unknown.length, "lieu", "lieux")}`,
      ),
    );
    if (found.unknown.length) {
      shown.push(
        h(
          "p",
          { class: "mg-note" },
          "Ils déclarent ce service, mais personne n’a répondu à toutes vos questions : « non renseigné » ne veut dire ni oui ni non. Téléphonez.",
        ),
      );
    }
    shown.push(this.list(understood, found.unknown, "non-renseigne", "unknown"));
    shown.push(...this.closed(query, found));
    if (found.suspended.length) {
      const names = found.suspended.slice(0, 5).map((venue) => at(this.engine.index.lieux.lieux.nom, venue));
      shown.push(h("p", { class: "mg-note" }, `Fermé pour le moment, et donc pas proposé : ${names.join(", ")}.`));
    }
    return shown;
  }

  private list(
    understood: Understood,
    list: ResultList,
    state: "oui" | "non-renseigne",
    key: "yes" | "unknown",
  ): HTMLElement {
    const telling = this.telling(understood.needs);
    const writing = {
      engine: this.engine,
      query: understood.query,
      root: this.settings.root,
      label: this.label,
      today: momentIn("Europe/Paris", understood.query.instant).jour,
    };
    const last = Math.min(list.length, this.shown[key]);
    const write = (from: number, to: number): HTMLElement[] =>
      Array.from({ length: to - from }, (_, rank) => {
        const result = list.at(from + rank);
        return card(result, reasons(this.engine, understood.query, result, telling), writing);
      });
    const seen = last > PAGE ? last : Math.min(last, AT_ONCE);
    const element = h(
      "ol",
      {
        class: "mg-trouves",
        "data-etat": state,
        "data-total": list.length,
        "aria-labelledby": `mg-${state}`,
        hidden: list.length === 0,
      },
      ...write(0, seen),
    );
    if (seen < last) {
      this.pending.push(() => element.append(...write(seen, last)));
    }
    if (list.length <= this.shown[key]) {
      return element;
    }
    const more = h(
      "button",
      { type: "button", class: "mg-bouton mg-bouton--leger" },
      `Afficher la suite (${count(list.length - this.shown[key], "autre lieu", "autres lieux")})`,
    );
    more.addEventListener("click", () => {
      const before = this.shown[key];
      this.shown[key] += PAGE;
      this.show();
      this.results.querySelectorAll<HTMLElement>(`[data-etat="${state}"] > li`)[before]?.querySelector("a")?.focus();
    });
    return h("div", {}, element, h("p", {}, more));
  }

  /** Nobody answers: an honest sentence, the smallest change that finds somebody, and whom to call. */
  private nobody(understood: Understood, found: Found): HTMLElement[] {
    const { query, unheard } = understood;
    if (unheard.length && !understood.needs.length) {
      return [h("p", {}, "Essayez d’autres mots, ou choisissez dans la liste des services.")];
    }
    const here = query.place ? " autour de ce lieu" : "";
    const told: HTMLElement[] = [h("p", { class: "mg-fort" }, `Aucun lieu connu ne répond à tout cela${here}.`)];
    told.push(...this.absences(query));
    // A question that nobody has answered is asked by telephone before any demand is dropped.
    const attempts = found.unknown.length
      ? relaxed(this.engine, { ...query, filters: query.filters }).filter(
          ({ without }) => without.kind === "radius" || without.kind === "territory",
        )
      : relaxed(this.engine, query);
    if (attempts.length) {
      told.push(
        h(
          "ul",
          { "data-mg-assoupli": true },
          ...attempts.slice(0, 4).map((attempt) => {
            const item = h("li", {}, `${this.without(attempt, query)} : `, this.link(attempt.found.yes.at(0)));
            if (attempt.found.yes.length > 1) {
              item.append(` (${count(attempt.found.yes.length, "lieu", "lieux")})`);
            }
            return item;
          }),
        ),
      );
    }
    const phone = tel(this.settings.phone);
    told.push(
      h(
        "p",
        {},
        `${this.settings.hub} peut vous aider à chercher`,
        phone ? " : " : ".",
        phone ? h("a", { href: phone }, this.settings.phone) : null,
      ),
      h(
        "p",
        {},
        "Pour situer ce manque, voyez ",
        h("a", { href: `${this.settings.root}epci/` }, "ce que déclare chaque intercommunalité"),
        ".",
      ),
    );
    return told;
  }

  /** Says plainly what nobody declares for this need: anywhere, or in the intercommunality of the place. */
  private absences(query: Query): HTMLElement[] {
    const alone = { ...query, radius: null, territory: "", whens: [] };
    return query.filters.flatMap((filter) => {
      const asked = `« ${this.filterText(filter)} »`;
      const epci = query.place?.epci ?? "";
      if (this.engine.search({ ...alone, filters: [filter] }).yes.length === 0) {
        return [h("p", {}, `Aucun lieu de cet annuaire ne déclare pour ce besoin ${asked}.`)];
      }
      if (epci && this.engine.search({ ...alone, territory: epci, filters: [filter] }).yes.length === 0) {
        return [h("p", {}, `Aucun lieu de l’intercommunalité ne déclare pour ce besoin ${asked}.`)];
      }
      return [];
    });
  }

  private without({ without }: Relaxed, query: Query): string {
    switch (without.kind) {
      case "radius":
        return "Plus loin";
      case "territory":
        return "Hors de ce territoire";
      case "moment":
        return "À un autre moment";
      case "all":
        return "Sans aucun filtre";
      case "filter": {
        const filter = query.filters[without.rank];
        return filter ? `Sans demander « ${this.filterText(filter)} »` : "Sans filtre";
      }
    }
  }

  /** On a given day, the venues that would answer if a dated closure did not shut them. */
  private closed(query: Query, found: Found): HTMLElement[] {
    const asked = query.whens.find((when) => when.kind === "day");
    if (asked?.kind !== "day") {
      return [];
    }
    const known = new Set([...found.yes.venues, ...found.unknown.venues]);
    const otherwise = this.engine.search({ ...query, whens: query.whens.filter((when) => when !== asked) }).yes;
    const items: HTMLElement[] = [];
    for (let rank = 0; rank < otherwise.length && items.length < PAGE; rank++) {
      if (known.has(at(otherwise.venues, rank))) {
        continue;
      }
      const result = otherwise.at(rank);
      const offer = result.offers[0] ?? -1;
      const hours =
        offer < 0 ? this.engine.timetables.ofPoint(result.point) : this.engine.timetables.ofOffer(offer, result.point);
      const closure = hours ? jourDe(hours, asked.jour).fermeture : undefined;
      if (closure) {
        const id = at(this.engine.index.lieux.lieux.id, result.venue);
        items.push(
          h(
            "li",
            { "data-ferme": id },
            this.link(result),
            ` : fermé du ${dateEntiere(closure.du)} au ${dateEntiere(closure.au)}`,
            closure.motif ? ` (${closure.motif})` : "",
          ),
        );
      }
    }
    return items.length
      ? [
          h("h2", {}, `Fermés ce jour-là : ${count(items.length, "lieu", "lieux")}`),
          h("ul", { class: "mg-fermes" }, ...items),
        ]
      : [];
  }

  // The rest of what is known, read once the answer is there.

  private async completeCards(): Promise<void> {
    for (const place of this.results.querySelectorAll<HTMLElement>("[data-suite]")) {
      const venue = Number(place.dataset.suite);
      const file = Math.floor(venue / DETAILS_PER_FILE);
      let found = this.details.get(file);
      if (!found) {
        found = fetched(`${this.settings.data}details-${file}.json`)
          .then((document) => checked<{ version: number; lieux: Record<string, Details> }>(document, "lieux").lieux)
          .catch(() => {
            this.details.delete(file);
            return {};
          });
        this.details.set(file, found);
      }
      const details = (await found)[at(this.engine.index.lieux.lieux.id, venue)];
      if (details && place.isConnected && !place.childElementCount) {
        complete(place, details, { engine: this.engine, label: this.label });
      }
    }
  }

  /** Forgets every filter; the need and the place stay. */
  reset(): void {
    this.choose(withoutFilters(this.asked));
  }
}

function sentence(total: number): string {
  return total === 0 ? "Aucun lieu ne répond." : `${count(total, "lieu répond", "lieux répondent")}.`;
}

function codeOf(place: Place): string {
  return place.code || `${place.latitude},${place.longitude}`;
}

function departementOf(code: string): string {
  return code.startsWith("97") || code.startsWith("98") ? code.slice(0, 3) : code.slice(0, 2);
}

async function fetched(address: string): Promise<unknown> {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok) {
    throw new DataError(`${response.status}`);
  }
  return response.json();
}

async function start(element: HTMLElement): Promise<void> {
  const { donnees = "", racine = "", hub = "", telephone = "", departements = "" } = element.dataset;
  const settings: Settings = {
    data: donnees,
    root: racine,
    hub,
    phone: telephone,
    departements: departements.split(" "),
  };
  const wait = element.querySelector<HTMLElement>("[data-mg-attente]");
  if (wait) {
    wait.hidden = false;
  }
  try {
    // The commune of a link comes with the rest, not after it.
    const places = new Places();
    const pres = new URLSearchParams(window.location.search).get("pres") ?? "";
    const departement = departementOf(pres);
    const near =
      /^\d[\dAB]\d{3}$/.test(pres) && settings.departements.includes(departement)
        ? fetched(`${donnees}communes-${departement}.json`).catch(() => null)
        : null;
    const [mots, lieux] = await Promise.all([fetched(`${donnees}mots.json`), fetched(`${donnees}lieux.json`)]);
    const readMots = checked<Mots>(mots, "services");
    const readLieux = checked<Lieux>(lieux, "offres");
    const first = await near;
    if (first) {
      places.add(checked<Communes>(first, "communes"));
    }
    const engine = new Engine(indexed(readLieux), new Timetables(readLieux));
    const came = first ? [departement] : [];
    const page = new Page(element, settings, came, readMots, new Words(readMots), places, engine);
    wait?.remove();
    element.querySelector("[data-mg-effacer]")?.addEventListener("click", () => page.reset());
    await page.start();
    element.dataset.mgPret = momentIn("Europe/Paris", new Date()).jour;
  } catch (error) {
    const why = error instanceof DataError ? ` (${error.message})` : "";
    const sorry = h(
      "div",
      { role: "alert" },
      h("p", {}, `La recherche n’a pas pu être chargée${why}. Les pages ci-dessous répondent sans elle.`),
      h(
        "ul",
        {},
        h("li", {}, h("a", { href: `${racine}besoins/` }, "Chercher par besoin")),
        h("li", {}, h("a", { href: `${racine}communes/` }, "Chercher par commune")),
      ),
    );
    wait?.replaceWith(sorry);
    console.error(error);
  }
}

const element = document.querySelector<HTMLElement>("[data-mg-trouver]");
if (element) {
  void start(element);
}
