/** What is under the pins without any tile: the communes of the intercommunalities around, with their names. */

import type { FeatureCollection } from "geojson";
import L from "leaflet";
import { h } from "../dom";

const NAMES_FROM_ZOOM = 10;
const PINS = ".mg-epingle, .mg-epingle-depart";
/** Where a name may go, in pixels down from the middle of its commune. */
const SHIFTS = [0, 26, -26];

type Box = Pick<DOMRect, "left" | "right" | "top" | "bottom">;

export class Ground {
  private readonly drawn = new Map<string, L.GeoJSON | null>();
  private readonly names: L.Marker[] = [];

  private alone = false;

  constructor(private readonly map: L.Map) {
    map.on("zoomend moveend", () => this.sortNames());
  }

  /** There are no tiles, or they do not come: the communes are filled and have their names. */
  standAlone(): void {
    this.alone = true;
    this.map.getContainer().classList.add("mg-plan-sans-fond");
    this.sortNames();
  }

  /** Draws the communes of these files, each once; a map without them is still a map. */
  show(addresses: readonly string[]): void {
    for (const address of addresses) {
      if (!this.drawn.has(address)) {
        this.drawn.set(address, null);
        void this.bring(address);
      }
    }
  }

  private async bring(address: string): Promise<void> {
    try {
      const response = await fetch(address, { credentials: "same-origin" });
      if (!response.ok) {
        return;
      }
      const layer = L.geoJSON((await response.json()) as FeatureCollection, {
        interactive: false,
        style: { className: "mg-plan-commune" },
        onEachFeature: ({ properties }, commune) => {
          if (commune instanceof L.Polygon) {
            this.name(String(properties.nom ?? ""), commune.getBounds().getCenter());
          }
        },
      });
      layer.addTo(this.map).bringToBack();
      this.drawn.set(address, layer);
      this.sortNames();
    } catch {
      // Asked again with the next answer.
      this.drawn.delete(address);
    }
  }

  private name(text: string, place: L.LatLng): void {
    const html = h("span", { "aria-hidden": "true" }, text);
    const icon = L.divIcon({ className: "mg-plan-nom", html, iconSize: [0, 0] });
    this.names.push(
      L.marker(place, { icon, interactive: false, keyboard: false, zIndexOffset: -1000 }).addTo(this.map),
    );
  }

  /** Puts each name beside the pins and the other names; one that finds no room is hidden. */
  private sortNames(): void {
    const shown = this.alone && this.map.getZoom() >= NAMES_FROM_ZOOM;
    const pins = shown ? [...this.map.getContainer().querySelectorAll(PINS)] : [];
    const taken: Box[] = pins.map((pin) => pin.getBoundingClientRect());
    for (const marker of this.names) {
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
