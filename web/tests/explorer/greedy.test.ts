// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import type { TownHalls } from "../../src/explorer/data";
import { proposals } from "../../src/explorer/greedy";
import { oneMore } from "../../src/explorer/one-more";
import { ANSWERS, PLACES, STATE } from "./world";

// To the north of A: B 2.49 km away, C where nobody has looked, D 30 km away, 27.51 km from B.
const HALLS: TownHalls = {
  version: 1,
  grille: 10000,
  latitude: [480000, 480224, 480100, 482698],
  longitude: [-20000, -20000, -20000, -20000],
  hotes: { "3": { lieux: [["lieux/mairie-d/", "Mairie <b>de D</b>"]], autres: 2 } },
};
const NOTHING = { ...ANSWERS, metres: [-1, -1, -1, -1] };
const CHOSEN = { sujet: "Aide", acces: "Sans rendez-vous", indicateur: "", seuil_km: 10, jour: "jour" };

describe("where one more would help", () => {
  it("counts only those who have nothing within the distance", () => {
    expect(proposals(STATE, PLACES, ANSWERS, HALLS)).toEqual([{ commune: 3, gain: 300, auDela: 0 }]);
  });

  it("takes the most people first, then what is left, and of two equal gains the smaller code", () => {
    expect(proposals(STATE, PLACES, NOTHING, HALLS)).toEqual([
      { commune: 0, gain: 1500, auDela: 300 },
      { commune: 3, gain: 300, auDela: 0 },
    ]);
  });

  it.each([
    [2.4, [1000, 500, 300]],
    [2.5, [1500, 300]],
    [27.5, [1500, 300]],
    [27.6, [1800]],
  ])("is right on both sides of a distance: %d km", (seuil_km, gains) => {
    expect(proposals({ ...STATE, seuil_km }, PLACES, NOTHING, HALLS).map(({ gain }) => gain)).toEqual(gains);
  });

  it("stays in the intercommunality that is shown", () => {
    expect(proposals({ ...STATE, epci: "deux" }, PLACES, NOTHING, HALLS)).toEqual([
      { commune: 1, gain: 500, auDela: 0 },
    ]);
    expect(proposals({ ...STATE, epci: "trois" }, PLACES, NOTHING, HALLS)).toEqual([]);
  });

  it("leaves beyond those whose town hall is not known", () => {
    const halls = { ...HALLS, latitude: [480000, null, 480100, null], longitude: [-20000, null, -20000, null] };
    expect(proposals(STATE, PLACES, NOTHING, halls)).toEqual([{ commune: 0, gain: 1000, auDela: 800 }]);
  });

  it("says it in words that cannot act, with the hosts of the directory", () => {
    const found = proposals(STATE, PLACES, NOTHING, HALLS);
    const section = oneMore(CHOSEN, PLACES, found, HALLS, { racine: "../../" });
    const text = (section.textContent ?? "").replace(/\u00a0/g, " ");
    expect(text).toContain("permanence hebdomadaire de plus (Aide, sans rendez-vous)");
    expect(text).toContain("A : 1 500 personnes de plus, 300 encore au-delà. Aucun hôte n’y est connu.");
    expect(text).toContain(
      "D : 300 personnes de plus, aucune encore au-delà. Pourraient l’accueillir : Mairie <b>de D</b> et 2 autres.",
    );
    expect(section.querySelector("li a")?.getAttribute("href")).toBe("../../lieux/mairie-d/");
    expect(section.querySelector("b")).toBeNull();
  });

  it("says that nobody is left, or that it does not know", () => {
    expect(oneMore(CHOSEN, PLACES, [], HALLS, { racine: "" }).textContent).toContain(
      "Aucune ne rapprocherait personne",
    );
    expect(oneMore(CHOSEN, PLACES, null, null, { racine: "" }).textContent).toContain("n’a pas pu être chargée");
  });
});
