/** The form reads and writes the same state as the address. */

import { type Asked, NOTHING } from "./address";
import { h } from "./dom";
import { FACETS } from "./facets";

/** Returns what the form asks; services, the place and the venues chosen are kept elsewhere. */
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
  const boxed = new Map<string, string[]>();
  const controls = [...form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input[name], select[name]")];
  for (const control of controls) {
    if (control instanceof HTMLInputElement && control.type === "checkbox") {
      control.checked = asked.facets[control.name]?.includes(control.value) ?? false;
      boxed.set(control.name, [...(boxed.get(control.name) ?? []), control.value]);
    }
  }
  for (const control of controls) {
    const { name } = control;
    if (control instanceof HTMLSelectElement) {
      const own = asked.facets[name]?.filter((value) => !boxed.get(name)?.includes(value)) ?? [];
      choose(control, name === "rayon" ? String(asked.rayon ?? "") : name === "ouvert" ? asked.ouvert : own.join(","));
    } else if (name === "lieu") {
      control.value = placeName || asked.lieu;
    } else if (name === "q" || name === "le") {
      control.value = asked[name];
    }
  }
  tellFolded(form, asked);
}

/** Returns a state that keeps the need, the place and the venues chosen, and no filter. */
export function withoutFilters(asked: Asked): Asked {
  const { q, service, lieu, pres, choisis, carte } = asked;
  return { ...NOTHING, q, service, lieu, pres, choisis, carte };
}

/** Returns how many filters are asked. */
export function filterCount({ facets, ouvert, le, rayon, territoire }: Asked): number {
  return Object.keys(facets).length + [ouvert, le, rayon, territoire].filter(Boolean).length;
}

function choose(control: HTMLSelectElement, value: string): void {
  if (value && ![...control.options].some((option) => option.value === value)) {
    control.append(h("option", { value }, control.name === "rayon" ? `${value} km au plus` : value));
  }
  control.value = value;
}

/** What is asked is never out of mind: folded filters say how many they are, and their groups are open. */
export function tellFolded(form: HTMLFormElement, asked: Asked): void {
  const folded = new Set<string>();
  for (const group of form.querySelectorAll<HTMLDetailsElement>("[data-mg-autres] details")) {
    for (const control of group.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[name]")) {
      if (control instanceof HTMLInputElement ? control.checked : control.value !== "") {
        folded.add(control.name);
        group.open = true;
      }
    }
  }
  tell(form.querySelector("[data-mg-nombre]"), filterCount(asked));
  tell(form.querySelector("[data-mg-nombre-autres]"), folded.size);
}

function tell(element: Element | null, total: number): void {
  if (element) {
    element.textContent = total ? ` (${total})` : "";
  }
}
