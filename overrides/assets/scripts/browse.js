// The page Browse: all papers, filtered, searched, counted and put in order, as its address says.

import { columnsPart } from "./browse-columns.js";
import { told } from "./browse-count.js";
import { entry } from "./browse-entry.js";
import { offer } from "./browse-files.js";
import { filtersPart } from "./browse-filters.js";
import { orderOf, orders, usual } from "./browse-orders.js";
import { decorate } from "./chips.js";
import { chips, hints, summary, ways } from "./choices.js";
import { select, sorted, valuesOf } from "./columns.js";
import { setOptions } from "./fields.js";
import { NoIndex, Unloaded, find, library, paper, prepare } from "./finder.js";
import { button, make } from "./make.js";
import { keep } from "./marks.js";
import { leave, returned } from "./returns.js";
import { conditions, read, write } from "./selection.js";
import { meant, remark } from "./suggest.js";
import { isEmpty, parse } from "./words.js";

/**
 * @typedef {import("./finder.js").Answer} Answer
 * @typedef {import("./selection.js").Selection} Selection
 * @typedef {import("./words.js").Query} Query
 */

/**
 * @typedef {object} Left of all papers
 * @property {number} size how many papers there are
 * @property {ReadonlySet<number> | null} hits the rows that the words find; null if there are none
 * @property {Record<string, Uint32Array>} counts for each value of each facet
 * @property {number[]} rows those that are left, in order
 */

const PAGE = 20;
/** Of how many papers the words are compared with what was typed. */
const COMPARED = 8;
const PATIENCE = 250; // milliseconds without a key before the words are looked for
const SLOW = 300; // milliseconds without an answer before that is said

/** @type {AbortController | undefined} */
let visit;
let marksChanged = () => {};
keep.addEventListener("change", () => visit?.signal.aborted || marksChanged());

/** Starts the page, if it is the one that is shown. */
export function start() {
  const root = /** @type {HTMLElement | null} */ (document.querySelector("[data-browse]"));
  if (!root || root.dataset.ready) return;
  root.dataset.ready = "yes";
  visit?.abort(); // the page was left and is shown anew
  visit = new AbortController();
  browse(root, visit.signal);
}

/**
 * @param {HTMLElement} root
 * @param {AbortSignal} signal that the page was left
 */
