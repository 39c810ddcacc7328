// What is chosen on Browse, as chips that take it back, and what to do where it leaves nothing.

import { papers } from "./entries.js";
import { wordFor } from "./facets.js";
import { button, make } from "./make.js";
import { FACETS, NONE, choose, conditions, everything, replace, span } from "./selection.js";
import { cut } from "./suggest.js";
import { fold } from "./words.js";

/**
 * @typedef {import("./selection.js").Selection} Selection
 * @typedef {(change: (now: Selection) => Selection) => void} Go makes of what is chosen by then
 *   something else: these buttons may be older than the last choice
 */

/**
 * A chip for each choice, and one for all of them where there are several.
 * @param {Selection} selection
 * @param {Go} go
 * @returns {HTMLElement[]}
 */
export function chips(selection, go) {
  /** @type {HTMLElement[]} */
  const made = [];
  for (const name of FACETS) {
    for (const how of /** @type {const} */ (["include", "exclude"])) {
      for (const value of selection.facets[name][how]) {
        const out = how === "exclude";
        const act = () => go((now) => choose(now, name, value, null));
        made.push(chip(cut(called(name, value, out)), out, act));
      }
    }
  }
  const years = span(selection);
  const act = () => go((now) => ({ ...now, since: null, until: null, undated: false }));
  if (years) made.push(chip(years, false, act));
  if (made.length > 1 || (made.length && selection.text.trim())) {
    made.push(clear(go));
  }
  return made;
}

/**
 * Chips that choose a venue or a year which was typed as a word.
 * @param {Selection} selection
 * @param {readonly string[]} words
 * @param {readonly string[]} venues all that there are
 * @param {readonly string[]} years all that there are
 * @param {Go} go
 * @returns {HTMLElement[]}
 */
export function hints(selection, words, venues, years, go) {
  const { since, until, facets } = selection;
  const dated = since !== null || until !== null;
  return words.flatMap((word) => {
    const venue = venues.find((each) => fold(each) === fold(word));
    if (venue && !facets.venue.include.includes(venue)) {
      return hint(`Venue: ${venue}`, () => go((now) => without(word, replace(now, "venue", venue))));
    }
    if (dated || !years.includes(word)) return [];
    const year = { since: Number(word), until: Number(word) };
    return hint(`Year: ${word}`, () => go((now) => without(word, { ...now, ...year })));
  });
}

/**
 * @param {string} word
 * @param {Selection} selection
 */
function without(word, selection) {
  const text = selection.text.split(/\s+/).filter((part) => part !== word).join(" ");
  return { ...selection, text };
}

/** @param {string} text @param {() => void} act */
function hint(text, act) {
  return button({ class: "ps-choice ps-choice--hint", title: "Choose instead of the word" }, act, text);
}

/**
 * What to say where nothing is left, with buttons that leave some: without one of the conditions,
 * or else with one of them only.
 * @param {Selection} selection
 * @param {(other: Selection) => number} leaves how many papers another selection leaves
 * @param {Go} go
 * @returns {HTMLElement[]}
 */
export function ways(selection, leaves, go) {
  const all = conditions(selection);
  if (all.length < 2) {
    const told = selection.text.trim() ? "Try fewer words, or another spelling." : "No paper is like that.";
    const way = button({ class: "ps-way" }, () => go(everything), "Show all papers");
    return [make("p", {}, told), make("div", { class: "ps-ways" }, way)];
  }
  /**
   * @param {string} how
   * @param {"rest" | "alone"} which
   */
  const offers = (how, which) =>
    all.flatMap((condition) => {
      const number = leaves(condition[which]);
      if (!number) return [];
      const act = () => go(() => condition[which]);
      return [button({ class: "ps-way" }, act, `${how} “${words(condition)}”: `, make("b", {}, papers(number)))];
    });
  const fewer = offers("Without", "rest");
  const alone = fewer.length ? [] : offers("Only", "alone");
  const told = `Nothing matches all of these${fewer.length ? "" : ", nor all but one of them"}. ${
    fewer.length ? "Without one of them:" : alone.length ? "One of them alone:" : ""
  }`;
  return [make("p", {}, told), make("div", { class: "ps-ways" }, ...fewer, ...alone, clear(go))];
}

/**
 * What is chosen, in a few words; empty where nothing is.
 * @param {Selection} selection
 */
export function summary(selection) {
  return conditions(selection).map(words).join(", ");
}

/** @param {import("./selection.js").Condition} condition */
function words({ facet, values, excluded }) {
  return values.map((value) => cut(called(facet, value, excluded))).join(" or ");
}

/** @param {Go} go */
function clear(go) {
  return button({ class: "ps-choice ps-choice--clear" }, () => go(everything), "Clear all");
}

/** What is left where those are left out that have no value. @type {Record<string, string>} */
const SOME = { theme: "in a theme", venue: "venue known", author: "authors known" };

/**
 * What a condition is called in running text.
 * @param {string} facet
 * @param {string} value
 * @param {boolean} excluded
 */
function called(facet, value, excluded) {
  const word = wordFor(facet, value);
  if (value === NONE) return (excluded && SOME[facet]) || word.toLowerCase();
  const told = facet === "has" ? `with ${word.toLowerCase()}` : word;
  return excluded ? `not ${told}` : told;
}

/**
 * @param {string} shown
 * @param {boolean} excluded
 * @param {() => void} act
 */
function chip(shown, excluded, act) {
  const name = excluded ? "ps-choice ps-choice--not" : "ps-choice";
  const cross = make("span", { "aria-hidden": "true" }, " ×");
  return button({ class: name, "aria-label": `Remove ${shown}` }, act, shown, cross);
}
