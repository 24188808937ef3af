import { describe, expect, test } from "vitest";
import { ranks } from "../../src/orienter/choice";
import type { Directory } from "../../src/orienter/directory";
import { cut } from "../../src/orienter/fit";
import { type Referral, type RowKey, refer } from "../../src/orienter/referral";
import { type Croquis, hallsOf, landmark, startOf } from "../../src/orienter/spot";
import { indexed, type Lieux, Timetables } from "../../src/trouver/data";
import type { Details } from "../../src/trouver/details";
import { Engine } from "../../src/trouver/engine";
import { Places } from "../../src/trouver/places";
import { communes, files, INSTANT, lieux, mots } from "../trouver/demonstration";

const DETAILS = (files["details-0.json"] as { lieux: Record<string, Details> }).lieux;
const SKETCHES = (files["croquis-35.json"] as { communes: Record<string, Croquis> }).communes;
const label = (table: string, code: string): string => mots.libelles[table]?.[code] ?? code;
const places = new Places();
for (const one of communes) {
  places.add(one);
}

function directoryOf(data: Lieux): Directory {
  return { engine: new Engine(indexed(data), new Timetables(data)), mots, label, base: "https://x.example/" };
}

const directory = directoryOf(lieux);

function referred(id: string, service: string[] = [], pres = "", of = directory, instant = INSTANT): Referral {
  const venue = ranks(of.engine).get(id);
  const details = DETAILS[id];
  if (venue === undefined || !details) {
    throw new Error(id);
  }
  return refer(of, venue, details, service, pres ? places.ofCode(pres) : null, instant);
}

function facts(referral: Referral): Record<string, Partial<Record<RowKey, string>>> {
  const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, " ");
  const all = new Map<string, Partial<Record<RowKey, string>>>();
  for (const { name, rows } of referral.groups) {
    all.set(name, { ...all.get(name), ...Object.fromEntries(rows.map(({ key, text }) => [key, plain(text)])) });
  }
  return Object.fromEntries(all);
}

