/**
 * What a filter asks of an offer. A facet has the name of its key in the venue file: it is also its name in the
 * address of the page and in the form.
 *
 * An offer answers first, its venue where the offer says nothing, and otherwise the fact is not known.
 */

import { filtres } from "../../../schema/recherche-adresse.json";
import type { Faits } from "./data";
import { NO, type State, UNKNOWN, YES } from "./states";

/** How a facet is asked: one of some codes, yes or no, or in a way of its own. */
type Kind = "codes" | "oui-non" | "langues" | "labels" | "equipements" | "prerequis" | "reserve_a" | "oriente_par";

export interface Facet {
  name: string;
  /** The question, as the form says it. */
  title: string;
  kind: Kind;
  /** The table of `libelles` where its codes have their labels; empty for yes or no. */
  table: string;
}

/** Every filter of the page, in the order of its address; the page that documents addresses reads the same file. */
export const FACETS: readonly Facet[] = filtres.map(({ nom, forme, titre, table }) => ({
  name: nom,
  title: titre,
  kind: forme as Kind,
  table: forme === "oui-non" ? "" : (table ?? nom),
}));

const BY_NAME: ReadonlyMap<string, Facet> = new Map(FACETS.map((one) => [one.name, one]));

/** Returns the facet of a name, or nothing. */
export function facetOf(name: string): Facet | undefined {
  return BY_NAME.get(name);
}

/** One filter: a facet and the values asked, one of which is enough. */
export interface Filter {
  facet: Facet;
  values: readonly string[];
}

/** What an offer answers, and whether it is its venue that says it. */
export interface Answer {
  state: State;
  ofVenue: boolean;
}

/** Returns what an offer answers to a filter on a day; `itinerant` venues have stops. */
export function answer(filter: Filter, conditions: Faits, faits: Faits, jour: string, itinerant: boolean): Answer {
  const { facet, values } = filter;
  const key = facet.name;
  const own = conditions[key] !== undefined;
  const said = own ? conditions[key] : faits[key];
  const ofVenue = !own && said !== undefined;
  switch (facet.kind) {
    case "codes":
    case "oui-non":
      if (key === "itinerance") {
        return { state: itinerant === values.includes("oui") ? YES : NO, ofVenue: true };
      }
      return { state: among(values, said), ofVenue };
    case "langues":
      return { state: spoken(values, conditions, faits), ofVenue };
    case "labels":
      return { state: held(values, said, jour), ofVenue };
    case "equipements":
      return { state: usable(values, said), ofVenue };
    case "prerequis":
      // Only a declared obstacle turns somebody away.
      return { state: texts(said).some((code) => values.includes(code)) ? NO : YES, ofVenue };
    case "reserve_a":
      return { state: said === undefined || among(values, said) === YES ? YES : NO, ofVenue };
    case "oriente_par":
      return { state: mayRefer(values, said, conditions.acces ?? faits.acces), ofVenue };
  }
}

function texts(said: unknown): readonly string[] {
  return typeof said === "string" ? [said] : Array.isArray(said) ? said.filter((one) => typeof one === "string") : [];
}

function among(values: readonly string[], said: unknown): State {
  if (said === undefined) {
    return UNKNOWN;
  }
  return texts(said).some((code) => values.includes(code)) ? YES : NO;
}

/** An interpreter who may be asked for, or foreign languages without their names, leave the question open. */
function spoken(values: readonly string[], conditions: Faits, faits: Faits): State {
  const said = (conditions.langues ?? faits.langues ?? []) as readonly (string | readonly string[])[];
  const special = texts(conditions.prise_en_charge_specifique ?? faits.prise_en_charge_specifique);
  let ask = special.includes("langues-etrangeres-autres");
  for (const one of said) {
    const [code, modality] = typeof one === "string" ? [one, ""] : one;
    if (code !== undefined && values.includes(code)) {
      return YES;
    }
    ask ||= modality === "interprete";
  }
  return said.length && !ask ? NO : UNKNOWN;
}

/** A label that is over is a no, whatever it was. */
function held(values: readonly string[], said: unknown, jour: string): State {
  if (said === undefined) {
    return UNKNOWN;
  }
  const current = (said as readonly (readonly string[])[]).some(
    ([code, first, last]) =>
      code !== undefined && values.includes(code) && (!first || first <= jour) && (!last || jour <= last),
  );
  return current ? YES : NO;
}

function usable(values: readonly string[], said: unknown): State {
  const machines = (said ?? {}) as Readonly<Record<string, string>>;
  const states = values.map((code) => machines[code]);
  if (states.includes("oui")) {
    return YES;
  }
  return states.every((state) => state === "non") ? NO : UNKNOWN;
}

/** Where nobody needs to be sent, everybody may come. */
function mayRefer(values: readonly string[], said: unknown, acces: unknown): State {
  const known = texts(acces);
  if (known.length && known.some((code) => code !== "sur-orientation")) {
    return YES;
  }
  if (said === undefined) {
    return UNKNOWN;
  }
  return texts(said).includes("tout-professionnel") ? YES : among(values, said);
}
