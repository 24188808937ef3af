/** Under the line of the need: which services are searched, and what else the words may mean. */

import type { Asked } from "./address";
import { h } from "./dom";
import type { Understood } from "./query";
import type { Words } from "./words";

const PROPOSED_AT_ONCE = 3;

/** Returns what is said of the needs; `choose` is called with what is asked once a chip is pressed. */
export function needs(
  asked: Asked,
  understood: Understood,
  words: Words,
  choose: (asked: Asked) => void,
): HTMLElement[] {
  const used = [...new Set(understood.needs.flatMap(({ codes }) => codes))];
  const proposed = asked.q ? words.suggest(asked.q).filter(({ code }) => !used.includes(code)) : [];
  const searched = used.map((code) => {
    const label = words.label(code);
    const rest = used.filter((one) => one !== code);
    return chip(
      { class: "mg-puce", "aria-pressed": "true", "aria-label": `Ne plus chercher : ${label}` },
      `${label} ✕`,
      () => choose({ ...asked, service: rest, q: rest.length ? asked.q : "" }),
    );
  });
  const others = proposed.map(({ code, label }, rank) => {
    const item = chip({ class: "mg-puce mg-puce--autre", "data-service": code }, label, () =>
      choose({ ...asked, service: [...asked.service, code] }),
    );
    item.hidden = rank >= PROPOSED_AT_ONCE;
    return item;
  });
  if (others.length > PROPOSED_AT_ONCE) {
    others.push(showRest(others));
  }
  return [
    ...titled("Services cherchés :", "data-mg-cherches", searched),
    ...understood.unheard.map((text) => h("p", { class: "mg-note" }, `Aucun service ne ressemble à « ${text} ».`)),
    ...titled(asked.service.length ? "Ajouter :" : "Ou seulement :", "data-mg-proposes", others),
  ];
}

/** Few proposals leave the answer in sight; one press shows the others. */
function showRest(others: readonly HTMLLIElement[]): HTMLLIElement {
  const rest = others.slice(PROPOSED_AT_ONCE);
  const item = chip({ class: "mg-puce mg-puce--plus" }, `et ${rest.length} de plus`, () => {
    for (const other of rest) {
      other.hidden = false;
    }
    item.remove();
    rest[0]?.querySelector("button")?.focus();
  });
  return item;
}

function chip(attributes: Readonly<Record<string, string>>, text: string, press: () => void): HTMLLIElement {
  const button = h("button", { type: "button", ...attributes }, text);
  button.addEventListener("click", press);
  return h("li", {}, button);
}

function titled(title: string, name: string, chips: readonly HTMLLIElement[]): HTMLElement[] {
  return chips.length
    ? [
        h(
          "div",
          { class: "mg-rang-de-choix" },
          h("p", { class: "mg-note" }, title),
          h("ul", { class: "mg-choix", [name]: true }, ...chips),
        ),
      ]
    : [];
}
