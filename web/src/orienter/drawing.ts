/** A sketch as a drawing in black and white: shapes tell things apart, not colours. */

import { type Label, LETTER, LINE, type Sketch, type Spot } from "./sketch";
import { svg } from "./svg";

/** Returns the drawing of a sketch; `words` say the same. */
export function drawing(
  { width, height, place, start, halls, border, scale }: Sketch,
  words: string,
  approximate: boolean,
): SVGSVGElement {
  const marks: SVGElement[] = border.map((ring) =>
    svg("path", {
      class: "mg-croquis-limite",
      d: `${ring.map((spot, rank) => `${rank ? "L" : "M"}${at(spot)}`).join("")}z`,
    }),
  );
  marks.push(corner(scale, height));
  for (const { spot, label } of halls) {
    marks.push(svg("circle", { class: "mg-croquis-mairie", cx: mm(spot.x), cy: mm(spot.y), r: 0.9 }), text(label));
  }
  if (start) {
    const { x, y } = start.spot;
    marks.push(
      svg("path", { class: "mg-croquis-depart", d: `M${at({ x, y: y - 2 })}L${at({ x: x + 2, y: y + 1.6 })}h-4z` }),
    );
    if (start.label) {
      marks.push(text(start.label));
    }
  }
  if (approximate) {
    marks.push(svg("circle", { class: "mg-croquis-environ", cx: mm(place.x), cy: mm(place.y), r: 4.2 }));
  }
  marks.push(svg("path", { class: "mg-croquis-lieu", d: star(place) }), ...scaleBar(scale, height), ...north(width));
  return svg(
    "svg",
    { class: "mg-croquis", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": `Croquis : ${words}` },
    ...marks,
  );
}

function text({ x, y, lines, anchor }: Label): SVGTextElement {
  return svg(
    "text",
    { "text-anchor": anchor, "font-size": LETTER },
    ...lines.map((line, rank) => svg("tspan", { x: mm(x), y: mm(y + rank * LINE) }, line)),
  );
}

/** Hides the border under the scale, where a dash would read as a sign between the number and its unit. */
function corner({ corner: { right, top } }: Sketch["scale"], height: number): SVGElement {
  // The frame around the sketch stays whole.
  const foot = height - 0.5;
  return svg("path", { class: "mg-croquis-coin", d: `M0.5 ${foot}V${mm(top)}H${mm(right)}V${foot}z` });
}

function scaleBar({ length, text: words }: Sketch["scale"], height: number): SVGElement[] {
  const y = height - 2;
  return [
    svg("path", { class: "mg-croquis-echelle", d: `M1.5 ${y - 1.2}V${y}H${mm(1.5 + length)}V${y - 1.2}` }),
    svg("text", { x: mm(3 + length), y, "font-size": LETTER }, words),
  ];
}

function north(width: number): SVGElement[] {
  const x = width - 3.5;
  return [
    svg("path", { class: "mg-croquis-nord", d: `M${x} 1.2L${x + 1.4} 4.6L${x} 3.8L${x - 1.4} 4.6z` }),
    svg("text", { x, y: 8.2, "text-anchor": "middle", "font-size": LETTER }, "N"),
  ];
}

/** A star of five branches, as tall as 5 mm. */
function star({ x, y }: Spot): string {
  const tips = Array.from({ length: 10 }, (_, rank) => {
    const far = rank % 2 ? 1.1 : 2.7;
    const angle = (rank * Math.PI) / 5;
    return at({ x: x + far * Math.sin(angle), y: y - far * Math.cos(angle) });
  });
  return `M${tips.join("L")}z`;
}

function at({ x, y }: Spot): string {
  return `${mm(x)} ${mm(y)}`;
}

function mm(value: number): number {
  return Math.round(value * 100) / 100;
}
