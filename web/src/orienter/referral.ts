/** What a sheet says of one venue to the person who goes there: short, true, and silent on what nobody knows. */

import { capitale } from "../sentences";
import { at } from "../trouver/data";
import type { Details } from "../trouver/details";
import type { Engine } from "../trouver/engine";
import { day, lowered, monthsAfter } from "../trouver/french";
import type { Place } from "../trouver/places";
import { choose, momentOf } from "./choice";
import type { Directory } from "./directory";
import * as facts from "./facts";
import { answered, everything, excluded, undeclared, warning, waysOf } from "./offered";
import { sourcesOf, wholeOf } from "./sources";
import { spotOf } from "./spot";
import { hoursOf, nextOf, whenToCome } from "./timing";
import type { Located } from "./whereabouts";

export type RowKey =
  | "manque"
  | "quoi"
  | "non-declare"
  | "posture"
  | "quand"
  | "entrer"
  | "prix"
  | "apporter"
  | "il-faut"
  | "reserve"
  | "adresse"
  | "repere"
  | "porte"
  | "limites"
  | "exclus"
  | "deroulement"
  | "a-demander"
  | "transports"
  | "langues"
  | "accessibilite";

/** One fact with its title. */
export interface Row {
  key: RowKey;
  title: string;
  text: string;
}

/** Facts that hold together: those of one way to be helped, under its name, or those of the venue, without a name. */
export interface Group {
  name: string;
  rows: readonly Row[];
}

export interface Referral {
  id: string;
  nom: string;
  kinds: string;
  /** When somebody last checked with the venue, in one sentence. */
  verified: string;
  phone: string;
  /** The public address of the page of the venue. */
  url: string;
  groups: readonly Group[];
  /** Where the place is, in words; empty until it is known. */
  landmark: string;
  /** Lines of the postal address, empty where one does not go. */
  address: readonly string[];
  /** INSEE code of the commune, empty when unknown. */
  commune: string;
  /** Where one goes, null where one does not or where it is not known. */
  point: Located | null;
  /** The next opening in one sentence, or empty. */
  next: string;
  mails: readonly string[];
  /** Whom a professional calls: a function, then how. */
  professional: string;
}

/** A fact of each source, and what stands for it where one source alone does not say it. */
interface Told {
  key: RowKey;
  title: string;
  missing: string;
  texts: readonly string[];
}

const UNKNOWN = "non renseigné.";
const FACTS: readonly (readonly [RowKey, string, (source: facts.Source) => string, string])[] = [
  ["posture", "Manière d’aider déclarée", facts.posture, ""],
  ["entrer", "Pour entrer", facts.entry, UNKNOWN],
  ["prix", "Prix", facts.price, UNKNOWN],
  ["apporter", "Apportez", facts.bring, ""],
  ["il-faut", "Il faut", facts.needed, ""],
  ["reserve", "Réservé à", facts.reserved, ""],
  ["limites", "Limites", facts.limits, ""],
  ["deroulement", "À savoir", facts.course, ""],
  ["langues", "Langues", facts.languages, ""],
  ["accessibilite", "Accessibilité", facts.accessibility, ""],
];
const AWAY = "On n’a pas besoin d’y aller : l’aide est donnée à distance ou chez vous.";

