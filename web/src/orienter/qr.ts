/** A QR code as a drawing: one path, black on white, with the quiet zone that readers need. */

import { encode } from "uqr";
import { svg } from "./svg";

const QUIET = 4;

/** Returns the drawing of an address; `name` says what it leads to. */
export function qrCode(address: string, name: string): SVGSVGElement {
  const { data, size } = encode(address, { ecc: "M", border: QUIET });
  let path = "";
  data.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) {
        path += `M${x} ${y}h1v1h-1z`;
      }
    });
  });
  return svg(
    "svg",
    {
      class: "mg-qr",
      viewBox: `0 0 ${size} ${size}`,
      role: "img",
      "aria-label": name,
      "shape-rendering": "crispEdges",
    },
    svg("path", { d: `M0 0h${size}v${size}H0z`, fill: "#fff" }),
    svg("path", { d: path, fill: "#000" }),
  );
}
