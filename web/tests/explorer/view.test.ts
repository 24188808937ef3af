// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { shapesOf } from "../../src/explorer/data";
import { rowsOf } from "../../src/explorer/figures";
import type { State } from "../../src/explorer/state";
import { shortened, view } from "../../src/explorer/view";
import { ANSWERS, PLACES, STATE } from "./world";

const SQUARE = [
  [-2, 48],
  [-1, 48],
  [-1, 49],
  [-2, 48],
] as const;

function show(
  changes: Partial<State> = {},
  nom = "Trois",
): { text: string; html: string; chosen: string[]; root: Element } {
  const state = { ...STATE, ...changes };
  const places = { ...PLACES, epci: { ...PLACES.epci, nom: ["Un", "Deux", nom] } };
  const chosen: string[] = [];
  const { elements } = view(
    {
      state,
      chosen: { sujet: "Aide aux démarches", acces: "", indicateur: "Médiane", seuil_km: state.seuil_km, jour: "jour" },
      places,
      ...rowsOf(state, places, ANSWERS),
      shapes: new Map(["un", "deux", "trois", "35001", "22004"].map((code) => [code, [SQUARE]])),
    },
    { rapports: "r/", donnees: "d/", vers: (epci) => `?epci=${epci}`, choisir: (epci) => chosen.push(epci) },
  );
  const root = document.createElement("div");
  root.append(...elements);
  return { text: (root.textContent ?? "").replace(/\u00a0/g, " "), html: root.innerHTML, chosen, root };
}

describe("what is shown", () => {
  it("has a line for each territory, those where nobody has looked included", () => {
    const { root, text } = show();
    const lines = [...root.querySelectorAll("tbody tr")].map((line) =>
      [...line.children].map((cell) => (cell.textContent ?? "").replace(/\u00a0/g, " ")),
    );
    expect(lines).toEqual([
      ["Deux (sa partie dans le territoire)", "0", "le même", "500"],
      ["Trois", "non recensé", "non recensé", "200"],
      ["Un", "300 (23 %)", "entre 0 et 300 (23 %)", "1 300"],
    ]);
    expect(text).toContain("Non recensées, laissées hors du total : 1 sur 3 (Trois).");
  });

  it("puts first what lacks the most, and last where nobody has looked", () => {
    const { root } = show({ tri: "valeur", indicateur: "distance_p90" });
    expect([...root.querySelectorAll("tbody th a")].map((link) => link.textContent)).toEqual(["Un", "Deux", "Trois"]);
  });

  it("draws each territory with its class, and says it in words as well", () => {
    const { root, text } = show();
    const fills = [...root.querySelectorAll("path.mg-zone")].map((path) => path.getAttribute("fill"));
    expect(fills).toEqual(["#f4f1e8", "url(#mg-motif-non-recense)", "#8db4d6"]);
    expect(text).toContain("aucune personne au-delà : 1");
    expect(text).toContain("non recensé : 1");
    expect(root.querySelector("svg.mg-choroplethe")?.getAttribute("aria-label")).toContain(
      "Le tableau qui suit dit la même",
    );
  });

  it("goes to the communes of a territory that is clicked", () => {
    const { root, chosen } = show();
    root.querySelector('path[data-code="un"]')?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    expect(chosen).toEqual(["un"]);
  });

  it("never reads a name as markup", () => {
    const { root, html } = show({}, "<img src=x onerror=alert(1)>");
    expect(root.querySelector("img")).toBeNull();
    expect(html).toContain("&lt;img");
  });

  it("says that an indicator of territories has no commune", () => {
    expect(show({ epci: "un", indicateur: "structures" }).text).toContain("Cet indicateur se lit par intercommunalité");
    expect(show({ epci: "un" }).text).not.toContain("se lit par intercommunalité");
  });
});

describe("names and contours", () => {
  it.each([
    ["Communauté de communes du Val de Morteau", "Val de Morteau"],
    ["Communauté d’agglomération Dinan Agglomération", "Dinan Agglomération"],
    ["Communauté urbaine Grand Besançon Métropole", "Grand Besançon Métropole"],
    ["Communauté de communes de l’Oust à Brocéliande", "Oust à Brocéliande"],
    ["Dijon Métropole", "Dijon Métropole"],
  ])("shorten %s", (long, short) => {
    expect(shortened(long)).toBe(short);
  });

  it("are read from GeoJSON, and from nothing", () => {
    const feature = {
      properties: { code_insee: "35001" },
      geometry: { type: "MultiPolygon", coordinates: [[SQUARE], [SQUARE]] },
    };
    expect(shapesOf({ features: [feature] }).get("35001")).toHaveLength(2);
    expect(shapesOf({}).size).toBe(0);
  });
});
