/** Numbers as the page says them. */

const NBSP = "\u00a0";

/** Returns "1 234". */
export function whole(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, NBSP);
}

/** Returns "2,5", "10", "1 234": one digit at most after the comma. */
export function decimal(value: number): string {
  const [units = "0", rest] = value.toFixed(1).split(".");
  return rest && rest !== "0" ? `${whole(Number(units))},${rest}` : whole(Number(units));
}

/** Returns "2,5 km". */
export function kilometres(value: number): string {
  return `${decimal(value)}${NBSP}km`;
}

/** Returns a share of a whole as "12 %", and never "0 %" or "100 %" for what is not. */
export function percent(part: number, of: number): string {
  if (!of) {
    return "";
  }
  const rounded = Math.round((100 * part) / of);
  if (rounded === 0 && part > 0) {
    return `moins de 1${NBSP}%`;
  }
  return rounded === 100 && part < of ? `plus de 99${NBSP}%` : `${rounded}${NBSP}%`;
}

/** Returns "1 personne", "3 personnes", "aucune personne". */
export function people(value: number): string {
  return value === 0 ? "aucune personne" : `${whole(value)}${NBSP}${value < 2 ? "personne" : "personnes"}`;
}
