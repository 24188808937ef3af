import { describe, expect, test } from "vitest";
import { NOTHING, read } from "../../src/trouver/address";
import { type Faits, indexed, type Lieux, Timetables } from "../../src/trouver/data";
import { Engine } from "../../src/trouver/engine";
import { answer, facetOf } from "../../src/trouver/facets";
import { openAt, whenOf } from "../../src/trouver/moments";
import { Places, pointOf } from "../../src/trouver/places";
import { type Query, understand } from "../../src/trouver/query";
import { relaxed } from "../../src/trouver/relax";
import { type State, stateName } from "../../src/trouver/states";
import { Words } from "../../src/trouver/words";
import { communes, INSTANT, known, lieux, mots } from "./demonstration";

const words = new Words(mots);
const places = new Places();
for (const one of communes) {
  places.add(one);
}
const engine = new Engine(indexed(lieux), new Timetables(lieux));

function asks(search: string, pres = ""): Query {
  const { asked } = read(search, known);
  return understand(asked, words, pres ? (pointOf(pres) ?? places.ofCode(pres)) : null, INSTANT).query;
}

function state(name: string, values: string[], conditions: Faits, faits: Faits = {}): string {
  const facet = facetOf(name);
  if (!facet) {
    throw new Error(name);
  }
  return stateName(answer({ facet, values }, conditions, faits, "2026-11-21", false).state);
}

describe("three states", () => {
  test("what is not said is not a no, and the venue answers where the offer says nothing", () => {
    expect(state("acces", ["sans-rdv"], {})).toBe("non-renseigne");
    expect(state("acces", ["sans-rdv"], {}, { acces: ["sans-rdv"] })).toBe("oui");
    expect(state("acces", ["sans-rdv"], { acces: ["sur-rdv"] }, { acces: ["sans-rdv"] })).toBe("non");
  });

  test("an accessible entrance is not an accessible desk", () => {
    expect(state("poste_fauteuil", ["oui"], {}, { entree_fauteuil: "oui" })).toBe("non-renseigne");
  });

  test("an interpreter leaves a language open, other languages alone are a no", () => {
    expect(state("langues", ["ru"], { langues: [["ar", "interprete"]] })).toBe("non-renseigne");
    expect(state("langues", ["ru"], { langues: ["en"] })).toBe("non");
    expect(state("langues", ["ru"], { langues: ["en", ["ru", "parlee"]] })).toBe("oui");
  });

  test("a label that is over, or not begun, is a no", () => {
    expect(state("labels", ["aptic"], {}, { labels: [["aptic", "", "2026-11-20"]] })).toBe("non");
    expect(state("labels", ["aptic"], {}, { labels: [["aptic", "2026-12-01"]] })).toBe("non");
    expect(state("labels", ["aptic"], {}, { labels: [["aptic", "2025-12-01", "2026-11-21"]] })).toBe("oui");
  });

  test("a machine that may be hidden is not known, and a broken one is a no", () => {
    expect(state("equipements", ["scanner"], {}, { equipements: { scanner: "inconnu" } })).toBe("non-renseigne");
    expect(state("equipements", ["scanner"], {}, { equipements: { scanner: "non" } })).toBe("non");
    expect(state("equipements", ["scanner"], {}, { equipements: { imprimante: "oui" } })).toBe("non-renseigne");
  });

  test("only a declared obstacle turns somebody away", () => {
    expect(state("prerequis", ["parler-francais"], {})).toBe("oui");
    expect(state("prerequis", ["parler-francais"], { prerequis: ["parler-francais"] })).toBe("non");
    expect(state("reserve_a", ["seniors"], { reserve_a: ["jeunes"] })).toBe("non");
  });

  test("whoever may refer is asked only where one must be sent", () => {
    expect(state("oriente_par", ["ccas"], { acces: ["sans-rdv"] })).toBe("oui");
    expect(state("oriente_par", ["ccas"], { acces: ["sur-orientation"] })).toBe("non-renseigne");
    expect(state("oriente_par", ["ccas"], { acces: ["sur-orientation"], oriente_par: ["caf"] })).toBe("non");
    expect(state("oriente_par", ["ccas"], { acces: ["sur-orientation"], oriente_par: ["tout-professionnel"] })).toBe(
      "oui",
    );
  });
});

describe("moments", () => {
  const hours = {
    du: "2026-11-01",
    au: "2027-11-30",
    semaine: [[], [], [], [], [[1080, 1170]], [[600, 720]], []] as const,
  };
  const open = (value: string, instant: string): string => {
    const when = whenOf(value, new Date(instant));
    return when ? stateName(openAt(hours, when)) : "";
  };

  test("now is the clock of Paris, whatever the device says", () => {
    expect(open("maintenant", "2026-11-21T09:30:00Z")).toBe("oui");
    expect(open("maintenant", "2026-11-21T11:00:00Z")).toBe("non");
    expect(open("maintenant", "2027-07-03T08:30:00Z")).toBe("oui");
  });

  test("an evening and a Saturday are found among the coming days", () => {
    expect(open("soir", "2026-11-21T09:30:00Z")).toBe("oui");
    expect(open("samedi", "2026-11-21T09:30:00Z")).toBe("oui");
    expect(open("samedi-soir", "2026-11-21T09:30:00Z")).toBe("non");
    expect(open("dimanche", "2026-11-21T09:30:00Z")).toBe("non");
  });

  test("a month of closure hides the Saturdays that it takes", () => {
    const closed = { ...hours, fermetures: [["2026-11-15", "2027-01-15", "Travaux"]] as const };
    const when = whenOf("samedi", new Date("2026-11-21T09:30:00Z"));
    expect(when && stateName(openAt(closed, when))).toBe("non");
  });
});

