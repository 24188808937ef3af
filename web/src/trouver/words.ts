/**
 * From what people type to service codes.
 *
 * MiniSearch finds which words of the nomenclature are near the words typed (whole, beginning, misspelt); which
 * phrase answers best is decided here: the whole phrase first, then the share of the rare words typed that it holds.
 */

import MiniSearch from "minisearch";
import type { Mots } from "./data";
import { fold } from "./text";

/** A service that may be what was typed, from 0 to 1. */
export interface Suggestion {
  code: string;
  label: string;
  score: number;
}

/** One need: the codes of which one is enough, best first; none when nothing is near what was typed. */
export interface Need {
  text: string;
  codes: readonly string[];
}

const LONGEST_TEXT = 200;
const MOST_WORDS = 12;
const MOST_NEEDS = 5;
const MOST_SUGGESTIONS = 8;

const PREFIX = 0.8;
const FUZZY = 0.65;
const TIE = 0.02;
/** What parts the first service of a shared word from the last. */
const SHARED = 0.001;
const FIRST = 0.12;
/** Below, a phrase only shares a word with what was typed. */
const ENOUGH = 0.4;
const SURE = 0.75;
/** A suggestion is at least this near to the best one. */
const NEARLY = 0.5;
/** A word that no phrase has ("refaire ma carte vitale") counts little against the others. */
const UNHEARD = 0.25;

// Words that people put around their need, and that say nothing of it.
const EMPTY = new Set(
  (
    "a ai aide aider au aux avec avoir besoin c ce ces cherche comment d dans de des du elle en est et etre faire fais faut fille fils il " +
    "j je l la le les leur lui m ma me mes mon n ne nos notre on ou par pas pour qu que qui s sa se ses son sur t ta tes ton " +
    "un une veut veux voudrais vos votre vous y"
  ).split(" "),
);

interface Phrase {
  folded: string;
  words: readonly string[];
  codes: readonly string[];
}

/** The words of the nomenclature, ready to be searched. */
export class Words {
  private readonly phrases: Phrase[] = [];
  private made: MiniSearch<{ id: number; text: string }> | null = null;
  private readonly weights = new Map<string, number>();
  private names: ReadonlySet<string> | null = null;
  private readonly heard = new Map<string, ReadonlyMap<number, number>>();

