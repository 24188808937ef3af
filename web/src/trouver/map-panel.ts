/** The map beside the list: it comes when the reader asks for it, and says nothing that the list does not. */

import { loadBundle } from "../load-bundle";
import { h } from "./dom";
import { count } from "./french";
import type { Library } from "./library";
import type { Plan, Start } from "./map/plan";
import type { Pin, Pins } from "./pins";

const BUNDLE = "trouver-carte";

declare global {
  interface Window {
    mgPlan?: { draw: (frame: HTMLElement, options: PlanOptions) => Plan };
  }
}

/** How a map is drawn. */
export interface PlanOptions extends MapSettings {
  animated: boolean;
  /** Called when a pin is pressed. */
  onPin(rank: number): void;
}

type MapSettings = Library["site"]["map"];

/** What the map is to show of an answer. */
export interface Shown extends Pins {
  start: Start | null;
  /** The numbers that are in view first. */
  inView: readonly number[];
}

export class MapPanel {
  readonly button = h("button", { type: "button", class: "mg-bouton mg-bouton--leger mg-plan-bouton" });
  readonly element = h("section", {
    class: "mg-plan-reponses",
    id: "mg-plan",
    "aria-label": "Carte des réponses",
    hidden: true,
  });
  private readonly frame = h("div", { class: "mg-plan-cadre" });
  private readonly note = h("p", { class: "mg-note" });
  private plan: Plan | null = null;
  private answer: (() => Shown) | null = null;

  constructor(
    private readonly library: Library,
    /** Told when the reader opens or closes the map. */
    toggle: (open: boolean) => void,
    /** Told the number of a pin that is pressed. */
    private readonly onPin: (rank: number) => void,
  ) {
    this.button.setAttribute("aria-controls", this.element.id);
    this.button.addEventListener("click", () => toggle(Boolean(this.element.hidden)));
    this.element.append(
      h("a", { class: "mg-plan-passer", href: "#mg-oui" }, "Passer la carte : la liste dit la même chose"),
      this.frame,
      legend(),
      this.note,
    );
    this.label();
  }

  /** Opens or closes the panel. */
  async open(open: boolean): Promise<void> {
    this.element.hidden = !open;
    this.label();
    if (open) {
      await this.bring();
    }
  }

  /** Shows an answer of so many results; its pins are worked out when the map is open. */
  show(total: number, answer: () => Shown): void {
    this.answer = answer;
    this.button.hidden = total === 0 && this.element.hidden;
    this.draw();
  }

  /** Brings the reader to the pin of a result. */
  async point(rank: number): Promise<void> {
    await this.bring();
    this.plan?.point(rank);
  }

  /** Marks the pin of the result that the reader is on; null for none. */
  mark(rank: number | null): void {
    this.plan?.mark(rank);
  }

  private async bring(): Promise<void> {
    if (this.plan) {
      this.plan.resized();
      this.draw();
      return;
    }
    const { site } = this.library;
    try {
      await loadBundle(document, site.scripts, BUNDLE);
      this.plan =
        window.mgPlan?.draw(this.frame, {
          ...site.map,
          animated: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
          onPin: this.onPin,
        }) ?? null;
      this.draw();
    } catch {
      this.note.textContent = "La carte n’a pas pu être chargée ; la liste dit la même chose.";
    }
  }

  private draw(): void {
    if (this.plan && this.answer && !this.element.hidden) {
      const shown = this.answer();
      this.plan.show(shown.pins, shown.start, shown.inView, this.grounds(shown));
      this.note.textContent = noteOf(shown);
    }
  }

  /** The files of the communes around what is in view first, where the site has them. */
  private grounds({ pins, start, inView }: Shown): string[] {
    const { site, engine } = this.library;
    const published = new Set([...site.epci, ...engine.index.lieux.epci.map(([siren]) => siren)]);
    const seen = pins.filter(({ rank }) => inView.includes(rank)).map(({ epci }) => epci);
    const wanted = [...new Set([start?.epci ?? "", ...seen])];
    return wanted.filter((siren) => published.has(siren)).map((siren) => `${site.root}donnees/contours/${siren}.json`);
  }

  private label(): void {
    this.button.textContent = this.element.hidden ? "Voir la carte" : "Fermer la carte";
    this.button.setAttribute("aria-expanded", String(!this.element.hidden));
  }
}

function legend(): HTMLElement {
  const entry = (list: Pin["list"], text: string): HTMLElement =>
    h("li", {}, h("span", { class: `mg-rang mg-rang--${list}`, "aria-hidden": "true" }, "1"), text);
  return h(
    "ul",
    { class: "mg-plan-legende", "aria-label": "Légende" },
    entry("oui", "répond"),
    entry("non-renseigne", "à vérifier"),
    entry("muet", "on ne sait pas ce qu’on y fait"),
  );
}

function noteOf({ unplaced, beyond }: Pins): string {
  return [
    "Les numéros sont ceux de la liste.",
    unplaced
      ? `${count(unplaced, "lieu sans position connue", "lieux sans position connue")} dans la liste seule.`
      : "",
    beyond ? `${count(beyond, "lieu plus loin", "lieux plus loin")} dans la liste seule.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}
