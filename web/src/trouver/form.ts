/** The form of the page: its filters are made from the facets, and it reads and writes the same state as the address. */

import { type Asked, NOTHING } from "./address";
import type { Mots } from "./data";
import { h } from "./dom";
import { FACETS, type Facet } from "./facets";
import { OUVERT } from "./moments";

const DISTANCES = [2, 5, 10, 15, 20, 30, 50, 100];
/** Few answers are always in view; the others of the same facet are folded. */
const IN_VIEW: Readonly<Record<string, readonly string[]>> = { acces: ["sans-rdv"], frais_a_charge: ["gratuit"] };
const FOLDED_WITH = "Entrer et s’inscrire";
const LONG = 12;

/** Writes the filters of the page in their place. */
export function build(form: HTMLFormElement, mots: Mots): void {
  const place = form.querySelector("[data-mg-filtres]");
  const facet = (name: string): Facet | undefined => FACETS.find((one) => one.name === name);
  const [acces, frais, postures] = [facet("acces"), facet("frais_a_charge"), facet("postures")];
  const inView = h(
    "div",
    { class: "mg-filtres-vue" },
    h(
      "fieldset",
      {},
      h("legend", {}, "Je cherche surtout"),
      ...[acces, frais].flatMap((one) => (one ? boxes(one, IN_VIEW[one.name] ?? [], mots) : [])),
    ),
    postures
      ? h("fieldset", {}, h("legend", {}, postures.title), ...boxes(postures, codes(postures, mots), mots))
      : null,
    field(
      "Ouvert",
      select(
        "ouvert",
        [...OUVERT].map(([value, label]): [string, string] => [value, label]),
      ),
    ),
    field("Ouvert un jour précis", h("input", { type: "date", name: "le" })),
    field(
      "Distance, à vol d’oiseau",
      select(
        "rayon",
        DISTANCES.map((km): [string, string] => [String(km), `${km} km au plus`]),
      ),
    ),
  );
  const groups = [...new Set(FACETS.map(({ group }) => group).filter(Boolean))];
  const folded = groups.map((group) => {
    const own = FACETS.filter((one) => one.group === group).map((one) => control(one, mots));
    const rest = group === FOLDED_WITH ? [acces, frais].map((one) => (one ? others(one, mots) : null)) : [];
    return h("details", { class: "mg-filtres-groupe" }, h("summary", {}, group), ...rest, ...own);
  });
  place?.replaceChildren(
    inView,
    h("details", { class: "mg-filtres-autres", "data-mg-autres": true }, h("summary", {}, "Autres filtres"), ...folded),
  );
}

function codes(facet: Facet, mots: Mots): string[] {
  return Object.keys(mots.libelles[facet.table] ?? {});
}

function control(facet: Facet, mots: Mots): HTMLElement {
  if (!facet.table) {
    return box(facet.name, "oui", facet.title);
  }
  const values = codes(facet, mots);
  if (values.length > LONG) {
    const options = values.map((code): [string, string] => [code, mots.libelles[facet.table]?.[code] ?? code]);
    return field(facet.title, select(facet.name, options));
  }
  return h("fieldset", {}, h("legend", {}, facet.title), ...boxes(facet, values, mots));
}

function others(facet: Facet, mots: Mots): HTMLElement {
  const values = codes(facet, mots).filter((code) => !IN_VIEW[facet.name]?.includes(code));
  return h("fieldset", {}, h("legend", {}, facet.title), ...boxes(facet, values, mots));
}

function boxes(facet: Facet, values: readonly string[], mots: Mots): HTMLElement[] {
  return values.map((value) => box(facet.name, value, mots.libelles[facet.table]?.[value] ?? value));
}

function box(name: string, value: string, label: string): HTMLElement {
  return h("label", { class: "mg-case" }, h("input", { type: "checkbox", name, value }), ` ${label}`);
}

function field(label: string, control: HTMLElement): HTMLElement {
  return h("label", { class: "mg-champ-filtre" }, h("span", {}, label), control);
}

function select(name: string, options: readonly (readonly [string, string])[]): HTMLSelectElement {
  return h(
    "select",
    { name },
    h("option", { value: "" }, "Peu importe"),
    ...options.map(([value, label]) => h("option", { value }, label)),
  );
}

/** Returns what the form asks; codes of services and the place are chosen elsewhere and kept. */
export function readForm(form: HTMLFormElement, before: Asked): Asked {
  const given = new FormData(form);
  const text = (name: string): string => String(given.get(name) ?? "").trim();
  const facets: Record<string, readonly string[]> = {};
  for (const { name } of FACETS) {
    const values = given
      .getAll(name)
      .flatMap((value) => String(value).split(","))
      .filter(Boolean);
    // A link may ask for a "non" that the form has no box for.
    if (before.facets[name]?.includes("non") && values.length === 0) {
      values.push("non");
    }
    if (values.length) {
      facets[name] = [...new Set(values)];
    }
  }
  const rayon = Number(text("rayon"));
  return {
    ...before,
    q: text("q"),
    lieu: text("lieu"),
    rayon: rayon > 0 ? rayon : null,
    le: text("le"),
    ouvert: text("ouvert"),
    facets,
  };
}

/** Writes a state in the form; what a link asks and a list of choices lacks is added to it. */
export function fill(form: HTMLFormElement, asked: Asked, placeName: string): void {
  for (const control of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input[name], select[name]")) {
    const { name } = control;
    const facet = asked.facets[name] ?? [];
    if (control instanceof HTMLInputElement && control.type === "checkbox") {
      control.checked = facet.includes(control.value);
    } else if (name === "lieu") {
      control.value = placeName || asked.lieu;
    } else if (control instanceof HTMLSelectElement) {
      const value = name === "rayon" ? String(asked.rayon ?? "") : name === "ouvert" ? asked.ouvert : facet.join(",");
      choose(control, value);
    } else if (name === "q" || name === "le") {
      control.value = asked[name];
    }
  }
  const folded = FACETS.filter(({ name }) => asked.facets[name]?.some((value) => !IN_VIEW[name]?.includes(value)));
  const more = form.querySelector<HTMLDetailsElement>("[data-mg-autres]");
  if (more && folded.some(({ name }) => name !== "postures")) {
    more.open = true;
  }
}

function choose(control: HTMLSelectElement, value: string): void {
  if (value && ![...control.options].some((option) => option.value === value)) {
    control.append(h("option", { value }, control.name === "rayon" ? `${value} km au plus` : value));
  }
  control.value = value;
}

/** Returns a state that keeps the need and the place, and no filter. */
export function withoutFilters(asked: Asked): Asked {
  return { ...NOTHING, q: asked.q, service: asked.service, lieu: asked.lieu, pres: asked.pres };
}
