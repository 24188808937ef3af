/** The script of every page: keys of the menu, opening hours, copies, dated editions, maps on demand, the connection. */

import { permettreLaCopie } from "./copy";
import { direLEdition } from "./edition";
import { permettreLOubli } from "./hors-ligne/forget";
import { suivreLaConnexion } from "./hors-ligne/notice";
import { preparerLesCartes } from "./map-loader";
import { donnerDesTouchesAuMenu } from "./menu";
import { suivreLesOuvertures } from "./opening";

const here = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : "";

function start(): void {
  suivreLesOuvertures(document, window.location.search);
  permettreLaCopie(document);
  direLEdition(document, window.location.search);
  donnerDesTouchesAuMenu(document);
  permettreLOubli(document);
  suivreLaConnexion(document);
  preparerLesCartes(document, here);
}

if (document.readyState === "loading") {
  document.addEventListener("DOMContentLoaded", start);
} else {
  start();
}
