/**
 * What a sketch map shows and where, worked out without drawing anything.
 *
 * A sketch is read without tiles, in black and white: the place, where the person starts from, the town halls around
 * with their names, the border of the commune, a scale and the north. Names never lie on one another: one that has no
 * room is left out, the farthest first.
 */

import { type Hall, kilometres, type Located, offset, type Point } from "./whereabouts";

/** What there is to show; a border may have several rings. */
export interface Surroundings {
  place: Located;
  start: Hall | null;
  /** Nearest first. */
  halls: readonly Hall[];
  border: readonly (readonly Point[])[];
}

/** Millimetres from the left and from the top. */
export interface Spot {
  x: number;
  y: number;
}

/** A name in one or two lines, where its first line begins or ends. */
export interface Label extends Spot {
  lines: readonly string[];
  anchor: "start" | "middle" | "end";
}

export interface Sketch {
  width: number;
  height: number;
  place: Spot;
  start: { spot: Spot; label: Label | null } | null;
  halls: readonly { spot: Spot; label: Label }[];
  border: readonly (readonly Spot[])[];
  /** Its bar and its text are in the corner at the left and the bottom. */
  scale: { length: number; text: string; corner: Pick<Box, "right" | "top"> };
}

/** Height of letters, of the lines of a name, and the width that a letter takes, in millimetres: 11 points. */
export const LETTER = 3.9;
export const LINE = 4.2;
const LETTER_WIDTH = 2.1;
/** What is left around the points that must be seen, as a share of the frame: they need neighbours. */
const MARGIN = 0.19;
/** From a mark to its name; a name beside the star starts farther. */
const GAPS = [2.2, 3.8, 5.2] as const;
const NARROWEST_KM = 1.6;
/** Farther than that, a start would squeeze the surroundings of the place into a dot: words say how far it is. */
const FARTHEST_START_KM = 40;
const LONG_NAME = 13;
const HALLS_IN_SIGHT = 3;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Returns the sketch of a place in a frame of so many millimetres. */
export function sketch({ place, start, halls, border }: Surroundings, width: number, height: number): Sketch {
  const near = start && kilometres(place, start) <= FARTHEST_START_KM ? start : null;
  const seen: Point[] = [place, ...(near ? [near] : []), ...halls.slice(0, near ? 1 : HALLS_IN_SIGHT)];
  const toSpot = projection(seen, place, width, height);
  const spot = toSpot.spot(place);
  const scale = scaleBar(toSpot.mmPerKm, width, height);
  const taken: Box[] = [
    around(spot, place.approximate ? 4.4 : 3),
    { left: 0, bottom: height, ...scale.corner },
    { left: width - 7, top: 0, right: width, bottom: 9.4 },
  ];
  const shownStart = near ? { spot: toSpot.spot(near), label: null as Label | null } : null;
  if (near && shownStart) {
    shownStart.label = placeLabel(near.nom, shownStart.spot, taken, width, height);
    taken.push(around(shownStart.spot, 2.2));
  }
  const shown: { spot: Spot; label: Label }[] = [];
  for (const hall of halls) {
    const where = toSpot.spot(hall);
    const inside = where.x > 1 && where.x < width - 1 && where.y > 1 && where.y < height - 1;
    // A start that is a commune is its own town hall. The star may lie on a mark: its name still helps.
    const hidden = taken.slice(1).some((other) => overlap(around(where, 1), other));
    if (!inside || hidden || (near && kilometres(near, hall) < 0.05)) {
      continue;
    }
    const label = placeLabel(hall.nom, where, taken, width, height);
    if (label) {
      taken.push(around(where, 1.2));
      shown.push({ spot: where, label });
    }
  }
  return {
    width,
    height,
    place: spot,
    start: shownStart,
    halls: shown,
    border: border.map((ring) => ring.map(toSpot.spot)),
    scale,
  };
}

/** Returns the projection that shows some points, at least so wide, with a margin for the marks. */
function projection(
  seen: readonly Point[],
  centre: Point,
  width: number,
  height: number,
): { spot(point: Point): Spot; mmPerKm: number } {
  const plane = seen.map((point) => offset(centre, point));
  const east = plane.map((one) => one.east);
  const north = plane.map((one) => one.north);
  const middle = {
    east: (Math.min(...east) + Math.max(...east)) / 2,
    north: (Math.min(...north) + Math.max(...north)) / 2,
  };
  const across = Math.max(NARROWEST_KM, Math.max(...east) - Math.min(...east));
  const up = Math.max((NARROWEST_KM * height) / width, Math.max(...north) - Math.min(...north));
  const mmPerKm = (1 - 2 * MARGIN) * Math.min(width / across, height / up);
  return {
    mmPerKm,
    spot: (point) => {
      const { east, north } = offset(centre, point);
      return { x: width / 2 + (east - middle.east) * mmPerKm, y: height / 2 - (north - middle.north) * mmPerKm };
    },
  };
}

/** Returns a round length that takes about a quarter of the frame. */
function scaleBar(mmPerKm: number, width: number, height: number): Sketch["scale"] {
  const longest = width / 3.2 / mmPerKm;
  const power = 10 ** Math.floor(Math.log10(longest));
  const km = power * ([5, 2, 1].find((step) => step * power <= longest) ?? 1);
  const text = km < 1 ? `${Math.round(km * 1000)} m` : `${Math.round(km)} km`;
  const length = km * mmPerKm;
  return { length, text, corner: { right: length + 4 + text.length * LETTER_WIDTH, top: height - 6.2 } };
}

/** Returns where a name can be written beside its mark, and takes its room; null when there is none. */
function placeLabel(name: string, spot: Spot, taken: Box[], width: number, height: number): Label | null {
  for (const lines of foldings(name)) {
    for (const label of GAPS.flatMap((gap) => beside(lines, spot, gap))) {
      const box = boxOf(label);
      const inside = box.left > 0.5 && box.right < width - 0.5 && box.top > 0.5 && box.bottom < height - 0.5;
      if (inside && !taken.some((other) => overlap(box, other))) {
        taken.push(box);
        return label;
      }
    }
  }
  return null;
}

/** Returns a name on the right of a mark, on its left, above it and under it. */
function beside(lines: readonly string[], { x, y }: Spot, gap: number): Label[] {
  const tall = lines.length * LINE;
  const label = (anchor: Label["anchor"], left: number, top: number): Label => ({
    x: left,
    y: top + LETTER * 0.85,
    lines,
    anchor,
  });
  return [
    label("start", x + gap, y - tall / 2),
    label("end", x - gap, y - tall / 2),
    label("middle", x, y - gap + 0.4 - tall),
    label("middle", x, y + gap - 0.4),
  ];
}

function boxOf({ x, y, lines, anchor }: Label): Box {
  const long = Math.max(...lines.map((line) => line.length)) * LETTER_WIDTH;
  const left = anchor === "start" ? x : anchor === "end" ? x - long : x - long / 2;
  const top = y - LETTER * 0.85;
  return { left, top, right: left + long, bottom: top + lines.length * LINE };
}

/** Returns a name whole, then cut in two at a hyphen or a space when it is long. */
function foldings(name: string): string[][] {
  const cuts = [...name.matchAll(/[- ]/g)].map(({ index }) => index + 1);
  const middle = name.length / 2;
  const [best] = cuts.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
  return name.length > LONG_NAME && best ? [[name.slice(0, best).trim(), name.slice(best)], [name]] : [[name]];
}

function around({ x, y }: Spot, half: number): Box {
  return { left: x - half, top: y - half, right: x + half, bottom: y + half };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
