/** The history of the browser: a choice is a step that "back" undoes, words are written once the hand rests. */

import { type Asked, write } from "./address";

const REST_MS = 300;

export class History {
  private writing = 0;

  /** Writes a state in the address; a `step` can be undone by "back". */
  write(asked: Asked, step: boolean): void {
    const address = `${window.location.pathname}${write(asked)}`;
    window.clearTimeout(this.writing);
    if (step && address !== window.location.pathname + window.location.search) {
      window.history.pushState(null, "", address);
    } else {
      // Browsers count the changes of address.
      this.writing = window.setTimeout(() => window.history.replaceState(null, "", address), REST_MS);
    }
  }

  /** Calls back each time that the reader goes back or forward. */
  onMove(follow: () => void): void {
    window.addEventListener("popstate", () => {
      window.clearTimeout(this.writing);
      follow();
    });
  }
}
