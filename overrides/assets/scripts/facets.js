// The filters of Browse: for each facet its values with their counts, to include or to exclude.

import { button, make } from "./make.js";
import { NONE, NOT_MARKED, STARRED, UNREAD, inOrder } from "./selection.js";
import { wordOf } from "./shelf.js";
import { fold } from "./words.js";

/**
 * @typedef {import("./columns.js").Column} Column
 * @typedef {import("./selection.js").Selection} Selection
 * @typedef {(value: string, how: "include" | "exclude" | null) => void} Choose
 */

/** What values are called that are not shown as they are, by their facet. */
const WORDS = new Map([
  [`status ${UNREAD}`, "Unread"],
  [`status ${NOT_MARKED}`, "No status"],
  [`status ${STARRED}`, "Starred"],
  ["has code", "Code"],
  ["has notes", "Notes"],
  [`theme ${NONE}`, "In no theme"],
  [`venue ${NONE}`, "Venue not known"],
  [`author ${NONE}`, "Authors not known"],
]);
/** What is to be known of a facet's values. */
const ABOUT = new Map([["status", "Unread: not read and not skipped."]]);
/** The facet whose values have an order of their own; others begin with the most frequent. */
const STATUS = "status";
/** The values of that facet that make up what is unread. */
const UNREAD_PARTS = new Set([NOT_MARKED, "to-read", "reading"]);
/** How many values are shown at first; of themes all, as none can be guessed. */
const SHOWN = 8;
const THEMES = 24;
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
  const first = name === "theme" ? THEMES : SHOWN;
  let shown = first;
  /** @type {{ column: Column, folded: string[], counts: Uint32Array, selection: Selection } | null} */
  let known = null;
  /** @type {string[]} the values in the order in which they are shown */
  let order = [];
  /** Values that stay, so that none below them moves. @type {Set<string>} */
  let kept = new Set();

  /** Put the values in order: what is chosen, then the most frequent; what has none comes last. */
  function arrange() {
    if (!known) return;
    const { column, counts, selection } = known;
    const chosen = new Set(Object.values(selection.facets[name]).flat());
    const rank = (/** @type {string} */ value) => (value === NONE ? 2 : chosen.has(value) ? 0 : 1);
    const strange = [...chosen].filter((value) => !column.values.includes(value));
    const places = [...column.values.keys()];
    const { values } = column;
    if (name !== STATUS) places.sort((a, b) => rank(values[a]) - rank(values[b]) || counts[b] - counts[a] || a - b);
    order = [...strange, ...places.map((place) => values[place])];
    kept = new Set();
  }

  function draw() {
    if (!details.open) return;
    if (!known) return list.replaceChildren(make("li", { class: "ps-facet__none" }, "Loading …"));
    const { column, folded, counts, selection } = known;
    const { include, exclude } = selection.facets[name];
    const places = new Map(column.values.map((value, place) => [value, place]));
    const wanted = fold(filter.value).match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
    const left = order.filter((value) => {
      const place = places.get(value);
      if (include.includes(value) || exclude.includes(value)) return true;
      if (place === undefined || !(counts[place] || kept.has(value)) || !tells(value)) return false;
      return wanted.every((part) => folded[place].includes(part));
    });
    const values = left.filter((value, place) => place < shown || value === NONE);
    kept = new Set(values);
    const focused = list.contains(document.activeElement) ? document.activeElement?.getAttribute("data-key") : null;
    list.replaceChildren(
      ...values.map((value) => {
        const how = include.includes(value) ? "include" : exclude.includes(value) ? "exclude" : null;
        const part = name === STATUS && UNREAD_PARTS.has(value) && "ps-facet__part";
        const none = value === NONE && "ps-facet__lacking";
        const classes = [how && `ps-facet__${how}`, part, none].filter(Boolean).join(" ");
        const number = counts[places.get(value) ?? -1] ?? 0;
        return row(value, wordFor(name, value), number, how, classes, choose);
      }),
    );
    if (!list.children.length) list.append(make("li", { class: "ps-facet__none" }, "None"));
    if (focused) {
      const again = [...list.querySelectorAll("[data-key]")].find((each) => each.getAttribute("data-key") === focused);
      /** @type {HTMLElement | undefined} */ (again)?.focus();
    }
    filter.hidden = column.values.length <= first;
    more.hidden = left.length <= values.length;
    more.textContent = `${(left.length - values.length).toLocaleString("en")} more`;
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
    const before = list.children.length;
    shown += MORE;
    draw();
    list.children[before]?.querySelector("input")?.focus();
  }

  filter.addEventListener("input", draw);
  details.addEventListener("toggle", () => {
    if (details.open) opened();
    arrange();
    draw();
  });

  return {
    element: details,
    arrange() {
      arrange();
      draw();
    },
    /**
     * Show what can be chosen now.
     * @param {Column | undefined} column undefined while it is not loaded
     * @param {Uint32Array | undefined} counts
     * @param {Selection} selection
     * @param {boolean} still whether the values stay where they are
     */
    update(column, counts, selection, still) {
      if (!column || !counts) return draw();
      const same = known?.column === column;
      const folded = known && same ? known.folded : column.values.map((value) => fold(wordFor(name, value)));
      known = { column, folded, counts, selection };
      if (!still || !same) arrange();
      const { include, exclude } = selection.facets[name];
      const idle = !counts.some(Boolean) && !(still && kept.size);
      details.hidden = idle && !include.length && !exclude.length;
      draw();
    },
  };
}

