import { describe, expect, test } from "vitest";
import { prefix } from "../src/hors-ligne/edition";
import { routeOf } from "../src/hors-ligne/route";

const SCOPE = "https://hub.example/annuaire/";
const EDITION = { id: "1", code: "2", pages: ["trouver/"], files: {} };

function route(url: string, given: Partial<{ method: string; mode: string; destination: string }> = {}) {
  const asked = { url, method: "GET", mode: "navigate", destination: "document", ...given };
  return routeOf(asked, SCOPE, EDITION);
}

describe("what a request calls for", () => {
  test.each([
    ["the search, whatever is searched", "trouver/?q=caf&pres=35184", { kind: "application", path: "trouver/" }],
    ["the search by the name of its file", "trouver/index.html", { kind: "application", path: "trouver/" }],
    ["a venue, without what its address says of a day", "lieux/x/?le=2026-12-01", { kind: "visit", path: "lieux/x/" }],
    ["the home page", "", { kind: "visit", path: "" }],
    ["the small page for other sites", "trouver/integre/?q=caf", { kind: "elsewhere" }],
  ])("%s", (_, path, expected) => {
    expect(route(SCOPE + path)).toEqual(expected);
  });

  test("a file is one whoever asks for it", () => {
    const asked = { mode: "cors", destination: "" };
    expect(route(`${SCOPE}donnees/recherche/lieux.json`, asked)).toEqual({
      kind: "file",
      path: "donnees/recherche/lieux.json",
    });
  });

  test("a framed map is not a visit", () => {
    expect(route(`${SCOPE}cartes/epci-1.html`, { destination: "iframe" })).toEqual({ kind: "elsewhere" });
  });

  test("another site of the same host, another host and what is sent are left alone", () => {
    expect(route("https://hub.example/autre/trouver/")).toEqual({ kind: "elsewhere" });
    expect(route("https://hub.example/annuaire-bis/trouver/")).toEqual({ kind: "elsewhere" });
    expect(route("https://tuiles.example/annuaire/1.png", { mode: "no-cors" })).toEqual({ kind: "elsewhere" });
    expect(route(`${SCOPE}trouver/`, { method: "POST" })).toEqual({ kind: "elsewhere" });
  });
});

test("two sites of one host keep apart", () => {
  expect(prefix("https://hub.example/")).toBe("maillage:/:");
  expect(prefix(SCOPE)).toBe("maillage:/annuaire/:");
});
