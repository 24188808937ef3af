/**
 * Brings the map of `[data-mg-carte]` when it is about to be seen: nobody downloads a map they do not look at.
 *
 * With `data-mg-carte="demande"`, or when the reader saves data, a button asks first.
 */

import type { OptionsDeCarte } from "./carte";
import { loadBundle } from "./load-bundle";

declare global {
  interface Window {
    mgCarte?: { dessiner: (element: HTMLElement, options: OptionsDeCarte) => void };
  }
}

/** Watches every map of the page; `base` is the address of this script, beside which the map's files are. */
export function preparerLesCartes(page: Document, base: string): void {
  const maps = [...page.querySelectorAll<HTMLElement>("[data-mg-carte]")];
  if (maps.length === 0 || !base) {
    return;
  }
  const observer =
    "IntersectionObserver" in window
      ? new IntersectionObserver(
          (entries) => {
            for (const entry of entries) {
              if (entry.isIntersecting && entry.target instanceof HTMLElement) {
                observer?.unobserve(entry.target);
                void montrer(entry.target, base);
              }
            }
          },
          { rootMargin: "200px" },
        )
      : null;
  for (const element of maps) {
    if (lireOptions(element) === null) {
      element.hidden = true;
    } else if (element.dataset.mgCarte === "demande" || economise() || !observer) {
      demander(element, base);
    } else {
      observer.observe(element);
    }
  }
}

/** Returns what the attributes of a map say, or null when they do not say where. */
export function lireOptions(element: HTMLElement): OptionsDeCarte | null {
  const { latitude, longitude, precision, nom, tuiles, attribution, zoomMax, contours, codeInsee } = element.dataset;
  const [lat, lon] = [nombre(latitude), nombre(longitude)];
  if (lat === null || lon === null || Math.abs(lat) > 90 || Math.abs(lon) > 180) {
    return null;
  }
  return {
    latitude: lat,
    longitude: lon,
    approximative: precision === "mairie",
    nom: nom ?? "",
    tuiles: tuiles && /^(https?:\/\/|\.{0,2}\/)/.test(tuiles) ? tuiles : null,
    attribution: attribution ?? "",
    zoomMax: nombre(zoomMax) ?? 19,
    contours: contours ?? null,
    codeInsee: codeInsee ?? "",
    anime: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
}

function nombre(text: string | undefined): number | null {
  const value = text?.trim() ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

function economise(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

function demander(element: HTMLElement, base: string): void {
  const button = element.ownerDocument.createElement("button");
  button.type = "button";
  button.className = "mg-carte-bouton md-button";
  button.textContent = "Afficher la carte";
  button.addEventListener("click", () => {
    button.remove();
    void montrer(element, base).then(() => element.querySelector<HTMLElement>(".leaflet-container")?.focus());
  });
  element.append(button);
}

async function montrer(element: HTMLElement, base: string): Promise<void> {
  const options = lireOptions(element);
  if (!options) {
    return;
  }
  try {
    await loadBundle(element.ownerDocument, base, "carte");
    window.mgCarte?.dessiner(element, options);
  } catch {
    const sorry = element.ownerDocument.createElement("p");
    sorry.textContent = "La carte n’a pas pu être chargée ; l’adresse est donnée en toutes lettres.";
    element.append(sorry);
  }
}
