// The filters of Browse: for each facet its values with their counts, to include or to exclude.

import { button, make } from "./make.js";
import { NOT_MARKED, STARRED, UNREAD } from "./selection.js";
import { wordOf } from "./shelf.js";
import { fold } from "./words.js";

/**
 * @typedef {import("./columns.js").Column} Column
 * @typedef {import("./selection.js").Selection} Selection
 * @typedef {(value: string, how: "include" | "exclude" | null) => void} Choose
 */

const WORDS = new Map([
  [UNREAD, "Unread"],
  [NOT_MARKED, "No status"],
  [STARRED, "Starred"],
  ["code", "Code"],
  ["notes", "Notes"],
]);
/** What is to be known of a facet's values. */
const ABOUT = new Map([["status", "Unread is whatever you have neither read nor skipped."]]);
/** The facet whose values have an order of their own; others begin with the most frequent. */
const IN_ORDER = "status";
/** The values of that facet that make up what is unread. */
const UNREAD_PARTS = new Set([NOT_MARKED, "to-read", "reading"]);
const SHOWN = 8;
const MORE = 40;

/**
 * A facet with a list of values.
 * @param {string} name
 * @param {string} title
 * @param {boolean} open
 * @param {Choose} choose
 * @param {() => void} [opened] called when the reader opens it
 */
export function facet(name, title, open, choose, opened = () => {}) {
  const list = make("ul", {});
  const filter = make("input", {
    type: "search",
    class: "ps-facet__filter",
    placeholder: `Find ${article(title)}`,
    "aria-label": `Find ${article(title)}`,
    autocomplete: "off",
    spellcheck: "false",
    hidden: true,
  });
  const more = button({ class: "ps-facet__more", hidden: true }, showMore, "More");
  const details = make(
    "details",
    { class: "ps-facet", "data-facet": name, open },
    make("summary", {}, title),
    ...(ABOUT.has(name) ? [make("p", { class: "ps-facet__about" }, ABOUT.get(name) ?? "")] : []),
    filter,
    list,
    more,
  );
  let shown = SHOWN;
  /** @type {{ column: Column, folded: string[], counts: Uint32Array, selection: Selection } | null} */
  let known = null;

  function draw() {
    if (!known || !details.open) return;
    const { column, folded, counts, selection } = known;
    const { include, exclude } = selection.facets[name];
    const wanted = fold(filter.value.trim());
    const chosen = [...new Set([...include, ...exclude])];
    const inOrder = name === IN_ORDER;
    const first = chosen.filter((value) => !inOrder || !column.values.includes(value));
    const places = [...column.values.keys()]
      .filter((place) => !first.includes(column.values[place]))
      .filter((place) => counts[place] || chosen.includes(column.values[place]))
      .filter((place) => !inOrder || tells(column.values[place]))
      .filter((place) => !wanted || folded[place].includes(wanted))
      .sort((a, b) => (inOrder ? 0 : counts[b] - counts[a]) || a - b);
    const values = places.slice(0, Math.max(0, shown - first.length)).map((place) => column.values[place]);
    const focused = list.contains(document.activeElement) ? document.activeElement?.getAttribute("data-key") : null;
    list.replaceChildren(
      ...[...first, ...values].map((value) => {
        const place = column.values.indexOf(value);
        const how = include.includes(value) ? "include" : exclude.includes(value) ? "exclude" : null;
        const part = inOrder && UNREAD_PARTS.has(value) && "ps-facet__part";
        const classes = [how && `ps-facet__${how}`, part].filter(Boolean).join(" ");
        return row(value, place < 0 ? 0 : counts[place], how, classes, choose);
      }),
    );
    if (!list.children.length) list.append(make("li", { class: "ps-facet__none" }, "None"));
    if (focused) {
      const again = [...list.querySelectorAll("[data-key]")].find((each) => each.getAttribute("data-key") === focused);
      /** @type {HTMLElement | undefined} */ (again)?.focus();
    }
    filter.hidden = column.values.length <= SHOWN;
    more.hidden = places.length <= values.length;
    more.textContent = `${(places.length - values.length).toLocaleString("en")} more`;
  }

  /**
   * Whether a reading status says more than that all that is unread has it.
   * @param {string} value
   */
  function tells(value) {
    if (!known || value !== NOT_MARKED) return true;
    const { column, counts, selection } = known;
    const { include, exclude } = selection.facets[name];
    const [unread, none] = [UNREAD, NOT_MARKED].map((one) => counts[column.values.indexOf(one)]);
    return none !== unread || include.includes(value) || exclude.includes(value);
  }

  function showMore() {
    const first = list.children.length;
    shown += MORE;
    draw();
    list.children[first]?.querySelector("input")?.focus();
  }

  filter.addEventListener("input", draw);
  details.addEventListener("toggle", () => {
    if (details.open) opened();
    draw();
  });

  return {
    element: details,
    /**
     * Show what can be chosen now; a column that is not loaded yet is null.
     * @param {Column | undefined} column
     * @param {Uint32Array | undefined} counts
     * @param {Selection} selection
     */
    update(column, counts, selection) {
      const { include, exclude } = selection.facets[name];
      details.hidden = column !== undefined && !column.values.length && !include.length && !exclude.length;
      if (!column || !counts) return;
      const folded = known?.column === column ? known.folded : column.values.map(fold);
      known = { column, folded, counts, selection };
      draw();
    },
  };
}