describe("order", () => {
  test("is the number of needs, then the distance, and nothing else", () => {
    const { yes } = engine.search(asks("?service=caf-demarches,imprimer", "35184"));
    const found = Array.from({ length: yes.length }, (_, rank) => yes.at(rank));
    const keys = found.map(({ needs, km }) => [-needs.length, km ?? 0] as const);
    expect(keys).toEqual([...keys].sort(([a, b], [c, d]) => a - c || b - d));
    expect(found[0]?.needs).toEqual([0, 1]);
  });

  test("a stop that is open is proposed before a nearer one that is not", () => {
    const { yes } = engine.search(asks("?service=debuter-smartphone&ouvert=jeudi&rayon=30", "35117"));
    const bus = lieux.lieux.id.indexOf("bus-numerique-broceliande");
    const rank = yes.venues.indexOf(bus);
    expect(lieux.points.etape[yes.at(rank).point]).toBe("Paimpont, esplanade de l’abbaye");
  });

  test("a suspended venue is told apart and never proposed", () => {
    const { yes, unknown, suspended } = engine.search(asks("", "35184"));
    expect(suspended.length).toBe(lieux.suspendus.length);
    expect([...yes.venues, ...unknown.venues]).not.toContain(lieux.suspendus[0]);
  });

  test("a venue that says nothing of its services is no answer, and is told apart, nearest first", () => {
    const names = (search: string): string[] => {
      const list = engine.silent(asks(search, "22047"));
      return Array.from({ length: list.length }, (_, rank) => lieux.lieux.id[list.at(rank).venue] ?? "");
    };
    expect(names("?service=caf-demarches")).toEqual(["mairie-corlay", "bibliotheque-evran"]);
    expect(names("?service=caf-demarches&rayon=15")).toEqual(["mairie-corlay"]);
    const { yes, unknown } = engine.search(asks("?service=caf-demarches", "22047"));
    expect([...yes.venues, ...unknown.venues].filter((venue) => lieux.muets.includes(venue))).toEqual([]);
  });

  test("an offer is not proposed after its last day, even from an old file", () => {
    const dated: Lieux = { ...lieux, conditions: lieux.conditions.map((one) => ({ ...one, valide_au: "2026-11-22" })) };
    const old = new Engine(indexed(dated), new Timetables(dated));
    const query = asks("?service=wifi");
    expect(old.search(query).yes.length).toBeGreaterThan(0);
    expect(old.search({ ...query, instant: new Date("2026-11-23T12:00:00Z") }).yes.length).toBe(0);
  });

  test("no point is left out without a place, and none is measured", () => {
    const { yes } = engine.search(asks("?service=wifi"));
    expect(yes.at(0).km).toBeNull();
  });

  test("words that no service answers find nobody", () => {
    const { asked } = read("?q=zzzz", known);
    const { query, unheard } = understand({ ...NOTHING, ...asked }, words, null, INSTANT);
    expect(unheard).toEqual(["zzzz"]);
    expect(engine.search(query).yes.length).toBe(0);
  });
});

describe("when nobody answers", () => {
  test("the distance gives way before any filter", () => {
    const found = relaxed(engine, asks("?service=debuter-ordinateur&pass_numerique=total,partiel&rayon=20", "35223"));
    expect(found.map(({ without }) => without.kind)).toEqual(["radius"]);
  });

  test("a filter gives way alone when no distance helps", () => {
    const found = relaxed(engine, asks("?service=titre-sejour&langues=ru&rayon=25", "35188"));
    expect(found.map(({ without }) => without.kind)).toEqual(["filter"]);
  });
});

describe("places", () => {
  const names = (text: string): string[] => places.find(text).map(({ code }) => code);

  test.each([
    ["médréac", "35171"],
    ["MEDREAC", "35171"],
    ["35290 st meen le grand", "35297"],
    ["saint meen le gd", "35297"],
    ["montoban de bretagne", "35184"],
    ["35184", "35184"],
    ["Dinan", "22050"],
  ])("%s is found first", (text, code) => {
    expect(names(text)[0]).toBe(code);
  });

  test("a postcode gives all its communes", () => {
    expect(names("35290").length).toBeGreaterThan(3);
  });

  test("a point is read, and an absurd one is not", () => {
    expect(pointOf("48.1,-2.2")).toMatchObject({ latitude: 48.1, longitude: -2.2 });
    expect(pointOf("98.1,-2.2")).toBeNull();
    expect(pointOf("48.1")).toBeNull();
  });
});

test("states are ordered so that the smallest of several is theirs", () => {
  expect(([0, 1, 2] as State[]).map(stateName)).toEqual(["non", "non-renseigne", "oui"]);
});
