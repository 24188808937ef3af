/**
 * What the reader is told of the connection: that there is none, and of which day what they read is; or that a newer
 * edition of the directory has come while they were reading.
 */

const NBSP = "\u00a0";

/** Follows the connection and the editions for as long as the page is open. */
export function suivreLaConnexion(page: Document): void {
  const place = page.querySelector("main .md-content__inner");
  if (!place) {
    return;
  }
  const told = page.createElement("div");
  told.setAttribute("role", "status");
  told.className = "mg-connexion";
  place.prepend(told);
  const say = (): void => told.replaceChildren(...(navigator.onLine ? [] : [offline(page)]));
  window.addEventListener("online", say);
  window.addEventListener("offline", say);
  // A region is read aloud when it changes, not when it comes.
  window.setTimeout(say);

  const { serviceWorker } = navigator;
  if (!serviceWorker?.controller) {
    return;
  }
  serviceWorker.addEventListener("controllerchange", () => told.replaceChildren(newer(page)));
  if (navigator.onLine) {
    // A device may believe in a connection that leads nowhere. The worker answers for what it keeps, not for this.
    const asked = fetch(window.location.pathname, { method: "HEAD", cache: "no-store" });
    asked.catch(() => told.replaceChildren(offline(page)));
    void serviceWorker.ready.then((registration) => registration.update()).catch(() => undefined);
  }
}

function offline(page: Document): HTMLElement {
  const date = page.querySelector("[data-mg-date]")?.textContent;
  const of = date ? `données du ${date}` : "cette page date de votre dernière visite";
  return paragraph(page, `Hors connexion${NBSP}: ${of}.`);
}

function newer(page: Document): HTMLElement {
  const found = paragraph(page, "Une édition plus récente de l’annuaire est arrivée. ");
  const button = page.createElement("button");
  button.type = "button";
  button.textContent = "L’afficher";
  button.addEventListener("click", () => window.location.reload());
  found.append(button);
  return found;
}

function paragraph(page: Document, text: string): HTMLElement {
  const made = page.createElement("p");
  made.textContent = text;
  return made;
}
