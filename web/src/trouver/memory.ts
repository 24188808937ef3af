/** The place of the professional, which stays on the device only while its box is ticked. */

const KEY = "maillage-lieu";

/** Keeps or forgets a place, as the box says; where storage is refused, it is simply not remembered. */
export function remember(box: HTMLInputElement, pres: string): void {
  try {
    if (box.checked && pres) {
      window.localStorage.setItem(KEY, pres);
    } else if (!box.checked) {
      window.localStorage.removeItem(KEY);
    }
  } catch {
    // Nothing to do: the box keeps what it says for this visit.
  }
}

/** Returns the place that was kept, and ticks the box then; empty when there is none. */
export function recall(box: HTMLInputElement): string {
  try {
    const pres = window.localStorage.getItem(KEY) ?? "";
    box.checked = pres !== "" || box.checked;
    return pres;
  } catch {
    return "";
  }
}

/** Forgets the place, whatever the box says. */
export function forgetPlace(): void {
  try {
    window.localStorage.removeItem(KEY);
  } catch {
    // Nothing was kept where storage is refused.
  }
}
