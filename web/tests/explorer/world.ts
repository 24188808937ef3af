/**
 * Four communes: A (1,000 people) and D (300) in "un", B (500) in "deux", C (200) in "trois", where nobody has looked.
 * The nearest place is in A; B is 2.49 km away, D 30 km; another that may answer stands in D.
 */

import type { Reponses, Territoires } from "../../src/explorer/data";
import type { Known, State } from "../../src/explorer/state";

export const PLACES: Territoires = {
  version: 1,
  date: "2026-11-21",
  hub: { nom: "Hub d’essai" },
  proche_km: 2.5,
  loin_km: 10,
  epci: { code: ["un", "deux", "trois"], nom: ["Un", "Deux", "Trois"], recense: [1, 1, 0], partiel: [0, 1, 0] },
  communes: {
    code_insee: ["35001", "35002", "35003", "22004"],
    nom: ["A", "B", "C", "D"],
    population: [1000, 500, 200, 300],
    epci: [0, 1, 2, 0],
    situee: [1, 1, 1, 1],
  },
};

export const ANSWERS: Reponses = {
  version: 1,
  metres: [0, 2490, -1, 30000],
  metres_au_mieux: [0, 2490, -1, 0],
  structures: [
    [1, 1, 0, null],
    [2, 2, 0, null],
  ],
  heures_pour_10000: [[10, 14.5, 0, null]],
  demi_journees_couvertes: [
    [4, 4, 0, null],
    [9, 9, 0, null],
  ],
};

export const STATE: State = {
  sujet: "dimension-demarches",
  acces: "",
  indicateur: "personnes_au_dela",
  seuil_km: 10,
  epci: "",
  tri: "nom",
};

export const KNOWN: Known = {
  sujet: ["dimension-demarches", "dimension-toutes", "theme-papiers", "theme-vie-locale"],
  acces: ["", "sans-rdv", "sur-rdv"],
  indicateur: ["personnes_au_dela", "distance_mediane", "structures"],
  epci: ["", "un", "deux", "trois"],
  tri: ["nom", "valeur"],
  defaults: STATE,
};
