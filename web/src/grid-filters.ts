/**
 * The filters of a weekly grid. The page says everything without them; they hide what does not answer, and put apart
 * what might. Their state is in the address: `demi-journee`, `dimension`, `acces`.
 */

const PARAMETERS = ["demi-journee", "dimension", "acces"] as const;

type Parameter = (typeof PARAMETERS)[number];
type Asked = Readonly<Record<Parameter, string>>;

/** What is known of an answer; the greater of two is what is known of "one or the other". */
const NO = 0;
const UNKNOWN = 1;
const YES = 2;
type State = typeof NO | typeof UNKNOWN | typeof YES;

/** Says whether some codes, separated by spaces, hold the one that is asked; no code at all is unknown. */
function holds(codes: string | undefined, wanted: string): State {
  if (!wanted) {
    return YES;
  }
  if (!codes) {
    return UNKNOWN;
  }
  return codes.split(" ").includes(wanted) ? YES : NO;
}

/** Says whether the hours of one line answer. */
function stateOf(line: HTMLElement, asked: Asked): State {
  const hours = line.dataset.horaires === "oui" ? YES : UNKNOWN;
  return Math.min(
    hours,
    holds(line.dataset.dimension, asked.dimension),
    holds(line.dataset.acces, asked.acces),
  ) as State;
}

interface Entry {
  item: HTMLElement;
  lines: readonly HTMLElement[];
}

interface Cell {
  box: HTMLElement;
  code: string;
  entries: readonly Entry[];
  lists: Readonly<Record<typeof YES | typeof UNKNOWN, HTMLElement>>;
  apart: HTMLElement;
  nobody: HTMLElement;
}

function all(within: ParentNode, selector: string): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(selector)];
}

function cellOf(box: HTMLElement): Cell | null {
  const yes = box.querySelector<HTMLElement>("[data-etat=oui]");
  const unknown = box.querySelector<HTMLElement>("[data-etat=non-renseigne]");
  const apart = box.querySelector<HTMLElement>(".mg-peut-etre");
  const nobody = box.querySelector<HTMLElement>(".mg-personne");
  if (!yes || !unknown || !apart || !nobody) {
    return null;
  }
  const entries = all(box, "[data-lieu]").map((item) => ({ item, lines: all(item, ".mg-creneau") }));
  const code = box.dataset.demiJournee ?? "";
  return { box, code, entries, lists: { [YES]: yes, [UNKNOWN]: unknown }, apart, nobody };
}

/** What a half-day answers: the places that do, and those that may. */
interface Found {
  yes: ReadonlySet<string>;
  maybe: ReadonlySet<string>;
}

/** Shows what answers in one half-day, and returns it. */
function sift(cell: Cell, asked: Asked): Found {
  const yes = new Set<string>();
  const maybe = new Set<string>();
  for (const { item, lines } of cell.entries) {
    const states = lines.map((line) => stateOf(line, asked));
    lines.forEach((line, rank) => {
      line.hidden = states[rank] === NO;
    });
    const best = Math.max(NO, ...states) as State;
    item.hidden = best === NO;
    if (best !== NO) {
      // In their order, so that coming back to everything gives the page as it came.
      cell.lists[best].append(item);
      (best === YES ? yes : maybe).add(item.dataset.cle ?? "");
    }
  }
  cell.nobody.hidden = yes.size > 0;
  cell.apart.hidden = maybe.size === 0;
  return { yes, maybe };
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count < 2 ? one : many}`;
}

/** Makes the filters of a page work; nothing happens in a page that has none. */
export function trier(page: Document, view: Window): void {
  const form = page.querySelector<HTMLFormElement>(".mg-tri");
  const status = page.querySelector<HTMLElement>("[data-mg-combien]");
  const table = page.querySelector<HTMLElement>(".mg-grille-table");
  if (!form || !status || !table) {
    return;
  }
  const cells = all(table, "[data-demi-journee]").flatMap((box) => cellOf(box) ?? []);
  const headers = all(table, "thead th");
  const select = (name: Parameter): HTMLSelectElement | null => form.querySelector(`select[name="${name}"]`);
  const known = (name: Parameter, value: string): boolean =>
    [...(select(name)?.options ?? [])].some((option) => option.value === value);

  const read = (): { asked: Asked; notes: string[] } => {
    const given = new URLSearchParams(view.location.search.slice(0, 2000));
    const notes: string[] = [];
    const asked = { "demi-journee": "", dimension: "", acces: "" };
    for (const name of PARAMETERS) {
      const value = given.get(name) ?? "";
      if (known(name, value)) {
        asked[name] = value;
      } else {
        notes.push(`La valeur demandée pour « ${name} » n’existe pas : ignorée.`);
      }
    }
    return { asked, notes };
  };

  const show = (): void => {
    const { asked, notes } = read();
    const yes = new Set<string>();
    const maybe = new Set<string>();
    for (const cell of cells) {
      const found = sift(cell, asked);
      cell.box.hidden = asked["demi-journee"] !== "" && asked["demi-journee"] !== cell.code;
      if (!cell.box.hidden) {
        found.yes.forEach((key) => {
          yes.add(key);
        });
        found.maybe.forEach((key) => {
          maybe.add(key);
        });
      }
    }
    for (const row of all(table, "tbody tr")) {
      row.hidden = all(row, "td").every((box) => box.hidden);
    }
    const afternoon = asked["demi-journee"].endsWith("apres-midi");
    headers.forEach((header, rank) => {
      header.hidden = Boolean(asked["demi-journee"]) && rank === (afternoon ? 1 : 2);
    });
    const words: string[] = [];
    for (const name of PARAMETERS) {
      const field = select(name);
      if (field) {
        field.value = asked[name];
        if (asked[name]) {
          words.push(field.selectedOptions[0]?.text ?? "");
        }
      }
    }
    const apart = [...maybe].filter((key) => !yes.has(key)).length;
    const found = plural(yes.size, "lieu ou arrêt", "lieux ou arrêts");
    const rest = apart ? ` ; ${apart} à part, renseignements incomplets` : "";
    status.textContent = [...notes, words.length ? `${words.join(", ")} : ${found}${rest}.` : ""]
      .filter(Boolean)
      .join(" ");
  };

  const write = (): void => {
    const address = new URL(view.location.href);
    for (const name of PARAMETERS) {
      const value = select(name)?.value ?? "";
      if (value) {
        address.searchParams.set(name, value);
      } else {
        address.searchParams.delete(name);
      }
    }
    address.hash = "";
    if (address.href !== view.location.href) {
      view.history.pushState(null, "", address);
    }
    show();
  };

  form.hidden = false;
  // The same half-days, for whom the form does not work.
  all(page, ".mg-jours").forEach((links) => {
    links.hidden = true;
  });
  form.addEventListener("change", write);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => view.setTimeout(write));
  view.addEventListener("popstate", show);
  show();
}
