import { describe, expect, it } from "vitest";
import { rowsOf } from "../../src/explorer/figures";
import type { State } from "../../src/explorer/state";
import { ANSWERS, PLACES, STATE } from "./world";

function values(changes: Partial<State>): Record<string, unknown> {
  const { rows, whole } = rowsOf({ ...STATE, ...changes }, PLACES, ANSWERS);
  const told = [...rows, { ...whole, nom: "total" }];
  return Object.fromEntries(told.map(({ nom, valeur, auMoins, auPlus }) => [nom, [valeur, auMoins, auPlus]]));
}

describe("figures of intercommunalities", () => {
  it("count people beyond as declared, and fewer if every unknown were a yes", () => {
    expect(values({})).toEqual({ Un: [300, 0, 300], Deux: [0, 0, 0], Trois: [null, null, null], total: [300, 0, 300] });
  });

  it("count people within, on both sides of a threshold", () => {
    const within = (seuil_km: number): unknown => values({ indicateur: "personnes_a_portee", seuil_km }).Deux;
    expect(within(2.49)).toEqual([500, 500, 500]);
    expect(within(2.489)).toEqual([0, 0, 0]);
  });

  it("weigh distances by people, and leave out where nobody has looked", () => {
    expect(values({ indicateur: "distance_mediane" })).toEqual({
      Un: [0, 0, 0],
      Deux: [2.49, 2.49, 2.49],
      Trois: [null, null, null],
      total: [0, 0, 0],
    });
    expect(values({ indicateur: "distance_p90" }).Un).toEqual([30, 0, 30]);
  });

  it("say nothing of a median where half the people have no place at all", () => {
    const answers = { ...ANSWERS, metres: [-1, -1, -1, 30000] };
    const { whole } = rowsOf({ ...STATE, indicateur: "distance_mediane" }, PLACES, answers);
    expect(whole.valeur).toBeNull();
    expect(whole.auMoins).toBe(0);
  });

  it("take the others from the file", () => {
    expect(values({ indicateur: "structures" })).toEqual({
      Un: [1, 1, 2],
      Deux: [0, 0, 0],
      Trois: [null, null, null],
      total: [1, 1, 2],
    });
    expect(values({ indicateur: "heures_pour_10000" }).Un).toEqual([14.5, 14.5, null]);
  });

  it("know the people of a territory nobody has looked at, and leave them out of the total", () => {
    const { rows, whole } = rowsOf(STATE, PLACES, ANSWERS);
    expect(rows.map(({ population }) => population)).toEqual([1300, 500, 200]);
    expect(whole.population).toBe(1800);
    expect(whole.denominateur).toBe(1800);
  });
});

describe("figures of the communes of an intercommunality", () => {
  it("are its own, and sum to it", () => {
    expect(values({ epci: "un" })).toEqual({ A: [0, 0, 0], D: [300, 0, 300], total: [300, 0, 300] });
  });

  it("are distances whenever people are not asked", () => {
    expect(values({ epci: "un", indicateur: "structures" })).toEqual({
      A: [0, 0, 0],
      D: [30, 0, 30],
      total: [0, 0, 0],
    });
  });

  it("are not said where nobody has looked", () => {
    expect(values({ epci: "trois" })).toEqual({ C: [null, null, null], total: [null, null, null] });
  });
});
