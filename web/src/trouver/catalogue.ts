/** The whole list of services by theme, for whoever prefers to read; it is written when it is first opened. */

import type { Mots } from "./data";
import { h } from "./dom";

export class Catalogue {
  readonly element: HTMLDetailsElement;
  private readonly boxes = new Map<string, HTMLInputElement>();
  private chosen: readonly string[] = [];

  constructor(
    private readonly mots: Mots,
    /** Told the services once a box is ticked or cleared. */
    private readonly choose: (service: readonly string[]) => void,
  ) {
    this.element = h(
      "details",
      { class: "mg-pli mg-catalogue" },
      h("summary", {}, "Voir tous les services, par thème"),
    );
    this.element.addEventListener("toggle", () => {
      if (this.element.open && this.boxes.size === 0) {
        this.write();
      }
    });
  }

  /** Ticks the boxes of the services that are asked. */
  show(chosen: readonly string[]): void {
    this.chosen = chosen;
    for (const [code, box] of this.boxes) {
      box.checked = chosen.includes(code);
    }
  }

  private write(): void {
    for (const [theme, title] of Object.entries(this.mots.themes)) {
      const items = Object.entries(this.mots.services)
        .filter(([, service]) => service[1] === theme)
        .map(([code, [label]]) => h("li", {}, h("label", { class: "mg-case" }, this.box(code), ` ${label}`)));
      this.element.append(h("section", {}, h("h2", { class: "mg-rayon" }, title), h("ul", {}, ...items)));
    }
  }

  private box(code: string): HTMLInputElement {
    const box = h("input", { type: "checkbox", checked: this.chosen.includes(code) });
    box.addEventListener("change", () => {
      this.choose(box.checked ? [...this.chosen, code] : this.chosen.filter((one) => one !== code));
    });
    this.boxes.set(code, box);
    return box;
  }
}
