/** What is shown of a state: a sentence, the map and its legend, the table. */

import { h } from "../trouver/dom";
import { type Classes, classesFor, doubtful } from "./classes";
import type { Shapes, Territoires } from "./data";
import { type Measure, measureOf, type Row } from "./figures";
import { whole as number } from "./french";
import { draw, swatch, type Zone } from "./map";
import type { State } from "./state";
import { bounds, type Chosen, column, NOT_LOOKED_AT, said, sentence, title } from "./words";

const NBSP = "\u00a0";
const DARKEST = 4;
// Where the most lacks is named first; where there is room, the largest of the others are a help to find one's way.
const FIRST = 1e9;
const FEW = 40;

/** Where the page leads. */
export interface Ways {
  /** The folders of the reports and of the files of figures of intercommunalities, by SIREN. */
  rapports: string;
  donnees: string;
  /** The address of the same state for another intercommunality, or for all of them. */
  vers: (epci: string) => string;
  choisir: (epci: string) => void;
}

export interface Shown {
  state: State;
  chosen: Chosen;
  places: Territoires;
  rows: readonly Row[];
  whole: Row;
  shapes: Shapes;
}

/** Returns everything that a state shows, and the sentence that is read aloud. */
export function view(shown: Shown, ways: Ways): { elements: HTMLElement[]; aloud: string } {
  const { state, chosen, places, whole } = shown;
  const communes = state.epci !== "";
  const measure = measureOf(state);
  const rows = ordered(shown.rows, measure, state.tri);
  const classes = classesFor(measure, shown.rows, places.proche_km, places.loin_km, communes);
  const name = title(measure, chosen, communes);
  const situated = situatedIn(places);
  const lost = rows.filter(({ recense }) => !recense);
  const aloud = sentence(measure, chosen, whole);
  const elements = [
    h("h2", { id: "mg-titre", tabindex: -1 }, name),
    communes ? wayBack(whole, ways) : leftOut(lost, rows.length),
    instead(state, measure),
    figure(shown, rows, measure, classes, name, situated, ways),
    table(shown, rows, measure, name, situated, ways),
    h("p", { class: "mg-note" }, `Au ${chosen.jour}. Les chiffres, à télécharger${NBSP}: `, ...files(state, ways)),
  ];
  return { elements: elements.filter((one) => one !== null), aloud };
}

function situatedIn({ communes }: Territoires): (code: string) => boolean {
  const lost = new Set(communes.code_insee.filter((_, rank) => communes.situee[rank] !== 1));
  return (code) => !lost.has(code);
}

function leftOut(lost: readonly Row[], all: number): HTMLElement | null {
  if (!lost.length) {
    return null;
  }
  const names = lost.map(({ nom }) => nom).join(" ; ");
  return h("p", {}, `Non recensées, laissées hors du total${NBSP}: ${lost.length} sur ${all} (${names}).`);
}

function wayBack({ code, nom }: Row, { vers, rapports }: Ways): HTMLElement {
  return h(
    "p",
    { class: "mg-actions" },
    h("a", { href: vers(""), "data-epci": "" }, "Toutes les intercommunalités"),
    h("a", { href: `${rapports}${code}/` }, `Rapport${NBSP}: ${nom}`),
  );
}

function instead({ epci, indicateur }: State, measure: Measure): HTMLElement | null {
  const asked = indicateur.startsWith("distance") || indicateur === measure;
  return epci && !asked
    ? h(
        "p",
        { class: "mg-note" },
        "Cet indicateur se lit par intercommunalité ; pour ses communes, voici les distances.",
      )
    : null;
}

function files({ epci }: State, { donnees }: Ways): (HTMLElement | string)[] {
  const name = epci ? `epci/${epci}` : "hub";
  return [
    h("a", { href: `${donnees}${name}.csv`, download: true }, "CSV"),
    ", ",
    h("a", { href: `${donnees}${name}.json`, download: true }, "JSON"),
    ".",
  ];
}

/** By name, or from the most that lacks; where nobody has looked comes last. */
function ordered(rows: readonly Row[], measure: Measure, order: string): Row[] {
  const collator = new Intl.Collator("fr");
  const byName = (a: Row, b: Row): number => collator.compare(a.nom, b.nom) || (a.code < b.code ? -1 : 1);
  if (order !== "valeur") {
    return [...rows].sort(byName);
  }
  return [...rows].sort(
    (a, b) => Number(b.recense) - Number(a.recense) || lacking(measure, b) - lacking(measure, a) || byName(a, b),
  );
}

/** Returns how much lacks, to compare lines of one table. */
function lacking(measure: Measure, { valeur, denominateur }: Row): number {
  switch (measure) {
    case "personnes_au_dela":
      return valeur ?? 0;
    case "personnes_a_portee":
      return (denominateur ?? 0) - (valeur ?? 0);
    case "distance":
      return valeur ?? Number.MAX_VALUE;
    default:
      return -(valeur ?? 0);
  }
}

