/** One result: why it is there, where, when, how one gets in, for how much, whom to call, and how sure that is. */

import { momentIn } from "../clock";
import type { Horaires } from "../horaires";
import { type Affichage, direLeJour, direMaintenant } from "../sentences";
import { at, type Faits } from "./data";
import { h, tel } from "./dom";
import type { Engine, Result } from "./engine";
import { day, distance, lowered, monthsAfter } from "./french";
import type { Query } from "./query";
import { factsOf, type Reason } from "./reasons";
import { stateName } from "./states";

/** What a card is written with. */
export interface Writing {
  engine: Engine;
  query: Query;
  /** The day of reading, in Paris. */
  today: string;
  /** The way from this page to the root of the site. */
  root: string;
  label(table: string, code: string): string;
}

const UNKNOWN_TEXT = "non renseigné";

/** Returns the card of a result, with an empty place for its details. */
export function card(result: Result, why: readonly Reason[], writing: Writing): HTMLLIElement {
  const { engine, root } = writing;
  const { lieux } = engine.index;
  const { venue, point, offers } = result;
  const id = at(lieux.lieux.id, venue);
  const [conditions, faits] = factsOf(engine, venue, offers[0] ?? -1);
  const commune = lieux.points.commune[point] ?? null;
  const etape = lieux.points.etape[point] ?? null;
  const phone = lieux.lieux.telephone[venue] ?? null;
  const kinds = texts(faits.typologies)
    .slice(0, 2)
    .map((code) => lieux.typologies[code] ?? code);
  return h(
    "li",
    { class: "mg-trouve", "data-lieu": id },
    h("h3", {}, h("a", { href: `${root}lieux/${id}/` }, at(lieux.lieux.nom, venue))),
    h(
      "p",
      { class: "mg-trouve-ou" },
      [
        commune === null ? null : at(lieux.communes.nom, commune),
        result.km === null ? null : `à ${distance(result.km)} à vol d’oiseau`,
        lieux.points.precision[point] === 2 ? "position approximative" : null,
        kinds.join(", "),
      ]
        .filter(Boolean)
        .join(" · "),
    ),
    etape ? h("p", { class: "mg-trouve-arret" }, h("strong", {}, "Lieu itinérant, à cet arrêt : "), etape) : null,
    why.length ? list(why) : null,
    facts(writing, result, conditions, faits),
    h("p", { class: "mg-trouve-tel" }, "Téléphone : ", phone ? phoneLink(phone) : unknown()),
    verified(at(lieux.lieux.verifie_le, venue), engine, writing.today),
    h("div", { class: "mg-trouve-suite", "data-suite": venue, "data-offres": offers.join(","), "data-point": point }),
  );
}

function list(why: readonly Reason[]): HTMLUListElement {
  const marks = { oui: "✓", "non-renseigne": "?", non: "✗" } as const;
  return h(
    "ul",
    { class: "mg-raisons", "aria-label": "Pourquoi ce lieu est proposé" },
    ...why.map(({ text, state, note }) =>
      h(
        "li",
        { class: `mg-raison mg-raison--${stateName(state)}` },
        h("span", { "aria-hidden": "true" }, `${marks[stateName(state)]} `),
        text,
        note ? h("span", { class: "mg-note" }, ` (${note})`) : null,
      ),
    ),
  );
}

function facts(writing: Writing, result: Result, conditions: Faits, faits: Faits): HTMLDListElement {
  const { engine, query, label } = writing;
  const offer = result.offers[0] ?? -1;
  const hours = engine.hours(offer, result.point);
  const acces = said(conditions, faits, "acces", (code) => label("acces", code));
  const rows: (HTMLElement | null)[] = [
    row(offer < 0 ? "Horaires du lieu" : "Horaires de ce service", opening(hours, query)),
    row("Comment on entre", acces),
    row(
      "Prix",
      said(conditions, faits, "frais_a_charge", (code) => label("frais_a_charge", code)),
    ),
  ];
  const may = texts(conditions.oriente_par);
  if (texts(conditions.acces).includes("sur-orientation") || may.length) {
    rows.push(row("Qui peut orienter", may.length ? joined(may.map((code) => label("oriente_par", code))) : unknown()));
  }
  rows.push(...declared(DECISIVE, conditions, faits, label));
  for (const one of (faits.labels ?? []) as readonly (readonly string[])[]) {
    const asked = query.filters.some(({ facet, values }) => facet.name === "labels" && values.includes(one[0] ?? ""));
    if (asked) {
      const dates = [one[1] && `depuis le ${day(one[1])}`, one[2] && `jusqu’au ${day(one[2])}`].filter(Boolean);
      rows.push(row(label("labels", one[0] ?? ""), dates.join(", ") || "dates non renseignées"));
    }
  }
  if (typeof conditions.operateur === "string") {
    rows.push(row("Permanence tenue par", conditions.operateur));
  }
  if (typeof conditions.valide_au === "string") {
    rows.push(row("Offre valable", `jusqu’au ${day(conditions.valide_au)}`));
  }
  return h("dl", { class: "mg-faits" }, ...rows);
}

