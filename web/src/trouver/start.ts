/** The edge of the page: its files come, it starts; or they do not, and it says where else to look. */

import { momentIn } from "../clock";
import { garderLeSite } from "../hors-ligne/register";
import { breath } from "./breath";
import { checked, DataError, indexed, type Lieux, type Mots, Timetables } from "./data";
import { h } from "./dom";
import { Engine } from "./engine";
import { communesFile, departementOf, Files, fetched } from "./files";
import { library } from "./library";
import { Page } from "./page";
import { Places } from "./places";
import { partsOf, reach, type Settings, settingsOf } from "./settings";
import { Words } from "./words";
import "./trouver.css";

const here = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";

async function start(element: HTMLElement): Promise<void> {
  const site = settingsOf(element, here);
  const wait = element.querySelector<HTMLElement>("[data-mg-attente]");
  if (wait) {
    wait.hidden = false;
  }
  try {
    const page = await brought(element, site);
    await page.start();
    wait?.remove();
    element.dataset.mgPret = momentIn("Europe/Paris", new Date()).jour;
    garderLeSite(element);
  } catch (error) {
    wait?.replaceWith(sorry(error, site));
    console.error(error);
  }
}

/** Returns the page once what it needs has come. */
async function brought(element: HTMLElement, site: Settings): Promise<Page> {
  // The commune of a link comes with the rest, not after it.
  const pres = new URLSearchParams(window.location.search).get("pres") ?? "";
  const departement = departementOf(pres);
  const address = /^\d[\dAB]\d{3}$/.test(pres) ? communesFile(site, departement) : null;
  const coming = Promise.all([
    fetched(`${site.data}mots.json`),
    fetched(`${site.data}lieux.json`),
    address ? fetched(address).catch(() => null) : null,
  ]);
  // What writes dates is slow to make the first time: it is made while the files come.
  momentIn("Europe/Paris", new Date());
  const [mots, lieux, communes] = await coming;
  const readMots = checked<Mots>(mots, "services");
  const readLieux = checked<Lieux>(lieux, "offres");
  const places = new Places();
  const files = new Files(site, places);
  if (communes) {
    files.received(departement, communes);
  }
  const engine = new Engine(indexed(readLieux), new Timetables(readLieux));
  await breath();
  const words = new Words(readMots);
  if (new URLSearchParams(window.location.search).get("q")) {
    words.prepare();
    await breath();
  }
  return new Page(partsOf(element), library(site, readMots, words, places, engine), files);
}

function sorry(error: unknown, site: Settings): HTMLElement {
  const { root, hub } = site;
  const why = error instanceof DataError ? ` (${error.message})` : "";
  return h(
    "div",
    { role: "alert" },
    h("p", {}, `La recherche n’a pas pu être chargée${why}. Les pages ci-dessous répondent sans elle.`),
    h(
      "ul",
      {},
      h("li", {}, h("a", { href: `${root}besoins/` }, "Chercher par besoin")),
      h("li", {}, h("a", { href: `${root}communes/` }, "Chercher par commune")),
    ),
    h("p", {}, `${hub} peut aussi chercher avec vous : `, reach(site), "."),
  );
}

const element = document.querySelector<HTMLElement>("[data-mg-trouver]");
if (element) {
  void start(element);
}
