import { describe, expect, test } from "vitest";
import { type Label, LETTER, LINE, type Sketch, type Surroundings, sketch } from "../../src/orienter/sketch";
import { pointsOf } from "../../src/orienter/surroundings";
import { direction, fromHall, kilometres, of } from "../../src/orienter/whereabouts";

const PLACE = { latitude: 48.2, longitude: -2.05, approximate: false };
const hall = (nom: string, north: number, east: number) => ({
  nom,
  latitude: PLACE.latitude + north / 111.195,
  longitude: PLACE.longitude + east / (111.195 * Math.cos((PLACE.latitude * Math.PI) / 180)),
});
const HALLS = [
  hall("Ici", 0.2, 0.1),
  hall("Montauban-de-Bretagne", 2, 3),
  hall("Le Nord", 5, 0),
  hall("Tout-contre", 5.1, 0.1),
  hall("Sud", -4, -1),
];

function around(more: Partial<Surroundings> = {}): Surroundings {
  return { place: PLACE, start: null, halls: HALLS, border: [], ...more };
}

function box({ x, y, lines, anchor }: Label): [number, number, number, number] {
  const wide = Math.max(...lines.map((line) => line.length)) * LETTER * 0.5;
  const left = anchor === "start" ? x : anchor === "end" ? x - wide : x - wide / 2;
  return [left, y - LETTER * 0.8, left + wide, y + (lines.length - 1) * LINE];
}

function labels({ start, halls }: Sketch): Label[] {
  return [...halls.map(({ label }) => label), ...(start?.label ? [start.label] : [])];
}

describe("where a place is, in words", () => {
  test.each([
    [1, 0, "au nord"],
    [1, 1, "au nord-est"],
    [0, 1, "à l’est"],
    [-1, 1, "au sud-est"],
    [-1, 0, "au sud"],
    [-1, -1, "au sud-ouest"],
    [0, -1, "à l’ouest"],
    [1, -1, "au nord-ouest"],
    [1, 0.41, "au nord"],
    [1, 0.42, "au nord-est"],
  ])("%d km north and %d km east is %s", (north, east, words) => {
    expect(direction(PLACE, hall("", north, east))).toBe(words);
  });

  test("a distance is from the town hall to the place, in this direction", () => {
    expect(fromHall(hall("Gaël", -3, -3), PLACE).replace(/\u00a0/g, " ")).toBe(
      "à 4,2 km à vol d’oiseau au nord-est de la mairie de Gaël",
    );
    expect(fromHall(hall("Irodouer", 0.1, 0), PLACE)).toBe("tout près de la mairie d’Irodouer");
  });

  test.each([
    ["Le Rheu", "du Rheu"],
    ["Les Iffs", "des Iffs"],
    ["La Mézière", "de La Mézière"],
    ["L’Hermitage", "de L’Hermitage"],
    ["Étaules", "d’Étaules"],
    ["Hédé", "de Hédé"],
    ["Lesneven", "de Lesneven"],
  ])("%s is said %s", (name, said) => {
    expect(of(name)).toBe(said);
  });
});

describe("a sketch", () => {
  test.each([
    [42, 35],
    [58, 48],
    [104, 74],
  ])("of %d by %d mm has its star inside, and no name out of it or on another", (width, height) => {
    for (const start of [null, hall("Médréac", 7, 1), hall("Loin", 30, -20)]) {
      const made = sketch(around({ start }), width, height);
      expect(made.place.x).toBeGreaterThan(3);
      expect(made.place.x).toBeLessThan(width - 3);
      expect(made.place.y).toBeGreaterThan(3);
      expect(made.place.y).toBeLessThan(height - 3);
      const boxes = labels(made).map(box);
      for (const [left, top, right, bottom] of boxes) {
        expect(left).toBeGreaterThanOrEqual(0);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(right).toBeLessThanOrEqual(width);
        expect(bottom).toBeLessThanOrEqual(height);
      }
      boxes.forEach((a, rank) => {
        for (const b of boxes.slice(rank + 1)) {
          expect(a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]).toBe(false);
        }
      });
    }
  });

  test("is to scale: its bar is as long as what it says", () => {
    const made = sketch(around(), 104, 74);
    const [first, second] = made.halls.filter(({ label }) => ["Ici", "Le Nord"].includes(label.lines.join("")));
    const [a, b] = HALLS.filter(({ nom }) => ["Ici", "Le Nord"].includes(nom));
    if (!first || !second || !a || !b) {
      throw new Error("both halls have room in the largest sketch");
    }
    const mm = Math.hypot(first.spot.x - second.spot.x, first.spot.y - second.spot.y);
    const [number = "", unit] = made.scale.text.split(" ");
    const km = unit === "km" ? Number(number) : Number(number) / 1000;
    expect(made.scale.length / km).toBeCloseTo(mm / kilometres(a, b), 3);
  });

  test("has the north up and the east on the right", () => {
    const made = sketch(around(), 104, 74);
    const spotOf = (name: string) => made.halls.find(({ label }) => label.lines.join("") === name)?.spot;
    expect(spotOf("Le Nord")?.y).toBeLessThan(made.place.y);
    expect(spotOf("Montauban-de-Bretagne")?.x).toBeGreaterThan(made.place.x);
  });

  test("leaves out a start that is too far, and shows the one that is near with its name", () => {
    expect(sketch(around({ start: hall("Brest", 0, -150) }), 58, 48).start).toBeNull();
    expect(sketch(around({ start: hall("Médréac", 7, 1) }), 58, 48).start?.label?.lines).toEqual(["Médréac"]);
  });

  test("folds a long name, and stays a sketch with nothing around", () => {
    expect(sketch(around(), 58, 48).halls.flatMap(({ label }) => label.lines)).toContain("Montauban-");
    const alone = sketch(around({ halls: [] }), 42, 35);
    expect(alone.place).toEqual({ x: 21, y: 17.5 });
    expect(alone.scale.length).toBeGreaterThan(3);
  });

  test("reads the rings of a border, given step by step", () => {
    expect(pointsOf([482_000, -20_500, 10, 0, -10, 30])).toEqual([
      { latitude: 48.2, longitude: -2.05 },
      { latitude: 48.201, longitude: -2.05 },
      { latitude: 48.2, longitude: -2.047 },
    ]);
  });

  test("draws the border where its points are", () => {
    const ring = [PLACE, { ...PLACE, latitude: PLACE.latitude + 0.01 }];
    const [shown] = sketch(around({ border: [ring] }), 58, 48).border;
    expect(shown?.[0]?.x).toBeCloseTo(sketch(around(), 58, 48).place.x);
    expect(shown?.[1]?.y).toBeLessThan(shown?.[0]?.y ?? 0);
  });
});
