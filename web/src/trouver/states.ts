/** Three states, never two: what is said, what is denied, and what nobody has said. */

/** 2 oui, 1 non renseigné, 0 non: the state of several facts together is the smallest. */
export type State = 0 | 1 | 2;

export const NO: State = 0;
export const UNKNOWN: State = 1;
export const YES: State = 2;

/** Returns the name of a state, as `data-etat` has it. */
export function stateName(state: State): "oui" | "non-renseigne" | "non" {
  return state === YES ? "oui" : state === UNKNOWN ? "non-renseigne" : "non";
}
