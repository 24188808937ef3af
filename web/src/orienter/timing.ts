/** When to come, offer by offer: what is known, or plainly that it is not. */

import type { Horaires } from "../horaires";
import { lowered } from "../trouver/french";
import { type Chosen, momentOf } from "./choice";
import type { Directory } from "./directory";
import { DEPENDS, paragraph, type Source } from "./facts";
import { tellNext, tellWeek } from "./week";

/** Returns the hours of each offer that answers; for a whole venue its own, else those that all its offers share. */
export function hoursOf({ engine }: Directory, chosen: Chosen, whole: boolean): (Horaires | null | "differ")[] {
  const each = chosen.offers.map((offer) => engine.hours(offer, chosen.point));
  if (!whole) {
    return each;
  }
  const own = engine.hours(-1, chosen.point);
  const [first = null] = each;
  const alike = each.every((hours) => hours === first);
  return [own ?? (alike ? first : "differ")];
}

/** Returns what a sheet says of some hours and of what the venue adds to them; "" when nobody knows them. */
export function whenToCome(hours: Horaires | null | "differ", { offre, details }: Source, instant: Date): string {
  const added = [offre.horaires_precisions ?? details.horaires_precisions ?? "", details.itinerance_precisions ?? ""];
  if (hours === "differ") {
    return paragraph([DEPENDS, ...added]);
  }
  if (hours === null) {
    return paragraph(added);
  }
  const { next, usual, unusual } = tellWeek(hours, momentOf(hours, instant));
  return paragraph([usual.map((line, rank) => (rank ? lowered(line) : line)).join(" ; "), ...unusual, ...added, next]);
}

/** Returns the soonest next opening among several hours, in one sentence. */
export function nextOf(hours: readonly (Horaires | null | "differ")[], instant: Date): string {
  for (const one of hours) {
    if (one && one !== "differ") {
      const next = tellNext(one, momentOf(one, instant));
      if (next) {
        return next;
      }
    }
  }
  return "";
}
