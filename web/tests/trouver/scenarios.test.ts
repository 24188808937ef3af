import { describe, expect, test } from "vitest";
import { read } from "../../src/trouver/address";
import { indexed, Timetables } from "../../src/trouver/data";
import { Engine, type ResultList } from "../../src/trouver/engine";
import { Places } from "../../src/trouver/places";
import { placeOf, understand } from "../../src/trouver/query";
import { Words } from "../../src/trouver/words";
import { communes, INSTANT, known, lieux, mots, type Scenario, scenarios } from "./demonstration";

const engine = new Engine(indexed(lieux), new Timetables(lieux));
const words = new Words(mots);
const places = new Places();
for (const one of communes) {
  places.add(one);
}

function address({ recherche }: Scenario): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(recherche)) {
    given.set(name, Array.isArray(value) ? value.join(",") : value);
  }
  return given.toString();
}

function ids(list: ResultList): string[] {
  return [...list.venues].map((venue) => lieux.lieux.id[venue] ?? "");
}

describe.each(scenarios.map((scenario) => ({ id: scenario.id, scenario })))("$id", ({ scenario }) => {
  const { asked, notes } = read(address(scenario), known);
  const { query } = understand(asked, words, placeOf(asked, places), INSTANT);
  const found = engine.search(query);
  const yes = ids(found.yes);
  const unknown = ids(found.unknown);

  test("is understood whole", () => {
    expect(notes).toEqual([]);
    if (!asked.territoire) {
      expect(query.place).not.toBeNull();
    }
  });

  test("has the right answers first", () => {
    if (asked.territoire) {
      expect(yes).toEqual(expect.arrayContaining(scenario.premiers));
      return;
    }
    const first = yes.slice(0, scenario.premiers.length);
    expect(scenario.en_ordre === "oui" ? first : first.sort()).toEqual(
      scenario.en_ordre === "oui" ? scenario.premiers : [...scenario.premiers].sort(),
    );
    if (scenario.aucun === "oui") {
      expect(yes).toEqual([]);
    }
  });

  test("never has a tempting wrong answer", () => {
    for (const wrong of scenario.jamais) {
      expect([...yes, ...unknown]).not.toContain(wrong);
    }
  });

  test("keeps apart what nobody has said", () => {
    expect(unknown).toEqual(expect.arrayContaining(scenario.non_renseigne ?? []));
  });

  test("finds its services from its words", () => {
    if (asked.q) {
      const proposed = words.suggest(asked.q).map(({ code }) => code);
      expect(proposed.some((code) => asked.service.includes(code))).toBe(true);
    }
  });
});
