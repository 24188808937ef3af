/**
 * The address of the page is its whole state: what it says is what is searched, and anything else it holds is ignored
 * aloud. A link that says "now" means the moment when it is opened.
 *
 * Parameters: `q` (words), `service` (codes), `lieu` (words), `pres` (INSEE code or "lat,lon"), `rayon` (km),
 * `territoire` (SIREN), `le` (a day), `ouvert` (see `OUVERT`), one per facet under its name, `choisis` (ids of the
 * venues kept for the referral sheet), and `carte` ("oui": the map is open). Lists are separated by commas or repeated.
 */

import { parseMoment } from "../clock";
import type { Mots } from "./data";
import { FACETS, type Facet } from "./facets";
import { OUVERT } from "./moments";

/** What the form and the address hold, as texts. */
export interface Asked {
  q: string;
  service: readonly string[];
  lieu: string;
  pres: string;
  rayon: number | null;
  territoire: string;
  le: string;
  ouvert: string;
  facets: Readonly<Record<string, readonly string[]>>;
  /** In the order in which they were chosen. */
  choisis: readonly string[];
  /** Whether the map is open. */
  carte: boolean;
}

/** What an address may name: the words of the nomenclature, and the venues. */
export interface Known {
  mots: Mots;
  isVenue(id: string): boolean;
}

/** Nothing asked yet. */
export const NOTHING: Asked = {
  q: "",
  service: [],
  lieu: "",
  pres: "",
  rayon: null,
  territoire: "",
  le: "",
  ouvert: "",
  facets: {},
  choisis: [],
  carte: false,
};

/** One sheet of paper holds three venues; nobody goes to more than this. */
export const MOST_CHOSEN = 12;

const LONGEST_TEXT = 200;
const MOST_CODES = 30;
const FARTHEST_KM = 1000;
const LONGEST_ADDRESS = 20_000;

/** Returns what an address asks, and what had to be changed or ignored in it, in sentences for the reader. */
export function read(search: string, { mots, isVenue }: Known): { asked: Asked; notes: string[] } {
  const given = new URLSearchParams(search.slice(0, LONGEST_ADDRESS));
  const notes: string[] = [];
  if (search.length > LONGEST_ADDRESS) {
    notes.push("Cette adresse est trop longue : sa fin est ignorée.");
  }
  const text = (name: string): string => (given.get(name) ?? "").replace(/\s+/g, " ").trim().slice(0, LONGEST_TEXT);
  const typed = (name: "q" | "lieu"): string => {
    if ((given.get(name) ?? "").trim().length > LONGEST_TEXT) {
      notes.push(
        `Ce texte est trop long (« ${short(text(name))} ») : seuls ses ${LONGEST_TEXT} premiers signes sont lus.`,
      );
    }
    return text(name);
  };
  const list = (name: string): string[] => {
    const words = given.getAll(name).flatMap((value) => value.split(","));
    return [...new Set(words.map((word) => word.trim()).filter(Boolean))].slice(0, MOST_CODES);
  };
  const kept = (value: string, good: boolean, why: string, ignored = "ignoré"): string => {
    if (value && !good) {
      notes.push(`${why} (« ${short(value)} ») : ${ignored}.`);
    }
    return good ? value : "";
  };
  const pres = text("pres");
  const le = text("le");
  const ouvert = text("ouvert");
  const territoire = text("territoire");
  const facets: Record<string, readonly string[]> = {};
  for (const facet of FACETS) {
    const values = list(facet.name).filter((value) => {
      const good = isValue(facet, value, mots);
      kept(value, good, `La valeur demandée pour « ${facet.title} » n’existe pas`, "ignorée");
      return good;
    });
    if (values.length) {
      facets[facet.name] = values;
    }
  }
  const asked: Asked = {
    q: typed("q"),
    service: services(list("service"), mots, notes),
    lieu: typed("lieu"),
    pres: kept(
      pres,
      /^(\d{5}|2[AB]\d{3}|-?\d{1,2}(\.\d+)?,-?\d{1,3}(\.\d+)?)$/.test(pres),
      "Ce lieu de départ n’est pas lisible",
    ),
    rayon: radius(text("rayon"), notes),
    territoire: kept(territoire, /^\d{9}$/.test(territoire), "Ce territoire n’est pas un numéro SIREN"),
    le: kept(le, parseMoment(le)?.minute === null, "Cette date n’est pas lisible", "ignorée"),
    ouvert: kept(ouvert, OUVERT.has(ouvert), "Ce moment n’existe pas"),
    facets,
    choisis: venues(list("choisis"), isVenue, notes),
    carte: text("carte") === "oui",
  };
  return { asked, notes };
}

