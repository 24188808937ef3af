import { describe, expect, test } from "vitest";
import { type Asked, NOTHING } from "../../src/trouver/address";
import { conditionsOf, meant } from "../../src/trouver/conditions";
import { Words } from "../../src/trouver/words";
import { mots } from "./demonstration";

const words = new Words(mots);
const conditions = conditionsOf(mots);
const typed = (q: string, more: Partial<Asked> = {}): Asked => meant({ ...NOTHING, q, ...more }, conditions, words);

describe("a condition typed as a need", () => {
  test.each([
    ["Aidants Connect", { labels: ["aidants-connect"] }],
    ["aidants connect ", { labels: ["aidants-connect"] }],
    ["conseiller numérique", { labels: ["conseiller-numerique"] }],
    ["pass numérique", { pass_numerique: ["total", "partiel"] }],
    ["russe", { langues: ["ru"] }],
    ["Gratuit", { frais_a_charge: ["gratuit"] }],
    ["sans rendez-vous", { acces: ["sans-rdv"] }],
    ["faire à ma place", { postures: ["a-la-place"] }],
  ])("%s is a filter, and no service", (q, facets) => {
    expect(typed(q)).toMatchObject({ q: "", facets });
  });

  test("beside a need, it leaves the need alone", () => {
    expect(typed("titre de séjour, russe")).toMatchObject({ q: "titre de séjour", facets: { langues: ["ru"] } });
  });

  test("it adds to the filters that are there", () => {
    const facets = { langues: ["ar"], anonymat: ["oui"] };
    expect(typed("russe", { facets }).facets).toEqual({ langues: ["ar", "ru"], anonymat: ["oui"] });
  });

  test.each(["français", "cours de français", "point conseil budget pour mes dettes", "carte vitale", "", "russ"])(
    "« %s » stays as it is typed",
    (q) => {
      const asked = { ...NOTHING, q };
      expect(meant(asked, conditions, words)).toBe(asked);
    },
  );

  test("the name of a service is a need, even where a condition has it too", () => {
    const named = [...conditions.keys()].filter((name) => words.isNamed(name));
    for (const name of named) {
      expect(typed(name).q).toBe(name);
    }
  });

  test("words are left alone where services have been chosen", () => {
    const asked = { ...NOTHING, q: "russe", service: ["titre-sejour"] };
    expect(meant(asked, conditions, words)).toBe(asked);
  });
});
