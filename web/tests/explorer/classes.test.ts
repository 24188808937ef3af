import { describe, expect, it } from "vitest";
import { classesFor, doubtful } from "../../src/explorer/classes";
import type { Measure, Row } from "../../src/explorer/figures";

function row(valeur: number | null, more: Partial<Row> = {}): Row {
  return {
    code: "un",
    nom: "Un",
    recense: true,
    population: 100,
    valeur,
    auMoins: valeur,
    auPlus: valeur,
    denominateur: null,
    ...more,
  };
}

function classOf(measure: Measure, one: Row, communes = false, rows: readonly Row[] = [one]): string | null {
  const { classes, of } = classesFor(measure, rows, 2.5, 10, communes);
  const rank = of(one);
  return rank === null ? null : (classes[rank]?.libelle.replace(/\u00a0/g, " ") ?? "none");
}

describe("classes", () => {
  it.each([
    [0, "aucune personne au-delà"],
    [10, "jusqu’à 10 % des personnes au-delà"],
    [11, "plus de 10 à 25 % des personnes au-delà"],
    [50, "plus de 25 à 50 % des personnes au-delà"],
    [51, "plus de 50 % des personnes au-delà"],
  ])("put %i people of a hundred in their own", (valeur, libelle) => {
    expect(classOf("personnes_au_dela", row(valeur, { denominateur: 100 }))).toBe(libelle);
    expect(classOf("personnes_a_portee", row(100 - valeur, { denominateur: 100 }))).toBe(libelle);
  });

  it("tell a commune within reach from one that may be", () => {
    const beyond = { denominateur: 100, auPlus: 100 };
    expect(classOf("personnes_au_dela", row(0, { denominateur: 100 }), true)).toBe("à portée");
    expect(classOf("personnes_au_dela", row(100, { ...beyond, auMoins: 0 }), true)).toContain("si ce qui n’est pas");
    expect(classOf("personnes_au_dela", row(100, { ...beyond, auMoins: 100 }), true)).toBe("au-delà");
  });

  it.each([
    [2.5, "2,5 km ou moins"],
    [2.51, "plus de 2,5 à 6,3 km"],
    [10, "plus de 6,3 à 10 km"],
    [20.1, "plus de 20 km, ou aucun lieu"],
    [null, "plus de 20 km, ou aucun lieu"],
  ])("cut distances at the settings of the site: %s", (valeur, libelle) => {
    expect(classOf("distance", row(valeur))).toBe(libelle);
  });

  it.each([
    [0, "aucune demi-journée"],
    [4, "1 à 4 sur 14"],
    [5, "5 à 8 sur 14"],
    [14, "12 à 14 sur 14"],
  ])("count half-days: %i", (valeur, libelle) => {
    expect(classOf("demi_journees_couvertes", row(valeur))).toBe(libelle);
  });

  it("put as many territories in each class of what is counted, and those that have nothing apart", () => {
    const rows = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((valeur) => row(valeur));
    const { classes, of } = classesFor("structures", rows, 2.5, 10, false);
    const counts = classes.map((_, rank) => rows.filter((one) => of(one) === rank).length);
    expect(counts).toEqual([2, 2, 2, 2, 1]);
    expect(classes.map(({ libelle }) => libelle.replace(/\u00a0/g, " "))).toEqual([
      "7 structures ou plus",
      "de 5 à moins de 7 structures",
      "de 3 à moins de 5 structures",
      "de 1 à moins de 3 structures",
      "aucune structure",
    ]);
    expect(classes.map(({ encre }) => encre)).toEqual([0, 1, 2, 3, 4]);
  });

  it.each([[[]], [[0]], [[3]], [[3, 3, 3]]])("stand when there is little to part: %j", (valeurs) => {
    const rows = valeurs.map((valeur) => row(valeur));
    const { classes, of } = classesFor("structures", rows, 2.5, 10, false);
    for (const one of rows) {
      expect(classes[of(one) ?? -1]).toBeDefined();
    }
  });

  it.each(["personnes_au_dela", "distance", "structures", "demi_journees_couvertes"] as const)(
    "have none where nobody has looked: %s",
    (measure) => {
      expect(classOf(measure, row(null, { recense: false }))).toBeNull();
    },
  );

  it.each([
    ["personnes_au_dela", { valeur: 100, auMoins: 3, auPlus: 100, denominateur: 100 }, true],
    ["personnes_au_dela", { valeur: 100, auMoins: 90, auPlus: 100, denominateur: 100 }, false],
    ["personnes_a_portee", { valeur: 0, auMoins: 0, auPlus: 97, denominateur: 100 }, true],
    ["distance", { valeur: 12, auMoins: 2, auPlus: 12 }, true],
    ["distance", { valeur: null, auMoins: 40, auPlus: null }, false],
    ["distance", { valeur: null, auMoins: 2, auPlus: null }, true],
    ["heures_pour_10000", { valeur: 3, auMoins: 3, auPlus: null }, false],
    ["demi_journees_couvertes", { valeur: 0, auMoins: 0, auPlus: 14, recense: false }, false],
  ] as const)("say when what nobody has said would change them: %s %j", (measure, facts, expected) => {
    const one = row(facts.valeur, facts);
    expect(doubtful(measure, one, classesFor(measure, [one], 2.5, 10, false))).toBe(expected);
  });
});
