// A paper as an entry of a list: its texts, in which the words that were found are marked.

import { make } from "./make.js";
import { found, nearby, passage, ranges } from "./passage.js";

/**
 * @typedef {import("./finder.js").Paper} Paper
 * @typedef {import("./words.js").Query} Query
 */

/**
 * The texts of a paper that a list shows, its words marked.
 * @param {Paper} paper
 * @param {Query} query
 * @param {boolean} [brief] whether there is room for little of the sentence, which then begins near
 *   the first of the words
 */
export function texts(paper, query, brief = false) {
  const forms = found(paper.all, query);
  const { content, title } = paper;
  const sentence = passage(content, title, paper.sentence, forms);
  return {
    title: marked(title, forms),
    authors: paper.authors ? marked(paper.authors, forms) : [unknown("authors")],
    year: paper.year ? marked(paper.year, forms) : [unknown("year")],
    venue: marked(paper.venue, forms),
    theme: marked(paper.theme, forms),
    sentence: marked(brief ? nearby(sentence, forms) : sentence, forms),
  };
}

/**
 * What is said of a fact that is not known.
 * @param {string} what
 */
export function unknown(what) {
  return make("span", { class: "unknown" }, `${what} not known`);
}

/**
 * @param {string} text
 * @param {Set<string>} forms
 * @returns {(Node | string)[]}
 */
function marked(text, forms) {
  /** @type {(Node | string)[]} */
  const pieces = [];
  let position = 0;
  for (const [from, to] of ranges(text, forms)) {
    pieces.push(text.slice(position, from), make("mark", {}, text.slice(from, to)));
    position = to;
  }
  return [...pieces, text.slice(position)].filter((piece) => piece !== "");
}