  constructor(private readonly mots: Mots) {
    for (const [code, [label, , , synonyms]] of Object.entries(mots.services)) {
      for (const text of [label, ...synonyms]) {
        this.add(text, [code]);
      }
    }
    for (const [word, codes] of Object.entries(mots.mots_partages)) {
      this.add(word, codes);
    }
    const counts = new Map<string, number>();
    for (const { words } of this.phrases) {
      for (const word of new Set(words)) {
        counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
    for (const [word, count] of counts) {
      this.weights.set(word, Math.log(1 + this.phrases.length / count));
    }
  }

  /** The engine is made when the first words are typed: a link with its codes never needs it. */
  private get engine(): MiniSearch<{ id: number; text: string }> {
    if (!this.made) {
      this.made = new MiniSearch({
        fields: ["text"],
        tokenize: (text) => text.split(" "),
        processTerm: (term) => term,
      });
      this.made.addAll(this.phrases.map(({ words }, id) => ({ id, text: words.join(" ") })));
    }
    return this.made;
  }

  private add(text: string, codes: readonly string[]): void {
    const folded = fold(text);
    this.phrases.push({ folded, words: meaningful(folded), codes });
  }

  /** Makes the engine ready before the first key is struck. */
  prepare(): void {
    this.suggest("mot de passe");
  }

  /** Returns the label of a service, or its code. */
  label(code: string): string {
    return this.mots.services[code]?.[0] ?? code;
  }

  /** Returns whether a text is, word for word, a name of a service or of several. */
  isNamed(text: string): boolean {
    this.names ??= new Set(this.phrases.map(({ folded }) => folded));
    return this.names.has(fold(text));
  }

  /** Returns the services that a text may mean, best first; equals stay in the order of the nomenclature. */
  suggest(text: string): Suggestion[] {
    const found = this.scored(text);
    const least = Math.max(ENOUGH, (found[0]?.[1] ?? 0) * NEARLY);
    return found
      .filter(([, score]) => score >= least)
      .slice(0, MOST_SUGGESTIONS)
      .map(([code, score]) => ({ code, label: this.label(code), score }));
  }

  /** Returns the needs of a text: one, or several separated by commas, "+", or "et" where the whole says nothing. */
  needs(text: string): Need[] {
    const parts = text
      .slice(0, LONGEST_TEXT)
      .split(/[,;+\n]/)
      .filter((part) => fold(part));
    const split = parts.flatMap((part) => {
      const halves = part.split(/\s+(?:et|puis)\s+/i).filter((half) => fold(half));
      return halves.length > 1 && (this.scored(part)[0]?.[1] ?? 0) < SURE ? halves : [part];
    });
    // Said twice, a need is still one.
    const told = [...new Map(split.map((part) => [fold(part), part])).values()];
    return told.slice(0, MOST_NEEDS).map((part) => ({ text: part.trim(), codes: this.codes(part) }));
  }

  /** Returns the codes that answer a text equally well, those of a shared word together. */
  private codes(text: string): string[] {
    const found = this.scored(text);
    const best = found[0]?.[1] ?? 0;
    // A whole phrase means what it says: "aide au logement" is not all that "logement" may be.
    const tie = this.isNamed(text) ? SHARED : TIE;
    return best < ENOUGH ? [] : found.filter(([, score]) => score >= best - tie).map(([code]) => code);
  }

  private scored(text: string): [string, number][] {
    const folded = fold(text.slice(0, LONGEST_TEXT));
    const typed = [...new Set(meaningful(folded))].slice(0, MOST_WORDS);
    if (typed.length === 0 || folded.split(" ").every((word) => word.length < 2)) {
      return [];
    }
    const near = typed.map((word) => this.near(word));
    // People begin with what they want to do ("imprimer un papier"): between equals, the earlier word decides.
    const weights = typed.map((word, rank) => this.weightOf(word, near[rank]?.size ?? 0) * (1 + FIRST / (rank + 1)));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    const best = new Map<string, number>();
    for (const id of new Set(near.flatMap((found) => [...found.keys()]))) {
      const phrase = this.phrases[id];
      if (phrase) {
        const score = phrase.folded === folded ? 1 : this.score(id, phrase, near, weights, whole);
        // A shared word answers in the order in which it is written.
        phrase.codes.forEach((code, rank) => {
          const mine = score - rank * 1e-6;
          if (score >= ENOUGH / 2 && mine > (best.get(code) ?? 0)) {
            best.set(code, mine);
          }
        });
      }
    }
    return [...best].sort(([, a], [, b]) => b - a);
  }

  private score(
    id: number,
    phrase: Phrase,
    near: readonly ReadonlyMap<number, number>[],
    weights: readonly number[],
    whole: number,
  ): number {
    let held = 0;
    let matched = 0;
    near.forEach((found, rank) => {
      const likeness = found.get(id) ?? 0;
      held += likeness * (weights[rank] ?? 0);
      matched += likeness > 0 ? 1 : 0;
    });
    const beside = Math.max(0, phrase.words.length - matched);
    return (held / whole) * (0.99 - 0.06 * Math.min(beside, 5));
  }

  /** Returns how rare a word is; one that is only near others is as rare as a word of one phrase. */
  private weightOf(word: string, near: number): number {
    const rare = Math.log(1 + this.phrases.length);
    return this.weights.get(word) ?? (near ? rare * 0.8 : rare * UNHEARD);
  }

  /** Returns the phrases that hold a word, or one near it, and how near. */
  private near(word: string): ReadonlyMap<number, number> {
    let found = this.heard.get(word);
    if (!found) {
      const likeness = new Map<number, number>();
      const options = { prefix: word.length > 1, fuzzy: word.length > 3 ? 0.2 : false } as const;
      for (const { id, terms } of this.engine.search(word, options)) {
        likeness.set(id, Math.max(...terms.map((term) => alike(word, term))));
      }
      found = likeness;
      if (this.heard.size > 500) {
        this.heard.clear();
      }
      this.heard.set(word, found);
    }
    return found;
  }
}

function meaningful(folded: string): string[] {
  const words = folded.split(" ").filter(Boolean);
  const kept = words.filter((word) => !EMPTY.has(word));
  return (kept.length ? kept : words).map(singular);
}

/** "enfants" and "enfant" are one word; short words keep their last letter. */
function singular(word: string): string {
  return word.length > 3 ? word.replace(/[sx]$/, "") : word;
}

function alike(typed: string, term: string): number {
  if (typed === term) {
    return 1;
  }
  const share = Math.min(typed.length, term.length) / Math.max(typed.length, term.length);
  return term.startsWith(typed) ? PREFIX + 0.15 * share : FUZZY * share;
}
