import { describe, expect, test } from "vitest";
import { etatAu, type Horaires, jourDe, lireHoraires, prochaineOuverture } from "../src/horaires";
import { exemples, horaire } from "./examples";

test("there are examples", () => {
  expect(exemples.length).toBeGreaterThanOrEqual(14);
});

describe.each(exemples)("the shared example $nom", ({ horaire: hours, jours }) => {
  test.each(Object.entries(jours))("says the same of %s as the Python package", (day, expected) => {
    const vue = jourDe(hours, day);
    expect(vue.plages).toEqual(expected.plages);
    expect(vue.fermeture ? [vue.fermeture.du, vue.fermeture.au, vue.fermeture.motif] : undefined).toEqual(
      expected.fermeture,
    );
    expect(vue.ferie).toBe(expected.ferie);
  });

  test("is read from its JSON text", () => {
    expect(lireHoraires(JSON.stringify(hours))).toEqual(hours);
  });
});

describe("lireHoraires", () => {
  test.each([
    "",
    "null",
    "[]",
    "3",
    "{}",
    '{"du":"2026-01-01","au":"2027-01-31"}',
    '{"du":"2026-01-01","au":"2027-01-31","semaine":[]}',
    '{"du":"2026-01-01","au":"2027-01-31","semaine":[1,2,3,4,5,6,7]}',
    '{"du":"2026-01-01","au":"2027-01-31","semaine":[[["a","b"]],[],[],[],[],[],[]]}',
    "{",
  ])("refuses %s", (text) => {
    expect(lireHoraires(text)).toBeNull();
  });
});

const at = (hours: Horaires, jour: string, hour: number, minute = 0) =>
  etatAu(hours, { jour, minute: hour * 60 + minute });

describe("etatAu", () => {
  test("opens on the first minute and closes on the last", () => {
    const hours = horaire("semaine-ordinaire");
    expect(at(hours, "2026-03-02", 8, 59).etat).toBe("ferme");
    expect(at(hours, "2026-03-02", 9)).toMatchObject({ etat: "ouvert", fin: { jour: "2026-03-02", minute: 720 } });
    expect(at(hours, "2026-03-02", 11, 59).etat).toBe("ouvert");
    expect(at(hours, "2026-03-02", 12)).toMatchObject({
      etat: "ferme",
      prochaine: { jour: "2026-03-02", minute: 840 },
    });
  });

  test("goes on after midnight, on the day that follows", () => {
    const hours = horaire("nuit");
    expect(at(hours, "2026-03-06", 23)).toMatchObject({ etat: "ouvert", fin: { jour: "2026-03-07", minute: 120 } });
    expect(at(hours, "2026-03-07", 1, 59)).toMatchObject({ etat: "ouvert", fin: { jour: "2026-03-07", minute: 120 } });
    expect(at(hours, "2026-03-07", 2).etat).toBe("ferme");
  });

  test("goes on after midnight on the night of the clock change", () => {
    const hours = horaire("nuit");
    expect(at(hours, "2026-03-29", 1, 59).etat).toBe("ouvert");
    expect(at(hours, "2026-03-29", 3).etat).toBe("ferme");
  });

  test("does not end for who is open day and night, and ends where a closure begins", () => {
    const hours = horaire("jour-et-nuit");
    expect(at(hours, "2026-03-06", 3)).toMatchObject({ etat: "ouvert", fin: null });
    const closing: Horaires = { ...hours, fermetures: [["2026-03-08", "2026-03-09", ""]] };
    expect(at(closing, "2026-03-06", 3)).toMatchObject({ etat: "ouvert", fin: { jour: "2026-03-08", minute: 0 } });
  });

  test("is closed all through a closure, and reopens after it", () => {
    const hours = horaire("fermeture-aout");
    expect(at(hours, "2026-08-14", 10)).toMatchObject({
      etat: "ferme",
      prochaine: { jour: "2026-09-01", minute: 540 },
      vue: { fermeture: { du: "2026-08-01", au: "2026-08-31", motif: "congés" } },
    });
  });

  test("is unknown on a holiday of which nothing is said, and never open", () => {
    for (const hour of [0, 8, 9, 10, 15, 23]) {
      expect(at(horaire("jours-feries-non-dits"), "2026-12-25", hour)).toMatchObject({
        etat: "inconnu",
        vue: { ferie: "Noël" },
        prochaine: { jour: "2026-12-28", minute: 540 },
      });
    }
  });

  test("passes over an unknown day to the next opening, and names it", () => {
    expect(at(horaire("jours-feries-non-dits"), "2026-12-24", 20)).toMatchObject({
      etat: "ferme",
      prochaine: { jour: "2026-12-28", minute: 540 },
      inconnuAvant: { jour: "2026-12-25", ferie: "Noël" },
    });
  });

  test("follows alternate weeks from week 53 to week 1", () => {
    const hours = horaire("semaines-alternees");
    expect(at(hours, "2026-12-30", 10).etat).toBe("ouvert");
    expect(at(hours, "2027-01-06", 10).etat).toBe("ouvert");
    expect(at(hours, "2027-01-13", 10)).toMatchObject({
      etat: "ferme",
      prochaine: { jour: "2027-01-13", minute: 840 },
    });
  });

  test("keeps apart what has to be confirmed", () => {
    expect(at(horaire("commentaires"), "2026-03-03", 10)).toEqual({
      etat: "a-confirmer",
      fin: { jour: "2026-03-03", minute: 720 },
      commentaire: "appeler avant",
    });
    expect(at(horaire("commentaires"), "2026-03-02", 13)).toMatchObject({
      etat: "ferme",
      prochaine: { jour: "2026-03-05", minute: 540 },
    });
  });

  test("is unknown without hours and out of the days known", () => {
    expect(at(horaire("inconnu"), "2026-03-03", 10).etat).toBe("inconnu");
    expect(at(horaire("inconnu"), "2026-08-03", 10).etat).toBe("ferme");
    expect(at(horaire("semaine-ordinaire"), "2027-02-01", 10)).toMatchObject({
      etat: "inconnu",
      vue: { horsPeriode: true },
    });
    expect(at(horaire("semaine-ordinaire"), "2025-12-31", 10)).toMatchObject({
      etat: "inconnu",
      prochaine: { jour: "2026-01-02", minute: 540 },
    });
  });
});

test("there is no next opening after the days known", () => {
  const never: Horaires = { du: "2026-01-01", au: "2026-01-31", semaine: [[], [], [], [], [], [], []] };
  expect(prochaineOuverture(never, { jour: "2026-01-05", minute: 0 })).toEqual({ prochaine: null, inconnuAvant: null });
});
