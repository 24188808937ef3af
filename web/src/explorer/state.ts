/**
 * The address of the page is its whole state, one parameter per choice: `dimension` or `theme`, `acces`, `indicateur`,
 * `seuil_km`, `epci`, `tri`. What it holds and the page does not know is ignored aloud.
 */

/** What the form and the address hold. */
export interface State {
  /** `dimension-<code>` or `theme-<code>`. */
  sujet: string;
  acces: string;
  indicateur: string;
  seuil_km: number;
  /** The SIREN of the intercommunality whose communes are shown; empty for all intercommunalities. */
  epci: string;
  tri: string;
}

/** The values that the form has, by menu; the first of each is what is shown when nothing is asked. */
export type Known = Readonly<Record<"sujet" | "acces" | "indicateur" | "epci" | "tri", readonly string[]>> & {
  defaults: State;
};

const LONGEST = 40;
const FARTHEST_KM = 100;
const TITLES = {
  acces: "Cette façon d’entrer",
  indicateur: "Cet indicateur",
  epci: "Cette intercommunalité",
  tri: "Cet ordre",
} as const;

/** Returns what an address asks, and what was ignored in it, in sentences for the reader. */
export function read(search: string, known: Known): { state: State; notes: string[] } {
  const given = new URLSearchParams(search.slice(0, 5000));
  const state = { ...known.defaults };
  const notes: string[] = [];
  const ignored = (what: string, value: string): void => {
    notes.push(`${what} (« ${short(value)} ») n’existe pas ici : ignoré.`);
  };
  for (const name of Object.keys(TITLES) as (keyof typeof TITLES)[]) {
    const value = given.get(name);
    if (value && known[name].includes(value)) {
      state[name] = value;
    } else if (value) {
      ignored(TITLES[name], value);
    }
  }
  for (const [name, title] of [
    ["dimension", "Cette sorte d’aide"],
    ["theme", "Ce thème"],
  ] as const) {
    const value = given.get(name);
    if (value && known.sujet.includes(`${name}-${value}`)) {
      state.sujet = `${name}-${value}`;
    } else if (value) {
      ignored(title, value);
    }
  }
  const distance = given.get("seuil_km");
  const km = Number(distance?.replace(",", "."));
  if (distance && Number.isFinite(km) && km > 0 && km <= FARTHEST_KM) {
    state.seuil_km = Math.round(km * 1000) / 1000;
  } else if (distance) {
    notes.push(`Cette distance (« ${short(distance)} ») n’est pas lisible : ignorée.`);
  }
  return { state, notes };
}

/** Returns the address of a state, always in the same order, without what is shown anyway. */
export function write(state: State, { defaults }: Known): string {
  const given = new URLSearchParams();
  if (state.sujet !== defaults.sujet) {
    const cut = state.sujet.indexOf("-");
    given.set(state.sujet.slice(0, cut), state.sujet.slice(cut + 1));
  }
  for (const name of ["acces", "indicateur", "seuil_km", "epci", "tri"] as const) {
    if (state[name] !== defaults[name]) {
      given.set(name, String(state[name]));
    }
  }
  const text = given.toString();
  return text ? `?${text}` : "";
}

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
