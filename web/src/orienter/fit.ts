/**
 * Makes a page fit on its sheet of paper without hiding anything: what has no room is left to the page of the venue,
 * and the sheet says so.
 *
 * The page is measured as it will be printed. While it is too tall, one of its venues gives up a little, in the order
 * below: what one can do without, then the length of what one cannot. They give up in turn, so that none loses what
 * matters while another keeps a detail; one that says little is spared.
 */

import { h } from "../trouver/dom";
import { type Card, write } from "./card";
import type { Group, RowKey } from "./referral";

/** What is left of A4 between margins of 8 mm, less a line: letters may be a little wider on paper than on screen. */
const TALLEST_MM = 276.5;
const MM = 96 / 25.4;

/** Each step: a fact, and the most signs that it keeps; 0 leaves it out. */
const STEPS: readonly (readonly [RowKey | "voies", number])[] = [
  ["langues", 0],
  ["non-declare", 90],
  ["exclus", 90],
  ["transports", 90],
  ["deroulement", 170],
  ["limites", 170],
  ["prix", 170],
  ["porte", 160],
  ["accessibilite", 90],
  ["quand", 320],
  ["exclus", 0],
  ["transports", 0],
  ["non-declare", 0],
  ["deroulement", 100],
  ["limites", 110],
  ["porte", 100],
  ["accessibilite", 0],
  ["quoi", 110],
  ["entrer", 170],
  ["deroulement", 0],
  ["repere", 0],
  ["posture", 0],
  ["quand", 240],
  ["il-faut", 150],
  ["manque", 150],
  ["reserve", 90],
  ["prix", 90],
  ["porte", 0],
  ["limites", 70],
  ["voies", 2],
  ["entrer", 110],
  ["quand", 180],
  ["apporter", 160],
  ["a-demander", 0],
  ["il-faut", 100],
  ["quoi", 80],
  ["manque", 100],
  ["quand", 130],
  ["apporter", 110],
  ["limites", 0],
  ["prix", 50],
  ["adresse", 200],
  ["entrer", 70],
  ["apporter", 80],
  ["il-faut", 60],
  ["voies", 1],
  ["quand", 90],
  ["adresse", 120],
];

/** Pixels under the mean height of the venues that spare one of them a step. */
const MODEST = 8;

/** What is left of a page is for the hand: that many lines at most. */
const MOST_LINES = 8;

/** Makes a page fit, its letters first, then its texts; `room` is an element of the width of the paper. */
export function fit(page: HTMLElement, cards: readonly Card[], room: HTMLElement): void {
  room.replaceChildren(page);
  const isTooTall = (): boolean => page.getBoundingClientRect().height > TALLEST_MM * MM;
  if (isTooTall()) {
    page.dataset.serre = "oui";
  }
  const taken = new Map(cards.map((card) => [card, 0]));
  const share = cards.reduce((sum, { element }) => sum + element.getBoundingClientRect().height, 0) / cards.length;
  const cost = (card: Card): number => (taken.get(card) ?? 0) + Math.max(0, share - textOf(card)) / MODEST;
  while (isTooTall()) {
    // A card that is as tall as its sketch and its code gains nothing by saying less.
    const able = cards.filter((card) => (taken.get(card) ?? 0) < STEPS.length && textOf(card) >= sideOf(card));
    const [next] = able.sort((a, b) => cost(a) - cost(b) || textOf(b) - textOf(a));
    if (!next) {
      break;
    }
    taken.set(next, giveUp(next, taken.get(next) ?? 0));
  }
  ruleLines(page, isTooTall);
  page.remove();
}

/** Adds lines to write on while they fit. */
function ruleLines(page: HTMLElement, isTooTall: () => boolean): void {
  const lines = page.querySelector(".mg-orientation-note div");
  while (lines && lines.childElementCount < MOST_LINES) {
    const line = h("span", {});
    lines.append(line);
    if (isTooTall()) {
      line.remove();
      return;
    }
  }
}

/** Takes the next step that changes something, and returns the one after it. */
function giveUp(card: Card, from: number): number {
  for (let step = from; step < STEPS.length; step++) {
    const [key, most] = STEPS[step] ?? ["langues", 0];
    const groups = key === "voies" ? fewer(card.groups, most) : shorter(card.groups, key, most);
    if (JSON.stringify(groups) !== JSON.stringify(card.groups)) {
      card.groups = groups;
      card.more.textContent = "Suite : page du lieu";
      card.element.dataset.abrege = "oui";
      write(card);
      return step + 1;
    }
  }
  return STEPS.length;
}

/** Returns the groups with only so many of the ways to be helped. */
function fewer(groups: readonly Group[], most: number): readonly Group[] {
  const named = groups.filter(({ name }) => name).slice(0, most);
  return groups.filter((group) => !group.name || named.includes(group));
}

/** Returns the groups with at most so many signs in each row of a key, without these rows for none. */
function shorter(groups: readonly Group[], key: RowKey, most: number): readonly Group[] {
  return groups.map(({ name, rows }) => ({
    name,
    rows: rows.flatMap((row) => (row.key !== key ? [row] : most ? [{ ...row, text: cut(row.text, most) }] : [])),
  }));
}

/** Returns a text of so many signs at most, cut after a sentence where one ends early enough, else between two words. */
export function cut(text: string, most: number): string {
  if (text.length <= most) {
    return text;
  }
  const start = text.slice(0, most);
  const sentence = Math.max(start.lastIndexOf(". "), start.lastIndexOf(" ; "));
  if (sentence > most * 0.3) {
    return start.slice(0, sentence + 1).trimEnd();
  }
  const part = start.lastIndexOf(", ", most - 2);
  const end = part > most * 0.5 ? part : start.lastIndexOf(" ", most - 2);
  return `${start.slice(0, end > 0 ? end : most - 1).replace(/[ ,;:]+$/, "")}…`;
}

function textOf({ facts }: Card): number {
  return facts.parentElement?.scrollHeight ?? 0;
}

/** Returns the height that the column of the sketch takes of its own. */
function sideOf({ element }: Card): number {
  return element.querySelector(".mg-remise-cote")?.scrollHeight ?? 0;
}
