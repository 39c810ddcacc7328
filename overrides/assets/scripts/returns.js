// Where a reader was in a list when it was left, kept as long as the tab, so that Back leads there.

/** @typedef {{ shown: number, y: number }} Place how many papers were shown, and how far down */

const [loaded] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
/** Whether the reader came to the page shown by Back, Forward or loading it again. */
let returning =
  loaded?.name === location.href && (loaded.type === "back_forward" || loaded.type === "reload");
addEventListener("popstate", () => (returning = true));
addEventListener("click", () => (returning = false), { capture: true });

const key = () => `papershelf:place:${location.pathname}${location.search}${location.hash}`;

/**
 * Remember the place at the address that is shown.
 * @param {Place} place
 */
export function leave(place) {
  try {
    sessionStorage.setItem(key(), JSON.stringify(place));
  } catch {
    // Without storage, Back leads to the beginning of the list.
  }
}

/**
 * The place at which the address shown was left, if the reader comes back to it.
 * @returns {Place | null}
 */
export function returned() {
  try {
    return returning ? JSON.parse(sessionStorage.getItem(key()) ?? "null") : null;
  } catch {
    return null;
  }
}
