/** Why a result is there: each thing asked, what the venue says of it, and who says so. */

import { dateEntiere } from "../sentences";
import type { Asked } from "./address";
import { at, type Faits } from "./data";
import { comesTo } from "./distances";
import type { Engine, Result } from "./engine";
import { answer, type Filter } from "./facets";
import { lowered } from "./french";
import type { Library } from "./library";
import { dayOf, OUVERT, type When } from "./moments";
import type { Understood } from "./query";
import { type State, UNKNOWN, YES } from "./states";
import type { Need } from "./words";

/** One thing asked and its answer; `note` says when the venue answers for all it does, and not this offer. */
export interface Reason {
  text: string;
  state: State;
  note: string;
}

/** Returns the reasons of a result: the needs it answers, the filters, then the moment. */
export function reasons(result: Result, asked: Asked, { needs, query }: Understood, library: Library): Reason[] {
  const { engine, label } = library;
  const offer = result.offers[0] ?? -1;
  const [conditions, faits] = factsOf(engine, result.venue, offer);
  const told: Reason[] = [];
  needs.forEach((need, rank) => {
    if (result.needs.includes(rank)) {
      told.push({ text: `${declared(need, result, library)} : déclaré`, state: YES, note: "" });
    } else if (offer >= 0) {
      told.push({ text: `${need.text} : non déclaré ici`, state: UNKNOWN, note: "" });
    }
  });
  if (offer < 0 && (needs.length || engine.index.lieux.muets.includes(result.venue))) {
    told.push({ text: "ce qui s’y fait : non renseigné", state: UNKNOWN, note: "" });
  }
  const jour = dayOf(query.whens.find((when) => when.kind === "day") ?? null, query.instant);
  for (const filter of query.filters) {
    const { state, ofVenue } = answer(filter, conditions, faits, jour, engine.isItinerant(result.venue));
    const whole = ofVenue && state === YES && offer >= 0 && DECLARED_BY_OFFERS.has(filter.facet.kind);
    const others = filter.facet.kind === "langues" && state === UNKNOWN ? interpreters(conditions, faits, label) : "";
    told.push({
      text: `${filterText(filter, label)}${suffix(state)}`,
      state,
      note: whole ? OF_THE_VENUE : others,
    });
  }
  for (const when of query.whens) {
    const state = engine.opening(when, offer, result.point);
    told.push({ text: `${momentText(when, asked)}${suffix(state)}`, state, note: "" });
  }
  if (query.place && comesTo(conditions, faits, query.place)) {
    told.push({ text: "aide à distance, dont la zone couvre le lieu choisi", state: YES, note: "" });
  }
  return told;
}

/** Returns the facts of an offer and of its venue; without an offer, those of the venue alone. */
export function factsOf({ index }: Engine, venue: number, offer: number): readonly [Faits, Faits] {
  return at(index.pairs, offer < 0 ? at(index.ownPair, venue) : at(index.pairOf, offer));
}

const OF_THE_VENUE = "pour le lieu dans son ensemble";
const DECLARED_BY_OFFERS: ReadonlySet<string> = new Set(["codes", "langues"]);

function suffix(state: State): string {
  return state === UNKNOWN ? " : non renseigné" : "";
}

/** Returns the languages of the interpreters who come: one who speaks another may be asked for. */
function interpreters(conditions: Faits, faits: Faits, label: Library["label"]): string {
  const said = (conditions.langues ?? faits.langues ?? []) as readonly (string | readonly string[])[];
  const names = said.flatMap((one) => {
    const [code, modality] = typeof one === "string" ? [one, ""] : one;
    return code !== undefined && modality === "interprete" ? [lowered(label("langues", code))] : [];
  });
  return names.length ? `interprète déclaré pour : ${names.join(", ")}` : "";
}

function declared(need: Need, result: Result, { engine, words }: Library): string {
  const here = new Set(result.offers.flatMap((offer) => engine.codes(offer)));
  return need.codes
    .filter((code) => here.has(code))
    .slice(0, 3)
    .map((code) => words.label(code))
    .join(", ");
}

function filterText({ facet, values }: Filter, label: Library["label"]): string {
  const labels = values.map((value) => lowered(label(facet.table, value))).join(" ou ");
  switch (facet.kind) {
    case "oui-non":
      return values.includes("oui") ? lowered(facet.title) : `${lowered(facet.title)} : non`;
    case "prerequis":
      return `n’est pas demandé : ${labels}`;
    case "reserve_a":
      return `ouvert à : ${labels}`;
    case "equipements":
      return `${labels} en libre accès`;
    case "oriente_par":
      return `orientation possible : ${labels}`;
    default:
      return labels;
  }
}

function momentText(when: When, { ouvert, le }: Asked): string {
  return when.kind === "day" ? `ouvert le ${dateEntiere(le)}` : `ouvert ${OUVERT.get(ouvert) ?? ""}`;
}
