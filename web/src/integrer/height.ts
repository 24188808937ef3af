/** What the framed page tells the page around it: its height, a number and nothing else. */

const NAME = "maillage";
/** In pixels: less is not a page, more is not a height. */
const LEAST = 100;
const MOST = 30_000;

export interface HeightMessage {
  [NAME]: "hauteur";
  hauteur: number;
}

export function heightMessage(height: number): HeightMessage {
  return { [NAME]: "hauteur", hauteur: Math.ceil(height) };
}

/** Returns the height that a message tells, or null for anything else that a frame may send. */
export function heightIn(data: unknown): number | null {
  if (typeof data !== "object" || data === null) {
    return null;
  }
  const { [NAME]: kind, hauteur } = data as Partial<Record<keyof HeightMessage, unknown>>;
  const good = kind === "hauteur" && typeof hauteur === "number" && hauteur >= LEAST && hauteur <= MOST;
  return good ? hauteur : null;
}
