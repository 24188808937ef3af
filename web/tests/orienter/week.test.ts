import { describe, expect, test } from "vitest";
import type { Horaires, Jour } from "../../src/horaires";
import { tellNext, tellWeek } from "../../src/orienter/week";

const MATIN: Jour = [[540, 720]];
const SOIR: Jour = [[840, 1020]];
const week = (...days: Jour[]): Jour[] => [...days, ...Array.from({ length: 7 - days.length }, (): Jour => [])];

function hours(odd: Jour[], even = odd, more: Partial<Horaires> = {}): Horaires {
  return { du: "2026-11-01", au: "2027-11-01", semaines: [odd, even], ...more };
}

// Saturday; the week after is the 48th, an even one.
const NOW = { jour: "2026-11-21", minute: 600 };

function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, " ");
}

function told(horaires: Horaires, now = NOW): { next: string; usual: string[]; unusual: string[] } {
  const { next, usual, unusual } = tellWeek(horaires, now);
  return { next: plain(next), usual: usual.map(plain), unusual: unusual.map(plain) };
}

describe("hours on paper", () => {
  test("days that are alike are told together, with the date of the next opening", () => {
    expect(told(hours(week(MATIN, MATIN, SOIR, MATIN)))).toEqual({
      next: "Prochaine ouverture : lundi 23 novembre à 9 h",
      usual: ["Lundi, mardi et jeudi : 9 h à 12 h", "Mercredi : 14 h à 17 h"],
      unusual: [],
    });
    expect(told(hours(week(MATIN, MATIN, MATIN, MATIN, MATIN))).usual).toEqual(["Du lundi au vendredi : 9 h à 12 h"]);
  });

  test("a day of every second week is told by its dates", () => {
    const { usual, unusual, next } = told(hours(week(), week(MATIN)));
    expect(usual).toEqual([]);
    expect(unusual).toEqual(["Lundi 23 novembre et lundi 7 décembre : 9 h à 12 h"]);
    expect(next).toBe("Prochaine ouverture : lundi 23 novembre à 9 h");
  });

  test("a public holiday and a day that is not as usual are told by their dates, and only where they change something", () => {
    const { usual, unusual } = told(
      hours(week([], MATIN, [], [], MATIN), undefined, {
        exceptions: [
          ["2026-11-24", []],
          ["2026-12-11", [], "Fête"],
          ["2026-12-12", [], "Autre fête"],
        ],
      }),
    );
    expect(usual).toEqual(["Mardi et vendredi : 9 h à 12 h"]);
    expect(unusual).toEqual(["Mardi 24 novembre : fermé", "Vendredi 11 décembre : fermé (jour férié, Fête)"]);
  });

  test("closures are told with their dates for three months, those that are over or far away are not", () => {
    const { unusual } = told(
      hours(week(MATIN), undefined, {
        fermetures: [
          ["2026-11-01", "2026-11-10", "passée"],
          ["2026-12-28", "2026-12-31", "congés"],
          ["2027-08-01", "2027-08-31", "été"],
        ],
      }),
    );
    expect(unusual).toEqual(["Fermé du 28 au 31 décembre : congés"]);
  });

  test("during a long closure the weeks told are those after it", () => {
    const { usual, unusual, next } = told(
      hours(week(MATIN), undefined, { fermetures: [["2026-11-15", "2027-01-10", "travaux"]] }),
    );
    expect(usual).toEqual(["Lundi : 9 h à 12 h"]);
    expect(unusual).toEqual(["Fermé du 15 novembre 2026 au 10 janvier 2027 : travaux"]);
    expect(next).toBe("Prochaine ouverture : lundi 11 janvier 2027 à 9 h");
  });

  test("an opening of today says until when, and never « today »", () => {
    const open = hours(week([], [], [], [], [], [[540, 720]]));
    expect(plain(tellNext(open, NOW))).toBe("Ouvert ce samedi 21 novembre jusqu’à 12 h");
    expect(plain(tellNext(open, { ...NOW, minute: 721 }))).toBe("Prochaine ouverture : samedi 28 novembre à 9 h");
  });

  test("a day of which nothing is known is said to be so, and hours that are not known say nothing", () => {
    expect(told(hours(week(MATIN, null))).usual).toEqual(["Lundi : 9 h à 12 h", "Mardi : non renseigné"]);
    const unknown = hours([null, null, null, null, null, null, null]);
    expect(told(unknown)).toEqual({ next: "", usual: [], unusual: [] });
  });

  test("what is told of a month is what the hours say of each of its days", () => {
    const alternate = hours(week(MATIN, [], SOIR), week(MATIN, SOIR, SOIR), {
      exceptions: [["2026-12-09", MATIN]],
    });
    const { usual, unusual } = told(alternate);
    expect(usual).toEqual(["Lundi : 9 h à 12 h", "Mercredi : 14 h à 17 h"]);
    expect(unusual).toEqual([
      "Mardi 24 novembre et mardi 8 décembre : 14 h à 17 h",
      "Mercredi 9 décembre : 9 h à 12 h",
    ]);
  });
});
