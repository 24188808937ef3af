/** What the page says of the site, in the attributes of its root, and the parts of it that the search writes in. */

import { DataError } from "./data";
import { h, tel } from "./dom";

/** Where the files are, the way to the root of the site, whom to call, and what the site covers. */
export interface Settings {
  data: string;
  root: string;
  /** The address of the script of the page, beside which are those that are brought later. */
  scripts: string;
  hub: string;
  /** How to reach the hub: a mail is always there, a telephone is not. */
  phone: string;
  mail: string;
  /** The départements whose communes are known. */
  departements: readonly string[];
  /** SIREN of the intercommunalities that have a coverage report. */
  epci: readonly string[];
  /** `tiles` is a URL template, the only request to a third party, null for none. */
  map: { tiles: string | null; attribution: string; maxZoom: number };
  /** How many results each list shows, and adds when more are asked. */
  perPage: number;
}

/** The places of the page that are written in. */
export interface Parts {
  root: HTMLElement;
  form: HTMLFormElement;
  filters: HTMLElement;
  /** Under the line of the need: which services are searched. */
  needs: HTMLElement;
  catalogue: HTMLElement;
  /** Under the line of the place: which communes it may be. */
  choices: HTMLElement;
  results: HTMLElement;
  /** What a screen reader hears as answers change. */
  status: HTMLElement;
  position: HTMLElement;
  memory: HTMLInputElement;
  reset: HTMLElement;
  /** What paper says of the search. */
  paper: HTMLElement;
  /** At the foot of the screen: the venues chosen. */
  chosen: HTMLElement;
}

/** Returns what the attributes of the root say. */
export function settingsOf({ dataset }: HTMLElement, scripts: string): Settings {
  const { donnees = "", racine = "", hub = "", telephone = "", courriel = "", departements = "", epci = "" } = dataset;
  const { tuiles = "", attribution = "", zoomMax = "", parPage = "" } = dataset;
  return {
    data: donnees,
    root: racine,
    scripts,
    hub,
    phone: telephone,
    mail: courriel,
    departements: words(departements),
    epci: words(epci),
    map: {
      tiles: /^(https?:\/\/|\.{0,2}\/)/.test(tuiles) ? tuiles : null,
      attribution,
      maxZoom: Number(zoomMax) || 19,
    },
    perPage: Number(parPage) || 10,
  };
}

/** Returns how to reach the hub: its telephone, else its mail; null where neither can be followed. */
export function reach({ phone, mail }: Settings): HTMLElement | null {
  const call = tel(phone);
  if (call) {
    return h("a", { href: call }, phone);
  }
  return /^[^@\s]+@[^@\s]+$/.test(mail) ? h("a", { href: `mailto:${encodeURI(mail)}` }, mail) : null;
}

function words(list: string): string[] {
  return list.split(" ").filter(Boolean);
}

/** Returns the parts of the page; one that is missing is an error, said to the reader. */
export function partsOf(element: HTMLElement): Parts {
  const find = <T extends HTMLElement>(selector: string): T => {
    const found = element.querySelector<T>(selector);
    if (!found) {
      throw new DataError(`il manque « ${selector} » dans la page`);
    }
    return found;
  };
  return {
    root: element,
    form: find("form"),
    filters: find("[data-mg-filtres]"),
    needs: find("[data-mg-besoins]"),
    catalogue: find("[data-mg-catalogue]"),
    choices: find("[data-mg-lieux]"),
    results: find("[data-mg-resultats]"),
    status: find("[data-mg-annonce]"),
    position: find("[data-mg-position]"),
    memory: find("[data-mg-memoire]"),
    reset: find("[data-mg-effacer]"),
    paper: find("[data-mg-papier]"),
    chosen: find("[data-mg-choisis]"),
  };
}
