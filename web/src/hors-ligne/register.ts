/** A page that works without a connection asks for it, once it has answered: `[data-hors-ligne]` says where. */

/** Has the browser keep the site, unless the page is in another's frame or its site wants nothing kept. */
export function garderLeSite(root: HTMLElement): void {
  const { horsLigne } = root.dataset;
  if (!horsLigne || !("serviceWorker" in navigator) || window.top !== window) {
    return;
  }
  // Private windows and plain http refuse: the site then works as it did.
  navigator.serviceWorker.register(horsLigne, { updateViaCache: "none" }).catch(() => undefined);
}
