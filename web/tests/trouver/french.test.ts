import { expect, test } from "vitest";
import { lowered } from "../../src/trouver/french";

test("a label keeps its acronym or its name in the middle of a sentence", () => {
  for (const label of ["France services", "Croix-Rouge française", "X (ancien Twitter)", "CAF"]) {
    expect(lowered(label)).toBe(label);
  }
  expect(lowered("Sur rendez-vous")).toBe("sur rendez-vous");
  expect(lowered("À distance")).toBe("à distance");
});
