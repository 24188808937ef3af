import { describe, expect, test } from "vitest";
import { LONGEST_TEXT, mailLink, mailText, shortText, textLink } from "../../src/orienter/messages";
import type { Referral } from "../../src/orienter/referral";
import { vcard } from "../../src/orienter/vcard";

function referral(more: Partial<Referral> = {}): Referral {
  return {
    id: "mediatheque",
    nom: "Médiathèque de l’Écluse",
    kinds: "Bibliothèque",
    verified: "Fiche vérifiée le 3 novembre 2026.",
    phone: "02 61 91 10 01",
    url: "https://annuaire.example/lieux/mediatheque/",
    groups: [{ name: "", rows: [{ key: "quand", title: "Quand", text: "Mardi : 9\u00a0h à 12\u00a0h." }] }],
    landmark: "",
    address: ["12 rue des Glycines", "35360 Montauban-de-Bretagne"],
    commune: "35184",
    point: { latitude: 48.19889, longitude: -2.04727, approximate: false },
    next: "Prochaine ouverture : mardi 24\u00a0novembre à 9\u00a0h",
    mails: ["mediatheque@ecluse.example"],
    professional: "",
    ...more,
  };
}

describe("a text", () => {
  test("says name, address, telephone, next opening and page, with its accents and without rare signs", () => {
    expect(shortText(referral())).toBe(
      "Médiathèque de l'Écluse. 12 rue des Glycines, 35360 Montauban-de-Bretagne. Tél. 02 61 91 10 01. Prochaine ouverture : mardi 24 novembre à 9 h. https://annuaire.example/lieux/mediatheque/",
    );
  });

  test("gives up the street, then the town, before what is needed to call", () => {
    const street = shortText(referral({ address: ["x".repeat(150), "35360 Montauban-de-Bretagne"] }));
    expect(street).toContain("35360 Montauban-de-Bretagne");
    expect(street.length).toBeLessThanOrEqual(LONGEST_TEXT);
    const name = shortText(referral({ nom: "N".repeat(160) }));
    expect(name).not.toContain("Montauban");
    expect(name).toContain("02 61 91 10 01");
    const longest = shortText(referral({ nom: "N".repeat(500), next: "P".repeat(200) }));
    expect(longest.length).toBeLessThanOrEqual(LONGEST_TEXT);
    expect(longest).toContain("https://annuaire.example/lieux/mediatheque/");
  });

  test("without telephone or hours says what there is", () => {
    expect(shortText(referral({ phone: "", next: "", address: [] }))).toBe(
      "Médiathèque de l'Écluse. https://annuaire.example/lieux/mediatheque/",
    );
  });

  test("is opened without recipient, whole", () => {
    const href = textLink("Été & hiver ? 100 %");
    expect(href.startsWith("sms:?&body=")).toBe(true);
    expect(decodeURIComponent(href.replace("sms:?&body=", ""))).toBe("Été & hiver ? 100 %");
  });
});

describe("a mail", () => {
  const sheet = "https://annuaire.example/orienter/?lieux=mediatheque";

  test("says all that the sheet says, and where the sheet is", () => {
    expect(mailText([referral()], sheet)).toBe(
      "Médiathèque de l’Écluse (Bibliothèque)\nTéléphone : 02 61 91 10 01\nQuand : Mardi : 9\u00a0h à 12\u00a0h.\nFiche vérifiée le 3 novembre 2026.\nPage du lieu : https://annuaire.example/lieux/mediatheque/\n\nCette feuille, à imprimer : https://annuaire.example/orienter/?lieux=mediatheque",
    );
  });

  test("names each way to be helped before its facts, and says that a telephone is not known", () => {
    const groups = [{ name: "Titre de séjour", rows: [{ key: "prix", title: "Prix", text: "Gratuit." }] as const }];
    expect(mailText([referral({ groups, phone: "" })], sheet)).toContain(
      "Téléphone : non renseigné\nTitre de séjour :\nPrix : Gratuit.",
    );
  });

  test("opens with its subject and its lines", () => {
    const { href, whole } = mailLink("Où & quand", [referral()], sheet);
    expect(whole).toBe(true);
    const given = new URL(href).searchParams;
    expect(given.get("subject")).toBe("Où & quand");
    expect(given.get("body")).toBe(mailText([referral()], sheet).replace(/\n/g, "\r\n"));
  });

  test("is shortened to what a mail program takes, down to the address of the sheet", () => {
    const some = mailLink(
      "Où",
      Array.from({ length: 4 }, () => referral({ groups: [long()] })),
      sheet,
    );
    expect(some.whole).toBe(false);
    expect(some.href.length).toBeLessThanOrEqual(1900);
    expect(decodeURIComponent(some.href)).toContain("Tél. 02 61 91 10 01");
    const many = mailLink(
      "Où",
      Array.from({ length: 12 }, () => referral({ groups: [long()] })),
      sheet,
    );
    expect(many.href.length).toBeLessThanOrEqual(1900);
    expect(decodeURIComponent(many.href)).toContain(sheet);
  });
});

