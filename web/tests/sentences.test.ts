import { describe, expect, test } from "vitest";
import type { Horaires } from "../src/horaires";
import { direLeJour, direMaintenant, direPlages } from "../src/sentences";
import { exemples, horaire } from "./examples";

const plain = (text: string) => text.replace(/\u00a0/g, " ");

function now(name: string | Horaires, jour: string, hour: number, minute = 0) {
  const hours = typeof name === "string" ? horaire(name) : name;
  const shown = direMaintenant(hours, { jour, minute: hour * 60 + minute });
  return { ...shown, phrase: plain(shown.phrase), jour: plain(shown.jour), note: plain(shown.note) };
}

describe("now", () => {
  test.each([
    ["semaine-ordinaire", "2026-03-02", 10, "Ouvert jusqu’à 12 h"],
    ["semaine-ordinaire", "2026-03-02", 15, "Ouvert jusqu’à 18 h"],
    ["semaine-ordinaire", "2026-03-02", 13, "Fermé — ouvre à 14 h"],
    ["semaine-ordinaire", "2026-03-02", 20, "Fermé — ouvre demain à 9 h"],
    ["semaine-ordinaire", "2026-03-07", 13, "Fermé — ouvre lundi à 9 h"],
    ["semaine-ordinaire", "2026-12-25", 10, "Fermé, jour férié (Noël) — ouvre demain à 9 h"],
    ["ouvert-certains-jours-feries", "2026-04-06", 11, "Ouvert jusqu’à 12 h"],
    ["jours-feries-non-dits", "2026-12-25", 10, "Jour férié (Noël) : horaires à vérifier"],
    ["jours-feries-non-dits", "2026-12-24", 20, "Fermé — ouvre lundi à 9 h"],
    ["fermeture-aout", "2026-08-15", 10, "Fermé du 1er au 31 août : congés"],
    ["fermeture-aout", "2026-12-28", 10, "Fermé du 24 décembre 2026 au 2 janvier 2027"],
    ["inconnu", "2026-03-02", 10, "Horaires non renseignés"],
    ["inconnu", "2026-05-01", 10, "Horaires non renseignés"],
    ["inconnu", "2026-08-02", 10, "Fermé du 1er au 31 août : travaux"],
    ["jour-et-nuit", "2026-03-02", 4, "Ouvert jour et nuit"],
    ["nuit", "2026-03-06", 23, "Ouvert jusqu’à 2 h"],
    ["nuit", "2026-03-07", 1, "Ouvert jusqu’à 2 h"],
    ["commentaires", "2026-03-02", 10, "Ouvert jusqu’à 12 h (salle 2)"],
    ["commentaires", "2026-03-03", 10, "Ouverture à confirmer jusqu’à 12 h : appeler avant"],
    ["semaines-alternees", "2026-12-30", 13, "Fermé — ouvre mercredi 6 janvier 2027 à 9 h"],
    ["deuxieme-mardi", "2026-02-11", 10, "Fermé — ouvre mardi 10 mars à 10 h"],
    ["semaine-ordinaire", "2027-02-01", 10, "Horaires connus jusqu’au 31 janvier 2027 : à vérifier après cette date"],
    ["semaine-ordinaire", "2025-12-31", 10, "Horaires connus à partir du 1er janvier 2026"],
    ["alsace", "2026-12-26", 10, "Jour férié (Saint-Étienne) : horaires à vérifier"],
  ])("%s on %s at %i h: %#", (name, jour, hour, phrase) => {
    expect(now(name, jour, hour).phrase).toBe(phrase);
  });

  test("gives the hours of the day besides", () => {
    expect(now("semaine-ordinaire", "2026-03-02", 13).jour).toBe("Aujourd’hui : 9 h à 12 h, 14 h à 18 h");
    expect(now("semaine-ordinaire", "2026-03-08", 13).jour).toBe("Aujourd’hui : fermé");
    expect(now("inconnu", "2026-03-02", 13).jour).toBe("");
    expect(now("fermeture-aout", "2026-08-15", 13).jour).toBe("");
  });

  test("notes a reopening, a holiday that is open, and an unknown day before the next opening", () => {
    expect(now("fermeture-aout", "2026-08-15", 13).note).toBe("Rouvre mardi 1er septembre à 9 h.");
    expect(now("ouvert-certains-jours-feries", "2026-04-06", 11).note).toBe("Jour férié (lundi de Pâques).");
    expect(now("jours-feries-non-dits", "2026-12-24", 20).note).toBe(
      "Demain, jour férié (Noël) : horaires à vérifier.",
    );
    expect(now("jours-feries-non-dits", "2026-12-25", 20).note).toBe("Prochaine ouverture connue : lundi à 9 h.");
  });

  test("names a midnight that opens by the evening before, as one that closes", () => {
    const allDay: Horaires = {
      du: "2026-12-01",
      au: "2026-12-31",
      semaine: [[[0, 1440]], [[0, 1440]], [[0, 1440]], [[0, 1440]], [[0, 1440]], [], [[0, 1440]]],
      exceptions: [["2026-12-25", [], "Noël"]],
    };
    expect(now(allDay, "2026-12-26", 10).phrase).toBe("Fermé — ouvre ce soir à minuit");
    expect(now(allDay, "2026-12-25", 10).phrase).toBe("Fermé, jour férié (Noël) — ouvre demain à minuit");
  });

  test("gives no hours to a day that has a comment alone", () => {
    const call: Horaires = {
      du: "2026-12-01",
      au: "2026-12-31",
      semaine: [[[0, 1440, "appeler", 0]], [], [], [], [], [], []],
    };
    expect(now(call, "2026-12-07", 10).phrase).toBe("Ouverture à confirmer : appeler");
    expect(now(call, "2026-12-07", 10).jour).toBe("Aujourd’hui : appeler, à confirmer");
  });

  test("says until when at midnight, and the day when the end is far", () => {
    const late: Horaires = { du: "2026-01-01", au: "2027-01-31", semaine: [[], [], [], [], [[1200, 1440]], [], []] };
    expect(now(late, "2026-03-06", 21).phrase).toBe("Ouvert jusqu’à minuit");
    const closing: Horaires = { ...horaire("jour-et-nuit"), fermetures: [["2026-03-08", "2026-03-09", ""]] };
    expect(now(closing, "2026-03-06", 3).phrase).toBe("Ouvert jusqu’à demain à minuit");
  });

  test("says closed without more when nothing opens again", () => {
    const never: Horaires = { du: "2026-01-01", au: "2026-01-31", semaine: [[], [], [], [], [], [], []] };
    expect(now(never, "2026-01-05", 10).phrase).toBe("Fermé");
  });
});

