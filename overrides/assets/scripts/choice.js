// Which of the marked papers are shown on My list, and in which order.

import { STATUSES, wordOf } from "./shelf.js";

/**
 * @typedef {import("./shelf.js").Mark} Mark
 * @typedef {import("./shelf.js").Marks} Marks
 * @typedef {{status: string, starred: boolean, noted: boolean, theme: string, words: string,
 *   order: string}} Choice "" is any status or theme, and "none" no status
 * @typedef {ReadonlyMap<string, string>} Titles of themes by their ids
 */

/** @type {Choice} */
export const EVERYTHING = Object.freeze({
  status: "",
  starred: false,
  noted: false,
  theme: "",
  words: "",
  order: "changed",
});

/** In the place of a theme: that a paper is in none. No theme has such an id. */
export const NO_THEME = "-";

/** The orders, with what they are called. */
export const ORDERS = Object.freeze([
  { id: "changed", word: "Last changed" },
  { id: "title", word: "Title" },
  { id: "year", word: "Year" },
  { id: "theme", word: "Theme" },
]);

/**
 * A choice from the query of an address; what it does not say, or says wrong, is as usual.
 * @param {string} query
 * @param {Titles} themes
 * @returns {Choice}
 */
export function fromQuery(query, themes) {
  const values = new URLSearchParams(query);
  const status = values.get("status") ?? "";
  const theme = values.get("theme") ?? "";
  const order = values.get("order") ?? "";
  return {
    status: wordOf(status) || status === "none" ? status : "",
    starred: values.has("starred"),
    noted: values.has("noted"),
    theme: themes.has(theme) || theme === NO_THEME ? theme : "",
    words: values.get("words") ?? "",
    order: ORDERS.some(({ id }) => id === order) ? order : EVERYTHING.order,
  };
}

/**
 * A choice as the query of an address, with its question mark; nothing for the usual one.
 * @param {Choice} choice
 */
export function toQuery(choice) {
  const values = new URLSearchParams();
  for (const [name, value] of Object.entries(choice)) {
    const usual = EVERYTHING[/** @type {keyof Choice} */ (name)];
    if (value !== usual) values.set(name, value === true ? "" : String(value));
  }
  const query = values.toString().replaceAll(/=(?=&|$)/g, "");
  return query && `?${query}`;
}

/**
 * The ids of the papers that a choice shows, in its order.
 * @param {Marks} marks
 * @param {Choice} choice
 * @param {Titles} themes
 * @returns {string[]}
 */
export function chosen(marks, choice, themes) {
  const words = folded(choice.words).split(" ").filter(Boolean);
  const theme = choice.theme === NO_THEME ? "" : choice.theme;
  const shown = [...marks].filter(([id, mark]) => {
    if (choice.status && mark.status !== (choice.status === "none" ? "" : choice.status)) {
      return false;
    }
    if (choice.starred && !mark.starred) return false;
    if (choice.noted && !mark.note) return false;
    if (choice.theme && mark.facts.theme !== theme) return false;
    const text = words.length ? folded(textOf(id, mark, themes)) : "";
    return words.every((word) => text.includes(word));
  });
  const before = Object.hasOwn(COMPARE, choice.order) ? COMPARE[choice.order] : byChange;
  return shown
    .sort(
      ([a, left], [b, right]) =>
        before(left, right, themes) || byTitle(left, right) || (a < b ? -1 : 1),
    )
    .map(([id]) => id);
}

/** @type {Record<string, (left: Mark, right: Mark, themes: Titles) => number>} */
const COMPARE = {
  title: byTitle,
  year: (left, right) => (right.facts.year ?? -Infinity) - (left.facts.year ?? -Infinity) || 0,
  theme: (left, right, themes) => {
    const [one, other] = [left, right].map(({ facts }) => themes.get(facts.theme) ?? facts.theme);
    if (!one || !other) return Number(!one) - Number(!other); // those in no theme come last
    return one.localeCompare(other, "en");
  },
};

/**
 * @param {Mark} left
 * @param {Mark} right
 */
function byChange(left, right) {
  return left.changed < right.changed ? 1 : left.changed > right.changed ? -1 : 0;
}

/**
 * @param {Mark} left
 * @param {Mark} right
 */
function byTitle(left, right) {
  return left.facts.title.localeCompare(right.facts.title, "en", { sensitivity: "base" });
}

/**
 * All words by which a marked paper can be found; while its title is not known, its id stands there.
 * @param {string} id
 * @param {Mark} mark
 * @param {Titles} themes
 */
function textOf(id, { note, facts }, themes) {
  const theme = themes.get(facts.theme) ?? "";
  return [facts.title || id, facts.authors, facts.year, facts.venue, theme, note].join(" ");
}

/**
 * A text in which case, accents and punctuation make no difference.
 * @param {string} text
 */
function folded(text) {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * How many papers have each status, for the list of statuses to choose from.
 * @param {Marks} marks
 */
export function statusCounts(marks) {
  const values = [...marks.values()];
  return [...STATUSES.map(({ id, word }) => ({ id, word })), { id: "none", word: "No status" }].map(
    ({ id, word }) => ({
      id,
      word,
      count: values.filter(({ status }) => status === (id === "none" ? "" : id)).length,
    }),
  );
}
