/** The pins: numbered as the list, of another shape for each list, gathered where they would cover one another. */

import L from "leaflet";
import "leaflet.markercluster";
import "leaflet.markercluster/dist/MarkerCluster.css";
import { h, unseen } from "../dom";
import type { PlanOptions } from "../map-panel";
import type { Pin } from "../pins";
import type { Start } from "./plan";

const GATHERED_WITHIN_PX = 36;
const MARKED = "mg-epingle--ici";

export class Markers {
  private readonly group: L.MarkerClusterGroup;
  private readonly byRank = new Map<number, L.Marker>();
  private start: L.Marker | null = null;
  private marked: HTMLElement | null = null;

  constructor(
    private readonly map: L.Map,
    private readonly options: PlanOptions,
  ) {
    this.group = L.markerClusterGroup({
      maxClusterRadius: GATHERED_WITHIN_PX,
      animate: options.animated,
      showCoverageOnHover: false,
      spiderLegPolylineOptions: { className: "mg-epingle-fil" },
      iconCreateFunction: gathered,
    }).addTo(map);
  }

  /** Shows these pins in the place of those before. */
  show(pins: readonly Pin[], start: Start | null): void {
    this.group.clearLayers();
    this.byRank.clear();
    for (const pin of pins) {
      this.byRank.set(pin.rank, this.marker(pin));
    }
    this.group.addLayers([...this.byRank.values()]);
    this.start?.remove();
    this.start = start ? startMarker(start).addTo(this.map) : null;
  }

  /** Opens the group that holds a pin, and brings the keyboard to it. */
  point(rank: number): void {
    const marker = this.byRank.get(rank);
    if (marker) {
      this.group.zoomToShowLayer(marker, () => {
        marker.getElement()?.focus();
        this.mark(rank);
      });
    }
  }

  /** Marks the pin of one result, or the group that holds it. */
  mark(rank: number | null): void {
    this.marked?.classList.remove(MARKED);
    const marker = rank === null ? undefined : this.byRank.get(rank);
    const seen = marker && this.group.getVisibleParent(marker);
    this.marked = seen?.getElement() ?? null;
    this.marked?.classList.add(MARKED);
  }

  private marker(pin: Pin): L.Marker {
    const where = pin.approximate ? ", position approximative" : "";
    const text = h("span", {}, unseen("Numéro "), String(pin.rank), unseen(` : ${pin.name}${where}`));
    const icon = L.divIcon({
      className: `mg-epingle mg-epingle--${pin.list}${pin.approximate ? " mg-epingle--approximative" : ""}`,
      html: text,
      iconSize: [34, 34],
    });
    const marker = L.marker([pin.latitude, pin.longitude], { icon, title: pin.name, riseOnHover: true });
    const press = (): void => this.options.onPin(pin.rank);
    // Leaflet makes a button of a pin, and leaves its keys to us.
    return marker.on("click", press).on("keydown", ({ originalEvent: event }) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        press();
      }
    });
  }
}

function gathered(cluster: L.MarkerCluster): L.DivIcon {
  // In words: a bare number would be that of a result.
  const html = h("span", {}, `${cluster.getChildCount()} lieux`, unseen(" à voir de plus près"));
  return L.divIcon({ className: "mg-epingle mg-epingle--groupe", html, iconSize: [64, 30] });
}

function startMarker({ name, latitude, longitude }: Start): L.Marker {
  const html = h("span", {}, "Départ", unseen(` : ${name}`));
  // Above its point, where the pins of the same town leave it to be read.
  const icon = L.divIcon({ className: "mg-epingle-depart", html, iconSize: [60, 22], iconAnchor: [30, 42] });
  return L.marker([latitude, longitude], { icon, interactive: false, keyboard: false, zIndexOffset: -500 });
}