/** Returns what to say of a venue, for some services (all when none is asked), from a place, at an instant. */
export function refer(
  directory: Directory,
  venue: number,
  details: Details,
  service: readonly string[],
  place: Place | null,
  instant: Date,
): Referral {
  const { engine, label, base } = directory;
  const { lieux } = engine.index;
  const chosen = choose(engine, venue, service, place, instant);
  const whole = service.length === 0 || chosen.offers.length === 0;
  const sources = whole ? [wholeOf(engine, chosen, details, label)] : sourcesOf(engine, chosen, details, label);
  const names = whole ? [""] : waysOf(directory, chosen, service);
  const id = at(lieux.lieux.id, venue);
  const phone = lieux.lieux.telephone[venue] ?? "";
  const suspended = engine.index.suspended[venue] === 1;
  const advice = `${phone ? "téléphonez" : "renseignez-vous"} avant de venir`;
  const closed = `Fermé pour le moment : ${advice}.`;
  const hours = hoursOf(directory, chosen, whole);
  const spot = spotOf(engine, chosen, details);
  const away = sources.every(facts.isAway);
  const telling = FACTS.map(([key, title, fact, missing]) => ({
    key,
    title,
    missing,
    texts: key === "accessibilite" && away ? [""] : sources.map(fact),
  }));
  telling.unshift({
    key: "quand",
    title: "Quand",
    missing: "horaires non renseignés.",
    texts: suspended ? [""] : sources.map((source, rank) => whenToCome(hours[rank] ?? null, source, instant)),
  });
  const common = telling.filter(({ texts }) => new Set(texts).size < 2);
  const differing = telling.filter((one) => !common.includes(one));
  const shared = (key: RowKey): string => common.find((one) => one.key === key)?.texts[0] ?? "";
  const silent = (key: RowKey): boolean => !differing.some((one) => one.key === key) && !shared(key);
  const ways = differing.length ? sources.map((_, rank) => wayOf(names[rank] ?? "", differing, rank)) : [];
  const told = (key: RowKey): Row => row(key, FACTS.find((fact) => fact[0] === key)?.[1] ?? "", shared(key));
  const before = [
    row(
      "manque",
      "Attention",
      facts.paragraph([suspended ? closed : "", warning(directory, chosen, details, suspended ? "" : advice)]),
    ),
    service.length
      ? row("quoi", "Pour", answered(directory, chosen, service))
      : row("quoi", "On y fait", everything(directory, chosen, advice)),
  ];
  const after = [
    row("non-declare", "Non déclaré ici", undeclared(directory, chosen, details)),
    row("posture", "Manière d’aider déclarée", lowered(shared("posture"))),
    row("quand", "Quand", suspended || !silent("quand") ? shared("quand") : `horaires non renseignés, ${advice}.`),
    ...(["entrer", "prix", "apporter", "il-faut", "reserve"] as const).map(told),
    row("adresse", "Adresse", away ? AWAY : spot.text),
    row("porte", "La porte", away ? "" : spot.door),
    told("limites"),
    row("exclus", "Pas fait ici", excluded(directory, details, service)),
    row("deroulement", "À savoir", facts.paragraph([shared("deroulement"), away ? "" : spot.round])),
    row("a-demander", "À demander", toAsk(silent)),
    row("transports", "Pour venir", away ? "" : (details.transports ?? "")),
    ...(["langues", "accessibilite"] as const).map(told),
  ];
  const pro = details.contact_professionnels;
  return {
    id,
    nom: at(lieux.lieux.nom, venue),
    kinds: facts
      .codesOf(at(sources, 0).faits.typologies)
      .filter((code) => code !== "NON_RENSEIGNE")
      .slice(0, 1)
      .map((code) => lieux.typologies[code] ?? code)
      .join(""),
    verified: verified(engine, venue, momentOf(null, instant).jour, advice),
    phone,
    url: `${base}lieux/${id}/`,
    groups: (ways.length ? [unnamed(before), ...ways, unnamed(after)] : [unnamed([...before, ...after])])
      .map(({ name, rows }) => ({ name, rows: rows.filter(({ text }) => text) }))
      .filter(({ rows }) => rows.length),
    landmark: "",
    address: away ? [] : spot.lines,
    commune: spot.commune,
    point: away ? null : spot.point,
    next: suspended ? closed : nextOf(hours, instant),
    mails: details.courriels ?? [],
    professional: pro ? [pro.fonction, pro.telephone, pro.courriel].filter(Boolean).join(" · ") : "",
  };
}

function unnamed(rows: readonly Row[]): Group {
  return { name: "", rows };
}

function row(key: RowKey, title: string, text: string): Row {
  return { key, title, text: capitale(text) };
}

/** Returns what holds for one way to be helped and not for the others. */
function wayOf(name: string, differing: readonly Told[], rank: number): Group {
  const rows = differing.map(({ key, title, texts, missing }) => row(key, title, texts[rank] || missing));
  return { name, rows };
}

/** What decides of a visit and that nobody has said: one line rather than three. */
function toAsk(silent: (key: RowKey) => boolean): string {
  const open = [
    silent("entrer") && "s’il faut un rendez-vous",
    silent("prix") && "le prix",
    silent("apporter") && "ce qu’il faut apporter",
  ].filter(Boolean);
  return open.length ? `${open.join(", ")} (non renseigné).` : "";
}

function verified(engine: Engine, venue: number, today: string, advice: string): string {
  const { lieux, seuils } = engine.index.lieux;
  const jour = at(lieux.verifie_le, venue);
  if (jour === "jamais") {
    return `Fiche jamais vérifiée : ${advice}.`;
  }
  const old = today >= monthsAfter(jour, seuils.a_verifier_mois);
  return `Fiche vérifiée le ${day(jour)}${old ? `, il y a plus de ${seuils.a_verifier_mois} mois : ${advice}` : ""}.`;
}
