import { describe, expect, test } from "vitest";
import { filtres, moments, parametres } from "../../../schema/recherche-adresse.json";
import { NOTHING, read, write } from "../../src/trouver/address";
import { answer, FACETS } from "../../src/trouver/facets";
import { whenOf } from "../../src/trouver/moments";
import { known, lieux, mots } from "./demonstration";

/** A value that each filter takes. */
const VALUES = Object.fromEntries(
  FACETS.map(({ name, table }) => [name, [table ? (Object.keys(mots.libelles[table] ?? {})[0] ?? "") : "oui"]]),
);
const FULL = {
  ...NOTHING,
  q: "caf",
  service: ["caf-demarches"],
  pres: "35184",
  rayon: 10,
  territoire: "200038990",
  le: "2026-12-01",
  ouvert: "samedi",
  facets: VALUES,
  choisis: [lieux.lieux.id[0] ?? ""],
  carte: true,
};

describe("the addresses that the site documents", () => {
  test("are the whole of what the page writes", () => {
    const documented = [...parametres, ...filtres].map(({ nom }) => nom);
    const written = [...new URLSearchParams(write(FULL)).keys(), "lieu"];
    expect([...written].sort()).toEqual([...documented].sort());
  });

  test("are read back without a word", () => {
    const { asked, notes } = read(write(FULL), known);
    expect(notes).toEqual([]);
    expect(asked).toEqual(FULL);
  });

  test.each(parametres.filter((one) => "exemple" in one))("have examples that are read: $nom", ({ nom, exemple }) => {
    expect(read(`?${new URLSearchParams({ [nom]: exemple ?? "" })}`, known).notes).toEqual([]);
  });

  test.each(FACETS)("ask of filters that are answered: $name", (facet) => {
    const filter = { facet, values: VALUES[facet.name] ?? [] };
    expect(answer(filter, {}, {}, "2026-11-25", false)).toMatchObject({ ofVenue: expect.any(Boolean) });
  });

  test.each(Object.keys(moments))("know the moment %s", (moment) => {
    expect(whenOf(moment, new Date("2026-11-25T09:00:00Z"))).not.toBeNull();
  });
});
