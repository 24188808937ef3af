/**
 * What a filter asks of an offer. A facet has the name of its key in the venue file: it is also its name in the
 * address of the page and in the form.
 *
 * An offer answers first, its venue where the offer says nothing, and otherwise the fact is not known.
 */

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
  /** Few filters are always in view; the others are folded under the title of their group. */
  group: string;
}

const EN_VUE = "";
const ENTRER = "Entrer et s’inscrire";
const ACCUEIL = "Accueil et confiance";
const APPRENDRE = "Apprendre";
const FAUTEUIL = "Se déplacer, s’asseoir, entendre";
const MATERIEL = "Matériel";
const QUI = "Pour qui";

function facet(name: string, kind: Kind, group: string, title: string, table = kind === "oui-non" ? "" : name): Facet {
  return { name, kind, group, title, table };
}

/** Every filter of the page, in the order of its form. */
export const FACETS: readonly Facet[] = [
  facet("acces", "codes", EN_VUE, "Comment y entrer"),
  facet("frais_a_charge", "codes", EN_VUE, "Prix"),
  facet("postures", "codes", EN_VUE, "Manière d’aider"),
  facet("pass_numerique", "codes", ENTRER, "Pass numérique"),
  facet("labels", "labels", ENTRER, "Label ou habilitation en cours"),
  facet("modalites_acces", "codes", ENTRER, "Prendre contact"),
  facet("oriente_par", "oriente_par", ENTRER, "Orientation : vous êtes"),
  facet("contact_professionnels", "oui-non", ENTRER, "Un contact pour les professionnels"),
  facet("confidentialite", "codes", ACCUEIL, "Confidentialité"),
  facet("anonymat", "oui-non", ACCUEIL, "Sans donner son identité"),
  facet("langues", "langues", ACCUEIL, "Langue parlée, autre que le français"),
  facet("enfants_bienvenus", "oui-non", ACCUEIL, "Enfants bienvenus"),
  facet("tenu_par", "codes", ACCUEIL, "Tenu par"),
  facet("niveaux", "codes", APPRENDRE, "Niveau"),
  facet("formats", "codes", APPRENDRE, "Format"),
  facet("supports", "codes", APPRENDRE, "Appareil"),
  facet("appareil_personnel", "oui-non", APPRENDRE, "Avec son propre appareil"),
  facet("modalites_accompagnement", "codes", APPRENDRE, "Forme de l’aide"),
  facet("poste_fauteuil", "oui-non", FAUTEUIL, "Poste utilisable en fauteuil"),
  facet("entree_fauteuil", "oui-non", FAUTEUIL, "Entrée accessible en fauteuil"),
  facet("plain_pied", "oui-non", FAUTEUIL, "De plain-pied"),
  facet("ascenseur", "oui-non", FAUTEUIL, "Ascenseur"),
  facet("sanitaires_adaptes", "oui-non", FAUTEUIL, "Sanitaires adaptés"),
  facet("stationnement_reserve", "oui-non", FAUTEUIL, "Stationnement réservé"),
  facet("boucle_magnetique", "oui-non", FAUTEUIL, "Boucle magnétique"),
  facet("sieges_attente", "oui-non", FAUTEUIL, "Sièges pour attendre"),
  facet("itinerance", "oui-non", FAUTEUIL, "Lieu itinérant, qui vient près de chez vous"),
  facet("equipements", "equipements", MATERIEL, "Matériel en libre accès"),
  facet("reserve_a", "reserve_a", QUI, "La personne est", "publics"),
  facet("prerequis", "prerequis", QUI, "La personne ne peut pas, ou n’a pas"),
  facet("publics_specifiquement_adresses", "codes", QUI, "Pensé d’abord pour"),
  facet("prise_en_charge_specifique", "codes", QUI, "Situation accueillie"),
];

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
