/** Distances, counts, dates and spaces as the page writes them. */

import { noms } from "../../../schema/noms-propres.json";

const NBSP = "\u00a0";
const MOIS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

/** Returns "4,2 km", "350 m", "24 km". */
export function distance(km: number): string {
  if (km < 0.95) {
    return `${Math.max(50, Math.round((km * 1000) / 50) * 50)}${NBSP}m`;
  }
  return `${km < 9.95 ? km.toFixed(1).replace(".", ",").replace(",0", "") : Math.round(km)}${NBSP}km`;
}

/** Returns "1 lieu", "3 lieux", "aucun lieu". */
export function count(number: number, one: string, many: string): string {
  return number === 0 ? `aucun ${one}` : `${number.toLocaleString("fr-FR")}${NBSP}${number < 2 ? one : many}`;
}

/** Returns "12 mars 2026". */
export function day(jour: string): string {
  const [year, month, date] = jour.split("-").map(Number);
  return `${date === 1 ? "1er" : date}${NBSP}${MOIS[(month ?? 1) - 1]}${NBSP}${year}`;
}

const ACRONYM = /^.[A-ZÀ-Ý]/;

/** Returns a text with a small first letter, unless it begins with an acronym or a name. */
export function lowered(text: string): string {
  return ACRONYM.test(text) || noms.some((nom) => text.startsWith(nom))
    ? text
    : text.charAt(0).toLowerCase() + text.slice(1);
}

/** Returns the day so many months after another, or the last day of that month where it is shorter. */
export function monthsAfter(jour: string, months: number): string {
  const [year = 0, month = 1, date = 1] = jour.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** Returns a text whose high punctuation and quotes never begin or end a line alone. */
export function unbroken(text: string): string {
  return text.replace(/ (?=[:;?!»%€])/g, NBSP).replace(/« /g, `«${NBSP}`);
}

/** Returns a number whose groups of digits stay on one line. */
export function inOnePiece(number: string): string {
  return number.replace(/ /g, NBSP);
}
