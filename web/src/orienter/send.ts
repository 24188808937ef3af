/** Other ways to hand a referral over: a text, a mail, a contact card, a link. Nothing is sent from here. */

import { copier } from "../copy";
import { h, unseen } from "../trouver/dom";
import { count } from "../trouver/french";
import { mailLink, mailText, shortText, textLink } from "./messages";
import type { Referral } from "./referral";
import { vcard } from "./vcard";

const SUBJECT = "Où vous faire aider";

/** Returns the ways to send a sheet; `address` is the public one of the sheet, `day` that of the data. */
export function waysToSend(referrals: readonly Referral[], address: string, day: string): HTMLElement[] {
  return [
    ...referrals.map((referral) => ofVenue(referral, day)),
    h("h3", {}, referrals.length > 1 ? "Tous ces lieux" : "Toute la feuille"),
    ofSheet(referrals, address),
  ];
}

function ofVenue(referral: Referral, day: string): HTMLElement {
  const { id, nom, professional } = referral;
  const text = shortText(referral);
  const file = new Blob([vcard(referral, day)], { type: "text/vcard;charset=utf-8" });
  return h(
    "section",
    { class: "mg-envoi", "data-envoi": id, "aria-label": nom },
    h("h3", {}, nom),
    exactly(text),
    h("p", { class: "mg-note" }, `Texte pour un SMS : ${count(text.length, "signe", "signes")}.`),
    h(
      "p",
      { class: "mg-actions" },
      ...copy("Copier le texte", nom, text),
      link("Ouvrir dans les SMS", nom, textLink(text)),
      link("Carte de contact", nom, URL.createObjectURL(file), `${id}.vcf`),
    ),
    professional ? h("p", {}, `Pour vous, professionnel : ${professional}`) : null,
  );
}

/** Whoever copies a text by hand takes what is shown: nothing is added to it, not even a space of another kind. */
function exactly(text: string): HTMLParagraphElement {
  const shown = h("p", { class: "mg-envoi-texte" });
  shown.textContent = text;
  return shown;
}

function ofSheet(referrals: readonly Referral[], address: string): HTMLElement {
  const mail = mailLink(SUBJECT, referrals, address);
  const what = "la feuille";
  return h(
    "div",
    { class: "mg-envoi", "data-envoi": "" },
    h(
      "p",
      { class: "mg-actions" },
      link("Écrire un courriel", what, mail.href),
      ...copy("Copier le courriel", what, mailText(referrals, address)),
      ...copy("Copier le lien de cette feuille", what, address),
    ),
    mail.whole
      ? null
      : h(
          "p",
          { class: "mg-note" },
          "Le courriel qui s’ouvre est abrégé, les messageries refusent les longs textes ; « Copier le courriel » donne tout.",
        ),
  );
}

/** Returns a button and the live region that answers beside it, which is there before it has something to say. */
function copy(words: string, of: string, text: string): HTMLElement[] {
  const button = h("button", { type: "button", class: "mg-bouton mg-bouton--leger" }, words, unseen(` : ${of}`));
  button.addEventListener("click", () => {
    void copier(button, { texte: text, fait: "Copié.", champ: `${words} : ${of}` });
  });
  return [button, h("span", { class: "mg-copie", role: "status" })];
}

function link(words: string, of: string, href: string, download: string | null = null): HTMLElement {
  return h("a", { class: "mg-bouton mg-bouton--leger", href, download }, words, unseen(` : ${of}`));
}
