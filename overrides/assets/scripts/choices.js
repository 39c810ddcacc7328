// What is chosen on Browse, as chips that take it back, and what to do where it leaves nothing.

import { papers } from "./entries.js";
import { wordFor } from "./facets.js";
import { button, make } from "./make.js";
import { FACETS, choose, conditions, everything, span } from "./selection.js";

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
        const next = choose(selection, name, value, null);
        made.push(chip(called(name, value), how === "exclude", () => go(next)));
      }
    }
  }
  const years = span(selection);
  if (years) made.push(chip(years, false, () => go({ ...selection, since: null, until: null })));
  if (made.length > 1 || (made.length && selection.text.trim())) {
    made.push(clear(go));
  }
  return made;
}

/**
 * What to say where nothing is left, with buttons that leave some: without one of the conditions,
 * or else with one of them only.
 * @param {Selection} selection
 * @param {(other: Selection) => number} leaves how many papers another selection leaves
 * @param {(next: Selection) => void} go
 * @returns {HTMLElement[]}
 */
export function ways(selection, leaves, go) {
  const all = conditions(selection);
  /**
   * @param {string} how
   * @param {"rest" | "alone"} which
   */
  const offers = (how, which) =>
    all.flatMap((condition) => {
      const number = leaves(condition[which]);
      if (!number) return [];
      const act = () => go(condition[which]);
      return [button({ class: "ps-way" }, act, `${how} ${text(condition)}: `, make("b", {}, papers(number)))];
    });
  const without = offers("Drop", "rest");
  const buttons = without.length ? without : offers("Only", "alone");
  if (all.length > 1 || !buttons.length) buttons.push(clear(go));
  const told = without.length
    ? "No paper meets all that is chosen. Some do without one of the conditions:"
    : "No paper meets what is chosen, even without one of the conditions.";
  return [make("p", {}, told), make("div", { class: "ps-ways" }, ...buttons)];
}

/** @param {import("./selection.js").Condition} condition */
function text({ facet, values, excluded }) {
  const shown = values.map((value) => called(facet, value)).join(" or ");
  return excluded ? `“not ${shown}”` : `“${shown}”`;
}

/** @param {(next: Selection) => void} go */
function clear(go) {
  return button({ class: "ps-choice ps-choice--clear" }, () => go(everything()), "Clear all");
}

/**
 * What a condition is called in running text.
 * @param {string} facet
 * @param {string} value
 */
function called(facet, value) {
  return facet === "has" ? `with ${wordFor(value).toLowerCase()}` : wordFor(value);
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