/**
 * What a value of a facet is called: most are shown as they are.
 * @param {string} facet
 * @param {string} value
 */
export function wordFor(facet, value) {
  return (facet === STATUS && wordOf(value)) || (WORDS.get(`${facet} ${value}`) ?? value);
}

/** @param {string} title */
function article(title) {
  const noun = title.toLowerCase();
  return `${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}

/**
 * @param {string} value
 * @param {string} shown what it is called
 * @param {number} number
 * @param {"include" | "exclude" | null} how it is chosen
 * @param {string} classes
 * @param {Choose} choose
 */
function row(value, shown, number, how, classes, choose) {
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
 * @param {(years: { since: number | null, until: number | null, undated: boolean }) => void} choose
 */
export function years(choose) {
  const bars = make("div", { class: "ps-years__bars", "aria-hidden": "true" });
  const since = make("select", { "aria-label": "From year" });
  const until = make("select", { "aria-label": "To year" });
  const undated = make("input", { type: "checkbox" });
  const count = make("span", { class: "ps-facet__count" });
  const lacking = make(
    "label",
    { class: "ps-facet__lacking" },
    undated,
    make("span", { class: "ps-facet__value" }, "Year not known"),
    count,
  );
  const left = make("p", { class: "ps-facet__about" }, "Papers without a year are left out.");
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
    lacking,
    left,
  );
  const value = (/** @type {HTMLSelectElement} */ select) => (select.value ? Number(select.value) : null);
  const chosen = () => choose({ ...inOrder(value(since), value(until)), undated: undated.checked });
  for (const field of [since, until, undated]) field.addEventListener("change", chosen);

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
        .filter(({ year }) => year) // NONE has none
        .sort((a, b) => a.year - b.year);
      const ranged = selection.since !== null || selection.until !== null;
      const without = counts[column.values.indexOf(NONE)] ?? 0;
      const chosen = ranged || selection.undated;
      details.hidden = !chosen && (!counts.some(Boolean) || known.length + Number(without > 0) < 2);
      if (details.hidden) return;
      lacking.hidden = !without && !selection.undated;
      undated.checked = selection.undated;
      count.textContent = without.toLocaleString("en");
      left.hidden = !ranged || !without || selection.undated;
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
      const only = selection.undated && !ranged;
      const first = selection.since ?? (only ? Infinity : -Infinity);
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