describe("a day looked at from afar", () => {
  test.each([
    ["semaine-ordinaire", "2026-03-02", "ouvert", "Lundi 2 mars 2026 : 9 h à 12 h, 14 h à 18 h"],
    ["semaine-ordinaire", "2026-03-08", "ferme", "Dimanche 8 mars 2026 : fermé"],
    ["semaine-ordinaire", "2026-12-25", "ferme", "Vendredi 25 décembre 2026, jour férié (Noël) : fermé"],
    ["fermeture-aout", "2026-08-15", "ferme", "Samedi 15 août 2026 : fermé du 1er au 31 août : congés"],
    [
      "jours-feries-non-dits",
      "2026-12-25",
      "inconnu",
      "Vendredi 25 décembre 2026 : jour férié (Noël) : horaires à vérifier",
    ],
    ["commentaires", "2026-03-03", "a-confirmer", "Mardi 3 mars 2026 : 9 h à 12 h (appeler avant, à confirmer)"],
    ["jour-et-nuit", "2026-03-03", "ouvert", "Mardi 3 mars 2026 : 24 h sur 24"],
  ])("%s on %s is %s", (name, jour, etat, phrase) => {
    const shown = direLeJour(horaire(name), jour);
    expect([shown.etat, plain(shown.phrase)]).toEqual([etat, phrase]);
  });
});

test.each(exemples)("the week of $nom is told in the words of the Python package", ({ horaire: hours, mots }) => {
  if (hours.semaine && !hours.exceptions?.some(([, , ferie]) => !ferie)) {
    expect(hours.semaine.map(direPlages)).toEqual(mots.slice(0, 7).map(([, text]) => text));
  } else {
    expect(mots.length).toBeGreaterThanOrEqual(7);
  }
});
