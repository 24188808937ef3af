/** The menu button of the header is a label, which the theme has no key for: Enter and Space press it, Escape closes it. */

const BUTTON = "label.md-header__button[for=__drawer]";

/** Gives the menu of the page its keys. */
export function donnerDesTouchesAuMenu(page: Document): void {
  const button = page.querySelector<HTMLElement>(BUTTON);
  const open = page.querySelector<HTMLInputElement>("#__drawer");
  if (!button || !open) {
    return;
  }
  button.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      // The theme's own program, where it is, answers to Enter too.
      event.stopPropagation();
      button.click();
    }
  });
  page.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && open.checked) {
      open.checked = false;
      button.focus();
    }
  });
}
