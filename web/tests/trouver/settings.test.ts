// @vitest-environment happy-dom
import { describe, expect, test } from "vitest";
import { reach, settingsOf } from "../../src/trouver/settings";

function way(telephone: string, courriel: string): HTMLElement | null {
  const root = document.createElement("div");
  Object.assign(root.dataset, { telephone, courriel });
  return reach(settingsOf(root, ""));
}

describe("the way to reach the hub", () => {
  test("is its telephone", () => {
    expect(way("02 61 91 00 01", "hub@exemple.fr")?.outerHTML).toBe('<a href="tel:+33261910001">02 61 91 00 01</a>');
  });

  test("is its mail where it has no telephone", () => {
    expect(way("", "hub@exemple.fr")?.outerHTML).toBe('<a href="mailto:hub@exemple.fr">hub@exemple.fr</a>');
  });

  test("is not what cannot be followed", () => {
    expect(way("", "")).toBeNull();
    expect(way("bientôt", "pas une adresse")).toBeNull();
  });
});
