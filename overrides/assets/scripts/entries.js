// How papers are named in lists that scripts make.

import { pageOf } from "./cards.js";
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
 * What is known of a paper besides its title, in a line.
 * @param {Pick<import("./shelf.js").Facts, "authors" | "year" | "venue">} facts
 * @param {string} [theme] what its theme is called
 */
export function factsLine({ authors, year, venue }, theme = "") {
  return [authors, year ?? "", venue, theme].filter(Boolean).join(" · ");
}
