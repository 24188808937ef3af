// @vitest-environment happy-dom
import { afterEach, describe, expect, test, vi } from "vitest";
import { permettreLaCopie } from "../src/copy";
import { direLEdition } from "../src/edition";
import { lireOptions, preparerLesCartes } from "../src/map-loader";

afterEach(() => {
  vi.restoreAllMocks();
  document.head.innerHTML = "";
  document.body.innerHTML = "";
});

describe("the copy of the link", () => {
  const button = () => document.querySelector("button") as HTMLButtonElement;

  test("shows its button, and copies the address without the day looked at", async () => {
    window.history.replaceState(null, "", "/lieux/x/?le=2026-08-15#horaires");
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    document.body.innerHTML = '<button type="button" data-mg-copier hidden>Copier le lien</button>';
    permettreLaCopie(document);
    expect(button().hidden).toBe(false);
    button().click();
    await vi.waitFor(() => expect(document.querySelector("[role=status]")?.textContent).toBe("Lien copié."));
    expect(write.mock.calls[0]?.[0]).toMatch(/\/lieux\/x\/$/);
  });

  test("gives the address to take when the clipboard refuses", async () => {
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("refused"));
    document.body.innerHTML = '<button type="button" data-mg-copier hidden>Copier le lien</button>';
    permettreLaCopie(document);
    button().click();
    await vi.waitFor(() => expect(document.querySelector("input")?.value).toContain("/lieux/x/"));
    expect(document.querySelector("input")?.getAttribute("aria-label")).toContain("à copier");
  });
});

describe("the copy of a text", () => {
  const button = () => document.querySelector("button") as HTMLButtonElement;
  const show = (id: string) => {
    document.body.innerHTML = `<div id="resume"><p> Un. </p><p>Deux&nbsp;: <b>trois</b>.</p></div><button type="button" data-mg-copier-texte="${id}" hidden>Copier</button>`;
    permettreLaCopie(document);
  };

  test("takes the paragraphs, each apart from the next", async () => {
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    show("resume");
    button().click();
    await vi.waitFor(() => expect(document.querySelector("[role=status]")?.textContent).toBe("Texte copié."));
    expect(write.mock.calls[0]?.[0]).toBe("Un.\n\nDeux\u00a0: trois.");
  });

  test("gives the text to take when the clipboard refuses", async () => {
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("refused"));
    show("resume");
    button().click();
    await vi.waitFor(() => expect(document.querySelector("textarea")?.value).toContain("Un.\n\nDeux"));
  });

  test("does not show its button where there is nothing to copy", () => {
    show("autre");
    expect(button().hidden).toBe(true);
  });
});

describe("a dated edition", () => {
  const said = (search: string) => {
    document.body.innerHTML = '<p data-mg-edition="2026-11-21" hidden></p>';
    direLEdition(document, search);
    return document.querySelector("p") as HTMLElement;
  };

  test("says that the figures are of another day", () => {
    expect(said("?edition=2026-05-01").hidden).toBe(false);
    expect(said("?edition=2026-05-01").textContent).toContain("l’édition du vendredi 1er\u00a0mai\u00a02026");
  });

  test("says nothing on its own day, nor of a day that is none", () => {
    for (const search of ["", "?edition=2026-11-21", "?edition=2026-02-31", "?edition=%3Cb%3E", "?edition="]) {
      expect(said(search).hidden).toBe(true);
    }
  });
});

describe("the map", () => {
  function carte(attributes: string): HTMLElement {
    document.body.innerHTML = `<div data-mg-carte ${attributes}></div>`;
    return document.querySelector("[data-mg-carte]") as HTMLElement;
  }

  test("reads where it is from its attributes", () => {
    expect(
      lireOptions(
        carte(
          'data-latitude="48.19" data-longitude="-2.19" data-precision="mairie" data-nom="A &amp; B" data-tuiles="https://t.example/{z}/{x}/{y}.png" data-attribution="© X" data-zoom-max="17" data-contours="../c.geojson" data-code-insee="35297"',
        ),
      ),
    ).toMatchObject({
      latitude: 48.19,
      longitude: -2.19,
      approximative: true,
      nom: "A & B",
      tuiles: "https://t.example/{z}/{x}/{y}.png",
      zoomMax: 17,
      contours: "../c.geojson",
      codeInsee: "35297",
    });
  });

  test.each([
    "",
    'data-latitude="x" data-longitude="1"',
    'data-latitude="91" data-longitude="1"',
    'data-latitude="" data-longitude=""',
  ])("is hidden when it does not know where: %s", (attributes) => {
    const element = carte(attributes);
    preparerLesCartes(document, "https://site.example/assets/maillage/maillage.js");
    expect(element.hidden).toBe(true);
  });

  test("accepts no address of tiles but of the web", () => {
    expect(
      lireOptions(carte('data-latitude="1" data-longitude="1" data-tuiles="javascript:alert(1)"'))?.tuiles,
    ).toBeNull();
  });

  test("asks first where it is told to, and then loads its files from beside the script", async () => {
    const element = carte('data-latitude="48" data-longitude="-2"');
    element.dataset.mgCarte = "demande";
    const appended: string[] = [];
    vi.spyOn(document.head, "append").mockImplementation((...nodes) => {
      for (const node of nodes) {
        const made = node as HTMLElement;
        appended.push(made.getAttribute("src") ?? made.getAttribute("href") ?? "");
        queueMicrotask(() => made.dispatchEvent(new Event("load")));
      }
    });
    const dessiner = vi.fn();
    window.mgCarte = { dessiner };
    preparerLesCartes(document, "https://site.example/assets/maillage/maillage.js");
    expect(appended).toEqual([]);
    (element.querySelector("button") as HTMLButtonElement).click();
    await vi.waitFor(() => expect(dessiner).toHaveBeenCalledTimes(1));
    expect(appended).toEqual([
      "https://site.example/assets/maillage/carte.css",
      "https://site.example/assets/maillage/carte.js",
    ]);
    expect(element.querySelector("button")).toBeNull();
  });
});