/**
 * What a value is called: most are shown as they are.
 * @param {string} value
 */
export function wordFor(value) {
  return wordOf(value) || (WORDS.get(value) ?? value);
}

/** @param {string} title */
function article(title) {
  const noun = title.toLowerCase();
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

/**
 * @param {string} value
 * @param {number} number
 * @param {"include" | "exclude" | null} how it is chosen
 * @param {string} classes
 * @param {Choose} choose
 */
function row(value, number, how, classes, choose) {
  const shown = wordFor(value);
  const box = make("input", { type: "checkbox", "data-key": `+${value}` });
  box.checked = how === "include";
  box.addEventListener("change", () => choose(value, box.checked ? "include" : null));
  const label = `Leave out ${shown}`;
  const pressed = how === "exclude";
  const without = button(
    { "data-key": `-${value}`, "aria-label": label, title: label, "aria-pressed": String(pressed) },
    () => choose(value, pressed ? null : "exclude"),
    "−",
  );
  return make(
    "li",
    { class: classes || false },
    make(
      "label",
      {},
      box,
      make("span", { class: "ps-facet__value" }, shown),
      make("span", { class: "ps-facet__count" }, number.toLocaleString("en")),
    ),
    without,
  );
}

/**
 * The years, from one to another, with a bar for each.
 * @param {(since: number | null, until: number | null) => void} choose
 */
export function years(choose) {
  const bars = make("div", { class: "ps-years__bars", "aria-hidden": "true" });
  const since = make("select", { "aria-label": "From year" });
  const until = make("select", { "aria-label": "To year" });
  const details = make(
    "details",
    { class: "ps-facet ps-years", "data-facet": "year", open: true },
    make("summary", {}, "Year"),
    bars,
    make(
      "div",
      { class: "ps-years__range" },
      make("span", {}, "from ", since),
      make("span", {}, "to ", until),
    ),
  );
  const value = (/** @type {HTMLSelectElement} */ select) => (select.value ? Number(select.value) : null);
  const chosen = () => {
    const [first, last] = [value(since), value(until)];
    const swapped = first !== null && last !== null && first > last;
    choose(swapped ? last : first, swapped ? first : last);
  };
  since.addEventListener("change", chosen);
  until.addEventListener("change", chosen);

  return {
    element: details,
    /**
     * @param {Column} column
     * @param {Uint32Array} counts
     * @param {Selection} selection
     */
    update(column, counts, selection) {
      const known = column.values
        .map((text, place) => ({ year: Number(text), number: counts[place] }))
        .sort((a, b) => a.year - b.year);
      details.hidden = known.length < 2;
      if (details.hidden) return;
      for (const [select, year, any] of /** @type {const} */ ([
        [since, selection.since, "any"],
        [until, selection.until, "any"],
      ])) {
        const listed = new Set([...known.map((each) => each.year), ...(year === null ? [] : [year])]);
        const newest = [...listed].sort((a, b) => b - a);
        select.replaceChildren(
          make("option", { value: "" }, any),
          ...newest.map((each) => make("option", { value: `${each}` }, `${each}`)),
        );
        select.value = year === null ? "" : `${year}`;
      }
      const most = Math.max(1, ...known.map(({ number }) => number));
      const first = selection.since ?? -Infinity;
      const last = selection.until ?? Infinity;
      bars.replaceChildren(
        ...known.map(({ year, number }) =>
          make("span", {
            class: year >= first && year <= last ? "in" : "out",
            style: `--share: ${(100 * number) / most}%`,
            title: `${year}: ${number.toLocaleString("en")}`,
          }),
        ),
      );
    },
  };
}
