/** What is sent: a text for each venue that a telephone shows whole, and a mail that says all that the sheet says. */

import type { Referral } from "./referral";

/** Two texts that a network joins hold about three hundred signs. */
export const LONGEST_TEXT = 300;

/** Mail programs refuse longer links. */
const LONGEST_LINK = 1900;
const SHORTEST_NAME = 40;

/** Returns the text of a venue: what is left out when there is no room is the address, then the next opening. */
export function shortText({ nom, phone, address, next, url }: Referral): string {
  const call = phone ? `Tél. ${phone}` : "";
  const where = address.join(", ");
  const town = address[address.length - 1] ?? "";
  const drafts = [
    [nom, where, call, next],
    [nom, town, call, next],
    [nom, call, next],
    [nom, call],
    [cut(nom, SHORTEST_NAME), call],
  ];
  const texts = drafts.map((parts) => plain([...parts.filter(Boolean).map(ended), url].join(" ")));
  return texts.find((text) => text.length <= LONGEST_TEXT) ?? texts[texts.length - 1] ?? "";
}

/** Returns the whole mail: each venue as the sheet tells it, then the address of the sheet. */
export function mailText(referrals: readonly Referral[], sheet: string): string {
  const venues = referrals.map(({ nom, kinds, verified, phone, groups, url }) =>
    [
      `${nom}${kinds ? ` (${kinds})` : ""}`,
      `Téléphone : ${phone || "non renseigné"}`,
      ...groups.flatMap(({ name, rows }) => [
        ...(name ? [`${name} :`] : []),
        ...rows.map(({ title, text }) => `${title} : ${text}`),
      ]),
      verified,
      `Page du lieu : ${url}`,
    ].join("\n"),
  );
  return [...venues, `Cette feuille, à imprimer : ${sheet}`].join("\n\n");
}

/** Returns a shorter mail: what a text says of each venue. */
export function briefMail(referrals: readonly Referral[], sheet: string): string {
  return [...referrals.map(shortText), `La feuille complète, à imprimer : ${sheet}`].join("\n\n");
}

/** Returns the link that opens a mail without recipient, and whether all of it could be in it. */
export function mailLink(
  subject: string,
  referrals: readonly Referral[],
  sheet: string,
): { href: string; whole: boolean } {
  const link = (body: string): string =>
    `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replace(/\n/g, "\r\n"))}`;
  const whole = link(mailText(referrals, sheet));
  if (whole.length <= LONGEST_LINK) {
    return { href: whole, whole: true };
  }
  const brief = link(briefMail(referrals, sheet));
  return { href: brief.length <= LONGEST_LINK ? brief : link(sheet), whole: false };
}

/** Returns the link that opens a text without recipient; "?&" is what every telephone understands. */
export function textLink(text: string): string {
  return `sms:?&body=${encodeURIComponent(text)}`;
}

/** One sign that is not in the small alphabet of telephones halves the room of the whole text; accents stay. */
function plain(text: string): string {
  return text
    .replace(/[\u00a0\u202f]/g, " ")
    .replace(/[’‘]/g, "'")
    .replace(/[–—]/g, "-")
    .replace(/…/g, "...");
}

function ended(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text;
}
