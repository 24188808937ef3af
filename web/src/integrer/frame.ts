/** The small page that other sites frame: it tells its height, and its link opens the same search in full. */

import { heightMessage } from "./height";
import "./frame.css";

const body = document.body;

if (window.parent !== window) {
  // Whoever frames the page may know its height: it is all that is told.
  const tell = (): void => window.parent.postMessage(heightMessage(body.getBoundingClientRect().height), "*");
  new ResizeObserver(tell).observe(body);
}

const link = document.querySelector<HTMLAnchorElement>("[data-mg-en-grand]");
if (link) {
  const whole = new URL(link.href);
  const follow = (): void => {
    link.href = whole.href + window.location.search;
  };
  follow();
  // The address follows what is typed: it is read when the link is about to be used.
  for (const event of ["pointerdown", "focus", "click"]) {
    link.addEventListener(event, follow, { capture: true });
  }
}

// Links leave the frame for another tab, but those that call, write, or stay in the page.
document.addEventListener(
  "click",
  ({ target }) => {
    const clicked = target instanceof Element ? target.closest("a") : null;
    if (clicked && (!/^https?:$/.test(clicked.protocol) || clicked.getAttribute("href")?.startsWith("#"))) {
      clicked.target = "_self";
    }
  },
  { capture: true },
);
