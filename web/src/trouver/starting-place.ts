/** Where the person starts from: a commune as it is typed, or the position of the device, which goes nowhere. */

import type { Asked } from "./address";
import { h } from "./dom";
import type { Files } from "./files";
import type { Place, Places } from "./places";

/** What a choice of place changes in what is asked. */
type Where = Pick<Asked, "lieu" | "pres">;

/** What is said of a commune that may exist: its file has not come. */
export const COMMUNES_MISSING =
  "La liste des communes n’a pas pu être chargée : les distances ne sont pas connues. Essayez encore dans un instant.";

export class StartingPlace {
  constructor(
    /** Where proposals and messages are written. */
    private readonly choices: HTMLElement,
    private readonly places: Places,
    private readonly files: Files,
    /** Told each time that a place is typed or chosen; a choice is a step of the history. */
    private readonly tell: (where: Where, step: boolean) => void,
  ) {}

  /** Follows what is typed, and proposes the communes that it may mean. */
  async type(text: string): Promise<void> {
    if (!text.trim()) {
      this.choices.replaceChildren();
      this.tell({ lieu: "", pres: "" }, false);
      return;
    }
    const found = await this.propose(text);
    const sure = found.length === 1 ? found[0] : undefined;
    this.tell({ lieu: text, pres: sure ? codeOf(sure) : "" }, false);
  }

  /** Says which communes a text may mean, or that there is none, and returns them. */
  async propose(text: string): Promise<readonly Place[]> {
    const whole = await this.files.allCommunes();
    const found = this.places.find(text);
    if (found.length === 0) {
      this.say(whole ? `Aucune commune du territoire ni des environs ne s’appelle « ${text} ».` : COMMUNES_MISSING);
    } else {
      this.choices.replaceChildren(this.proposals(found));
    }
    return found;
  }

  /** Asks the device where it is. */
  locate(): void {
    if (!navigator.geolocation) {
      this.say("Cet appareil ne donne pas sa position : écrivez une commune.");
      return;
    }
    this.say("Recherche de votre position…");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.say("Position arrondie à 100 mètres environ ; elle ne quitte pas cette page.");
        // Enough to find a venue, not enough to find a person.
        this.tell({ lieu: "", pres: `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}` }, true);
      },
      () => this.say("La position n’a pas été donnée : écrivez une commune ou un code postal."),
      { maximumAge: 600_000, timeout: 10_000 },
    );
  }

  private say(text: string): void {
    this.choices.replaceChildren(h("p", { class: "mg-note" }, text));
  }

  private proposals(found: readonly Place[]): HTMLElement {
    return h(
      "ul",
      { class: "mg-choix", "aria-label": "Communes proposées" },
      ...found.map((place) => {
        const button = h("button", { type: "button", class: "mg-puce" }, place.name);
        button.addEventListener("click", () => {
          this.choices.replaceChildren();
          this.tell({ lieu: "", pres: codeOf(place) }, true);
        });
        return h("li", {}, button);
      }),
    );
  }
}

function codeOf(place: Place): string {
  return place.code || `${place.latitude},${place.longitude}`;
}
