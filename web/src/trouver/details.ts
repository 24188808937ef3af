/** The rest of what is known of a venue, read once the answer is there, and folded under its card. */

import { at, type Faits } from "./data";
import { h, web } from "./dom";
import { declared, type Label, type Rows, row } from "./facts";
import { lowered } from "./french";
import type { Library } from "./library";
import { factsOf } from "./reasons";

/** What details-<n>.json says of a venue; every key may be missing. */
export interface Details {
  adresse?: readonly string[];
  hote?: string;
  trouver_la_porte?: string;
  transports?: string;
  horaires_precisions?: string;
  accessibilite?: string;
  courriels?: readonly string[];
  prise_rdv?: string;
  contact_professionnels?: { fonction: string; telephone?: string; courriel?: string };
  tarifs?: readonly (readonly [string, string])[];
  etapes?: readonly { adresse: readonly string[]; trouver_la_porte?: string }[];
  itinerance_precisions?: string;
  services_exclus?: readonly { service: readonly string[]; motif?: string }[];
  offres: readonly DetailsOfOffer[];
}

/** What an offer says beside its conditions. */
export interface DetailsOfOffer {
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

/** Loads the details of a venue; nothing when they do not come. */
export type LoadDetails = (venue: number) => Promise<Details | undefined>;

/** What is told further down than what decides of a referral. */
const FURTHER: Rows = [
  ["Forme de l’aide", "modalites_accompagnement", "modalites_accompagnement"],
  ["Niveau", "niveaux", "niveaux"],
  ["Format", "formats", "formats"],
  ["Appareils", "supports", "supports"],
  ["Prendre contact", "modalites_acces", "modalites_acces"],
  ["Pass numérique", "pass_numerique", "pass_numerique"],
  ["Confidentialité", "confidentialite", "confidentialite"],
];

/** Completes every card of an element that keeps a place for its details. */
export async function completeCards(element: HTMLElement, load: LoadDetails, library: Library): Promise<void> {
  for (const place of element.querySelectorAll<HTMLElement>("[data-suite]")) {
    const details = await load(Number(place.dataset.suite));
    if (place.isConnected && !place.childElementCount) {
      if (details) {
        complete(place, details, library);
      } else {
        place.append(
          h("p", { class: "mg-note" }, "L’adresse et les conditions n’ont pas pu être chargées : ouvrez sa fiche."),
        );
      }
    }
  }
}

type Told = [title: string, value: string | Node | undefined];

/** Writes the details of a venue in the place that its card keeps for them. */
function complete(place: HTMLElement, details: Details, library: Library): void {
  const { engine, label, words } = library;
  const venue = Number(place.dataset.suite);
  const first = at(engine.index.firstOffer, venue);
  const shown = (place.dataset.offres ?? "").split(",").map(Number);
  const stop = Number(place.dataset.point) - at(engine.index.firstPoint, venue);
  const etape = engine.isItinerant(venue) ? details.etapes?.[stop - (details.adresse ? 1 : 0)] : undefined;
  const adresse = etape?.adresse ?? details.adresse;
  const ofOffers = shown.flatMap((offer): HTMLElement[] => {
    const [conditions, faits] = factsOf(engine, venue, offer);
    const list = rows([
      ["Langues", spoken(conditions.langues ? conditions : faits, label).join(", ")],
      ...offerRows(details.offres[offer - first]),
    ]);
    const all = [...declared(FURTHER, conditions, faits, label), ...list];
    const title =
      shown.length > 1 &&
      engine
        .codes(offer)
        .slice(0, 3)
        .map((code) => words.label(code))
        .join(", ");
    return all.length ? [...(title ? [h("h4", {}, title)] : []), h("dl", { class: "mg-faits" }, ...all)] : [];
  });
  const ofVenue = rows(venueRows(details, etape?.trouver_la_porte));
  // What decides of a referral is not folded away.
  const decisive = shown.flatMap((offer) => {
    const offre = details.offres[offer - first];
    return [offre?.deroulement, offre?.prerequis_precisions].filter((text): text is string => Boolean(text));
  });
  place.replaceChildren(
    ...[...new Set(decisive)].map((text) => h("p", { class: "mg-trouve-demande" }, text)),
    adresse ? h("p", { class: "mg-trouve-adresse" }, adresse.join(", ")) : "",
    ofOffers.length || ofVenue.length
      ? h(
          "details",
          { class: "mg-pli" },
          h("summary", {}, "À apporter, contacts et conditions"),
          ...ofOffers,
          h("dl", { class: "mg-faits" }, ...ofVenue),
        )
      : "",
  );
}

function offerRows(offre: DetailsOfOffer | undefined): Told[] {
  return [
    ["À savoir", offre?.precisions],
    ["À apporter", offre?.a_apporter?.join(", ")],
    ["Ce qui n’y est pas fait", offre?.limites?.join(" ; ")],
    ["Délai", offre?.delai],
    ["Pour orienter", offre?.oriente_par_precisions],
    ["Tarifs", prices(offre?.tarifs)],
    ["Horaires, précisions", offre?.horaires_precisions],
    ["Rendez-vous en ligne", booking(offre?.prise_rdv)],
    ["Téléphone de la permanence", offre?.operateur_telephone],
  ];
}

function venueRows(details: Details, door: string | undefined): Told[] {
  const pro = details.contact_professionnels;
  return [
    ["Dans les locaux de", details.hote],
    ["Trouver la porte", door ?? details.trouver_la_porte],
    ["Transports", details.transports],
    ["Tournée", details.itinerance_precisions],
    ["Accessibilité", details.accessibilite],
    ["Horaires du lieu, précisions", details.horaires_precisions],
    ["Tarifs du lieu", prices(details.tarifs)],
    ["Rendez-vous en ligne", booking(details.prise_rdv)],
    ["Courriel", details.courriels?.join(", ")],
    [
      "Pour les professionnels",
      pro ? [pro.fonction, pro.telephone, pro.courriel].filter(Boolean).join(" · ") : undefined,
    ],
  ];
}

function rows(told: readonly Told[]): HTMLDivElement[] {
  return told.flatMap(([title, value]) => (value ? [row(title, value)] : []));
}

function prices(tarifs: Details["tarifs"]): string | undefined {
  return tarifs?.map(([what, price]) => `${what} : ${price}`).join(" ; ");
}

function booking(address: string | undefined): HTMLElement | undefined {
  const found = web(address);
  return found ? h("a", { href: found, rel: "noopener" }, "prendre rendez-vous") : undefined;
}

/** Returns the languages of an offer or of a venue, with how each is practised when that is said. */
export function spoken(of: Faits, label: Label): string[] {
  return ((of.langues ?? []) as readonly (string | readonly string[])[]).map((one) => {
    const [code, how] = typeof one === "string" ? [one, ""] : one;
    const name = lowered(label("langues", code ?? ""));
    return how ? `${name} (${lowered(label("modalite_langue", how))})` : name;
  });
}
