/** The way to the referral sheet, which is a page of its own: which venues, for which need, from where. */

import type { Asked } from "./address";
import type { Understood } from "./query";

/** Returns the address of the sheet of some venues. */
export function sheetAddress(root: string, lieux: readonly string[], asked: Asked, understood: Understood): string {
  const { needs, query } = understood;
  const given = new URLSearchParams({ lieux: lieux.join(",") });
  const codes = [...new Set(needs.flatMap((need) => need.codes))];
  if (codes.length) {
    given.set("service", codes.join(","));
  }
  const pres = asked.pres || query.place?.code;
  if (pres) {
    given.set("pres", pres);
  }
  return `${root}orienter/?${given.toString().replace(/%2C/g, ",")}`;
}
