/** The small map of one place: a point or, where only the commune is known, a circle; readable without tiles. */

import type { GeoJsonObject } from "geojson";
import L from "leaflet";
import "leaflet/dist/leaflet.css";
import "./carte.css";

/** What a map shows; `tuiles` is a URL template, the only request to a third party, null for none. */
export interface OptionsDeCarte {
  latitude: number;
  longitude: number;
  approximative: boolean;
  nom: string;
  tuiles: string | null;
  attribution: string;
  zoomMax: number;
  /** The address of a GeoJSON file of communes, of which `codeInsee` is the one that holds the place. */
  contours: string | null;
  codeInsee: string;
  anime: boolean;
}

const RAYON_APPROXIMATIF_M = 1500;

/** Draws a map inside an element. */
function dessiner(element: HTMLElement, options: OptionsDeCarte): void {
  const frame = element.ownerDocument.createElement("div");
  frame.className = "mg-carte-cadre";
  element.append(frame);
  const place: L.LatLngTuple = [options.latitude, options.longitude];
  const map = L.map(frame, {
    zoomControl: false,
    // The page scrolls under the wheel and under one finger; the buttons and the keyboard move the map.
    scrollWheelZoom: false,
    zoomAnimation: options.anime,
    fadeAnimation: options.anime,
    markerZoomAnimation: options.anime,
    maxZoom: options.zoomMax,
  });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: "Agrandir la carte", zoomOutTitle: "Réduire la carte" }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.setView(place, options.tuiles ? (options.approximative ? 13 : 16) : 11);
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", `Carte${options.nom ? ` : ${options.nom}` : ""}${suffixe(options)}`);
  if (options.tuiles) {
    L.tileLayer(options.tuiles, { attribution: echapper(options.attribution), maxZoom: options.zoomMax }).addTo(map);
  }
  if (options.contours) {
    void tracerLesContours(map, options.contours, options);
  }
  if (options.approximative) {
    L.circle(place, { radius: RAYON_APPROXIMATIF_M, className: "mg-carte-zone", interactive: false }).addTo(map);
  } else {
    poser(map, place, options.nom);
  }
}

function suffixe({ approximative }: OptionsDeCarte): string {
  return approximative ? " (position approximative)" : "";
}

function poser(map: L.Map, place: L.LatLngTuple, nom: string): void {
  const icon = L.divIcon({
    className: "mg-carte-repere",
    html: '<svg viewBox="0 0 24 36" width="24" height="36" aria-hidden="true" focusable="false"><path d="M12 0a12 12 0 0 0-12 12c0 9 12 24 12 24s12-15 12-24A12 12 0 0 0 12 0z"/><circle cx="12" cy="12" r="5"/></svg>',
    iconSize: [24, 36],
    iconAnchor: [12, 36],
    popupAnchor: [0, -34],
  });
  // Without a name there is nothing to open: a button that does nothing would be in the way of the keyboard.
  const marker = L.marker(place, { icon, keyboard: nom !== "", interactive: nom !== "" }).addTo(map);
  if (nom) {
    const text = document.createElement("span");
    text.textContent = nom;
    marker.bindPopup(text);
    marker.on("popupopen", ({ popup }) => {
      popup.getElement()?.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", "Fermer");
    });
    marker.getElement()?.setAttribute("aria-label", nom);
    // Leaflet only listens to Escape while the map itself has the focus, and Enter has just been typed on the marker.
    marker.getElement()?.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") {
        marker.closePopup();
      }
    });
  }
}

/** Draws the contours of a same-site GeoJSON; a map without them is still a map. */
async function tracerLesContours(map: L.Map, address: string, { tuiles, codeInsee }: OptionsDeCarte): Promise<void> {
  try {
    const response = await fetch(address, { credentials: "same-origin" });
    if (!response.ok) {
      return;
    }
    const contours = (await response.json()) as GeoJsonObject;
    const discreet = tuiles ? " mg-carte-contour-discret" : "";
    const here: L.FeatureGroup = L.featureGroup();
    const around = L.geoJSON(contours, {
      interactive: false,
      style: (feature) => ({
        className: `mg-carte-contour${discreet}${feature?.properties.code_insee === codeInsee ? " mg-carte-contour-ici" : ""}`,
      }),
      onEachFeature: ({ properties }, layer) => {
        if (properties.code_insee === codeInsee) {
          here.addLayer(layer);
        }
      },
    });
    // The contours come after the point, and belong under it.
    around.addTo(map).bringToBack();
    here.bringToFront();
    if (!tuiles && here.getLayers().length) {
      map.fitBounds(here.getBounds(), { padding: [24, 24] });
    }
  } catch {
    // No contours: the point stands alone.
  }
}

/** Leaflet writes attributions as HTML; ours is a text of the site file. */
function echapper(text: string): string {
  const holder = document.createElement("span");
  holder.textContent = text;
  return holder.innerHTML;
}

(window as Window & { mgCarte?: { dessiner: typeof dessiner } }).mgCarte = { dessiner };
