/** What a venue does for the need, what it does not, and how its ways of doing it are told apart. */

import { capitale } from "../sentences";
import { at } from "../trouver/data";
import type { Details } from "../trouver/details";
import { lowered } from "../trouver/french";
import { factsOf } from "../trouver/reasons";
import type { Chosen } from "./choice";
import type { Directory } from "./directory";
import { codesOf, paragraph } from "./facts";

const SERVICES_SHOWN = 6;
const OTHERS_SHOWN = 4;

/** Returns the services that answer. */
export function answered(directory: Directory, chosen: Chosen, service: readonly string[]): string {
  const declared = service.filter((code) => !chosen.missing.includes(code));
  return paragraph([named(directory, declared)]);
}

/** Returns the first of all the services that a venue declares, and how many others it has. */
export function everything(directory: Directory, { offers }: Chosen, advice: string): string {
  const codes = [...new Set(offers.flatMap((offer) => directory.engine.codes(offer)))];
  if (codes.length === 0) {
    return `non renseigné, ${advice}.`;
  }
  const more = codes.length - SERVICES_SHOWN;
  const rest = more > 0 ? `, et ${more} autre${more > 1 ? "s" : ""} : voir la page du lieu` : "";
  return paragraph([`${named(directory, codes.slice(0, SERVICES_SHOWN))}${rest}`]);
}

/** Returns a warning where nothing that is asked is declared, or where the venue says that it does not do it. */
export function warning(directory: Directory, { missing, offers }: Chosen, details: Details, advice: string): string {
  const refused = missing.filter((code) => exclusionOf(details, code));
  const silent = missing.filter((code) => !refused.includes(code));
  const reasons = [...new Set(refused.map((code) => exclusionOf(details, code)?.motif ?? ""))];
  return paragraph([
    refused.length ? `Ce lieu dit ne pas faire : ${lowered(named(directory, refused))}` : "",
    ...reasons,
    silent.length && !offers.length ? `Ce lieu ne déclare pas : ${lowered(some(directory, silent))}` : "",
    silent.length && !offers.length ? capitale(advice) : "",
  ]);
}

/** Returns what else is asked and not declared by a venue that answers in part; several codes may be one need. */
export function undeclared(directory: Directory, { missing, offers }: Chosen, details: Details): string {
  const silent = missing.filter((code) => !exclusionOf(details, code));
  return silent.length && offers.length ? paragraph([some(directory, silent)]) : "";
}

/** Returns what else the venue says that it does not do. */
export function excluded(directory: Directory, details: Details, service: readonly string[]): string {
  const codes = (details.services_exclus ?? []).flatMap((one) => one.service).filter((code) => !service.includes(code));
  return codes.length ? paragraph([some(directory, codes)]) : "";
}

/** Returns a name for each offer: its services, or its holder or its form where these do not tell it from another. */
export function waysOf(directory: Directory, { offers, venue }: Chosen, service: readonly string[]): string[] {
  const { engine, label } = directory;
  const names = offers.map((offer) =>
    named(
      directory,
      engine.codes(offer).filter((code) => service.includes(code)),
    ),
  );
  return names.map((name, rank) => {
    if (names.filter((other) => other === name).length < 2) {
      return name;
    }
    const [conditions] = factsOf(engine, venue, at(offers, rank));
    const forms = codesOf(conditions.modalites_accompagnement).map((code) =>
      lowered(label("modalites_accompagnement", code)),
    );
    const holder = typeof conditions.operateur === "string" ? conditions.operateur : "";
    return holder || capitale(forms.join(", ")) || `Possibilité ${rank + 1}`;
  });
}

function named({ mots }: Directory, codes: readonly string[]): string {
  const labels = codes.map((code) => mots.services[code]?.[0] ?? code);
  return labels.map((label, rank) => (rank ? lowered(label) : label)).join(", ");
}

function some(directory: Directory, codes: readonly string[]): string {
  return `${named(directory, codes.slice(0, OTHERS_SHOWN))}${codes.length > OTHERS_SHOWN ? "…" : ""}`;
}

function exclusionOf(details: Details, code: string): { motif?: string } | undefined {
  return details.services_exclus?.find((one) => one.service.includes(code));
}
