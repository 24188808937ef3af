/** The venues of a sheet with all that the sheet shows of them, once every file that they need has come. */

import { at, DataError } from "../trouver/data";
import type { Files } from "../trouver/files";
import type { Place } from "../trouver/places";
import type { Settings } from "../trouver/settings";
import type { Handed } from "./card";
import type { Directory } from "./directory";
import { type Referral, type Row, refer } from "./referral";
import { hallsOf, landmark, startOf } from "./spot";
import { type Commune, communesAround } from "./surroundings";

/** Returns what is handed over of some venues; throws `DataError` when the details of one of them do not come. */
export async function handOver(
  directory: Directory,
  files: Files,
  site: Settings,
  venues: readonly number[],
  service: readonly string[],
  place: Place | null,
  instant: Date,
): Promise<Handed[]> {
  const ids = directory.engine.index.lieux.lieux.id;
  const referrals = await Promise.all(
    venues.map(async (venue) => {
      const details = await files.details(venue, at(ids, venue));
      if (!details) {
        throw new DataError("il manque le détail d’une fiche");
      }
      return refer(directory, venue, details, service, place, instant);
    }),
  );
  const around = await communesAround(site, referrals);
  return referrals.map((referral) => situated(referral, around.get(referral.commune), place));
}

/** Adds to a referral where its place is, in words and as a sketch. */
function situated(referral: Referral, commune: Commune | undefined, place: Place | null): Handed {
  const { point } = referral;
  if (!point || !commune) {
    return { referral, around: null };
  }
  const start = startOf(place);
  const halls = hallsOf(commune.croquis);
  const words = landmark(point, start, halls);
  const told: Row = { key: "repere", title: "C’est", text: words };
  const groups = referral.groups.map(({ name, rows }) => ({
    name,
    rows: rows.flatMap((row) => (row.key === "adresse" && words ? [row, told] : [row])),
  }));
  return {
    referral: { ...referral, groups, landmark: words },
    around: { place: point, start, halls, border: commune.border },
  };
}
