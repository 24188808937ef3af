/**
 * The script of a partner's page: `<script src=".../integrer.js" data-service="…" data-pres="…" async></script>`.
 *
 * It puts the search in a frame after itself. Each `data-` attribute is a parameter of the search, but `data-titre` and
 * `data-hauteur`, which are those of the frame. It reads nothing of the page it is in, and keeps nothing.
 */

import { heightIn } from "./height";

const TITLE = "Trouver un lieu d’aide aux démarches et au numérique";
const FIRST_HEIGHT = 700;
const SANDBOX = "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox";

function insert(script: HTMLScriptElement): void {
  const { titre, hauteur, ...asked } = script.dataset;
  const address = new URL("../../trouver/integre/", script.src);
  for (const [name, value] of Object.entries(asked)) {
    if (value) {
      address.searchParams.set(name, value);
    }
  }
  const fixed = Number(hauteur) > 0;
  const frame = document.createElement("iframe");
  frame.src = address.href;
  frame.title = titre || TITLE;
  frame.loading = "lazy";
  if (address.origin !== window.location.origin) {
    // In the site itself a sandbox would hold nothing back, and browsers say so.
    frame.setAttribute("sandbox", SANDBOX);
  }
  // "From where I am" works when the reader allows it.
  frame.allow = "geolocation";
  frame.style.cssText = `display:block;width:100%;border:0;height:${fixed ? Number(hauteur) : FIRST_HEIGHT}px`;
  if (!fixed) {
    window.addEventListener("message", ({ data, origin, source }) => {
      const height = origin === address.origin && source === frame.contentWindow ? heightIn(data) : null;
      if (height !== null) {
        frame.style.height = `${height}px`;
      }
    });
  }
  script.after(frame);
}

if (document.currentScript instanceof HTMLScriptElement) {
  insert(document.currentScript);
}
