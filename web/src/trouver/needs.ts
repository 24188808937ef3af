/** Under the line of the need: which services are searched, and what else the words may mean. */

import type { Asked } from "./address";
import { h } from "./dom";
import type { Understood } from "./query";
import type { Words } from "./words";

const AT_ONCE = 3;

/** Returns what is said of the needs; `choose` is called with what is asked once a chip is pressed. */
export function needs(
  asked: Asked,
  understood: Understood,
  words: Words,
  choose: (asked: Asked) => void,
): HTMLElement[] {
  const used = inTurn(understood.needs.map(({ codes }) => codes));
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
  const others = proposed.map(({ code, label }) =>
    chip({ class: "mg-puce mg-puce--autre", "data-service": code }, label, () =>
      choose({ ...asked, service: [...asked.service, code] }),
    ),
  );
  return [
    ...titled("Services cherchés :", "data-mg-cherches", searched),
    ...understood.unheard.map((text) => h("p", { class: "mg-note" }, `Aucun service ne ressemble à « ${text} ».`)),
    ...titled(asked.service.length ? "Ajouter :" : "Ou seulement :", "data-mg-proposes", others),
  ];
}

/** Returns the first of each group, then the second of each: every need is among the first that are seen. */
function inTurn(groups: readonly (readonly string[])[]): string[] {
  const longest = Math.max(0, ...groups.map(({ length }) => length));
  const turns = Array.from({ length: longest }, (_, turn) => groups.flatMap((group) => group.slice(turn, turn + 1)));
  return [...new Set(turns.flat())];
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
          h("ul", { class: "mg-choix", [name]: true }, ...folded(chips)),
        ),
      ]
    : [];
}

/** Few chips leave the answer in sight; one press shows the others. */
function folded(chips: readonly HTMLLIElement[]): readonly HTMLLIElement[] {
  const rest = chips.slice(AT_ONCE);
  if (rest.length < 2) {
    return chips;
  }
  for (const item of rest) {
    item.hidden = true;
  }
  const more = chip({ class: "mg-puce mg-puce--plus" }, `et ${rest.length} de plus`, () => {
    for (const item of rest) {
      item.hidden = false;
    }
    more.remove();
    rest[0]?.querySelector("button")?.focus();
  });
  return [...chips, more];
}
