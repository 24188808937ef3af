/** The pages that were visited, kept for when there is no connection; the oldest visits are forgotten first. */

const MOST = 60;

export class Visits {
  constructor(
    private readonly scope: string,
    private readonly cacheName: string,
  ) {}

  async keep(path: string, response: Response): Promise<void> {
    const cache = await caches.open(this.cacheName);
    const address = this.scope + path;
    // Put back at the end of the line.
    await cache.delete(address);
    await cache.put(address, response);
    const all = await cache.keys();
    for (const request of all.slice(0, Math.max(0, all.length - MOST))) {
      await cache.delete(request);
    }
  }

  async find(path: string): Promise<Response | undefined> {
    return (await caches.open(this.cacheName)).match(this.scope + path, { ignoreVary: true });
  }

  /** Asks again for the pages that were kept with other programs, which could not read them any more. */
  async renew(from: string): Promise<void> {
    for (const request of await (await caches.open(from)).keys()) {
      const response = await fetch(request.url, { cache: "no-cache" }).catch(() => null);
      if (response && isPage(response)) {
        await this.keep(new URL(request.url).href.slice(this.scope.length), response);
      }
    }
  }
}

/** Returns whether an answer is a page of the site, whole and at its own address. */
export function isPage(response: Response): boolean {
  const type = response.headers.get("content-type") ?? "";
  return response.ok && !response.redirected && response.type === "basic" && type.startsWith("text/html");
}