export type Label = (table: string, code: string) => string;

/** Title, key and table of what an offer may declare. */
export type Rows = readonly (readonly [string, string, string])[];

/** What decides of a referral, always in view. */
const DECISIVE: Rows = [
  ["Manière d’aider", "postures", "postures"],
  ["Avant de venir", "prerequis", "prerequis"],
  ["Réservé à", "reserve_a", "publics"],
];

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

function unknown(): HTMLSpanElement {
  return h("span", { class: "mg-inconnu" }, UNKNOWN_TEXT);
}

/** What the offer says, else what its venue says, which is then told as such. */
function said(conditions: Faits, faits: Faits, key: string, label: (code: string) => string): string | Node {
  const own = texts(conditions[key]);
  if (own.length) {
    return joined(own.map(label));
  }
  const whole = texts(faits[key]);
  return whole.length
    ? h("span", {}, unknown(), ` pour ce service ; pour le lieu dans son ensemble : ${joined(whole.map(label))}`)
    : unknown();
}

function joined(labels: readonly string[]): string {
  return labels.map((label, rank) => (rank ? lowered(label) : label)).join(", ");
}

function texts(said: unknown): readonly string[] {
  return typeof said === "string" ? [said] : Array.isArray(said) ? said.filter((one) => typeof one === "string") : [];
}

function opening(hours: Horaires | null, query: Query): string | Node {
  if (!hours) {
    return unknown();
  }
  const asked = query.whens.find((when) => when.kind === "day");
  const shown = asked?.kind === "day" ? direLeJour(hours, asked.jour) : sentenceNow(hours, query.instant);
  return h(
    "span",
    { "data-ouverture": shown.etat },
    // "Fermé — ouvre lundi" has said it already.
    [shown.phrase, shown.jour.endsWith("fermé") ? "" : shown.jour, shown.note]
      .filter(Boolean)
      .join(". ")
      .replace(/\.\./g, "."),
  );
}

// Looking for the next opening may read a year of days: once a minute is enough for hours that many offers share.
const told = new WeakMap<Horaires, readonly [number, Affichage]>();

function sentenceNow(hours: Horaires, instant: Date): Affichage {
  const minute = Math.floor(instant.getTime() / 60_000);
  const before = told.get(hours);
  if (before?.[0] === minute) {
    return before[1];
  }
  const shown = direMaintenant(hours, momentIn(hours.fuseau ?? "Europe/Paris", instant));
  told.set(hours, [minute, shown]);
  return shown;
}

const LEVELS = ["à jour", "à surveiller", "à vérifier", "à actualiser"] as const;
const LEVEL_CODES = ["a-jour", "a-surveiller", "a-verifier", "a-actualiser"] as const;

function verified(jour: string, engine: Engine, today: string): HTMLParagraphElement {
  if (jour === "jamais") {
    return h(
      "p",
      { class: "mg-trouve-verifie" },
      h("span", { class: "mg-niveau mg-niveau--jamais" }, "jamais vérifiée"),
    );
  }
  const { a_surveiller_mois, a_verifier_mois, a_actualiser_mois } = engine.index.lieux.seuils;
  const level = [a_surveiller_mois, a_verifier_mois, a_actualiser_mois].filter(
    (months) => today >= monthsAfter(jour, months),
  ).length;
  return h(
    "p",
    { class: "mg-trouve-verifie" },
    `Fiche vérifiée le ${day(jour)} : `,
    h("span", { class: `mg-niveau mg-niveau--${LEVEL_CODES[level]}` }, LEVELS[level] ?? ""),
  );
}

function phoneLink(number: string): Node | string {
  const address = tel(number);
  return address ? h("a", { href: address }, number) : number;
}
