// Wakes the islands of a page. Only pages that hold an island load this module; xtask puts the names of today in place of the two below.
//
// What it does is what Leptos' own hydration script does (leptos/src/hydration/island_script.js), as a file and not inline,
// for our Content-Security-Policy lets no inline script run.
import start, * as browserHalf from "./maillage.js";

// A page that is left while the browser half is on its way has nothing to wake, and nothing to complain of.
let left = false;
addEventListener("pagehide", () => (left = true), { once: true });
try {
  await start({ module_or_path: new URL("./maillage.wasm", import.meta.url) });
  browserHalf.hydrate();
  await wakeIslandsIn(document.body, []);
} catch (fault) {
  if (!left) throw fault;
}

// An island wakes before those inside it. What it wraps (`leptos-children`) came from the server: an island in there
// first asks the wrapping one for its context, by the function that one left on the element.
async function wakeIslandsIn(element, contexts) {
  const name = element.localName;
  if (name === "leptos-island") {
    await wake(element, contexts.at(-1));
  }
  const inside = name === "leptos-children" ? [...contexts, element.$$on_hydrate] : contexts;
  for (const child of element.children) {
    await wakeIslandsIn(child, inside);
  }
}

async function wake(island, provideContext) {
  const islandFunction = browserHalf[island.dataset.component];
  if (!islandFunction) {
    console.warn(`No island of this name in the browser half: ${island.dataset.component}`);
    return;
  }
  provideContext?.();
  await islandFunction(island);
}
