/** The edge of the page: its files come, it starts; or they do not, and it says where else to look. */

import { DataError, Files } from "./data";
import { patterns } from "./map";
import { Page } from "./page";
import "./explorer.css";

async function start(element: HTMLElement): Promise<void> {
  const form = element.querySelector<HTMLFormElement>("form");
  const announce = element.querySelector<HTMLElement>("[data-mg-annonce]");
  const results = element.querySelector<HTMLElement>("[data-mg-resultats]");
  const wait = element.querySelector<HTMLElement>("[data-mg-attente]");
  const { fichiers = "", contours = "", rapports = "", donnees = "", racine = "" } = element.dataset;
  if (!form || !announce || !results) {
    return;
  }
  if (wait) {
    wait.hidden = false;
  }
  try {
    const files = new Files(fichiers, contours);
    const places = await files.territoires();
    element.prepend(patterns());
    const address = element.querySelector<HTMLElement>(".mg-adresse-page");
    await new Page({ form, announce, results, address, rapports, donnees, racine }, files, places).start();
    element.dataset.mgPret = places.date;
  } catch (error) {
    const why = error instanceof DataError ? ` (${error.message})` : "";
    announce.textContent = `Les chiffres n’ont pas pu être chargés${why}. Les rapports de couverture répondent sans eux.`;
  } finally {
    wait?.remove();
  }
}

const element = document.querySelector<HTMLElement>("[data-mg-explorer]");
if (element) {
  void start(element);
}
