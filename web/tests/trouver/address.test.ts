import { describe, expect, test } from "vitest";
import { NOTHING, read, write } from "../../src/trouver/address";
import { FACETS } from "../../src/trouver/facets";
import { known, lieux, mots } from "./demonstration";

describe("the address of the page", () => {
  test("says the whole state and nothing else", () => {
    const search =
      "?q=caf&service=caf-demarches,wifi&pres=35184&rayon=7.5&le=2026-12-24&ouvert=soir&acces=sans-rdv&langues=ru";
    const { asked, notes } = read(search, known);
    expect(notes).toEqual([]);
    expect(asked.service).toEqual(["caf-demarches", "wifi"]);
    expect(asked.rayon).toBe(7.5);
    expect(asked.facets).toEqual({ acces: ["sans-rdv"], langues: ["ru"] });
    expect(read(write(asked), known).asked).toEqual(asked);
  });

  test("keeps the venues chosen in their order, twelve at most, and says which are gone", () => {
    const [first = "", second = ""] = lieux.lieux.id;
    const { asked, notes } = read(`?choisis=${second},n-existe-plus,${first}`, known);
    expect(asked.choisis).toEqual([second, first]);
    expect(notes).toEqual([expect.stringContaining("n-existe-plus")]);
    const many = read(`?choisis=${lieux.lieux.id.slice(0, 14).join()}`, known);
    expect(many.asked.choisis).toEqual(lieux.lieux.id.slice(0, 12));
    expect(many.notes).toHaveLength(1);
  });

  test("says that a text was cut", () => {
    const { asked, notes } = read(`?q=${"mot ".repeat(2500)}&pres=35184`, known);
    expect(asked.q.length).toBeLessThanOrEqual(200);
    expect(asked.pres).toBe("35184");
    expect(notes).toEqual([expect.stringContaining("trop long")]);
  });

  test("reads a list repeated as well as separated by commas", () => {
    expect(read("?acces=sans-rdv&acces=sur-rdv,sans-rdv", known).asked.facets).toEqual({
      acces: ["sans-rdv", "sur-rdv"],
    });
  });

  test.each([
    "?pres=javascript:alert(1)",
    "?rayon=-3",
    "?rayon=Infinity",
    "?rayon=1e9",
    "?le=2026-02-30",
    "?le=2026-12-24T10:00",
    "?ouvert=toString",
    "?territoire=../..",
    "?service=constructor",
    "?service=__proto__",
    "?acces=hasOwnProperty",
    "?poste_fauteuil=peut-etre",
    `?pres=${"9".repeat(5000)}`,
  ])("ignores %s aloud", (search) => {
    const { asked, notes } = read(search, known);
    expect(asked).toEqual(NOTHING);
    expect(notes).toHaveLength(1);
    expect(notes[0]?.length).toBeLessThan(200);
  });

  test.each(["?", "?%E0%A4%A", "?q=%00", `?${"a=1&".repeat(20_000)}`, `?q=${"é".repeat(10_000)}`])(
    "survives %.20s",
    (search) => {
      expect(read(search, known).asked.q.length).toBeLessThanOrEqual(200);
    },
  );

  test("replaces a retired service by what replaces it, and says so", () => {
    const changed = { ...mots, services_retires: { "vieux-service": ["Vieux service", ["wifi", "scanner"]] } as const };
    const { asked, notes } = read("?service=vieux-service", { ...known, mots: changed });
    expect(asked.service).toEqual(["wifi", "scanner"]);
    expect(notes[0]).toContain("Vieux service");
    expect(notes[0]).toContain(mots.services.wifi?.[0]);
  });

  test("has one parameter for each facet, whose values are the codes of its table", () => {
    for (const { name, table } of FACETS) {
      const values = table ? Object.keys(mots.libelles[table] ?? {}) : ["oui", "non"];
      expect(values.length, name).toBeGreaterThan(1);
      const { asked, notes } = read(`?${name}=${values[0]}`, known);
      expect(notes).toEqual([]);
      expect(asked.facets[name]).toEqual([values[0]]);
    }
  });
});
