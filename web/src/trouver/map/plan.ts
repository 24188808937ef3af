/** The map of the answers, loaded when it is asked for: it shows pins where the list has cards, and no more. */

import L from "leaflet";
import "leaflet/dist/leaflet.css";
import type { PlanOptions } from "../map-panel";
import type { Pin } from "../pins";
import { Ground } from "./ground";
import { Markers } from "./markers";
import "./map.css";

/** Where the distances start from. */
export interface Start {
  name: string;
  latitude: number;
  longitude: number;
  /** SIREN of its intercommunality, empty when unknown. */
  epci: string;
}

/** A map that is there. */
export interface Plan {
  /** Shows pins; `inView` are the numbers that the frame is drawn around, `grounds` the files of the communes there. */
  show(pins: readonly Pin[], start: Start | null, inView: readonly number[], grounds: readonly string[]): void;
  /** Brings the reader to a pin. */
  point(rank: number): void;
  /** Marks one pin, or none. */
  mark(rank: number | null): void;
  /** Draws again after the frame has changed. */
  resized(): void;
}

function draw(frame: HTMLElement, options: PlanOptions): Plan {
  const map = L.map(frame, {
    zoomControl: false,
    // The page scrolls under the wheel; the buttons and the keyboard move the map.
    scrollWheelZoom: false,
    zoomAnimation: options.animated,
    fadeAnimation: options.animated,
    markerZoomAnimation: options.animated,
    maxZoom: options.maxZoom,
  });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: "Agrandir la carte", zoomOutTitle: "Réduire la carte" }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.setView([46.6, 2.4], 6);
  const ground = new Ground(map);
  if (options.tiles) {
    addTiles(map, options, options.tiles, ground);
  } else {
    ground.standAlone();
  }
  const markers = new Markers(map, options);
  let drawn = "";
  return {
    show(pins, start, inView, grounds) {
      markers.show(pins, start);
      ground.show(grounds);
      const framed = pins.filter(({ rank }) => inView.includes(rank));
      const bounds = L.latLngBounds(
        [...framed, ...(start ? [start] : [])].map(({ latitude, longitude }) => [latitude, longitude]),
      );
      const key = bounds.isValid() ? bounds.toBBoxString() : "";
      // The same places leave the map as the reader has moved it.
      if (key && key !== drawn) {
        drawn = key;
        map.fitBounds(bounds, { padding: [40, 40], maxZoom: 15, animate: false });
      }
    },
    point: (rank) => markers.point(rank),
    mark: (rank) => markers.mark(rank),
    resized: () => map.invalidateSize(),
  };
}

function addTiles(map: L.Map, { attribution, maxZoom }: PlanOptions, address: string, ground: Ground): void {
  // Leaflet writes attributions as HTML; ours is a text of the site file.
  const text = Object.assign(document.createElement("span"), { textContent: attribution });
  const tiles = L.tileLayer(address, { attribution: text.innerHTML, maxZoom });
  let came = false;
  tiles.on("tileload", () => {
    came = true;
  });
  tiles.on("tileerror", () => {
    if (!came) {
      ground.standAlone();
    }
  });
  tiles.addTo(map);
}

window.mgPlan = { draw };
