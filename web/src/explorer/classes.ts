/** The classes of the map: five at most, the darkest where the most is lacking, each with its numbers. */

import type { Measure, Row } from "./figures";
import { decimal, kilometres } from "./french";

/** One class: its words, and how dark it is, from 0 (nothing lacks) to 4. */
export interface Class {
  libelle: string;
  encre: number;
}

export interface Classes {
  classes: readonly Class[];
  /** The place of a line among the classes; null where nobody has looked, or nothing can be said. */
  of: (row: Row) => number | null;
}

const DARKEST = 4;

/** Returns the classes that suit what is measured; `communes` are either near or beyond, there is nothing between. */
export function classesFor(
  measure: Measure,
  rows: readonly Row[],
  near: number,
  far: number,
  communes: boolean,
): Classes {
  switch (measure) {
    case "personnes_au_dela":
    case "personnes_a_portee":
      return communes ? reached(measure) : shares(measure);
    case "distance":
      return distances(near, far);
    case "demi_journees_couvertes":
      return steps([0, 4, 8, 11, 14], (low, high) =>
        high === 0 ? "aucune demi-journée" : low === high ? `${low} sur 14` : `${low} à ${high} sur 14`,
      );
    default:
      return counted(measure, rows);
  }
}

/** Returns whether what nobody has said would put a line in another class. */
export function doubtful(measure: Measure, row: Row, { of }: Classes): boolean {
  const other = measure === "personnes_au_dela" || measure === "distance" ? row.auMoins : row.auPlus;
  if (!row.recense || other === null) {
    return false;
  }
  return of(row) !== of({ ...row, valeur: other });
}

const SHARES = ["aucune", "jusqu’à 10\u00a0%", "plus de 10 à 25\u00a0%", "plus de 25 à 50\u00a0%", "plus de 50\u00a0%"];
const SHARE_LIMITS = [0, 0.1, 0.25, 0.5];

function shares(measure: Measure): Classes {
  const beyond = measure === "personnes_au_dela";
  return {
    classes: SHARES.map((share, encre) => ({
      libelle: `${share} ${encre === 0 ? "personne" : "des personnes"} au-delà`,
      encre,
    })),
    of: ({ valeur, denominateur }) => {
      if (valeur === null || !denominateur) {
        return null;
      }
      const lacking = (beyond ? valeur : denominateur - valeur) / denominateur;
      return SHARE_LIMITS.filter((limit) => lacking > limit).length;
    },
  };
}

function reached(measure: Measure): Classes {
  const beyond = measure === "personnes_au_dela";
  return {
    classes: [
      { libelle: "à portée", encre: 0 },
      { libelle: "à portée si ce qui n’est pas renseigné existe", encre: 2 },
      { libelle: "au-delà", encre: DARKEST },
    ],
    of: ({ valeur, auMoins, auPlus, denominateur }) => {
      if (valeur === null || !denominateur) {
        return null;
      }
      const [near, possible] = beyond ? [valeur === 0, auMoins === 0] : [valeur > 0, (auPlus ?? 0) > 0];
      return near ? 0 : possible ? 1 : 2;
    },
  };
}

function distances(near: number, far: number): Classes {
  const limits = [...new Set([near, (near + far) / 2, far, far * 2])].sort((a, b) => a - b);
  const named = limits.map((limit, rank) =>
    rank === 0 ? `${kilometres(limit)} ou moins` : `plus de ${decimal(limits[rank - 1] ?? 0)} à ${kilometres(limit)}`,
  );
  const last = `plus de ${kilometres(limits.at(-1) ?? far)}, ou aucun lieu`;
  return {
    classes: spread([...named, last]),
    of: ({ recense, population, valeur }) =>
      recense && population > 0 ? limits.filter((limit) => valeur === null || valeur > limit).length : null,
  };
}

/** Whole numbers from the worst (`bounds[0]`) up: the darkest first. */
function steps(bounds: readonly number[], word: (low: number, high: number) => string): Classes {
  const named = bounds.map((high, rank) => word(rank ? (bounds[rank - 1] ?? 0) + 1 : 0, high)).reverse();
  return {
    classes: spread(named),
    of: ({ valeur }) => (valeur === null ? null : bounds.length - 1 - bounds.findIndex((bound) => valeur <= bound)),
  };
}

const UNITS = { structures: ["structure", "structures"], heures_pour_10000: ["heure", "heures"] } as const;

/** Quarters of the territories that have something, and those that have nothing apart. */
function counted(measure: "structures" | "heures_pour_10000", rows: readonly Row[]): Classes {
  const values = rows.flatMap(({ valeur }) => (valeur ? [valeur] : [])).sort((a, b) => a - b);
  const cuts = [1, 2, 3].map((quarter) => values[Math.floor((values.length * quarter) / 4)] ?? 0);
  const limits = [...new Set(cuts)].filter((limit) => limit > (values[0] ?? 0));
  const [one, many] = UNITS[measure];
  const unit = (value: number): string => (value < 2 ? one : many);
  const bounds = [values[0] ?? 0, ...limits];
  const named = bounds.map((low, rank) => {
    const next = bounds[rank + 1];
    return next === undefined
      ? `${decimal(low)} ${unit(low)} ou plus`
      : `de ${decimal(low)} à moins de ${decimal(next)} ${unit(next)}`;
  });
  const lightest = values.length ? [...named].reverse() : [];
  return {
    classes: spread([...lightest, `aucune ${one}`]),
    of: ({ valeur }) =>
      valeur === null
        ? null
        : valeur > 0
          ? lightest.length - bounds.filter((low) => valeur >= low).length
          : lightest.length,
  };
}

/** Spreads classes, the lightest first, over the inks. */
function spread(named: readonly string[]): Class[] {
  const last = Math.max(1, named.length - 1);
  return named.map((libelle, rank) => ({ libelle, encre: Math.round((rank * DARKEST) / last) }));
}
