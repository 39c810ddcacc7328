// What is chosen on Browse, as chips that take it back.

import { wordFor } from "./facets.js";
import { button, make } from "./make.js";
import { FACETS, choose, everything } from "./selection.js";

/** @typedef {import("./selection.js").Selection} Selection */

/**
 * A chip for each choice, and one for all of them where there are several.
 * @param {Selection} selection
 * @param {(next: Selection) => void} go
 * @returns {HTMLElement[]}
 */
export function chips(selection, go) {
  /** @type {HTMLElement[]} */
  const made = [];
  for (const name of FACETS) {
    for (const how of /** @type {const} */ (["include", "exclude"])) {
      for (const value of selection.facets[name][how]) {
        const text = name === "has" ? `with ${wordFor(value).toLowerCase()}` : wordFor(value);
        const next = choose(selection, name, value, null);
        made.push(chip(text, how === "exclude", () => go(next)));
      }
    }
  }
  const years = range(selection);
  if (years) made.push(chip(years, false, () => go({ ...selection, since: null, until: null })));
  if (made.length > 1 || (made.length && selection.text.trim())) {
    const clear = { class: "ps-choice ps-choice--clear" };
    made.push(button(clear, () => go(everything()), "Clear all"));
  }
  return made;
}

/**
 * @param {string} text
 * @param {boolean} excluded
 * @param {() => void} act
 */
function chip(text, excluded, act) {
  const shown = excluded ? `not ${text}` : text;
  const name = excluded ? "ps-choice ps-choice--not" : "ps-choice";
  const cross = make("span", { "aria-hidden": "true" }, " ×");
  return button({ class: name, "aria-label": `Remove ${shown}` }, act, shown, cross);
}

/** @param {Selection} selection */
function range({ since, until }) {
  if (since === null) return until === null ? "" : `until ${until}`;
  if (until === null) return `since ${since}`;
  return since === until ? `${since}` : `${since} to ${until}`;
}