/** Returns the address of a state, always in the same order, without what is not asked. */
export function write(asked: Asked): string {
  const given = new URLSearchParams();
  const add = (name: string, value: string): void => {
    if (value) {
      given.set(name, value);
    }
  };
  add("q", asked.q);
  add("service", asked.service.join(","));
  add("lieu", asked.pres ? "" : asked.lieu);
  add("pres", asked.pres);
  add("rayon", asked.rayon === null ? "" : String(asked.rayon));
  add("territoire", asked.territoire);
  add("le", asked.le);
  add("ouvert", asked.ouvert);
  for (const { name } of FACETS) {
    add(name, (asked.facets[name] ?? []).join(","));
  }
  add("choisis", asked.choisis.join(","));
  add("carte", asked.carte ? "oui" : "");
  const text = given.toString().replace(/%2C/g, ",");
  return text ? `?${text}` : "";
}

/** Returns whether a facet has a value. */
function isValue(facet: Facet, value: string, mots: Mots): boolean {
  if (!facet.table) {
    return value === "oui" || value === "non";
  }
  return has(mots.libelles[facet.table] ?? {}, value);
}

function services(codes: readonly string[], mots: Mots, notes: string[]): string[] {
  return codes.flatMap((code): readonly string[] => {
    if (has(mots.services, code)) {
      return [code];
    }
    const retired = has(mots.services_retires, code) ? mots.services_retires[code] : undefined;
    if (retired) {
      const names = retired[1].map((one) => `« ${mots.services[one]?.[0] ?? one} »`).join(" et ");
      notes.push(`Le service « ${retired[0]} » n’existe plus : il est remplacé par ${names}.`);
      return retired[1];
    }
    notes.push(`Le service « ${short(code)} » n’existe pas : ignoré.`);
    return [];
  });
}

function venues(ids: readonly string[], isVenue: Known["isVenue"], notes: string[]): string[] {
  const known = ids.filter(isVenue);
  const unknown = ids.filter((id) => !isVenue(id)).map((id) => `« ${short(id)} »`);
  if (unknown.length) {
    const one = unknown.length === 1;
    const names = unknown.slice(0, 5).join(", ");
    notes.push(
      `${one ? "Ce lieu choisi n’est" : "Ces lieux choisis ne sont"} plus dans l’annuaire (${names}) : ${one ? "ignoré" : "ignorés"}.`,
    );
  }
  if (known.length > MOST_CHOSEN) {
    notes.push(`On choisit ${MOST_CHOSEN} lieux au plus : les suivants sont ignorés.`);
  }
  return known.slice(0, MOST_CHOSEN);
}

function radius(text: string, notes: string[]): number | null {
  if (!text) {
    return null;
  }
  const value = Number(text.replace(",", "."));
  if (Number.isFinite(value) && value > 0 && value <= FARTHEST_KM) {
    return value;
  }
  notes.push(`Cette distance (« ${short(text)} ») n’est pas lisible : ignorée.`);
  return null;
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** An address may ask for "constructor": only what the file itself holds is known. */
function has(table: object, key: string): boolean {
  return Object.keys(table).includes(key);
}