function long() {
  return { name: "", rows: [{ key: "quand", title: "Quand", text: "É".repeat(600) }] } as const;
}

/** Reads a card as RFC 2426 says: lines unfolded, then name, parameters and value. */
function read(card: string): Map<string, string> {
  expect(card.endsWith("\r\n")).toBe(true);
  const lines = card
    .replace(/\r\n[ \t]/g, "")
    .split("\r\n")
    .filter(Boolean);
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1)]));
}

function unescaped(value: string): string {
  return value.replace(/\\([\\;,n])/g, (_, sign: string) => (sign === "n" ? "\n" : sign));
}

describe("a contact card", () => {
  test("is that of a structure, with how to reach it", () => {
    const card = read(vcard(referral(), "2026-11-21"));
    expect(Object.fromEntries(card)).toEqual({
      BEGIN: "VCARD",
      VERSION: "3.0",
      PRODID: "-//Maillage//Feuille d’orientation//FR",
      UID: "https://annuaire.example/lieux/mediatheque/",
      FN: "Médiathèque de l’Écluse",
      N: ";;;;",
      ORG: "Médiathèque de l’Écluse",
      "X-ABSHOWAS": "COMPANY",
      "TEL;TYPE=WORK,VOICE": "02 61 91 10 01",
      "EMAIL;TYPE=INTERNET,WORK": "mediatheque@ecluse.example",
      "ADR;TYPE=WORK": ";;12 rue des Glycines;Montauban-de-Bretagne;;35360;France",
      GEO: "48.19889;-2.04727",
      URL: "https://annuaire.example/lieux/mediatheque/",
      NOTE: "Bibliothèque",
      REV: "2026-11-21",
      END: "VCARD",
    });
  });

  test("folds its lines at 75 bytes, without cutting a letter, and gives the text back", () => {
    const nom = "Centre « Éèêçœ » 𝄞 ".repeat(20).trim();
    const card = vcard(referral({ nom }), "2026-11-21");
    for (const line of card.split("\r\n")) {
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
      expect(line).not.toContain("\ufffd");
    }
    expect(unescaped(read(card).get("FN") ?? "")).toBe(nom);
  });

  test("lets no text write a line or a field of its own", () => {
    const nom = "A; B, C\\D\nTEL:666\r\nEND:VCARD\u0007";
    const card = vcard(referral({ nom, address: ["1, rue; x\n", "35000 Rennes; x"] }), "2026-11-21");
    expect(card.match(/END:VCARD\r\n/g)).toHaveLength(1);
    expect(card).not.toMatch(/^TEL:666/m);
    expect(unescaped(read(card).get("FN") ?? "")).toBe("A; B, C\\D\nTEL:666\nEND:VCARD ");
    expect(
      read(card)
        .get("ADR;TYPE=WORK")
        ?.split(/(?<!\\);/),
    ).toHaveLength(7);
  });

  test("has neither a position that is not known nor an address where one does not go", () => {
    const card = read(vcard(referral({ point: null, address: [], phone: "", mails: [] }), "2026-11-21"));
    expect([...card.keys()].some((key) => /^(GEO|ADR|TEL|EMAIL)/.test(key))).toBe(false);
    const vague = { latitude: 48, longitude: -2, approximate: true };
    expect(read(vcard(referral({ point: vague }), "2026-11-21")).has("GEO")).toBe(false);
  });
});
