// The filters of Browse together, beside the list or, on a narrow screen, in a dialog.

import { papers as inWords } from "./entries.js";
import { facet, years } from "./facets.js";
import { button, icon, make } from "./make.js";
import { FACETS, choose, count } from "./selection.js";

/**
 * @typedef {import("./columns.js").Column} Column
 * @typedef {import("./selection.js").Selection} Selection
 */

const NARROW = matchMedia("(max-width: 59.9844em)");
const TITLES = {
  theme: "Theme",
  status: "Reading status",
  has: "With",
  venue: "Venue",
  author: "Author",
  listing: "Listing",
  tag: "Tag",
};
const OPEN = ["theme", "status", "has"];

/**
 * @param {object} places
 * @param {HTMLElement} places.panel of the filters
 * @param {HTMLElement} places.aside of the panel on a wide screen
 * @param {HTMLElement} places.opener a button for the dialog
 * @param {Selection} first what is chosen at first
 * @param {(change: (selection: Selection) => Selection, facet?: string) => void} go called with what
 *   the reader changes, and the facet in which
 * @param {() => void} opened called when the reader opens the facet of authors
 * @param {AbortSignal} signal that the page was left
 */
export function filtersPart({ panel, aside, opener }, first, go, opened, signal) {
  const range = years((chosen) => go((selection) => ({ ...selection, ...chosen })));
  const facets = FACETS.map((name) => {
    const { include, exclude } = first.facets[name];
    const made = facet(
      name,
      TITLES[/** @type {keyof typeof TITLES} */ (name)],
      OPEN.includes(name) || include.length + exclude.length > 0,
      (value, how) => go((selection) => choose(selection, name, value, how), name),
      name === "author" ? opened : undefined,
    );
    return { name, ...made };
  });
  const [theme, ...others] = facets.map(({ element }) => element);
  const sign = make("b", {}, "−");
  const about = make("p", { class: "ps-browse__about" }, "Tick what to show; ", sign, " leaves it out.");
  panel.replaceChildren(about, theme, range.element, ...others);

  const done = button({ class: "md-button md-button--primary" }, () => sheet.close(), "Show");
  const close = button({ class: "ps-close", "aria-label": "Close" }, () => sheet.close(), icon("close"));
  const body = make("div", { class: "ps-sheet__body" });
  const sheet = make(
    "dialog",
    { class: "ps-sheet", "aria-label": "Filters" },
    make("div", { class: "ps-sheet__head" }, make("b", {}, "Filters"), close),
    body,
    make("div", { class: "ps-sheet__foot" }, done),
  );
  opener.addEventListener("click", () => {
    for (const { arrange } of facets) arrange(); // their values stay while the sheet is open
    sheet.showModal();
  });
  const place = () => {
    if (!NARROW.matches && sheet.open) sheet.close();
    (NARROW.matches ? body : aside).append(panel);
  };
  place();
  NARROW.addEventListener("change", place, { signal });

  return {
    /** The dialog. */
    element: sheet,

    /**
     * Whether the facet of authors is open, or something of it is chosen.
     * @param {Selection} selection
     */
    needsAuthors({ facets: { author } }) {
      const shown = facets.some(({ name, element }) => name === "author" && element.open);
      return shown || author.include.length + author.exclude.length > 0;
    },

    /**
     * Say in the facets that are open what is not loaded yet.
     * @param {Record<string, Column>} columns
     * @param {Selection} selection
     */
    wait(columns, selection) {
      for (const { name, update } of facets) if (!columns[name]) update(undefined, undefined, selection, true);
    },

    /**
     * Show what can be chosen now.
     * @param {Record<string, Column>} columns
     * @param {{ counts: Record<string, Uint32Array>, rows: readonly number[] }} left
     * @param {Selection} selection
     * @param {(facet: string) => boolean} still whether the values of a facet stay where they are
     */
    update(columns, { counts, rows }, selection, still) {
      range.update(columns.year, counts.year, selection);
      for (const { name, update } of facets) {
        update(columns[name], counts[name], selection, sheet.open || still(name));
      }
      const chosen = count(selection);
      opener.textContent = chosen ? `Filters (${chosen})` : "Filters";
      done.textContent = `Show ${inWords(rows.length)}`;
    },
  };
}
