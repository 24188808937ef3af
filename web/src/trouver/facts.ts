/** What decides of a referral, as titles and values: what the offer says, else what its venue says, told as such. */

import { at, type Faits, OF_THE_PLACE } from "./data";
import { h } from "./dom";
import type { Engine, Result } from "./engine";
import { day, lowered } from "./french";
import { hoursSentence, nextPassing } from "./hours-sentence";
import type { Library } from "./library";
import type { Query, Understood } from "./query";
import { factsOf } from "./reasons";

/** The label of a code in a table of the nomenclature. */
export type Label = Library["label"];

/** Title, key and table of what an offer may declare. */
export type Rows = readonly (readonly [string, string, string])[];

const DECISIVE: Rows = [
  ["Manière d’aider", "postures", "postures"],
  ["Avant de venir", "prerequis", "prerequis"],
  ["Réservé à", "reserve_a", "publics"],
];

/** Offers of one venue that are given under the same conditions, and what they are called. */
export interface OfferGroup {
  title: string;
  /** The first of them, or -1 for the venue as a whole. */
  offer: number;
}

const MOST_GROUPS = 3;
const MOST_NAMES = 3;
/** In the place of an offer: the venue as a whole. */
const WHOLE = -1;

/** Returns the offers of a result that differ in anything: each has its own hours and its own way in. */
export function offerGroups({ offers, point }: Result, { query }: Understood, library: Library): OfferGroup[] {
  const { engine, words } = library;
  const { offres } = engine.index.lieux;
  const { needs, filters, whens } = query;
  if (!needs.length && !filters.length && !whens.length) {
    return [{ title: "", offer: WHOLE }];
  }
  const asked = new Set(needs.flat());
  const groups = new Map<string, { codes: Set<string>; offer: number }>();
  for (const offer of offers) {
    const key = `${at(offres.conditions, offer)}|${offres.horaires[offer]}|${offres.fermetures[offer]}|${point}`;
    const group = groups.get(key) ?? { codes: new Set(), offer };
    for (const code of engine.codes(offer)) {
      if (asked.has(code) || asked.size === 0) {
        group.codes.add(code);
      }
    }
    groups.set(key, group);
  }
  const found = [...groups.values()].map(({ codes, offer }) => ({
    title: someOf([...codes].map((code) => words.label(code))),
    offer,
  }));
  return found.length ? found.slice(0, MOST_GROUPS) : [{ title: "", offer: WHOLE }];
}

/** Returns what is always in view on a card: the facts of each offer that answers. */
export function facts(result: Result, understood: Understood, library: Library): HTMLElement[] {
  const groups = offerGroups(result, understood, library);
  return groups.flatMap(({ title, offer }) => {
    const list = h("dl", { class: "mg-faits" }, ...rows(offer, result, understood.query, library));
    return groups.length > 1 && title ? [h("h4", {}, title), list] : [list];
  });
}

