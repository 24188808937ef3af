/** Elements made from values: nothing that comes from a file or an address is ever read as HTML. */

import { unbroken } from "./french";

type Child = Node | string | null | undefined | false;

/** Returns an element; attributes that are null or false are left out, true is written as empty. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | number | boolean | null>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) {
      made.append(typeof child === "string" ? unbroken(child) : child);
    }
  }
  return made;
}

/** Returns words for those who hear the page, where the eye has a place or a shape. */
export function unseen(text: string): HTMLSpanElement {
  return h("span", { class: "mg-invisible" }, text);
}

/** Returns the address of a link if a browser may follow it, or null. */
export function web(address: string | undefined): string | null {
  return address && /^https?:\/\/[^\s]+$/i.test(address) ? address : null;
}

/** Returns the `tel:` address of a French number, or null. */
export function tel(number: string): string | null {
  const digits = number.replace(/[^\d+]/g, "");
  return /^\+?\d{3,15}$/.test(digits) ? `tel:${digits.replace(/^0(?=[1-9]\d{8}$)/, "+33")}` : null;
}
