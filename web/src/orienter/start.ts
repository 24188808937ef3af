/** The edge of the page: what its address asks comes and is laid out, or the page says why not and where to look. */

import { momentIn } from "../clock";
import { garderLeSite } from "../hors-ligne/register";
import { dateEntiere } from "../sentences";
import { checked, DataError, indexed, type Lieux, type Mots, Timetables } from "../trouver/data";
import { h } from "../trouver/dom";
import { Engine } from "../trouver/engine";
import { departementOf, Files, fetched } from "../trouver/files";
import { count } from "../trouver/french";
import { type Place, Places, pointOf } from "../trouver/places";
import { type Settings, settingsOf } from "../trouver/settings";
import { type Asked, readAsked, readIds, shareable, write } from "./asked";
import { ranks } from "./choice";
import type { Directory } from "./directory";
import { type Closed, gone } from "./gone";
import { handOver } from "./handing";
import { followNotes } from "./notes";
import { waysToSend } from "./send";
import { pages } from "./sheet";
import "./orienter.css";

const OLD_DAYS = 60;

/** The places of the page that are written in. */
interface Parts {
  wait: HTMLElement;
  messages: HTMLElement;
  tools: HTMLElement;
  sheets: HTMLElement;
  sending: HTMLElement;
  status: HTMLElement;
}

async function start(root: HTMLElement): Promise<void> {
  // No part of this page is loaded later.
  const site = settingsOf(root, "");
  const parts = partsOf(root);
  const { lieux, notes } = readIds(window.location.search);
  if (lieux.length === 0) {
    parts.wait.remove();
    parts.messages.append(...notes.map(note), ...nothingChosen(site, window.location.search));
  } else {
    parts.wait.hidden = false;
    try {
      await layOut(root, site, parts);
      parts.wait.remove();
    } catch (error) {
      parts.wait.replaceWith(sorry(error, site, lieux));
      console.error(error);
    }
  }
  root.dataset.mgPret = momentIn("Europe/Paris", new Date()).jour;
  garderLeSite(root);
}

async function layOut(root: HTMLElement, site: Settings, parts: Parts): Promise<void> {
  const [mots, lieux] = await Promise.all([fetched(`${site.data}mots.json`), fetched(`${site.data}lieux.json`)]);
  const readMots = checked<Mots>(mots, "services");
  const readLieux = checked<Lieux>(lieux, "offres");
  const engine = new Engine(indexed(readLieux), new Timetables(readLieux));
  const directory: Directory = {
    engine,
    mots: readMots,
    label: (table, code) => readMots.libelles[table]?.[code] ?? code,
    base: root.dataset.adresse || new URL(site.root, window.location.href).href,
  };
  const { asked, notes } = readAsked(window.location.search, readMots);
  const places = new Places();
  const files = new Files(site, places);
  const place = await placeOf(asked, files, places, notes);
  const known = ranks(engine);
  const venues = asked.lieux.flatMap((id) => known.get(id) ?? []);
  const absent = asked.lieux.filter((id) => !known.has(id));
  const closed = absent.length ? await closedVenues(site) : {};
  const instant = new Date();
  const today = momentIn("Europe/Paris", instant).jour;
  const handed = await handOver(directory, files, site, venues, asked.service, place, instant);
  parts.messages.append(
    ...[...notes, ...age(readLieux.date, instant)].map(note),
    ...absent.map((id) =>
      gone(id, Object.keys(closed).includes(id) ? closed[id] : undefined, asked, known, engine, site.root),
    ),
  );
  if (handed.length === 0) {
    parts.messages.append(...nothingChosen(site, write({ ...asked, lieux: [] })));
    parts.status.textContent = "Aucun lieu sur la feuille.";
    return;
  }
  const heading = {
    day: dateEntiere(today),
    hub: site.hub,
    reach: site.phone || site.mail,
    demonstration: root.dataset.demonstration === "oui",
  };
  const room = h("div", { class: "mg-mesure", "aria-hidden": "true" });
  parts.sheets.before(room);
  const sheets = pages(handed, heading, room);
  room.remove();
  parts.sheets.append(...sheets);
  const address = `${directory.base}orienter/${write(shareable(asked))}`;
  parts.sending.append(
    ...waysToSend(
      handed.map(({ referral }) => referral),
      address,
      readLieux.date,
    ),
  );
  for (const part of [parts.tools, parts.sheets, parts.sending]) {
    part.hidden = false;
  }
  followNotes(root);
  root.querySelector("[data-mg-imprimer]")?.addEventListener("click", () => window.print());
  parts.status.textContent = `Feuille prête : ${count(handed.length, "lieu", "lieux")}, ${count(sheets.length, "page", "pages")}.`;
}

async function placeOf({ pres }: Asked, files: Files, places: Places, notes: string[]): Promise<Place | null> {
  const point = pointOf(pres);
  if (!pres || point) {
    return point;
  }
  await files.communes(departementOf(pres));
  const found = places.ofCode(pres);
  if (!found) {
    notes.push("La commune de départ n’est ni dans le territoire ni autour : les distances ne sont pas données.");
  }
  return found;
}

/** Without this file an id is simply not known; the sheet of the others does not wait for it. */
async function closedVenues(site: Settings): Promise<Readonly<Record<string, Closed>>> {
  try {
    const document = await fetched(`${site.data}fermes.json`);
    return checked<{ version: number; lieux: Record<string, Closed> }>(document, "lieux").lieux;
  } catch {
    return {};
  }
}

function age(date: string, instant: Date): string[] {
  const days = (instant.getTime() - Date.parse(`${date}T12:00:00Z`)) / 86_400_000;
  return days > OLD_DAYS ? [`Ces fiches datent du ${dateEntiere(date)} : téléphonez avant d’envoyer quelqu’un.`] : [];
}

function nothingChosen({ root }: Settings, search: string): HTMLElement[] {
  const given = new URLSearchParams(search);
  given.delete("lieux");
  const rest = given.toString();
  return [
    h("p", { class: "mg-fort" }, "Aucun lieu n’est choisi."),
    h(
      "p",
      {},
      "Une feuille d’orientation se prépare depuis ",
      h("a", { href: `${root}trouver/${rest ? `?${rest}` : ""}` }, "la recherche"),
      ", ou depuis la page d’",
      h("a", { href: `${root}lieux/` }, "un lieu"),
      ".",
    ),
  ];
}

function sorry(error: unknown, { root }: Settings, lieux: readonly string[]): HTMLElement {
  const why = error instanceof DataError ? ` (${error.message})` : "";
  const links = lieux.map((id) => h("li", {}, h("a", { href: `${root}lieux/${id}/` }, id)));
  return h(
    "div",
    { role: "alert" },
    h("p", {}, `La feuille n’a pas pu être préparée${why}. Les pages de ces lieux s’impriment bien elles aussi :`),
    h("ul", {}, ...links),
  );
}

function note(text: string): HTMLElement {
  return h("p", { class: "mg-orienter-note" }, text);
}

function partsOf(root: HTMLElement): Parts {
  const find = (name: string): HTMLElement => {
    const found = root.querySelector<HTMLElement>(`[data-mg-${name}]`);
    if (!found) {
      throw new DataError(`il manque « ${name} » dans la page`);
    }
    return found;
  };
  return {
    wait: find("attente"),
    messages: find("messages"),
    tools: find("outils"),
    sheets: find("feuilles"),
    sending: find("envois"),
    status: find("annonce"),
  };
}

const element = document.querySelector<HTMLElement>("[data-mg-orienter]");
if (element) {
  void start(element);
}
