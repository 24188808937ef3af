/** Brings a script and its style, published beside the script that asks for them, when they are first needed. */

const loading = new Map<string, Promise<void>>();

/** Loads `<name>.js` and `<name>.css` once for the page; a failure is tried again next time. */
export function loadBundle(page: Document, base: string, name: string): Promise<void> {
  let found = loading.get(name);
  if (!found) {
    found = Promise.all([
      brought(page, "link", { rel: "stylesheet", href: new URL(`${name}.css`, base).href }),
      brought(page, "script", { src: new URL(`${name}.js`, base).href }),
    ]).then(() => undefined);
    found.catch(() => loading.delete(name));
    loading.set(name, found);
  }
  return found;
}

function brought(page: Document, tag: "link" | "script", attributes: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const made = page.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      made.setAttribute(name, value);
    }
    made.addEventListener("load", () => resolve());
    made.addEventListener("error", () => reject(new Error(tag)));
    page.head.append(made);
  });
}
