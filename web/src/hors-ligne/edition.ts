/**
 * An edition is one publication of the site: some pages, and every file that they may ask for, by the digest of their
 * bytes. The build writes it at the head of the worker, so that a new edition is a new worker, and the same site the
 * same one.
 */

export interface Edition {
  /** Names the whole: files, pages and worker. */
  readonly id: string;
  /** Names the programs and styles alone: pages of two editions that share it may be read with either's. */
  readonly code: string;
  /** The pages that work without a connection, from the root of the site: "trouver/". */
  readonly pages: readonly string[];
  /** The digest of each page and file, as `fetch` checks it, by its address from the root of the site. */
  readonly files: Readonly<Record<string, string>>;
}

/** Sites that share a host share its storage: what is kept is named after the root of each. */
export function prefix(scope: string): string {
  return `maillage:${new URL(scope).pathname}:`;
}
