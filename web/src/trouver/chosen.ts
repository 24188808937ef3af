/** The venues kept for the referral sheet: a bar at the foot of the screen, and the boxes of the cards. */

import { type Asked, MOST_CHOSEN } from "./address";
import { h, unseen } from "./dom";
import { count } from "./french";
import type { Library } from "./library";
import type { Understood } from "./query";
import { sheetAddress } from "./referral";

const BOX = "[data-mg-choisir]";

/** Returns the box of a card that keeps its venue. */
export function chooseBox(id: string, name: string, chosen: boolean): HTMLLabelElement {
  const box = h("input", { type: "checkbox", "data-mg-choisir": id, checked: chosen });
  return h("label", { class: "mg-case mg-choisir" }, box, h("span", {}, "Choisir", unseen(` : ${name}`)));
}

export class Chosen {
  private readonly count = h("summary", {});
  private readonly names = h("ul", {});
  private readonly sheet = h("a", { class: "mg-bouton" }, "Préparer la feuille d’orientation");
  private readonly full = h("p", { class: "mg-note", hidden: true }, `On choisit ${MOST_CHOSEN} lieux au plus.`);
  private chosen: readonly string[] = [];

  constructor(
    private readonly bar: HTMLElement,
    /** Where the cards are. */
    private readonly cards: HTMLElement,
    private readonly library: Library,
    /** Told the venues once one is kept or let go. */
    private readonly choose: (choisis: readonly string[]) => void,
  ) {
    bar.append(h("details", { class: "mg-pli" }, this.count, this.names), this.full, this.sheet);
    cards.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement && target.matches(BOX)) {
        this.toggle(target.dataset.mgChoisir ?? "", target.checked);
      }
    });
  }

  /** Shows what is chosen, and the sheet that it leads to. */
  show(asked: Asked, understood: Understood): void {
    const { choisis } = asked;
    this.chosen = choisis;
    this.bar.hidden = choisis.length === 0;
    this.count.textContent = chosenText(choisis.length);
    this.sheet.href = sheetAddress(this.library.site.root, choisis, asked, understood);
    this.names.replaceChildren(...choisis.map((id) => this.item(id)));
    for (const box of this.cards.querySelectorAll<HTMLInputElement>(BOX)) {
      box.checked = choisis.includes(box.dataset.mgChoisir ?? "");
    }
  }

  private toggle(id: string, kept: boolean): void {
    const others = this.chosen.filter((one) => one !== id);
    this.full.hidden = !kept || others.length < MOST_CHOSEN;
    this.choose(kept && this.full.hidden ? [...others, id] : others);
  }

  private item(id: string): HTMLLIElement {
    const name = this.library.names.get(id) ?? id;
    const label = `Retirer : ${name}`;
    const button = h("button", { type: "button", class: "mg-puce", "aria-label": label }, "Retirer");
    button.addEventListener("click", () => {
      this.toggle(id, false);
      (this.bar.hidden ? this.cards.querySelector<HTMLElement>("h2") : this.count)?.focus();
    });
    return h("li", {}, h("span", {}, name), button);
  }
}

/** Returns "2 lieux choisis". */
export function chosenText(total: number): string {
  return count(total, "lieu choisi", "lieux choisis");
}
