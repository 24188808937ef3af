/**
 * "Copy": a `button[data-mg-copier]` takes the address of the page, a `button[data-mg-copier-texte="id"]` the text of an
 * element. Both are hidden in the page, so that they only show where they work. Nothing is stored and nothing is sent.
 */

interface ACopier {
  texte: string;
  /** What is said once it is copied. */
  fait: string;
  /** The name of the field that holds it where the browser refuses. */
  champ: string;
}

/** Shows and wires every button of the page. */
export function permettreLaCopie(page: Document): void {
  for (const button of page.querySelectorAll<HTMLButtonElement>("button[data-mg-copier]")) {
    brancher(button, () => ({
      texte: adresse(page),
      fait: "Lien copié.",
      champ: "Adresse de cette page, à copier",
    }));
  }
  for (const button of page.querySelectorAll<HTMLButtonElement>("button[data-mg-copier-texte]")) {
    const source = page.getElementById(button.dataset.mgCopierTexte ?? "");
    if (source) {
      brancher(button, () => ({ texte: paragraphes(source), fait: "Texte copié.", champ: "Texte à copier" }));
    }
  }
}

function brancher(button: HTMLButtonElement, quoi: () => ACopier): void {
  button.hidden = false;
  button.addEventListener("click", () => {
    void copier(button, quoi());
  });
}

/** Copies a text and says so beside the button. */
export async function copier(button: HTMLButtonElement, { texte, fait, champ }: ACopier): Promise<void> {
  const answer = reponse(button);
  try {
    await navigator.clipboard.writeText(texte);
    answer.textContent = fait;
  } catch {
    // Without leave to write to the clipboard (plain http, a browser that refuses) the text is there to be taken.
    const field = button.ownerDocument.createElement(texte.includes("\n") ? "textarea" : "input");
    field.readOnly = true;
    field.value = texte;
    field.setAttribute("aria-label", champ);
    answer.replaceChildren(field);
    field.focus();
    field.select();
  }
}

/** The paragraphs of an element, each apart from the next, as a word processor wants them. */
function paragraphes(source: HTMLElement): string {
  return [...source.querySelectorAll("p")].map(({ textContent }) => (textContent ?? "").trim()).join("\n\n");
}

function adresse(page: Document): string {
  const here = new URL(page.location.href);
  here.searchParams.delete("le");
  here.searchParams.delete("edition");
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
