/** Which answer a request calls for. */

import type { Edition } from "./edition";

/** What is read of a request. */
export interface Asked {
  url: string;
  method: string;
  mode: string;
  destination: string;
}

export type Route =
  /** A page of the edition, whatever its search. */
  | { kind: "application"; path: string }
  /** A page that is kept because it is visited. */
  | { kind: "visit"; path: string }
  /** Something that a page of the site needs. */
  | { kind: "file"; path: string }
  /** None of our business. */
  | { kind: "elsewhere" };

const ELSEWHERE: Route = { kind: "elsewhere" };
/** The small page that other sites show in a frame is always the one that is online. */
const FRAMED = "trouver/integre/";

/** Returns the route of a request below the root of the site. */
export function routeOf({ url, method, mode, destination }: Asked, scope: string, edition: Edition): Route {
  const root = new URL(scope);
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== root.origin || !pathname.startsWith(root.pathname)) {
    return ELSEWHERE;
  }
  const path = pathname.slice(root.pathname.length).replace(/(^|\/)index\.html$/, "$1");
  if (mode !== "navigate") {
    return { kind: "file", path };
  }
  if (edition.pages.includes(path)) {
    return { kind: "application", path };
  }
  return destination === "document" && path !== FRAMED ? { kind: "visit", path } : ELSEWHERE;
}
