/** When nobody answers: what to let go of to find the nearest, one thing at a time, the distance before any filter. */

import type { Engine, Found } from "./engine";
import type { Query } from "./query";

/** A search without one of its demands, and what it finds. */
export interface Relaxed {
  /** What was let go: the distance, the moment, or the rank of a filter; "all" for all of it. */
  without: { kind: "radius" | "territory" | "moment" | "all" } | { kind: "filter"; rank: number };
  query: Query;
  found: Found;
}

/** Returns the smallest changes that find something: further away, else one demand less, else the need alone. */
export function relaxed(engine: Engine, query: Query): Relaxed[] {
  const attempt = (without: Relaxed["without"], changed: Query): Relaxed[] => {
    const found = engine.search(changed);
    return found.yes.length ? [{ without, query: changed, found }] : [];
  };
  const { filters, whens, radius, territory } = query;
  const further = radius === null ? [] : attempt({ kind: "radius" }, { ...query, radius: null });
  const outside = territory ? attempt({ kind: "territory" }, { ...query, territory: "" }) : [];
  if (further.length || outside.length) {
    return [...further, ...outside];
  }
  const looser = filters.flatMap((_, rank) =>
    attempt({ kind: "filter", rank }, { ...query, filters: filters.filter((__, other) => other !== rank) }),
  );
  const anytime = whens.length ? attempt({ kind: "moment" }, { ...query, whens: [] }) : [];
  if (looser.length || anytime.length) {
    return [...looser, ...anytime];
  }
  return filters.length || whens.length
    ? attempt({ kind: "all" }, { ...query, filters: [], whens: [], radius: null, territory: "" })
    : [];
}
