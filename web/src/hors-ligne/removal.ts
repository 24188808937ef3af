/** What is published in the place of the worker by a site that no longer wants it: it forgets everything, then itself. */

import { prefix } from "./edition";

declare const self: ServiceWorkerGlobalScope;

self.addEventListener("install", (event) => {
  event.waitUntil(self.skipWaiting());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(remove());
});

async function remove(): Promise<void> {
  const ours = prefix(self.registration.scope);
  for (const name of await caches.keys()) {
    if (name.startsWith(ours)) {
      await caches.delete(name);
    }
  }
  await self.registration.unregister();
}