describe("what a sheet says of a venue for a need", () => {
  test("is what this offer declares: when, how, with what, for how much, and what is not done", () => {
    const found = referred("france-services-montauban-de-bretagne", ["caf-demarches"]);
    expect(found.nom).toBe("France services de Montauban-de-Bretagne");
    expect(found.kinds).toBe("Espace France services");
    expect(found.phone).toBe("02 61 91 10 02");
    expect(found.url).toBe("https://x.example/lieux/france-services-montauban-de-bretagne/");
    expect(facts(found)[""]).toEqual({
      quoi: "Allocations familiales (CAF) : compte et démarches.",
      posture: "Faire avec vous.",
      quand:
        "Lundi, mardi, mercredi et vendredi : 8 h 45 à 12 h 15, 13 h 30 à 17 h 15 ; jeudi : 10 h à 13 h, 14 h à 19 h 30. Fermé du 28 au 31 décembre : Congés d’hiver. Prochaine ouverture : lundi 23 novembre à 8 h 45.",
      entrer:
        "Sans rendez-vous ou sur rendez-vous. Pour prendre contact : se présenter, téléphoner, prendre rendez-vous en ligne.",
      prix: "Gratuit.",
      apporter:
        "Pièce d’identité, numéro d’allocataire ou de sécurité sociale, téléphone portable pour recevoir les codes.",
      adresse: "12 allée des Peupliers, Maison communautaire, porte B, 35360 Montauban-de-Bretagne.",
      porte:
        "Grand bâtiment gris derrière la gendarmerie. Contourner par la droite : la porte B porte le logo France services, l’accueil est juste après le sas.",
      limites: "Ne peut pas débloquer un dossier suspendu, mais appelle la CAF avec la personne.",
      exclus: "Logement social, droit au logement opposable (DALO).",
      transports: "Dix minutes à pied depuis la gare. Parking gratuit de 40 places.",
      langues: "Anglais (parlée sur place).",
      accessibilite:
        "Entrée accessible en fauteuil, poste utilisable en fauteuil, de plain-pied, sanitaires adaptés, boucle magnétique, sièges pour attendre.",
    });
  });

  test("keeps apart needs that are met in different ways, and says once what they share", () => {
    const found = facts(referred("maison-du-logement-ploermel", ["dalo", "logement-social"]));
    expect(Object.keys(found)).toEqual(["", "Logement social", "Droit au logement opposable (DALO)"]);
    expect(found["Droit au logement opposable (DALO)"]).toMatchObject({
      "il-faut": "Avoir déposé une demande de logement social.",
      apporter: "Numéro unique de la demande.",
    });
    expect(found["Logement social"]?.["il-faut"]).toBeUndefined();
    expect(found[""]?.prix).toBe("Gratuit.");
    expect(found[""]?.porte).toBe("Dans les murs de : Ancienne trésorerie.");
    expect(found[""]).not.toHaveProperty("quand");
  });

  test("says plainly what is not declared, and what the venue says that it does not do", () => {
    expect(facts(referred("mairie-corlay", ["dalo"]))[""]).toEqual({
      manque: "Ce lieu ne déclare pas : droit au logement opposable (DALO). Téléphonez avant de venir.",
      quand: "Horaires non renseignés, téléphonez avant de venir.",
      adresse: "2 rue du Trieux-Petit, 22320 Corlay.",
      "a-demander": "S’il faut un rendez-vous, le prix, ce qu’il faut apporter (non renseigné).",
    });
    expect(facts(referred("france-services-montauban-de-bretagne", ["dalo"]))[""]?.manque).toBe(
      "Ce lieu dit ne pas faire : droit au logement opposable (DALO). Ces demandes sont suivies par le centre départemental d’action sociale.",
    );
  });

  test("names who may send where only a professional can, or says that nobody has said it", () => {
    const restricted = lieux.lieux.id.flatMap((id) => {
      const venue = ranks(directory.engine).get(id) ?? 0;
      const codes = offersOf(venue).flatMap((offer) =>
        JSON.stringify(lieux.conditions[lieux.offres.conditions[offer] ?? 0]).includes("sur-orientation")
          ? directory.engine.codes(offer).slice(0, 1)
          : [],
      );
      return codes.map((code): [string, string] => [id, code]);
    });
    expect(restricted.length).toBeGreaterThan(2);
    for (const [id, code] of restricted) {
      const all = Object.values(facts(referred(id, [code])));
      expect(all.some(({ entrer }) => entrer?.includes("Peut vous y envoyer :"))).toBe(true);
    }
  });

  test("of a venue closed for the moment says so first, without hours", () => {
    const found = referred("epicerie-solidaire-breteil", ["caf-demarches"]);
    expect(facts(found)[""]?.manque).toBe("Fermé pour le moment : téléphonez avant de venir.");
    expect(facts(found)[""]).not.toHaveProperty("quand");
    expect(found.next).toBe("Fermé pour le moment : téléphonez avant de venir.");
  });

  test("of a telephone line gives neither a place to go to nor a sketch", () => {
    const found = referred("ligne-entraide-numerique", ["arnaques"]);
    expect(facts(found)[""]?.adresse).toBe("On n’a pas besoin d’y aller : l’aide est donnée à distance ou chez vous.");
    expect([found.address, found.point]).toEqual([[], null]);
  });

  test("of a bus is its stop nearest to the start, with its dates; else the stop where it is first", () => {
    const near = referred("bus-numerique-broceliande", ["debuter-smartphone"], "35211");
    expect(facts(near)[""]?.adresse).toContain("Arrêt : Paimpont, esplanade de l’abbaye.");
    expect(facts(near)[""]?.quand).toContain("Jeudi : 14 h à 17 h");
    expect(near.next.replace(/\u00a0/g, " ")).toBe("Prochaine ouverture : jeudi 26 novembre à 14 h");
    const first = referred("bus-numerique-broceliande", ["debuter-smartphone"]);
    expect(facts(first)[""]?.adresse).toContain("Arrêt : Muël");
    expect(facts(first)[""]?.quand).toContain("Lundi 23 novembre et lundi 7 décembre : 14 h à 16 h 30");
    expect(facts(first)[""]?.deroulement).toContain("8 arrêts en tout");
  });

  test("is silent on an offer whose last day has passed since the site was built", () => {
    const conditions = lieux.conditions.map((one) => ({ ...one, valide_au: "2026-11-20" }));
    const over = directoryOf({ ...lieux, conditions });
    const found = facts(referred("france-services-montauban-de-bretagne", ["caf-demarches"], "", over));
    expect(found[""]?.manque).toContain("Ce lieu ne déclare pas");
    expect(found[""]).not.toHaveProperty("apporter");
  });

  test("says when a record is old or was never checked", () => {
    expect(referred("mairie-corlay").verified).toBe("Fiche jamais vérifiée : téléphonez avant de venir.");
    const later = new Date("2027-11-21T09:00:00Z");
    const old = referred("france-services-montauban-de-bretagne", [], "", directory, later).verified;
    expect(old.replace(/\u00a0/g, " ")).toBe(
      "Fiche vérifiée le 3 novembre 2026, il y a plus de 12 mois : téléphonez avant de venir.",
    );
  });
});

