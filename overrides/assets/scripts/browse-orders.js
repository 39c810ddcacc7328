// The orders of the papers on Browse, and which of them make a difference; without the page.

import { parse, seeks } from "./words.js";

/**
 * @typedef {import("./columns.js").Column} Column
 * @typedef {import("./selection.js").Selection} Selection
 */

const ORDERS = [
  { id: "relevance", word: "Best match" },
  { id: "newest", word: "Newest first" },
  { id: "oldest", word: "Oldest first" },
  { id: "title", word: "Title, A to Z" },
  { id: "listed", word: "Times listed" },
  { id: "added", word: "Last added" },
];

/**
 * The order of a selection that says nothing of it.
 * @param {Selection} selection
 */
export function usual({ text }) {
  return seeks(parse(text)) ? "relevance" : "newest";
}

/**
 * The orders that make a difference for a selection.
 * @param {Selection} selection
 * @param {Record<string, Column>} columns
 */
export function orders(selection, { listing, added }) {
  const able = new Map([
    ["relevance", usual(selection) === "relevance"],
    ["listed", listing.values.length > 1],
    ["added", added.values.length > 1],
  ]);
  return ORDERS.filter(({ id }) => able.get(id) ?? true);
}

/**
 * The order of a selection, which is the usual one where it asks for none of the others.
 * @param {Selection} selection
 * @param {Record<string, Column>} columns
 */
export function orderOf(selection, columns) {
  const known = orders(selection, columns).some(({ id }) => id === selection.sort);
  return known ? selection.sort : usual(selection);
}