function browse(root, signal) {
  const path = location.pathname;
  const part = (/** @type {string} */ name) =>
    /** @type {HTMLElement} */ (root.querySelector(`[data-part=${name}]`));
  const input = /** @type {HTMLInputElement} */ (part("words"));
  const order = /** @type {HTMLSelectElement} */ (part("order"));
  const [status, choices, none, more, files] = ["status", "choices", "none", "more", "files"].map(part);
  const hinted = part("hints");
  const list = /** @type {HTMLElement} */ (root.querySelector(".papers > ul"));
  const [panel, aside, opener] = ["panel", "aside", "filters"].map(part);

  const title = document.title;

  let selection = read(location.search);
  let shown = PAGE;
  /** @type {number | null} how far down the reader was, until the list is there again */
  let y = null;
  let typed = false; // the last step was typing
  let ticked = ""; // the facet in which the last step was made
  let turn = 0;
  let owed = false; // the list shows something else than what is chosen
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  /** @type {Answer} */
  let answer = { hits: [], partly: false, absent: [] };
  let answered = ""; // the words of the answer
  const { columns, load, titles, unmark } = columnsPart();
  const filters = filtersPart(
    { panel, aside, opener },
    selection,
    (change, facet) => go(change(selection), { facet }),
    () => void draw(), // the column of authors is loaded only then
    signal,
  );
  root.append(filters.element);

  // Where a reader is, and how to get elsewhere

  /**
   * @param {Selection} next
   * @param {{ typing?: boolean, facet?: string }} [how] letters typed one after another are one step
   *   to go back by; the values of a facet stay in their places while some of them are chosen
   */
  function go(next, { typing = false, facet: within = "" } = {}) {
    if (!root.isConnected) return; // the page was left before the last letters were looked for
    const address = path + write(next);
    if (typing && typed) history.replaceState(history.state, "", address);
    else if (address !== path + location.search) {
      leave({ shown, y: scrollY });
      history.pushState(null, "", address);
    }
    selection = next;
    shown = PAGE;
    typed = typing;
    ticked = within;
    void draw();
  }

  /** Show what the address says, and if the reader comes back to it, as it was left. */
  function arrive() {
    selection = read(location.search);
    const place = returned();
    shown = place?.shown ?? PAGE;
    y = place?.y ?? null;
    typed = false;
    ticked = "";
    input.value = selection.text;
  }

  input.addEventListener("focus", prepare, { once: true });
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => go({ ...selection, text: input.value }, { typing: true }), PATIENCE);
  });
  input.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    go({ ...selection, text: input.value });
  });
  order.addEventListener("change", () => {
    go({ ...selection, sort: order.value === usual(selection) ? "" : order.value });
  });
  more.addEventListener("click", async () => {
    const first = list.children.length;
    shown += PAGE;
    await draw();
    list.children[first]?.querySelector("a")?.focus();
  });
  const back = () => {
    if (location.pathname !== path) return;
    arrive();
    void draw();
  };
  addEventListener("popstate", back, { signal });
  // Links to this page are other selections, for which the theme would load nothing.
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link || link.target || event.metaKey || event.ctrlKey || event.shiftKey) return;
      if (!root.isConnected) return;
      leave({ shown, y: scrollY });
      if (link.origin + link.pathname !== location.origin + path) return;
      if (link.hash || link.matches("[data-search]")) return;
      event.preventDefault();
      event.stopPropagation();
      link.closest("dialog")?.close();
      if (status.contains(link)) status.focus();
      go(read(link.search));
      input.value = selection.text;
      scrollTo(0, 0);
    },
    { capture: true, signal },
  );
  // What the reader marks stays in the list until something else is chosen.
  marksChanged = () => {
    unmark();
    void draw(true);
  };

  // What is shown

  /** @param {boolean} [counted] leave the list as it is, unless another is still to be shown */
  async function draw(counted = false) {
    const mine = (turn += 1);
    owed ||= !counted;
    const query = parse(selection.text);
    root.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => {
      if (mine === turn) status.textContent = selection.text === answered ? "Loading …" : "Searching …";
    }, SLOW);
    try {
      filters.wait(columns, selection);
      const left = await leaves(mine, query);
      if (!left) return;
      const first = left.rows.slice(0, shown);
      const papers = owed || left.hits ? await Promise.all(first.map(paper)) : [];
      if (mine !== turn || !root.isConnected) return;
      clearTimeout(slow);
      if (owed) fill(papers, first, query);
      panel.hidden = false;
      filters.update(columns, left, selection, (facet) => counted || facet === ticked);
      tell(left, first.length, query);
      advise(left, query);
      setOptions(order, orderOf(selection, columns), orders(selection, columns));
      if (y !== null) scrollTo(0, y); // once there is something to scroll to
      y = null;
      void suggest(mine, query).catch(() => undefined); // no part of the answer
    } catch (error) {
      if (mine === turn && root.isConnected) fail(error);
    } finally {
      clearTimeout(slow);
      if (mine === turn) root.removeAttribute("aria-busy");
    }
  }

  /**
   * What the selection leaves of the papers; null if another was made meanwhile.
   * @param {number} mine
   * @param {Query} query
   * @returns {Promise<Left | null>}
   */
  async function leaves(mine, query) {
    const { papers: size } = await library();
    await load(size, filters.needsAuthors(selection));
    if (mine !== turn) return null;
    const { text } = selection;
    if (answered !== text) {
      const found = await find(query, () => mine === turn);
      if (mine !== turn) return null;
      [answer, answered] = [found, text];
    }
    const by = orderOf(selection, columns);
    const rank = new Map(answer.hits.map(({ row }, number) => [row, number]));
    const hits = isEmpty(query) ? null : new Set(rank.keys());
    const { rows, counts } = select(columns, size, selection, hits);
    const known = { rank, titles: by === "title" ? await titles() : undefined };
    return { size, hits, counts, rows: sorted(rows, by, columns, known) };
  }

  /**
   * Show papers in the list.
   * @param {import("./finder.js").Paper[]} papers
   * @param {number[]} rows theirs
   * @param {Query} query
   */
  function fill(papers, rows, query) {
    const themes = rows.map((row) => valuesOf(columns.theme, row));
    list.replaceChildren(...papers.map((each, place) => entry(each, themes[place], selection, query)));
    decorate(list);
    list.hidden = owed = false;
  }

  /**
   * Offer what may follow: to take a choice back, to choose what was typed, and to leave something
   * where nothing is left.
   * @param {Left} left
   * @param {Query} query
   */
  function advise({ size, rows, hits }, query) {
    choices.replaceChildren(...chips(selection, take));
    const loose = query.phrases.length || query.without.length ? [] : query.words;
    hinted.replaceChildren(...hints(selection, loose, columns.venue.values, columns.year.values, take));
    none.hidden = rows.length > 0 || list.children.length > 0 || !size;
    const number = (/** @type {Selection} */ rest) =>
      select(columns, size, rest, rest.text ? hits : null).rows.length;
    none.replaceChildren(...(none.hidden ? [] : ways(selection, number, take)));
  }

  /**
   * Say why there is no answer.
   * @param {unknown} error
   */
  function fail(error) {
    panel.hidden = !columns.year;
    const again = button({ class: "md-button" }, () => void draw(), "Try again");
    if (error instanceof NoIndex) status.textContent = "This site has no search index yet.";
    else if (error instanceof Unloaded) {
      status.replaceChildren("The papers could not be loaded. Are you offline? ", again);
    } else {
      status.textContent = "This page met a fault of the site.";
      throw error;
    }
  }

  /**
   * Offer a search for what may have been meant.
   * @param {number} mine
   * @param {Query} query
   */
  async function suggest(mine, query) {
    const best = await Promise.all(answer.hits.slice(0, COMPARED).map(({ row }) => paper(row)));
    const better = await meant(answered, query, answer, best);
    if (!better || mine !== turn) return;
    const href = path + write({ ...selection, text: better });
    const stop = status.textContent?.endsWith(".") ? "" : ".";
    status.append(`${stop} Did you mean `, make("a", { href }, better), "?");
  }

  /**
   * Say how many papers are left, and offer them as files.
   * @param {Left} left
   * @param {number} first how many are shown
   * @param {Query} query
   */
  function tell({ size, rows }, first, query) {
    // Where several conditions leave nothing, it is said below which of them may go.
    const said = rows.length || conditions(selection).length < 2 ? remark(query, answer) : "";
    const { some, printed } = told(size, rows.length, first, answered);
    status.replaceChildren(
      make("b", {}, some),
      make("b", { class: "ps-browse__printed" }, printed),
      said && `. ${said}`,
    );
    document.title = [summary(selection), title].filter(Boolean).join(" - ");
    more.hidden = rows.length <= first;
    more.textContent = `Show ${Math.min(PAGE, rows.length - first)} more`;
    offer(files, rows);
  }

  /** @type {import("./choices.js").Go} of a chip, which had the focus */
  function take(change) {
    go(change(selection));
    input.value = selection.text;
    status.focus();
  }

  // The page has the newest papers in it, which are what is wanted where nothing is chosen.
  arrive();
  list.hidden = write(selection) !== "" || shown > PAGE;
  void draw(!list.hidden);
}
