import { describe, expect, test } from "vitest";
import { Words } from "../../src/trouver/words";
import { mots } from "./demonstration";

const words = new Words(mots);
const codes = (text: string): readonly (readonly string[])[] => words.needs(text).map((need) => need.codes);

describe("what people type", () => {
  test.each([
    ["mot de passe oublié", "mot-de-passe-recuperer"],
    ["mdp oublié", "mot-de-passe-recuperer"],
    ["refaire ma carte vitale", "ameli-carte-vitale"],
    ["RSA suspendu", "caf-rsa"],
    ["je veux apprendre l'ordinateur", "debuter-ordinateur"],
    ["quotien familial", "caf-attestation"],
    ["téléfone portable pas cher", "achat-telephone-solidaire"],
    ["imprimer un papier", "imprimer"],
    ["doctolib", "sante-rendez-vous"],
    ["WIFI", "wifi"],
    ["suspension rsa", "caf-rsa"],
    ["CAF bloquée", "caf-demarches"],
    ["titre de transport", "deplacements"],
    ["écrire un mail", "messagerie-utiliser"],
  ])("%s leads first to %s", (text, code) => {
    expect(codes(text)[0]?.[0]).toBe(code);
  });

  test("a misspelt shared word leads to its services together, in their order", () => {
    expect(codes("declaracion caf")).toEqual([["caf-demarches", "caf-declaration-trimestrielle"]]);
  });

  test("a word as wide as a whole subject leads to those who say what they do in it too", () => {
    expect(codes("cours d'informatique")).toEqual([["outils-quotidien", "debuter-ordinateur"]]);
    expect(codes("internet")).toEqual([["ordinateur-libre-acces", "wifi", "acces-internet-materiel"]]);
    expect(codes("logement")[0]).toContain("logement-recherche");
    expect(codes("aide au logement")).toEqual([["caf-aide-logement"]]);
    expect(codes("emploi")).toEqual([["recherche-emploi", "insertion-professionnelle"]]);
  });

  test("several needs are told apart by a comma, a plus, or the word that joins them", () => {
    expect(codes("carte vitale, logement social").map(([first]) => first)).toEqual([
      "ameli-carte-vitale",
      "logement-social",
    ]);
    expect(codes("scanner et imprimer").map(([first]) => first)).toEqual(["scanner", "imprimer"]);
  });

  test("a need said twice is one need", () => {
    expect(words.needs("carte grise, Carte Grise + carte grise")).toHaveLength(1);
  });

  test("a phrase of the nomenclature that holds the word « et » stays whole", () => {
    expect(codes("cv et lettre de motivation")).toEqual([["cv-lettre"]]);
  });

  test("words that mean nothing here lead nowhere", () => {
    expect(codes("zzzz")).toEqual([[]]);
    expect(codes("  ")).toEqual([]);
    expect(words.suggest("?!")).toEqual([]);
  });

  test("ten thousand characters are read as their beginning", () => {
    expect(codes(`mot de passe oublié ${"x".repeat(10_000)}`)).toHaveLength(1);
    expect(codes("a,".repeat(5_000)).length).toBeLessThanOrEqual(5);
  });

  test("every word of the nomenclature leads to its service, among the first", () => {
    const lost = Object.entries(mots.services).flatMap(([code, [label, , , synonyms]]) =>
      [label, ...synonyms].filter((phrase) => {
        const found = words.suggest(phrase);
        const own = found.find((one) => one.code === code);
        return !own || own.score < (found[0]?.score ?? 0) - 0.02;
      }),
    );
    expect(lost).toEqual([]);
  });
});
