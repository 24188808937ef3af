/** The filters as the form shows them: few in view, the others folded by what they are about. */

import type { Mots } from "./data";
import { h } from "./dom";
import { type Facet, facetOf } from "./facets";
import { OUVERT } from "./moments";

/** A facet, or some of its values where the others stand elsewhere. */
interface Piece {
  facet: Facet;
  only?: readonly string[];
  except?: readonly string[];
}

const DISTANCES = [2, 5, 10, 15, 20, 30, 50, 100];
/** A longer list is one to choose from rather than boxes to tick. */
const LONG = 12;
const WIDE = "(min-width: 60em)";

const FIRST: readonly Piece[] = [only("acces", "sans-rdv"), only("frais_a_charge", "gratuit")];

const FOLDED: readonly (readonly [title: string, pieces: readonly Piece[]])[] = [
  ["Sans se déplacer", [only("modalites_accompagnement", "a-distance", "a-domicile"), whole("itinerance")]],
  [
    "Entrer, écrire, s’inscrire",
    [
      except("acces", "sans-rdv"),
      whole("modalites_acces"),
      except("frais_a_charge", "gratuit"),
      whole("oriente_par"),
      whole("contact_professionnels"),
    ],
  ],
  [
    "Pass numérique et habilitations",
    [whole("pass_numerique"), only("labels", "aidants-connect"), except("labels", "aidants-connect")],
  ],
  [
    "Accueil et confiance",
    [whole("confidentialite"), whole("anonymat"), whole("langues"), whole("enfants_bienvenus"), whole("tenu_par")],
  ],
  [
    "Se déplacer, s’asseoir, entendre",
    [
      whole("poste_fauteuil"),
      whole("entree_fauteuil"),
      whole("plain_pied"),
      whole("ascenseur"),
      whole("sanitaires_adaptes"),
      whole("stationnement_reserve"),
      whole("boucle_magnetique"),
      whole("sieges_attente"),
    ],
  ],
  [
    "Apprendre",
    [
      whole("niveaux"),
      whole("formats"),
      whole("supports"),
      whole("appareil_personnel"),
      except("modalites_accompagnement", "a-distance", "a-domicile"),
    ],
  ],
  ["Matériel", [whole("equipements")]],
  [
    "Pour qui",
    [
      whole("reserve_a"),
      whole("prerequis"),
      whole("publics_specifiquement_adresses"),
      whole("prise_en_charge_specifique"),
    ],
  ],
];

/** Writes the filters in their place: folded under one title on a narrow screen, where the answer comes first. */
export function buildFilters(place: HTMLElement, mots: Mots): void {
  const fold = h(
    "details",
    { class: "mg-pli mg-filtres" },
    h("summary", {}, "Filtrer", h("span", { "data-mg-nombre": true })),
    inView(
      mots,
      h(
        "details",
        { class: "mg-pli mg-filtres-autres", "data-mg-autres": true },
        h("summary", {}, "Autres filtres", h("span", { "data-mg-nombre-autres": true })),
        h("div", { class: "mg-filtres-groupes" }, ...FOLDED.map(([title, pieces]) => group(title, pieces, mots))),
      ),
    ),
  );
  const wide = window.matchMedia(WIDE);
  const follow = (): void => {
    fold.open = wide.matches;
  };
  wide.addEventListener("change", follow);
  follow();
  place.replaceChildren(fold);
}

function inView(mots: Mots, others: HTMLElement): HTMLElement {
  const postures = facetNamed("postures");
  const days = h("input", { type: "date", name: "le" });
  return h(
    "div",
    { class: "mg-filtres-vue" },
    h(
      "fieldset",
      {},
      h("legend", { class: "mg-invisible" }, "Je cherche surtout"),
      ...FIRST.flatMap((piece) => boxes(piece, mots)),
    ),
    h("fieldset", {}, h("legend", {}, postures.title), ...boxes({ facet: postures }, mots)),
    field("Ouvert", select("ouvert", [...OUVERT])),
    field("Ouvert le", days),
    field(
      "Distance",
      select(
        "rayon",
        DISTANCES.map((km): [string, string] => [String(km), `${km} km au plus`]),
      ),
    ),
    others,
  );
}

function group(title: string, pieces: readonly Piece[], mots: Mots): HTMLElement {
  return h(
    "details",
    { class: "mg-pli mg-filtres-groupe" },
    h("summary", {}, title),
    ...pieces.map((piece) => control(piece, mots)),
  );
}

function control(piece: Piece, mots: Mots): HTMLElement | null {
  const { facet } = piece;
  if (!facet.table) {
    return box(facet.name, "oui", facet.title);
  }
  if (piece.only?.length === 1) {
    return boxes(piece, mots)[0] ?? null;
  }
  const values = valuesOf(piece, mots);
  return values.length > LONG
    ? field(facet.title, select(facet.name, values))
    : h("fieldset", {}, h("legend", {}, facet.title), ...boxes(piece, mots));
}

function valuesOf({ facet, only: kept, except: left }: Piece, mots: Mots): [string, string][] {
  return Object.entries(mots.libelles[facet.table] ?? {}).filter(
    ([code]) => (kept?.includes(code) ?? true) && !left?.includes(code),
  );
}

function boxes(piece: Piece, mots: Mots): HTMLElement[] {
  return valuesOf(piece, mots).map(([code, label]) => box(piece.facet.name, code, label));
}

function box(name: string, value: string, label: string): HTMLElement {
  return h("label", { class: "mg-case" }, h("input", { type: "checkbox", name, value }), h("span", {}, label));
}

function field(label: string, control: HTMLElement): HTMLElement {
  return h("label", { class: "mg-champ-filtre" }, h("span", {}, label), control);
}

function select(name: string, options: readonly (readonly [string, string])[]): HTMLSelectElement {
  return h(
    "select",
    { name },
    h("option", { value: "" }, "Peu importe"),
    ...options.map(([value, label]) => h("option", { value }, label)),
  );
}

function facetNamed(name: string): Facet {
  const found = facetOf(name);
  if (!found) {
    throw new Error(name);
  }
  return found;
}

function whole(name: string): Piece {
  return { facet: facetNamed(name) };
}

function only(name: string, ...values: string[]): Piece {
  return { facet: facetNamed(name), only: values };
}

function except(name: string, ...values: string[]): Piece {
  return { facet: facetNamed(name), except: values };
}
