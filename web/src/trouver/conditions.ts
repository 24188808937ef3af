/** Words typed as a need that are the name of a condition: "Aidants Connect", "pass numérique", "russe", "gratuit". */

import type { Asked } from "./address";
import type { Mots } from "./data";
import { facetOf } from "./facets";
import { fold } from "./text";
import type { Words } from "./words";

/** A facet, and the values that a name asks of it. */
type Condition = readonly [facet: string, values: readonly string[]];

/** The facets whose codes have names that people type as they would a need. */
const NAMED = ["labels", "langues", "acces", "frais_a_charge", "postures", "confidentialite"];
/** Everybody is received in French: who types it wants to learn it. */
const NOT_ASKED = new Set(["fr", "autre"]);
const OTHER_NAMES: Readonly<Record<string, Condition>> = {
  "pass numerique": ["pass_numerique", ["total", "partiel"]],
  "cheque numerique": ["pass_numerique", ["total", "partiel"]],
  "faire a ma place": ["postures", ["a-la-place"]],
  "langue des signes": ["langues", ["lsf"]],
  rdv: ["acces", ["sur-rdv"]],
  "sans rdv": ["acces", ["sans-rdv"]],
};

/** Returns the conditions by their folded names. */
export function conditionsOf(mots: Mots): ReadonlyMap<string, Condition> {
  const named = NAMED.flatMap((name) =>
    Object.entries(mots.libelles[facetOf(name)?.table ?? ""] ?? {})
      .filter(([code]) => !NOT_ASKED.has(code))
      .map(([code, label]): [string, Condition] => [fold(label), [name, [code]]]),
  );
  return new Map([...Object.entries(OTHER_NAMES), ...named]);
}

/**
 * Returns what is asked with the conditions among its words as the filters that they are. The name of a service stays a
 * need, and words are left as they are where services have been chosen.
 */
export function meant(asked: Asked, conditions: ReadonlyMap<string, Condition>, words: Words): Asked {
  if (asked.service.length) {
    return asked;
  }
  const parts = asked.q.split(/[,;+\n]/);
  const facets: Record<string, readonly string[]> = { ...asked.facets };
  const needs = parts.filter((part) => {
    const condition = words.isNamed(part) ? undefined : conditions.get(fold(part));
    if (condition) {
      const [facet, values] = condition;
      facets[facet] = [...new Set([...(facets[facet] ?? []), ...values])];
    }
    return !condition;
  });
  return needs.length === parts.length ? asked : { ...asked, q: needs.join(",").trim(), facets };
}
