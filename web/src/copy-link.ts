/**
 * "Copy the link": a `button[data-mg-copier]`, hidden in the page so that it only shows where it works.
 *
 * What is copied is the address of the page, without a day looked at. Nothing is stored and nothing is sent.
 */

/** Shows and wires every button of the page. */
export function permettreLaCopie(page: Document): void {
  for (const button of page.querySelectorAll<HTMLButtonElement>("button[data-mg-copier]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      void copier(button);
    });
  }
}

async function copier(button: HTMLButtonElement): Promise<void> {
  const page = button.ownerDocument;
  const address = adresse(page);
  const answer = reponse(button);
  try {
    await navigator.clipboard.writeText(address);
    answer.textContent = "Lien copié.";
  } catch {
    // Without leave to write to the clipboard (plain http, a browser that refuses) the address is there to be taken.
    const field = page.createElement("input");
    field.readOnly = true;
    field.value = address;
    field.setAttribute("aria-label", "Adresse de cette page, à copier");
    answer.replaceChildren(field);
    field.focus();
    field.select();
  }
}

function adresse(page: Document): string {
  const here = new URL(page.location.href);
  here.searchParams.delete("le");
  here.hash = "";
  return here.href;
}

function reponse(button: HTMLButtonElement): HTMLElement {
  const next = button.nextElementSibling;
  if (next instanceof HTMLElement && next.classList.contains("mg-copie")) {
    return next;
  }
  const made = button.ownerDocument.createElement("span");
  made.className = "mg-copie";
  made.setAttribute("role", "status");
  button.after(made);
  return made;
}
