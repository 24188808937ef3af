/**
 * A venue as a contact card (vCard 3.0, RFC 2426): the version that telephones and mail programs all read.
 *
 * It is the card of a structure: its name is an organisation, never a person.
 */

import type { Referral } from "./referral";

const LONGEST_LINE = 75;

/** Returns the card of a venue; `jour` is the day of the data. */
export function vcard({ id, nom, phone, url, address, mails, point, kinds }: Referral, jour: string): string {
  const lines = [
    "BEGIN:VCARD",
    "VERSION:3.0",
    "PRODID:-//Maillage//Feuille d’orientation//FR",
    `UID:${escaped(url || id)}`,
    `FN:${escaped(nom)}`,
    "N:;;;;",
    `ORG:${escaped(nom)}`,
    "X-ABSHOWAS:COMPANY",
    phone && `TEL;TYPE=WORK,VOICE:${escaped(phone)}`,
    ...mails.map((mail) => `EMAIL;TYPE=INTERNET,WORK:${escaped(mail)}`),
    address.length && `ADR;TYPE=WORK:${postal(address)}`,
    point && !point.approximate && `GEO:${point.latitude};${point.longitude}`,
    // A URL is not a text: its commas and semicolons stay as they are.
    `URL:${url}`,
    kinds && `NOTE:${escaped(kinds)}`,
    `REV:${jour}`,
    "END:VCARD",
  ];
  return `${lines
    .filter(Boolean)
    .map((line) => folded(String(line)))
    .join("\r\n")}\r\n`;
}

/** Returns the seven parts of an address: the last line is a postcode and a town, those before it are the street. */
function postal(address: readonly string[]): string {
  const last = address[address.length - 1] ?? "";
  const town = /^(\d{5}) (.+)$/.exec(last);
  const street = (town ? address.slice(0, -1) : address).join(", ");
  return ["", "", escaped(street), escaped(town?.[2] ?? ""), "", town?.[1] ?? "", "France"].join(";");
}

/** Returns a text that ends neither a value nor a line; what no eye can see is left out. */
function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n]/gu, " ")
    .replace(/\\/g, "\\\\")
    .replace(/\n/g, "\\n")
    .replace(/[,;]/g, "\\$&");
}

/** Returns a line cut every 75 bytes at most, never inside a letter; what follows a cut begins with a space. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  const pieces: string[] = [];
  let piece = "";
  let bytes = 0;
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (bytes + size > LONGEST_LINE) {
      pieces.push(piece);
      piece = " ";
      bytes = 1;
    }
    piece += letter;
    bytes += size;
  }
  return [...pieces, piece].join("\r\n");
}
