/** The rest of what is known of a venue, read once the answer is there, and folded under its card. */

import { declared, type Label, type Rows, row } from "./card";
import type { Faits } from "./data";
import { h, web } from "./dom";
import { lowered } from "./french";
import type { Library } from "./library";
import { factsOf } from "./reasons";

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
    if (details && place.isConnected && !place.childElementCount) {
      complete(place, details, library);
    }
  }
}

/** Writes the details of a venue in the place that its card keeps for them. */
function complete(place: HTMLElement, details: Details, { engine, label }: Pick<Library, "engine" | "label">): void {
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

function spoken(of: Faits, label: Label): string[] {
  return ((of.langues ?? []) as readonly (string | readonly string[])[]).map((one) => {
    const [code, how] = typeof one === "string" ? [one, ""] : one;
    const name = lowered(label("langues", code ?? ""));
    return how ? `${name} (${lowered(label("modalite_langue", how))})` : name;
  });
}
