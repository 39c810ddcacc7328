// On My list: the form by which a reader chooses which papers are shown, and in which order.

import { EVERYTHING, NO_THEME, ORDERS, fromQuery, statusCounts, toQuery } from "./choice.js";
import { labelled, select, setOptions, tick } from "./fields.js";
import { isMet } from "./learn.js";
import { make } from "./make.js";

/**
 * @typedef {import("./choice.js").Choice} Choice
 * @typedef {import("./choice.js").Titles} Titles
 * @typedef {import("./shelf.js").Marks} Marks
 */

/**
 * The form. It begins with what the address says, and writes there what is chosen, so that it is
 * the same after a look at a paper.
 * @param {() => void} changed is called when something else is chosen
 * @param {Titles} themes
 */
export function filtersPart(changed, themes) {
  let choice = fromQuery(location.search, themes);

  /** @param {Partial<Choice>} part */
  function choose(part) {
    choice = { ...choice, ...part };
    history.replaceState(history.state, "", location.pathname + toQuery(choice) + location.hash);
    changed();
  }

  const words = make("input", { type: "search", value: choice.words, autocomplete: "off" });
  words.addEventListener("input", () => choose({ words: words.value }));
  const status = select((value) => choose({ status: value }));
  const theme = select((value) => choose({ theme: value }));
  const order = select((value) => choose({ order: value }));
  const starred = tick((value) => choose({ starred: value }));
  const noted = tick((value) => choose({ noted: value }));
  const element = make(
    "form",
    { class: "keep-filters", role: "search", "aria-label": "Filter my list" },
    labelled("Words", words),
    labelled("Status", status),
    labelled("Theme", theme),
    labelled("Order", order),
    make("label", { class: "keep-tick" }, starred, " Starred"),
    make("label", { class: "keep-tick" }, noted, " With a note"),
  );
  element.addEventListener("submit", (event) => event.preventDefault());

  return {
    element,
    choice: () => choice,

    /** Show all papers again, in the order as it is. */
    clear() {
      words.value = "";
      choose({ ...EVERYTHING, order: choice.order });
    },

    /**
     * Offer only what some of the marked papers have.
     * @param {Marks} marks
     */
    refresh(marks) {
      starred.checked = choice.starred;
      noted.checked = choice.noted;
      const met = [...marks].filter(([id]) => isMet(id));
      const used = new Set(met.map(([, { facts }]) => facts.theme || NO_THEME));
      used.add(choice.theme);
      setOptions(status, choice.status, [
        { id: "", word: `Any (${marks.size.toLocaleString("en")})` },
        ...statusCounts(marks)
          .filter(({ id, count }) => count || id === choice.status)
          .map(({ id, word, count }) => ({ id, word: `${word} (${count.toLocaleString("en")})` })),
      ]);
      setOptions(theme, choice.theme, [
        { id: "", word: "Any" },
        ...[...themes, /** @type {const} */ ([NO_THEME, "In no theme"])]
          .filter(([id]) => used.has(id))
          .map(([id, word]) => ({ id, word })),
      ]);
      setOptions(order, choice.order, ORDERS);
    },
  };
}
