/**
 * What is written for the person goes from the fields to the paper, and nowhere else: it is not in the address, not
 * stored, not sent, and gone when the page is left.
 */

const FIELDS = ["pour", "note"] as const;

/** Copies what is typed in the fields of a page to their places on its sheets. */
export function followNotes(page: HTMLElement): void {
  for (const name of FIELDS) {
    const field = page.querySelector<HTMLInputElement | HTMLTextAreaElement>(`#mg-${name}`);
    if (!field) {
      continue;
    }
    const write = (): void => {
      for (const place of page.querySelectorAll(`[data-mg-${name}]`)) {
        place.textContent = field.value.replace(/\s+/g, " ").trim();
      }
    };
    field.value = "";
    field.addEventListener("input", write);
    // A page that "back" brings to life again must not show what was written for somebody else.
    window.addEventListener("pagehide", () => {
      field.value = "";
      write();
    });
  }
}
