/** One result: why it is there, where, when, how one gets in, for how much, whom to call, and how sure that is. */

import { momentIn } from "../clock";
import type { Horaires } from "../horaires";
import { type Affichage, direLeJour, direMaintenant } from "../sentences";
import { at, type Faits } from "./data";
import { h, tel, web } from "./dom";
import type { Engine, Query, Result } from "./engine";
import { day, distance, lowered, monthsAfter } from "./french";
import { factsOf, type Reason } from "./reasons";
import { stateName } from "./states";

/** What details-<n>.json says of a venue; every key may be missing. */
export interface Details {
  adresse?: readonly string[];
  trouver_la_porte?: string;
  transports?: string;
  horaires_precisions?: string;
  accessibilite?: string;
  courriels?: readonly string[];
  prise_rdv?: string;
  contact_professionnels?: { fonction: string; telephone?: string; courriel?: string };
  tarifs?: readonly (readonly [string, string])[];
  etapes?: readonly { adresse: readonly string[]; trouver_la_porte?: string }[];
  offres: readonly DetailsOfOffer[];
}

interface DetailsOfOffer {
  precisions?: string;
  oriente_par_precisions?: string;
  prise_rdv?: string;
  delai?: string;
  deroulement?: string;
  horaires_precisions?: string;
  prerequis_precisions?: string;
  a_apporter?: readonly string[];
  limites?: readonly string[];
  tarifs?: readonly (readonly [string, string])[];
  operateur_telephone?: string;
}

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
  const hours = offer < 0 ? engine.timetables.ofPoint(result.point) : engine.timetables.ofOffer(offer, result.point);
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

type Label = (table: string, code: string) => string;

/** Title, key and table of what decides of a referral, always in view; then of what is told further down. */
const DECISIVE: readonly (readonly [string, string, string])[] = [
  ["Manière d’aider", "postures", "postures"],
  ["Avant de venir", "prerequis", "prerequis"],
  ["Réservé à", "reserve_a", "publics"],
];
const FURTHER: readonly (readonly [string, string, string])[] = [
  ["Forme de l’aide", "modalites_accompagnement", "modalites_accompagnement"],
  ["Niveau", "niveaux", "niveaux"],
  ["Format", "formats", "formats"],
  ["Appareils", "supports", "supports"],
  ["Prendre contact", "modalites_acces", "modalites_acces"],
  ["Pass numérique", "pass_numerique", "pass_numerique"],
  ["Confidentialité", "confidentialite", "confidentialite"],
];

function declared(rows: typeof DECISIVE, conditions: Faits, faits: Faits, label: Label): HTMLDivElement[] {
  return rows.flatMap(([title, key, table]) => {
    // Whom a venue is reserved to holds for all that it does.
    const own = texts(conditions[key] ?? (key === "reserve_a" ? faits[key] : undefined));
    return own.length ? [row(title, joined(own.map((code) => label(table, code))))] : [];
  });
}

function row(title: string, value: string | Node): HTMLDivElement {
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

function spoken(of: Faits, label: (table: string, code: string) => string): string[] {
  return ((of.langues ?? []) as readonly (string | readonly string[])[]).map((one) => {
    const [code, how] = typeof one === "string" ? [one, ""] : one;
    const name = lowered(label("langues", code ?? ""));
    return how ? `${name} (${lowered(label("modalite_langue", how))})` : name;
  });
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

/** Writes the details of a venue in the place that its card keeps for them. */
export function complete(
  place: HTMLElement,
  details: Details,
  { engine, label }: Pick<Writing, "engine" | "label">,
): void {
  const venue = Number(place.dataset.suite);
  const first = engine.index.firstOffer[venue] ?? 0;
  const shown = (place.dataset.offres ?? "").split(",").filter(Boolean).map(Number);
  const stop = Number(place.dataset.point) - (engine.index.firstPoint[venue] ?? 0);
  const offre = details.offres[(shown[0] ?? -1) - first];
  const etape = engine.isItinerant(venue) ? details.etapes?.[stop - (details.adresse ? 1 : 0)] : undefined;
  const pro = details.contact_professionnels;
  const prices = (offre?.tarifs ?? details.tarifs ?? []).map(([what, price]) => `${what} : ${price}`);
  const booking = web(offre?.prise_rdv ?? details.prise_rdv);
  const rows: [string, string | Node | undefined][] = [
    ["À savoir", offre?.precisions],
    ["Ce que cela demande", offre?.deroulement],
    ["Avant de venir", offre?.prerequis_precisions],
    ["À apporter", offre?.a_apporter?.join(", ")],
    ["Ce qui n’y est pas fait", offre?.limites?.join(" ; ")],
    ["Délai", offre?.delai],
    ["Pour orienter", offre?.oriente_par_precisions],
    ["Tarifs", prices.join(" ; ")],
    ["Horaires, précisions", offre?.horaires_precisions ?? details.horaires_precisions],
    ["Rendez-vous en ligne", booking ? h("a", { href: booking, rel: "noopener" }, "prendre rendez-vous") : undefined],
    ["Adresse", (etape?.adresse ?? details.adresse)?.join(", ")],
    ["Trouver la porte", etape?.trouver_la_porte ?? details.trouver_la_porte],
    ["Transports", details.transports],
    ["Accessibilité", details.accessibilite],
    ["Courriel", details.courriels?.join(", ")],
    [
      "Pour les professionnels",
      pro ? [pro.fonction, pro.telephone, pro.courriel].filter(Boolean).join(" · ") : undefined,
    ],
  ];
  const [conditions, faits] = factsOf(engine, venue, shown[0] ?? -1);
  const languages = spoken(conditions.langues ? conditions : faits, label);
  rows.unshift(["Langues", languages.join(", ")]);
  const rest = [
    ...declared(FURTHER, conditions, faits, label),
    ...rows.flatMap(([title, value]) => (value ? [row(title, value)] : [])),
  ];
  place.replaceChildren(
    rest.length
      ? h(
          "details",
          {},
          h("summary", {}, "Adresse, à apporter, contacts et conditions"),
          h("dl", { class: "mg-faits" }, ...rest),
        )
      : "",
  );
  // What decides of a referral is not folded away.
  const decisive = [offre?.deroulement, offre?.prerequis_precisions].filter((text): text is string => Boolean(text));
  place.prepend(...decisive.map((text) => h("p", { class: "mg-trouve-demande" }, text)));
}
