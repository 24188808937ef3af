/** Each fact of an offer as a person reads it on paper; "" where nobody has said it. */

import type { Faits } from "../trouver/data";
import { type Details, type DetailsOfOffer, spoken } from "../trouver/details";
import { FACETS } from "../trouver/facets";
import { day, lowered } from "../trouver/french";

export type Label = (table: string, code: string) => string;

/** What one offer says, and its venue; `whole` stands for all the offers of the venue, with what they say alike. */
export interface Source {
  conditions: Faits;
  faits: Faits;
  offre: DetailsOfOffer;
  details: Details;
  whole: boolean;
  /** What the offers of a whole say, but not alike. */
  differing: ReadonlySet<string>;
  label: Label;
}

export const DEPENDS = "selon le service, voir la page du lieu.";
const BOOKED = ["sur-rdv", "sur-inscription", "sur-orientation"];
const ACCESS = [
  "entree_fauteuil",
  "poste_fauteuil",
  "plain_pied",
  "ascenseur",
  "sanitaires_adaptes",
  "stationnement_reserve",
  "boucle_magnetique",
  "sieges_attente",
];

/** Returns the codes of a fact, as a list. */
export function codesOf(said: unknown): readonly string[] {
  return typeof said === "string" ? [said] : Array.isArray(said) ? said.filter((one) => typeof one === "string") : [];
}

/** Returns what an offer says of a fact; what only its venue says is told as such. */
function told(source: Source, key: string, last = ",", table = key): string {
  const { conditions, faits, whole, differing, label } = source;
  const words = (codes: readonly string[]): string =>
    listed(
      codes.map((code) => label(table, code)),
      last,
    );
  const own = codesOf(conditions[key]);
  if (own.length) {
    return words(own);
  }
  const all = codesOf(faits[key]);
  if (all.length) {
    return whole ? words(all) : `non renseigné pour ce service ; pour l’ensemble du lieu : ${lowered(words(all))}`;
  }
  return differing.has(key) ? DEPENDS : "";
}

/** Returns how the venue says that it helps. */
export function posture(source: Source): string {
  return paragraph([told(source, "postures")]);
}

/** Returns how one gets in: on which condition, how long one waits, how to ask, who may send. */
export function entry(source: Source): string {
  const { conditions, faits, offre, details, label } = source;
  const acces = told(source, "acces", " ou");
  if (!acces || acces === DEPENDS) {
    return acces;
  }
  const modes = codesOf(conditions.acces ?? faits.acces);
  const sentences = [`${acces}${offre.delai ? ` (délai : ${lowered(offre.delai)})` : ""}`];
  if (modes.some((mode) => BOOKED.includes(mode))) {
    const ways = codesOf(conditions.modalites_acces ?? faits.modalites_acces).map((code) =>
      lowered(label("modalites_acces", code)),
    );
    const online = lowered(label("modalites_acces", "rdv-en-ligne"));
    if ((offre.prise_rdv ?? details.prise_rdv) && !ways.includes(online)) {
      ways.push(online);
    }
    if (ways.length) {
      sentences.push(`Pour prendre contact : ${ways.join(", ")}`);
    }
  }
  if (modes.includes("sur-orientation")) {
    const who = codesOf(conditions.oriente_par).map((code) => lowered(label("oriente_par", code)));
    sentences.push(`Peut vous y envoyer : ${who.join(", ") || "non renseigné"}`);
    if (offre.oriente_par_precisions) {
      sentences.push(offre.oriente_par_precisions);
    }
  }
  return paragraph(sentences);
}

/** Returns what is to be paid, line by line. */
export function price(source: Source): string {
  const { conditions, faits, offre, details, label } = source;
  const lines = (offre.tarifs ?? details.tarifs ?? []).map(([what, cost]) => `${lowered(what)} : ${cost}`);
  const sentences = [told(source, "frais_a_charge"), lines.join(" ; ")].filter(Boolean);
  const pass = codesOf(conditions.pass_numerique ?? faits.pass_numerique)[0];
  if (pass && pass !== "non") {
    sentences.push(label("pass_numerique", pass));
  }
  return paragraph(sentences);
}

/** Returns what to bring. */
export function bring({ offre, differing }: Source): string {
  return offre.a_apporter ? paragraph([listed(offre.a_apporter)]) : differing.has("a_apporter") ? DEPENDS : "";
}

/** Returns what is needed before coming. */
export function needed({ conditions, offre, label }: Source): string {
  const codes = codesOf(conditions.prerequis).map((code) => label("prerequis", code));
  return paragraph([listed(codes), offre.prerequis_precisions ?? ""]);
}

/** Returns the only people who are received. */
export function reserved({ conditions, faits, label }: Source): string {
  return paragraph([listed(codesOf(conditions.reserve_a ?? faits.reserve_a).map((code) => label("publics", code)))]);
}

/** Returns what the offer leaves out. */
export function limits({ offre }: Source): string {
  return paragraph(offre.limites ?? []);
}

/** Returns how the help goes, until when it is given, and what else is worth knowing. */
export function course({ conditions, offre }: Source): string {
  const last = codesOf(conditions.valide_au)[0];
  return paragraph([offre.deroulement ?? "", last ? `Jusqu’au ${day(last)}` : "", offre.precisions ?? ""]);
}

/** Returns the languages that are spoken. */
export function languages({ conditions, faits, label }: Source): string {
  return paragraph([spoken(conditions.langues ? conditions : faits, label).join(", ")]);
}

/** Returns what is declared for wheelchairs and the like: what is there, then what is not. */
export function accessibility({ conditions, faits, details }: Source): string {
  const of = (state: string): string =>
    ACCESS.filter((name) => (conditions[name] ?? faits[name]) === state)
      .map((name) => FACETS.find((facet) => facet.name === name)?.title ?? name)
      .map((title, rank) => (rank ? lowered(title) : title))
      .join(", ");
  const not = of("non");
  return paragraph([of("oui"), not && `Non : ${lowered(not)}`, details.accessibilite ?? ""]);
}

/** Returns whether all the help comes without anybody having to go there. */
export function isAway({ conditions, faits }: Source): boolean {
  const how = codesOf(conditions.modalites_accompagnement ?? faits.modalites_accompagnement);
  const away = how.length > 0 && how.every((code) => code === "a-distance" || code === "a-domicile");
  return away || codesOf(faits.modalites_acces).includes("pas-de-public");
}

/** Returns sentences one after the other, each with its full stop. */
export function paragraph(sentences: readonly string[]): string {
  return sentences
    .map((text) => text.trim())
    .filter(Boolean)
    .map((text) => (/[.!?…]$/.test(text) ? text : `${text}.`))
    .join(" ");
}

/** Returns items in a row; `last` stands before the last of them. */
function listed(items: readonly string[], last = ","): string {
  return items
    .map((item, rank) => (rank ? `${rank === items.length - 1 ? last : ","} ${lowered(item)}` : item))
    .join("");
}
