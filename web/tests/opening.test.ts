// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { suivreLesOuvertures } from "../src/opening";
import { horaire } from "./examples";

const plain = (text: string | null | undefined) => text?.replace(/\u00a0/g, " ");

function page(name: string, inside = ""): HTMLElement {
  document.body.innerHTML = `<section data-mg-ouverture><h2>Horaires</h2>${inside}
    <script type="application/json" class="mg-horaires">${JSON.stringify(horaire(name))}</script>
    <table>${[1, 2, 3, 4, 5, 6, 7].map((day) => `<tr data-mg-jour="${day}"><th>jour</th></tr>`).join("")}</table></section>`;
  return document.querySelector("section") as HTMLElement;
}

const said = (section: HTMLElement, className = "mg-ouverture-etat") =>
  plain(section.querySelector(`.${className}`)?.textContent);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("opening hours on a page", () => {
  test("say the state, the hours of the day, and mark the row of today", () => {
    vi.setSystemTime(new Date("2026-03-04T09:30:00Z"));
    const section = page("semaine-ordinaire");
    suivreLesOuvertures(document, "");
    expect(section.dataset.etat).toBe("ouvert");
    expect(said(section)).toBe("Ouvert jusqu’à 12 h");
    expect(said(section, "mg-ouverture-jour")).toBe("Aujourd’hui : 9 h à 12 h, 14 h à 18 h");
    expect(section.querySelector<HTMLElement>(".mg-ouverture-note")?.hidden).toBe(true);
    const marked = section.querySelectorAll<HTMLElement>("[aria-current=date]");
    expect([...marked].map((row) => row.dataset.mgJour)).toEqual(["3"]);
    expect(section.querySelector("h2")?.nextElementSibling?.className).toBe("mg-ouverture-etat");
  });

  test("change at the minute, and are announced only when they change", () => {
    vi.setSystemTime(new Date("2026-03-04T10:58:30Z"));
    const section = page("semaine-ordinaire");
    suivreLesOuvertures(document, "");
    const line = section.querySelector(".mg-ouverture-etat") as HTMLElement;
    expect(line.hasAttribute("aria-live")).toBe(false);
    const write = vi.spyOn(line, "textContent", "set");
    vi.advanceTimersByTime(60_000);
    expect(plain(line.textContent)).toBe("Ouvert jusqu’à 12 h");
    expect(write).not.toHaveBeenCalled();
    vi.advanceTimersByTime(31_000);
    expect(plain(line.textContent)).toBe("Fermé — ouvre à 14 h");
    expect(line.getAttribute("aria-live")).toBe("polite");
    expect(write).toHaveBeenCalledTimes(1);
  });

  test("are worked out again when the page comes back into view, and not while it is hidden", () => {
    vi.setSystemTime(new Date("2026-03-04T10:30:00Z"));
    const section = page("semaine-ordinaire");
    const visible = vi.spyOn(document, "visibilityState", "get").mockReturnValue("visible");
    suivreLesOuvertures(document, "");
    visible.mockReturnValue("hidden");
    document.dispatchEvent(new Event("visibilitychange"));
    vi.advanceTimersByTime(4 * 3_600_000);
    expect(said(section)).toBe("Ouvert jusqu’à 12 h");
    visible.mockReturnValue("visible");
    document.dispatchEvent(new Event("visibilitychange"));
    expect(said(section)).toBe("Ouvert jusqu’à 18 h");
  });

  test("can be looked at on another day, with a way back", () => {
    const section = page("fermeture-aout");
    suivreLesOuvertures(document, "?le=2026-08-15");
    expect(said(section)).toBe("Samedi 15 août 2026 : fermé du 1er au 31 août : congés");
    expect(section.dataset.etat).toBe("ferme");
    expect(said(section, "mg-ouverture-date")).toContain("Vous regardez le samedi 15 août 2026.");
    expect(section.querySelector(".mg-ouverture-date a")?.textContent).toBe("Revenir à maintenant");
    expect(section.querySelector("[aria-current=date]")?.getAttribute("data-mg-jour")).toBe("6");
  });

  test("can be looked at on another day and hour", () => {
    const section = page("semaine-ordinaire");
    suivreLesOuvertures(document, "?le=2026-03-02T10:00");
    expect(said(section)).toBe("Ouvert jusqu’à 12 h");
  });

  test("ignore a day that is none", () => {
    vi.setSystemTime(new Date("2026-03-04T09:30:00Z"));
    const section = page("semaine-ordinaire");
    suivreLesOuvertures(document, "?le=<script>");
    expect(said(section)).toBe("Ouvert jusqu’à 12 h");
  });

  test("follow the clock of the place", () => {
    vi.setSystemTime(new Date("2026-03-04T04:30:00Z"));
    const section = page("reunion");
    suivreLesOuvertures(document, "");
    expect(said(section)).toBe("Ouvert jusqu’à 12 h");
  });

  test("use the lines that the page already has", () => {
    vi.setSystemTime(new Date("2026-03-04T09:30:00Z"));
    const section = page("semaine-ordinaire", '<p class="mg-ouverture-etat"></p>');
    suivreLesOuvertures(document, "");
    expect(section.querySelectorAll(".mg-ouverture-etat")).toHaveLength(1);
    expect(said(section)).toBe("Ouvert jusqu’à 12 h");
  });

  test("leave the page as it is when the hours cannot be read", () => {
    const section = page("semaine-ordinaire");
    const script = section.querySelector("script") as HTMLElement;
    script.textContent = "{";
    const before = document.body.innerHTML;
    suivreLesOuvertures(document, "");
    expect(document.body.innerHTML).toBe(before);
  });

  test("show a comment as text, whatever it holds", () => {
    const section = page("semaine-ordinaire");
    const hours = { du: "2026-01-01", au: "2027-01-31", semaine: Array(7).fill([[0, 1439, "<img src=x onerror=1>"]]) };
    (section.querySelector("script") as HTMLElement).textContent = JSON.stringify(hours);
    suivreLesOuvertures(document, "?le=2026-03-02T10:00");
    expect(section.querySelector("img")).toBeNull();
    expect(said(section)).toContain("<img");
  });
});
