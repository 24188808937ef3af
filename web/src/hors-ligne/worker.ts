/**
 * The service worker of the site: what the pages register as `hors-ligne.js`.
 *
 * The pages of the edition answer at once from what was kept, all from the same edition. Every other page comes from
 * the network, and is kept for when there is none. Nothing is asked of anybody but the site.
 */

import { absent } from "./absent";
import { type Edition, prefix } from "./edition";
import { routeOf } from "./route";
import { Tabs } from "./tabs";
import { isPage, Visits } from "./visits";

declare const self: ServiceWorkerGlobalScope;
/** Written before this script by the build. */
declare const EDITION: Edition;

const scope = self.registration.scope;
const ours = prefix(scope);
const EDITIONS = `${ours}edition:`;
const VISITS = `${ours}visites:`;
const TABS = `${ours}onglets`;
const tabs = new Tabs(scope, TABS);
const visits = new Visits(scope, VISITS + EDITION.code);

self.addEventListener("install", (event) => {
  event.waitUntil(install());
});

self.addEventListener("activate", (event) => {
  event.waitUntil(tidy());
});

self.addEventListener("fetch", (event) => {
  const route = routeOf(event.request, scope, EDITION);
  switch (route.kind) {
    case "application":
      event.respondWith(application(event, route.path));
      break;
    case "visit":
      event.respondWith(visit(event, route.path));
      break;
    case "file":
      event.respondWith(file(event, route.path));
      break;
    case "elsewhere":
      break;
  }
});

/** Takes the whole edition or nothing: a file of another edition has another digest and stops it. */
async function install(): Promise<void> {
  const name = EDITIONS + EDITION.id;
  const cache = await caches.open(name);
  try {
    await Promise.all(
      Object.entries(EDITION.files).map(async ([path, integrity]) => {
        await cache.put(scope + path, direct(await exactly(path, integrity)));
      }),
    );
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
  for (const other of await caches.keys()) {
    if (other.startsWith(VISITS) && other !== VISITS + EDITION.code) {
      await visits.renew(other);
    }
  }
  // Tabs that are open keep the edition they were given: nothing needs to wait for them.
  await self.skipWaiting();
}

/** Brings one file of the edition. A host that goes by dates may say that an older file has not changed: ask in full then. */
async function exactly(path: string, integrity: string): Promise<Response> {
  const asked = (cache: RequestCache): Promise<Response> => fetch(scope + path, { integrity, cache });
  const response = await asked("no-cache").catch(() => asked("reload"));
  if (!response.ok) {
    throw new Error(`${path} : ${response.status}`);
  }
  return response;
}

/** Forgets the editions that no tab reads any more, and the pages that this edition's programs cannot read. */
async function tidy(): Promise<void> {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const read = await tabs.editions(new Set(open.map(({ id }) => id)));
  for (const name of await caches.keys()) {
    const edition = name.startsWith(EDITIONS) ? name.slice(EDITIONS.length) : EDITION.id;
    const code = name.startsWith(VISITS) ? name.slice(VISITS.length) : EDITION.code;
    if ((edition !== EDITION.id && !read.has(edition)) || code !== EDITION.code) {
      await caches.delete(name);
    }
  }
}

async function application(event: FetchEvent, path: string): Promise<Response> {
  const kept = await inEdition(EDITION.id, path);
  if (!kept) {
    return fetch(event.request);
  }
  if (!event.resultingClientId) {
    // A browser that does not name its tabs cannot hold one to an edition: it reads what is online, where it can.
    return fetch(event.request).catch(() => kept);
  }
  await tabs.give(event.resultingClientId, EDITION.id);
  event.waitUntil(tidy());
  return kept;
}

async function visit(event: FetchEvent, path: string): Promise<Response> {
  try {
    const response = await fetch(event.request);
    if (isPage(response)) {
      event.waitUntil(keep(path, response.clone()));
    }
    return response;
  } catch {
    return (await visits.find(path)) ?? absent(`${scope}trouver/`);
  }
}

/** A page that comes while another edition is on its way may need the programs of that one: it is not kept. */
async function keep(path: string, response: Response): Promise<void> {
  await self.registration.update().catch(() => undefined);
  if (!self.registration.installing && !self.registration.waiting) {
    await visits.keep(path, response);
  }
}

/** A tab of the edition reads nothing but its edition; other pages take what is online, then what is kept. */
async function file(event: FetchEvent, path: string): Promise<Response> {
  const edition = await tabs.editionOf(event.clientId);
  if (edition) {
    return (await inEdition(edition, path)) ?? fetch(event.request);
  }
  return fetch(event.request).catch(async (error: unknown) => {
    const kept = await inEdition(EDITION.id, path);
    if (kept) {
      return kept;
    }
    throw error;
  });
}

async function inEdition(edition: string, path: string): Promise<Response | undefined> {
  return caches.match(scope + path, { cacheName: EDITIONS + edition, ignoreVary: true });
}

/** A browser refuses, as a page, an answer that was led elsewhere. */
function direct(response: Response): Response {
  return response.redirected ? new Response(response.body, { headers: response.headers }) : response;
}
