/**
 * The map: one shape per territory, darker where more is lacking.
 *
 * It is drawn, not fetched: no tile, no third party, and paper shows what the screen shows. Inks differ by lightness
 * and the darkest by hatching as well, so that a photocopy reads the same. The table says everything that it says.
 */

import type { Ring, Shapes } from "./data";

/** One territory of the map. */
export interface Zone {
  code: string;
  nom: string;
  /** What is read when the pointer rests on it. */
  dit: string;
  /** From 0 to 4; null where nobody has looked. */
  encre: number | null;
  /** Whether its name is worth writing, the highest first. */
  poids: number;
  /** Whether what nobody has said would change its class. */
  doute: boolean;
}

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 800;
const TALLEST = 900;
const MARGIN = 6;
const MOST_NAMES = 10;
const LETTER = 7.2;
const LINE = 18;
const UNDER_NAMES = 0.9;

/** Returns the map as an element; `choose` is called with the code of the territory that is clicked, if any. */
export function draw(
  zones: readonly Zone[],
  shapes: Shapes,
  title: string,
  choose: ((code: string) => void) | null,
): SVGSVGElement | null {
  const known = zones.filter(({ code }) => shapes.has(code));
  const frame = frameOf(known.flatMap(({ code }) => shapes.get(code) ?? []));
  if (!frame) {
    return null;
  }
  const svg = element("svg", {
    viewBox: `0 0 ${WIDTH} ${Math.round(frame.height)}`,
    role: "img",
    class: choose ? "mg-choroplethe mg-choroplethe--choix" : "mg-choroplethe",
  });
  svg.setAttribute("aria-label", `${title}. Le tableau qui suit dit la même chose.`);
  for (const zone of known) {
    const path = element("path", {
      d: (shapes.get(zone.code) ?? []).map((ring) => pathOf(ring, frame)).join(""),
      class: "mg-zone",
      fill: fillOf(zone.encre),
      "data-code": zone.code,
    });
    const tip = element("title", {});
    tip.textContent = `${zone.nom} : ${zone.dit}`;
    path.append(tip);
    svg.append(path);
  }
  svg.append(...doubts(known, shapes, frame), ...names(known, shapes, frame));
  if (choose) {
    svg.addEventListener("click", ({ target }) => {
      const code = target instanceof Element ? target.getAttribute("data-code") : null;
      if (code) {
        choose(code);
      }
    });
  }
  return svg;
}

/** Returns the square of a legend. */
export function swatch(encre: number | null): SVGSVGElement {
  const svg = element("svg", { viewBox: "0 0 32 20", width: "32", height: "20", class: "mg-pastille" });
  svg.setAttribute("aria-hidden", "true");
  svg.append(element("rect", { x: "1", y: "1", width: "30", height: "18", class: "mg-zone", fill: fillOf(encre) }));
  return svg;
}

const INKS = ["#f4f1e8", "#cfdfec", "#8db4d6", "#4a80b4", "#123f6d"] as const;
const HATCHED = 3;

function fillOf(encre: number | null): string {
  if (encre === null) {
    return "url(#mg-motif-non-recense)";
  }
  return encre >= HATCHED ? `url(#mg-motif-${encre})` : (INKS[encre] ?? INKS[0]);
}

/** Returns the patterns that maps and legends fill with, to be put once in the page. */
export function patterns(): SVGSVGElement {
  const holder = element("svg", { width: "0", height: "0", class: "mg-motifs" });
  holder.setAttribute("aria-hidden", "true");
  const square = (name: string, ground: string, mark: SVGElement): void => {
    const made = element("pattern", {
      id: `mg-motif-${name}`,
      width: "8",
      height: "8",
      patternUnits: "userSpaceOnUse",
    });
    made.append(element("rect", { width: "8", height: "8", fill: ground }), mark);
    holder.append(made);
  };
  square("3", INKS[3], element("path", { d: "M-2 2 2 -2M0 8 8 0M6 10 10 6", stroke: "#ffffff", "stroke-width": "1" }));
  square("4", INKS[4], element("path", { d: "M0 0 8 8M0 8 8 0", stroke: "#ffffff", "stroke-width": "0.9" }));
  square("non-recense", "#ffffff", element("circle", { cx: "4", cy: "4", r: "1.2", fill: "#545b66" }));
  return holder;
}

interface Frame {
  west: number;
  north: number;
  /** Units of the drawing per degree of longitude, and per degree of latitude. */
  across: number;
  down: number;
  height: number;
}

function frameOf(rings: readonly Ring[]): Frame | null {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const ring of rings) {
    for (const [x, y] of ring) {
      west = Math.min(west, x);
      east = Math.max(east, x);
      south = Math.min(south, y);
      north = Math.max(north, y);
    }
  }
  if (west >= east || south >= north) {
    return null;
  }
  // A degree of longitude is shorter than one of latitude, by the cosine of where one stands.
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const down = Math.min((WIDTH - 2 * MARGIN) / ((east - west) * narrow), (TALLEST - 2 * MARGIN) / (north - south));
  return { west, north, across: down * narrow, down, height: (north - south) * down + 2 * MARGIN };
}

function place(frame: Frame, [x, y]: readonly [number, number]): [number, number] {
  return [MARGIN + (x - frame.west) * frame.across, MARGIN + (frame.north - y) * frame.down];
}

function pathOf(ring: Ring, frame: Frame): string {
  const points = ring.map((point) =>
    place(frame, point)
      .map((value) => value.toFixed(1))
      .join(" "),
  );
  return points.length ? `M${points.join("L")}Z` : "";
}

/** Returns the marks of the territories whose class is not sure. */
function doubts(zones: readonly Zone[], shapes: Shapes, frame: Frame): SVGTextElement[] {
  return zones
    .filter(({ doute }) => doute)
    .map(({ code }) => {
      const [x, y] = middle(shapes.get(code) ?? [], frame);
      return written("?", x, y + LINE * UNDER_NAMES, "mg-doute");
    });
}

function written(words: string, x: number, y: number, name: string): SVGTextElement {
  const text = element("text", { x: x.toFixed(0), y: y.toFixed(0), class: name });
  text.setAttribute("aria-hidden", "true");
  text.textContent = words;
  return text;
}

/** Returns the names worth writing, the heaviest first, those that would cover another left out. */
function names(zones: readonly Zone[], shapes: Shapes, frame: Frame): SVGTextElement[] {
  const taken: { x: number; y: number; half: number }[] = [];
  const made: SVGTextElement[] = [];
  for (const { code, nom, poids } of [...zones].sort((a, b) => b.poids - a.poids)) {
    if (poids <= 0 || made.length >= MOST_NAMES) {
      break;
    }
    const [x, y] = middle(shapes.get(code) ?? [], frame);
    const half = (nom.length * LETTER) / 2;
    const free = taken.every((one) => Math.abs(one.y - y) > LINE || Math.abs(one.x - x) > one.half + half);
    if (free && x - half > 0 && x + half < WIDTH) {
      taken.push({ x, y, half });
      made.push(written(nom, x, y, "mg-nom"));
    }
  }
  return made;
}

/** Returns the middle of the box of the largest ring. */
function middle(rings: readonly Ring[], frame: Frame): [number, number] {
  const largest = [...rings].sort((a, b) => b.length - a.length)[0] ?? [];
  const points = largest.map((point) => place(frame, point));
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}

function element<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>>,
): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  return made;
}
