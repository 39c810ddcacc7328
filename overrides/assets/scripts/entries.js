// How papers are named in lists that scripts make.

import { pageOf } from "./cards.js";
import { unknown } from "./entry.js";
import { make } from "./make.js";

/**
 * A number of papers, in words.
 * @param {number} number
 */
export function papers(number) {
  return `${number.toLocaleString("en")} ${number === 1 ? "paper" : "papers"}`;
}

/**
 * The title of a paper, which leads to its page.
 * @param {string} id
 * @param {string} title
 */
export function titleLink(id, title) {
  return make("a", { class: "title", "data-paper": id, href: pageOf(id) }, title);
}

/**
 * What is known of a paper besides its title, in a line; of one without a title nothing is known.
 * @param {Pick<import("./shelf.js").Facts, "title" | "authors" | "year" | "venue">} facts
 * @param {string} [theme] what its theme is called
 * @returns {(Node | string)[]}
 */
export function factsLine({ title, authors, year, venue }, theme = "") {
  if (!title) return [];
  const facts = [authors || unknown("authors"), year ? `${year}` : unknown("year"), venue, theme];
  return facts.filter(Boolean).flatMap((fact, place) => (place ? [" · ", fact] : [fact]));
}