function figure(
  { state, shapes }: Shown,
  rows: readonly Row[],
  measure: Measure,
  classes: Classes,
  name: string,
  situated: (code: string) => boolean,
  { choisir }: Ways,
): HTMLElement {
  const zones = rows.map((row): Zone => {
    const rank = classes.of(row);
    const encre = rank === null ? null : (classes.classes[rank]?.encre ?? null);
    return {
      code: row.code,
      nom: shortened(row.nom),
      dit: said(measure, row, situated(row.code)),
      encre,
      // A commune that may be within reach has its own class.
      doute: !(state.epci && measure.startsWith("personnes")) && doubtful(measure, row, classes),
      poids: (encre === DARKEST ? FIRST : rows.length <= FEW ? 1 : 0) * (row.population + 1),
    };
  });
  const map = draw(zones, shapes, name, state.epci ? null : choisir);
  return h(
    "figure",
    { class: "mg-figure" },
    map ?? h("p", {}, "Aucun contour n’est connu ici : le tableau dit tout."),
    h("figcaption", {}, legend(rows, classes, zones)),
  );
}

function legend(rows: readonly Row[], classes: Classes, zones: readonly Zone[]): HTMLElement {
  const counts = classes.classes.map((_, rank) => rows.filter((row) => classes.of(row) === rank).length);
  const unknown = rows.filter(({ recense }) => !recense).length;
  const unsure = zones.filter(({ doute }) => doute).length;
  const empty = zones.filter(({ encre }) => encre === null).length - unknown;
  const line = (encre: number | null, text: string, count: number): HTMLElement =>
    h("li", {}, swatch(encre), h("span", {}, `${text}${NBSP}: ${number(count)}`));
  return h(
    "ul",
    { class: "mg-legende" },
    ...classes.classes.map(({ libelle, encre }, rank) => line(encre, libelle, counts[rank] ?? 0)),
    unknown ? line(null, NOT_LOOKED_AT, unknown) : null,
    unsure
      ? h(
          "li",
          {},
          h("span", { class: "mg-doute", "aria-hidden": "true" }, "?"),
          h(
            "span",
            {},
            `« ? »${NBSP}: classe incertaine, ce qui n’est pas renseigné la changerait${NBSP}: ${number(unsure)}`,
          ),
        )
      : null,
    empty ? line(null, "sans habitant, ou sans chiffre", empty) : null,
  );
}

function table(
  { state, chosen, places, whole }: Shown,
  rows: readonly Row[],
  measure: Measure,
  name: string,
  situated: (code: string) => boolean,
  ways: Ways,
): HTMLElement {
  const communes = state.epci !== "";
  const partial = new Set(places.epci.code.filter((_, rank) => places.epci.partiel[rank] === 1));
  const titles = [
    communes ? "Commune" : "Intercommunalité",
    column(measure, chosen, communes),
    "Au moins et au plus",
    "Habitants",
  ];
  const line = (row: Row, head: HTMLElement | string): HTMLElement =>
    h(
      "tr",
      { role: "row" },
      h("th", { role: "rowheader", scope: "row" }, head),
      ...[
        said(measure, row, situated(row.code)),
        bounds(measure, row) || (row.recense ? "le même" : NOT_LOOKED_AT),
        number(row.population),
      ].map((text, rank) =>
        h(
          "td",
          { role: "cell", "data-nom": titles[rank + 1] ?? "", class: text === NOT_LOOKED_AT ? "mg-inconnu" : null },
          text,
        ),
      ),
    );
  return h(
    "table",
    { role: "table", class: "mg-tableau" },
    h("caption", {}, name),
    h(
      "thead",
      { role: "rowgroup" },
      h("tr", { role: "row" }, ...titles.map((text) => h("th", { role: "columnheader", scope: "col" }, text))),
    ),
    h(
      "tbody",
      { role: "rowgroup" },
      ...rows.map((row) => line(row, communes ? row.nom : way(row, partial.has(row.code), ways))),
    ),
    h(
      "tfoot",
      { role: "rowgroup" },
      line({ ...whole, code: "" }, communes ? "L’intercommunalité" : "Tout le territoire recensé"),
    ),
  );
}

function way({ code, nom }: Row, partial: boolean, { vers }: Ways): HTMLElement {
  const link = h("a", { href: vers(code), "data-epci": code }, nom);
  return partial ? h("span", {}, link, " (sa partie dans le territoire)") : link;
}

/** Returns what is left of the name of an intercommunality once its kind is taken away. */
export function shortened(name: string): string {
  return name.replace(
    /^(communauté (de communes|d’agglomération|urbaine)|métropole)\s+(de la |de l’|du |des |de |d’)?(?=\S)/i,
    "",
  );
}
