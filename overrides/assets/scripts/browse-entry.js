// A paper in the list of Browse.

import { pageOf } from "./cards.js";
import { texts } from "./entry.js";
import { make } from "./make.js";
import { replace, write } from "./selection.js";

/**
 * A paper in the list, with a theme to choose instead of what is chosen: its main one, or that of
 * several chosen for which it is here. Where one is chosen, all papers would show the same.
 * @param {import("./finder.js").Paper} found
 * @param {string[]} themes all that it is in
 * @param {import("./selection.js").Selection} selection
 * @param {import("./words.js").Query} query
 */
export function entry(found, themes, selection, query) {
  const { title, authors, year, venue, sentence, ...shown } = texts(found, query);
  const { include } = selection.facets.theme;
  const theme = include.length === 1 ? "" : (include.find((each) => themes.includes(each)) ?? found.theme);
  const facts = [...authors, " · ", ...year];
  if (found.venue) facts.push(" · ", ...venue);
  if (theme) {
    const href = write(replace(selection, "theme", theme));
    facts.push(" ", make("a", { class: "theme", href }, ...(theme === found.theme ? shown.theme : [theme])));
  }
  if (found.code) facts.push(" ", make("a", { class: "code", href: found.code }, "Code"));
  if (found.listings > 1) {
    facts.push(" ", make("span", { class: "listed" }, `in ${found.listings} listings`));
  }
  return make(
    "li",
    {},
    make("a", { class: "title", href: pageOf(found.id), "data-paper": found.id }, ...title),
    " ",
    make("span", { class: "facts" }, ...facts),
    " ",
    make("span", { class: "sentence" }, ...sentence),
  );
}
