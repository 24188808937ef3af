/** "Erase what this site keeps on this device": a `button[data-mg-oublier]`, hidden where there is no script. */

import { forgetPlace } from "../trouver/memory";
import { prefix } from "./edition";

/** Shows the button and gives it its use; the root of the site is where its worker is registered. */
export function permettreLOubli(page: Document): void {
  const button = page.querySelector<HTMLButtonElement>("button[data-mg-oublier]");
  if (!button) {
    return;
  }
  button.hidden = false;
  const answer = page.createElement("p");
  answer.setAttribute("role", "status");
  button.after(answer);
  button.addEventListener("click", () => {
    answer.textContent = "";
    void forget().then(() => {
      answer.textContent = "C’est fait : ce site ne garde plus rien sur cet appareil.";
    });
  });
}

async function forget(): Promise<void> {
  forgetPlace();
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration) {
    return;
  }
  const ours = prefix(registration.scope);
  for (const name of await caches.keys()) {
    if (name.startsWith(ours)) {
      await caches.delete(name);
    }
  }
  await registration.unregister();
}
