/** What is under the pins without any tile: the communes of the intercommunalities around, with their names. */

import type { FeatureCollection } from "geojson";
import L from "leaflet";
import { h } from "../dom";

const NAMES_FROM_ZOOM = 10;
const SETTLED_MS = 350;
const PINS = ".mg-epingle, .mg-epingle-depart";
/** Where a name may go, in pixels down from the middle of its commune. */
const SHIFTS = [0, 26, -26];

type Box = Pick<DOMRect, "left" | "right" | "top" | "bottom">;

export class Ground {
  /** The names of each file, in the order in which the files were wanted: what is hidden does not depend on which came first. */
  private readonly names = new Map<string, L.Marker[]>();

  private alone = false;
  private settling = 0;

  constructor(private readonly map: L.Map) {
    map.on("zoomend moveend", () => this.settle());
  }

  /** There are no tiles, or they do not come: the communes are filled and have their names. */
  standAlone(): void {
    this.alone = true;
    this.map.getContainer().classList.add("mg-plan-sans-fond");
    this.settle();
  }

  /** Draws the communes of these files, each once; a map without them is still a map. */
  show(addresses: readonly string[]): void {
    for (const address of addresses) {
      if (!this.names.has(address)) {
        this.names.set(address, []);
        void this.bring(address);
      }
    }
    this.settle();
  }

  /** Sorts the names once the pins are where they stay: they gather and part for a moment after each move. */
  private settle(): void {
    window.clearTimeout(this.settling);
    this.settling = window.setTimeout(() => this.sortNames(), SETTLED_MS);
  }

  private async bring(address: string): Promise<void> {
    try {
      const response = await fetch(address, { credentials: "same-origin" });
      if (!response.ok) {
        return;
      }
      const communes = (await response.json()) as FeatureCollection;
      const layer = L.geoJSON(communes, {
        interactive: false,
        style: { className: "mg-plan-commune" },
        onEachFeature: ({ properties }, commune) => {
          if (commune instanceof L.Polygon) {
            this.names.get(address)?.push(this.named(String(properties.nom ?? ""), commune.getBounds().getCenter()));
          }
        },
      });
      layer.addTo(this.map).bringToBack();
      this.settle();
    } catch {
      // Asked again with the next answer.
      this.names.delete(address);
    }
  }

  private named(text: string, place: L.LatLng): L.Marker {
    const html = h("span", { "aria-hidden": "true" }, text);
    const icon = L.divIcon({ className: "mg-plan-nom", html, iconSize: [0, 0] });
    const marker = L.marker(place, { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(this.map);
    marker.getElement()?.toggleAttribute("hidden", true);
    return marker;
  }

  /** Puts each name beside the pins and the other names; one that finds no room is hidden. */
  private sortNames(): void {
    const shown = this.alone && this.map.getZoom() >= NAMES_FROM_ZOOM;
    const pins = shown ? [...this.map.getContainer().querySelectorAll(PINS)] : [];
    const taken: Box[] = pins.map((pin) => pin.getBoundingClientRect());
    for (const marker of [...this.names.values()].flat()) {
      const element = marker.getElement();
      const text = element?.firstElementChild;
      if (!element || !(text instanceof HTMLElement)) {
        continue;
      }
      element.hidden = false;
      text.style.top = "0";
      const box = text.getBoundingClientRect();
      const free = SHIFTS.map((shift) => ({ shift, moved: movedDown(box, shift) })).find(
        ({ moved }) => shown && !taken.some((other) => overlap(moved, other)),
      );
      element.hidden = !free;
      if (free) {
        text.style.top = `${free.shift}px`;
        taken.push(free.moved);
      }
    }
  }
}

function movedDown({ left, right, top, bottom }: Box, by: number): Box {
  return { left, right, top: top + by, bottom: bottom + by };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
