import { describe, expect, test } from "vitest";
import { readAsked, readIds, shareable, write } from "../../src/orienter/asked";
import { mots } from "../trouver/demonstration";

describe("the address of a sheet", () => {
  test("gives ids once each, in their order, from one list or several", () => {
    expect(readIds("?lieux=b,a&lieux=a,c-1")).toEqual({ lieux: ["b", "a", "c-1"], notes: [] });
    expect(readIds("")).toEqual({ lieux: [], notes: [] });
  });

  test("says which words are not ids, and does not follow them", () => {
    const { lieux, notes } = readIds(`?lieux=${encodeURIComponent("../x,<img src=x>,A B,ok,__proto__")}`);
    expect(lieux).toEqual(["ok"]);
    expect(notes).toHaveLength(4);
    expect(notes.join()).toContain("« <img src=x> »");
  });

  test("keeps the first twelve and says how many are left aside", () => {
    const { lieux, notes } = readIds(`?lieux=${Array.from({ length: 30 }, (_, rank) => `lieu-${rank}`).join(",")}`);
    expect(lieux).toHaveLength(12);
    expect(notes).toEqual([
      "Une feuille porte 12 lieux au plus : les 12 premiers sont là, 18 ont été laissés de côté.",
    ]);
  });

  test("reads services and place as the search does, and nothing else", () => {
    const { asked, notes } = readAsked("?lieux=a&service=dalo,inconnu&pres=35184&q=nom+de+la+personne&rayon=-1", mots);
    expect(asked).toEqual({ lieux: ["a"], service: ["dalo"], pres: "35184" });
    expect(notes).toEqual(["Le service « inconnu » n’existe pas : ignoré."]);
  });

  test("is written as it is read", () => {
    const asked = { lieux: ["a", "b"], service: ["dalo"], pres: "35184" };
    expect(write(asked)).toBe("?lieux=a,b&service=dalo&pres=35184");
    expect(readAsked(write(asked), mots).asked).toEqual(asked);
    expect(write({ lieux: [], service: [], pres: "" })).toBe("");
  });

  test("is sent with a commune, never with coordinates", () => {
    const asked = { lieux: ["a"], service: [], pres: "48.1,-2.2" };
    expect(shareable(asked).pres).toBe("");
    expect(shareable({ ...asked, pres: "35184" }).pres).toBe("35184");
  });

  test("that is absurdly long is read without harm", () => {
    expect(readIds(`?lieux=${"a,".repeat(50_000)}`).lieux).toEqual(["a"]);
    expect(readIds(`?lieux=${"a".repeat(10_000)}`).lieux).toEqual([]);
  });
});
