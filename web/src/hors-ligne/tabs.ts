/**
 * Which edition each open tab was given.
 *
 * A tab stays in its edition until it is closed or reloaded, even when another has come since: its program never reads
 * the data of another day. A worker may be stopped at any time, so this is written down.
 */

/** A tab that has just been answered may not be counted among the open ones yet. */
const NEWBORN_MS = 60_000;

export class Tabs {
  private readonly known = new Map<string, string>();

  constructor(
    private readonly scope: string,
    private readonly cacheName: string,
  ) {}

  async give(tab: string, edition: string): Promise<void> {
    this.known.set(tab, edition);
    const cache = await caches.open(this.cacheName);
    await cache.put(this.key(tab), new Response(`${edition} ${Date.now()}`));
  }

  /** Returns the edition of a tab, nothing for a tab that was answered by the network. */
  async editionOf(tab: string): Promise<string | undefined> {
    const known = this.known.get(tab);
    if (known) {
      return known;
    }
    const cache = await caches.open(this.cacheName);
    return (await (await cache.match(this.key(tab)))?.text())?.split(" ")[0];
  }

  /** Returns the editions that tabs still read, and forgets the tabs that are closed. */
  async editions(open: ReadonlySet<string>): Promise<Set<string>> {
    const cache = await caches.open(this.cacheName);
    const read = new Set<string>();
    for (const request of await cache.keys()) {
      const [edition = "", given = "0"] = (await (await cache.match(request))?.text())?.split(" ") ?? [];
      const tab = new URL(request.url).searchParams.get("onglet") ?? "";
      if (open.has(tab) || Date.now() - Number(given) < NEWBORN_MS) {
        read.add(edition);
      } else {
        this.known.delete(tab);
        await cache.delete(request);
      }
    }
    return read;
  }

  private key(tab: string): string {
    return `${this.scope}?onglet=${encodeURIComponent(tab)}`;
  }
}
