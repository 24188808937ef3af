/** A venue in a sentence: its name as a link, and how far it is. */

import { at } from "./data";
import { h } from "./dom";
import type { Result } from "./engine";
import { distance } from "./french";
import type { Library } from "./library";

/** Returns the link to the page of a result, with its distance when it is known. */
export function venueLink({ venue, km }: Result, { engine, site }: Library): HTMLElement {
  const { id, nom } = engine.index.lieux.lieux;
  const link = h("a", { href: `${site.root}lieux/${at(id, venue)}/` }, at(nom, venue));
  return h("span", {}, link, km === null ? "" : `, à ${distance(km)}`);
}
