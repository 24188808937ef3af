import { describe, expect, test } from "vitest";
import { heightIn, heightMessage } from "../src/integrer/height";

describe("what a frame may tell", () => {
  test("is its height, whole", () => {
    expect(heightIn(heightMessage(811.2))).toBe(812);
  });

  test.each([
    ["nothing", null],
    ["a text", "hauteur"],
    ["another message", { type: "resize", height: 500 }],
    ["a height in words", { maillage: "hauteur", hauteur: "500px;position:fixed" }],
    ["no number", { maillage: "hauteur", hauteur: Number.NaN }],
    ["too much", { maillage: "hauteur", hauteur: 1e9 }],
    ["too little", { maillage: "hauteur", hauteur: -500 }],
    ["endless", { maillage: "hauteur", hauteur: Number.POSITIVE_INFINITY }],
  ])("and not %s", (_, data) => {
    expect(heightIn(data)).toBeNull();
  });
});
