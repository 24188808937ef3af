import { describe, expect, it } from "vitest";
import { read, write } from "../../src/explorer/state";
import { KNOWN, STATE } from "./world";

describe("the address", () => {
  it("is empty for what is shown anyway", () => {
    expect(write(STATE, KNOWN)).toBe("");
    expect(read("", KNOWN)).toEqual({ state: STATE, notes: [] });
  });

  it("has one parameter per choice and comes back to the same state", () => {
    const state = {
      ...STATE,
      sujet: "theme-vie-locale",
      acces: "sans-rdv",
      indicateur: "structures",
      seuil_km: 2.5,
      epci: "un",
      tri: "valeur",
    };
    const address = write(state, KNOWN);
    expect(address).toBe("?theme=vie-locale&acces=sans-rdv&indicateur=structures&seuil_km=2.5&epci=un&tri=valeur");
    expect(read(address, KNOWN)).toEqual({ state, notes: [] });
  });

  it("says what it ignores, and shows the rest", () => {
    const { state, notes } = read("?theme=magie&acces=par-la-fenetre&epci=deux&seuil_km=loin&tri=__proto__", KNOWN);
    expect(state).toEqual({ ...STATE, epci: "deux" });
    expect(notes).toEqual([
      "Cette façon d’entrer (« par-la-fenetre ») n’existe pas ici : ignoré.",
      "Cet ordre (« __proto__ ») n’existe pas ici : ignoré.",
      "Ce thème (« magie ») n’existe pas ici : ignoré.",
      "Cette distance (« loin ») n’est pas lisible : ignorée.",
    ]);
  });

  it.each(["0", "-3", "1e9", "NaN", "Infinity", "101"])("refuses a distance of %s", (written) => {
    expect(read(`?seuil_km=${written}`, KNOWN).state.seuil_km).toBe(10);
  });

  it("reads any distance in between, with a point or a comma", () => {
    expect(read("?seuil_km=7,5", KNOWN).state.seuil_km).toBe(7.5);
    expect(read("?seuil_km=0.25", KNOWN).state.seuil_km).toBe(0.25);
  });

  it("cuts what is very long", () => {
    expect(read(`?theme=${"x".repeat(3000)}`, KNOWN).notes[0]?.length).toBeLessThan(100);
  });
});
