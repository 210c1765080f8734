// Hydrates the islands of a page. Only pages that hold an island load this module. xtask replaces the names of the two files below.
//
// It does what Leptos' own hydration script does (leptos/src/hydration/island_script.js), but as a file: our Content-Security-Policy
// allows no inline script.
import start, * as browserHalf from "./maillage.js";

// If the reader leaves the page while the browser half is loading, a failure is no error.
let left = false;
addEventListener("pagehide", () => (left = true), { once: true });
try {
  await start({ module_or_path: new URL("./maillage.wasm", import.meta.url) });
  browserHalf.hydrate();
  await hydrateIslandsIn(document.body, []);
} catch (error) {
  if (!left) throw error;
}

// An island is hydrated before those inside it. What it wraps (`leptos-children`) came from the server: an island in there
// first asks the wrapping island for its context, by the function that the wrapping island left on the element.
async function hydrateIslandsIn(element, contexts) {
  const name = element.localName;
  if (name === "leptos-island") {
    await hydrateIsland(element, contexts.at(-1));
  }
  const inside = name === "leptos-children" ? [...contexts, element.$$on_hydrate] : contexts;
  for (const child of element.children) {
    await hydrateIslandsIn(child, inside);
  }
}

async function hydrateIsland(island, provideContext) {
  const islandFunction = browserHalf[island.dataset.component];
  if (!islandFunction) {
    console.warn(`No island of this name in the browser half: ${island.dataset.component}`);
    return;
  }
  provideContext?.();
  await islandFunction(island);
}
