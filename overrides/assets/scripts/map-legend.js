// The legend of the map as a filter: each theme a button, and its number a link to its page.

import { button, make } from "./make.js";

/**
 * Make the legend a filter. Returns the numbers of the kinds that are pressed, which change.
 * @param {HTMLElement} figure
 * @param {() => void} changed
 * @returns {ReadonlySet<number>}
 */
export function filter(figure, changed) {
  /** @type {Set<number>} */
  const chosen = new Set();
  /** @type {NodeListOf<HTMLElement>} */
  const entries = figure.querySelectorAll(".legend li");
  for (const entry of entries) {
    const [sign, link, count] = entry.children;
    const name = link.textContent ?? "";
    const kind = Number(entry.dataset.kind);
    const papers = count.getAttribute("title") ?? "";
    const toggle = button(
      { "aria-pressed": "false" },
      () => {
        const on = !chosen.delete(kind);
        if (on) chosen.add(kind);
        toggle.setAttribute("aria-pressed", String(on));
        changed();
      },
      sign,
      make("span", {}, name),
    );
    link.replaceChildren(count.textContent ?? "");
    link.setAttribute("aria-label", `${papers}: ${name}`);
    link.setAttribute("title", `${papers}: to the page`);
    entry.replaceChildren(toggle, link);
  }
  return chosen;
}
