/** From distances to figures: the same sums as `maillage.coverage`, for any distance. */

import type { Column, Reponses, Territoires } from "./data";
import type { State } from "./state";

/**
 * One line of the table: an intercommunality, a commune, or the whole territory.
 *
 * `valeur` is what is declared, `auMoins` and `auPlus` its bounds; null is "nothing to say": no place at all, or
 * unknown. `part` is the value among `denominateur`, where it is a number of people.
 */
export interface Row {
  code: string;
  nom: string;
  recense: boolean;
  population: number;
  valeur: number | null;
  auMoins: number | null;
  auPlus: number | null;
  denominateur: number | null;
}

/** What a value counts, and which side lacks: it decides of classes, of words and of the order. */
export type Measure = "personnes_au_dela" | "personnes_a_portee" | "distance" | Counted;
export type Counted = "structures" | "heures_pour_10000" | "demi_journees_couvertes";

const SHARES: Readonly<Record<string, number>> = { distance_mediane: 0.5, distance_p90: 0.9 };
const COUNTED: readonly string[] = ["structures", "heures_pour_10000", "demi_journees_couvertes"];

/** Returns what is measured in a state; communes have people and distances only. */
export function measureOf({ indicateur, epci }: State): Measure {
  if (indicateur === "personnes_au_dela" || indicateur === "personnes_a_portee") {
    return indicateur;
  }
  return epci === "" && COUNTED.includes(indicateur) ? (indicateur as Counted) : "distance";
}

/** Returns the lines of a state, and the line of the whole: the hub, or the intercommunality. */
export function rowsOf(state: State, places: Territoires, answers: Reponses): { rows: Row[]; whole: Row } {
  return state.epci ? ofCommunes(state, places, answers) : ofAreas(state, places, answers);
}

function ofAreas(state: State, places: Territoires, answers: Reponses): { rows: Row[]; whole: Row } {
  const { epci } = places;
  const members = epci.code.map((): number[] => []);
  const all: number[] = [];
  places.communes.epci.forEach((area, commune) => {
    if (area !== null) {
      members[area]?.push(commune);
      if (epci.recense[area]) {
        all.push(commune);
      }
    }
  });
  const rows = epci.code.map((code, area) => {
    const recense = epci.recense[area] === 1;
    return row(state, places, answers, members[area] ?? [], {
      code,
      nom: epci.nom[area] ?? code,
      recense,
      at: area + 1,
    });
  });
  const whole = row(state, places, answers, all, { code: "", nom: places.hub.nom, recense: true, at: 0 });
  return { rows, whole };
}

interface Named {
  code: string;
  nom: string;
  recense: boolean;
  /** The place of the area in the columns of the file. */
  at: number;
}

function row(
  state: State,
  places: Territoires,
  answers: Reponses,
  communes: readonly number[],
  { code, nom, recense, at }: Named,
): Row {
  const population = communes.reduce((sum, commune) => sum + (places.communes.population[commune] ?? 0), 0);
  const bare: Row = { code, nom, recense, population, valeur: null, auMoins: null, auPlus: null, denominateur: null };
  if (!recense) {
    return bare;
  }
  const measure = measureOf({ ...state, epci: "" });
  if (measure === "personnes_au_dela" || measure === "personnes_a_portee") {
    const limit = Math.floor(state.seuil_km * 1000 + 1e-6);
    const least = within(communes, places, answers.metres, limit);
    const most = within(communes, places, answers.metres_au_mieux, limit);
    return measure === "personnes_a_portee"
      ? { ...bare, valeur: least, auMoins: least, auPlus: most, denominateur: population }
      : {
          ...bare,
          valeur: population - least,
          auMoins: population - most,
          auPlus: population - least,
          denominateur: population,
        };
  }
  if (measure === "distance") {
    const share = SHARES[state.indicateur] ?? 0.5;
    const farthest = quantile(communes, places, answers.metres, share);
    return {
      ...bare,
      valeur: farthest,
      auMoins: quantile(communes, places, answers.metres_au_mieux, share),
      auPlus: farthest,
    };
  }
  const [least, most] = [valueAt(answers[measure], 0, at), valueAt(answers[measure], 1, at)];
  return { ...bare, valeur: least, auMoins: least, auPlus: most };
}

function valueAt(column: Column, which: number, at: number): number | null {
  return column[which]?.[at] ?? null;
}

function within(communes: readonly number[], places: Territoires, metres: readonly number[], limit: number): number {
  let people = 0;
  for (const commune of communes) {
    const metre = metres[commune] ?? -1;
    if (metre >= 0 && metre <= limit) {
      people += places.communes.population[commune] ?? 0;
    }
  }
  return people;
}

/** Returns the kilometres within which a share of the people live, null where that many have no place at all. */
function quantile(
  communes: readonly number[],
  places: Territoires,
  metres: readonly number[],
  share: number,
): number | null {
  const weighing = communes
    .filter((commune) => places.communes.situee[commune] === 1 && (places.communes.population[commune] ?? 0) > 0)
    .map(
      (commune) =>
        [somewhere(metres[commune]) ?? Number.POSITIVE_INFINITY, places.communes.population[commune] ?? 0] as const,
    )
    .sort(([a], [b]) => a - b);
  const wanted = share * weighing.reduce((sum, [, people]) => sum + people, 0);
  let reached = 0;
  for (const [metre, people] of weighing) {
    reached += people;
    if (reached >= wanted) {
      return Number.isFinite(metre) ? metre / 1000 : null;
    }
  }
  return null;
}

function ofCommunes(state: State, places: Territoires, answers: Reponses): { rows: Row[]; whole: Row } {
  const { communes, epci } = places;
  const area = epci.code.indexOf(state.epci);
  const recense = epci.recense[area] === 1;
  const limit = Math.floor(state.seuil_km * 1000 + 1e-6);
  const measure = measureOf(state);
  const members: number[] = [];
  communes.epci.forEach((one, commune) => {
    if (one === area) {
      members.push(commune);
    }
  });
  const rows = members.map((commune): Row => {
    const [metre, best] = [somewhere(answers.metres[commune]), somewhere(answers.metres_au_mieux[commune])];
    const population = communes.population[commune] ?? 0;
    const bare: Row = {
      code: communes.code_insee[commune] ?? "",
      nom: communes.nom[commune] ?? "",
      recense,
      population,
      valeur: null,
      auMoins: null,
      auPlus: null,
      denominateur: null,
    };
    if (!recense) {
      return bare;
    }
    if (measure === "distance") {
      return { ...bare, valeur: km(metre), auMoins: km(best), auPlus: km(metre) };
    }
    const [near, possible] = [
      within([commune], places, answers.metres, limit),
      within([commune], places, answers.metres_au_mieux, limit),
    ];
    return measure === "personnes_a_portee"
      ? { ...bare, valeur: near, auMoins: near, auPlus: possible, denominateur: population }
      : {
          ...bare,
          valeur: population - near,
          auMoins: population - possible,
          auPlus: population - near,
          denominateur: population,
        };
  });
  const named = { code: state.epci, nom: epci.nom[area] ?? "", recense, at: area + 1 };
  // The whole of an intercommunality has a median where its communes have a distance.
  const asked = measure === "distance" && !(state.indicateur in SHARES) ? "distance_mediane" : state.indicateur;
  return { rows, whole: row({ ...state, indicateur: asked }, places, answers, members, named) };
}

function somewhere(metre: number | undefined): number | null {
  return metre === undefined || metre < 0 ? null : metre;
}

function km(metre: number | null): number | null {
  return metre === null ? null : metre / 1000;
}