function offersOf(venue: number): number[] {
  return lieux.offres.lieu.flatMap((one, offer) => (one === venue ? [offer] : []));
}

describe("what a sheet says of a venue as a whole", () => {
  test("is what its offers say alike, and leaves to its page what they say each in its way", () => {
    const found = facts(referred("france-services-montauban-de-bretagne"))[""];
    expect(found?.quoi).toMatch(/^Allocations familiales .*, et 8 autres : voir la page du lieu\.$/);
    expect(found?.prix).toBe("Gratuit.");
    expect(found?.apporter).toBe("Selon le service, voir la page du lieu.");
    expect(found?.quand).toContain("jeudi : 10 h à 13 h, 14 h à 19 h 30");
  });

  test("never says more than the record of any venue of the demonstration", () => {
    for (const id of lieux.lieux.id) {
      const found = referred(id);
      const details = JSON.stringify(DETAILS[id]);
      for (const { key, text } of found.groups.flatMap(({ rows }) => rows)) {
        expect(text).not.toMatch(/undefined|null|\[object|NaN/);
        if (key === "transports") {
          expect(details).toContain(text.slice(1, 30));
        }
      }
    }
  });
});

describe("where a place is", () => {
  test("is told from the start, then from the nearest town hall", () => {
    const { point } = referred("france-services-montauban-de-bretagne");
    const halls = hallsOf(SKETCHES["35184"] as Croquis);
    if (!point) {
      throw new Error("this venue is placed");
    }
    const from = (code: string): string => landmark(point, startOf(places.ofCode(code)), halls).replace(/\u00a0/g, " ");
    expect(from("35171")).toBe(
      "à 7,6 km à vol d’oiseau au sud de la mairie de Médréac, et à 200 m à vol d’oiseau au nord-ouest de la mairie de Montauban-de-Bretagne.",
    );
    expect(from("35184")).toBe("à 200 m à vol d’oiseau au nord-ouest de la mairie de Montauban-de-Bretagne.");
    expect(landmark({ ...point, approximate: true }, null, halls)).toBe(
      "Position approximative : seule la commune est connue.",
    );
  });
});

describe("a text that has no room", () => {
  test("is cut after a sentence, else between words, and says that it goes on", () => {
    expect(cut("Court.", 10)).toBe("Court.");
    expect(cut("Une phrase entière. Une autre qui est longue.", 30)).toBe("Une phrase entière.");
    expect(cut("Pièce d’identité, justificatif de domicile, photo", 40)).toBe("Pièce d’identité, justificatif de…");
    expect(cut("Pièce d’identité, justificatif, domicile", 36)).toBe("Pièce d’identité, justificatif…");
    expect(cut("x".repeat(50), 10)).toBe(`${"x".repeat(9)}…`);
  });
});