function someOf(names: readonly string[]): string {
  return names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES).join(", ")}…` : names.join(", ");
}

type Told = readonly [title: string, value: string | Node | null];

/** The hours of the offer; where it has not said them, those of the building, told as what they are. */
function hoursTold(offer: number, { venue, point }: Result, query: Query, engine: Engine): Told[] {
  const own = offer < 0 ? null : engine.hours(offer, point);
  const building = own ? null : engine.hours(WHOLE, point);
  // Hours of an offer's own are not those of a stop: help by telephone passes nowhere.
  const ofStop = own && engine.index.lieux.offres.horaires[offer] === OF_THE_PLACE ? own : building;
  const told: Told[] =
    offer < 0 ? [] : [[building ? "Horaires de ce service" : "Horaires", own && hoursSentence(own, query)]];
  if (building || offer < 0) {
    told.push(["Horaires du lieu", building && hoursSentence(building, query)]);
  }
  if (ofStop && engine.isItinerant(venue)) {
    told.push(["Prochain passage", nextPassing(ofStop, query.instant) || null]);
  }
  return told;
}

function rows(offer: number, result: Result, query: Query, { engine, label }: Library): HTMLElement[] {
  const [conditions, faits] = factsOf(engine, result.venue, offer);
  const may = texts(conditions.oriente_par);
  const known: Told[] = [
    ...hoursTold(offer, result, query, engine),
    ["Comment y entrer", said(conditions, faits, "acces", label)],
    ["Prix", said(conditions, faits, "frais_a_charge", label)],
  ];
  const found = known.flatMap(([title, value]) => (value ? [row(title, value)] : []));
  if (texts(conditions.acces).includes("sur-orientation") || may.length) {
    const who = may.length ? joined(may.map((code) => label("oriente_par", code))) : unknown();
    found.push(row("Qui peut orienter", who));
  }
  found.push(...declared(DECISIVE, conditions, faits, label), ...askedLabels(query, faits, label));
  if (offer < 0) {
    found.push(...heldLabels(faits, label));
  }
  if (typeof conditions.operateur === "string") {
    found.push(row("Permanence de", conditions.operateur));
  }
  if (typeof conditions.valide_au === "string") {
    found.push(row("Offre valable", `jusqu’au ${day(conditions.valide_au)}`));
  }
  const missing = known.flatMap(([title, value]) => (value ? [] : [title.toLowerCase()]));
  if (missing.length) {
    found.push(row("Non renseigné", h("span", { class: "mg-inconnu" }, missing.join(", "))));
  }
  return found;
}

/** Returns the rows of what an offer declares, none for what it does not say. */
export function declared(rows: Rows, conditions: Faits, faits: Faits, label: Label): HTMLDivElement[] {
  return rows.flatMap(([title, key, table]) => {
    // Whom a venue is reserved to holds for all that it does.
    const own = texts(conditions[key] ?? (key === "reserve_a" ? faits[key] : undefined));
    return own.length ? [row(title, joined(own.map((code) => label(table, code))))] : [];
  });
}

/** Returns one title and its value. */
export function row(title: string, value: string | Node): HTMLDivElement {
  return h("div", {}, h("dt", {}, title), h("dd", {}, value));
}

/** Returns the words for what nobody has said. */
export function unknown(): HTMLSpanElement {
  return h("span", { class: "mg-inconnu" }, "non renseigné");
}

/** Returns the kinds of a venue, at most two; nothing where they are not known. */
export function kinds(faits: Faits, typologies: Readonly<Record<string, string>>): string {
  const labels = texts(faits.typologies)
    .filter((code) => code !== "NON_RENSEIGNE")
    .slice(0, 2);
  return labels.map((code) => typologies[code] ?? code).join(", ");
}

function said(conditions: Faits, faits: Faits, key: string, label: Label): string | Node | null {
  const own = texts(conditions[key]).map((code) => label(key, code));
  if (own.length) {
    return joined(own);
  }
  const whole = texts(faits[key]).map((code) => label(key, code));
  return whole.length
    ? h("span", {}, unknown(), ` pour ce service ; pour le lieu dans son ensemble : ${lowered(joined(whole))}`)
    : null;
}

type Held = readonly (readonly string[])[];

/** The labels that the search asks for, with their dates. */
function askedLabels(query: Query, faits: Faits, label: Label): HTMLDivElement[] {
  const asked = query.filters.flatMap(({ facet, values }) => (facet.name === "labels" ? values : []));
  const held = ((faits.labels ?? []) as Held).filter(([code]) => code !== undefined && asked.includes(code));
  return held.map((one) => {
    const dates = [one[1] && `depuis le ${day(one[1])}`, one[2] && `jusqu’au ${day(one[2])}`].filter(Boolean);
    return row(label("labels", at(one, 0)), dates.join(", ") || "dates non renseignées");
  });
}

/** A venue that has not said what it does is known by its labels: facts, from which no service is deduced. */
function heldLabels(faits: Faits, label: Label): HTMLDivElement[] {
  const names = ((faits.labels ?? []) as Held).map((one) => label("labels", at(one, 0)));
  return names.length ? [row("Labels", names.join(", "))] : [];
}

function joined(labels: readonly string[]): string {
  return labels.map((label, rank) => (rank ? lowered(label) : label)).join(", ");
}

function texts(said: unknown): readonly string[] {
  return typeof said === "string" ? [said] : Array.isArray(said) ? said.filter((one) => typeof one === "string") : [];
}
