// The page Browse: all papers, filtered, searched, counted and put in order, as its address says.

import { cardsOf, pageOf } from "./cards.js";
import { decorate } from "./chips.js";
import { chips, ways } from "./choices.js";
import { merged, rowsOf, select, sorted, statuses, unpack } from "./columns.js";
import { papers as inWords } from "./entries.js";
import { texts } from "./entry.js";
import { FORMATS } from "./exchange.js";
import { facet, years } from "./facets.js";
import { setOptions } from "./fields.js";
import { NoIndex, Unloaded, find, library, paper, prepare, table } from "./finder.js";
import { button, make, save } from "./make.js";
import { keep } from "./marks.js";
import { missing } from "./passage.js";
import { FACETS, choose, count, read, write } from "./selection.js";
import { marked } from "./shelf.js";
import { toast } from "./toast.js";
import { isEmpty, parse, seeks } from "./words.js";

/**
 * @typedef {import("./columns.js").Column} Column
 * @typedef {import("./finder-worker.js").Hit} Hit
 * @typedef {import("./selection.js").Selection} Selection
 * @typedef {import("./words.js").Query} Query
 */

const PAGE = 20;
/** How many papers can be saved as one file, each of which is loaded for that. */
const SAVED = 500;
const PATIENCE = 250; // milliseconds without a key before the words are looked for
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
const ORDERS = [
  { id: "relevance", word: "Best match" },
  { id: "newest", word: "Newest first" },
  { id: "oldest", word: "Oldest first" },
  { id: "title", word: "Title, A to Z" },
  { id: "listed", word: "Times listed" },
  { id: "added", word: "Last added" },
];

/** How many papers were shown at an address, so that Back finds them again. */
const shownAt = new Map();
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
  const list = /** @type {HTMLElement} */ (root.querySelector(".papers > ul"));
  const [panel, aside, filters] = ["panel", "aside", "filters"].map(part);

  let selection = read(location.search);
  let shown = shownAt.get(location.search) ?? PAGE;
  let turn = 0;
  let owed = false; // the list shows something else than what is chosen
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  /** @type {{ text: string, hits: Hit[], partly: boolean }} */
  let answer = { text: "", hits: [], partly: false };
  /** @type {Record<string, Column>} */
  const columns = {};
  /** @type {number[] | undefined} the rows in the order of their titles */
  let titles;
  /** @type {string | undefined} of the ids of all rows */
  let hashes;
  /** @type {number[]} the rows that are left, in order */
  let rows = [];

  // The filters, which a narrow screen shows in a dialog

  const done = button({ class: "md-button md-button--primary" }, () => sheet.close(), "Show");
  const close = { class: "ps-dialog__close", "aria-label": "Close the filters" };
  const body = make("div", { class: "ps-sheet__body" });
  const sheet = make(
    "dialog",
    { class: "ps-sheet", "aria-label": "Filters" },
    make("div", { class: "ps-sheet__head" }, make("b", {}, "Filters"), button(close, () => sheet.close(), "×")),
    body,
    make("div", { class: "ps-sheet__foot" }, done),
  );
  root.append(sheet);
  filters.addEventListener("click", () => sheet.showModal());
  const place = () => {
    if (!NARROW.matches && sheet.open) sheet.close();
    (NARROW.matches ? body : aside).append(panel);
  };
  place();
  NARROW.addEventListener("change", place, { signal });

  const range = years((since, until) => go({ ...selection, since, until }));
  const facets = FACETS.map((name) => {
    const { include, exclude } = selection.facets[name];
    const made = facet(
      name,
      TITLES[/** @type {keyof typeof TITLES} */ (name)],
      OPEN.includes(name) || include.length + exclude.length > 0,
      (value, how) => go(choose(selection, name, value, how)),
      name === "author" ? () => void draw() : undefined, // its column is loaded only then
    );
    return { name, ...made };
  });
  const [theme, ...others] = facets.map((each) => each.element);
  const sign = make("b", {}, "−");
  const about = make("p", { class: "ps-browse__about" }, "Tick what to show; ", sign, " leaves it out.");
  panel.replaceChildren(about, theme, range.element, ...others);

  // Where a reader is, and how to get elsewhere

  /**
   * @param {Selection} next
   * @param {boolean} [typing] letters leave no steps to go back by
   */
  function go(next, typing = false) {
    selection = next;
    shown = PAGE;
    const address = path + write(selection);
    if (typing) history.replaceState(history.state, "", address);
    else if (address !== path + location.search) history.pushState(null, "", address);
    void draw();
  }

  function arrive() {
    selection = read(location.search);
    shown = shownAt.get(location.search) ?? PAGE;
    input.value = selection.text;
    void draw();
  }

  const usual = () => (seeks(parse(selection.text)) ? "relevance" : "newest");

  input.value = selection.text;
  input.addEventListener("focus", prepare, { once: true });
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => go({ ...selection, text: input.value }, true), PATIENCE);
  });
  input.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    go({ ...selection, text: input.value });
  });
  order.addEventListener("change", () => {
    go({ ...selection, sort: order.value === usual() ? "" : order.value });
  });
  more.addEventListener("click", async () => {
    const first = list.children.length;
    shown += PAGE;
    await draw();
    list.children[first]?.querySelector("a")?.focus();
  });
  addEventListener("popstate", () => location.pathname === path && arrive(), { signal });
  // Links to this page are other selections, for which the theme would load nothing.
  document.addEventListener(
    "click",
    (event) => {
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link || link.target || event.metaKey || event.ctrlKey || event.shiftKey) return;
      if (!root.isConnected || link.origin + link.pathname !== location.origin + path) return;
      if (link.hash || link.matches("[data-search]")) return;
      event.preventDefault();
      event.stopPropagation();
      link.closest("dialog")?.close();
      go(read(link.search));
      input.value = selection.text;
      scrollTo(0, 0);
    },
    { capture: true, signal },
  );
  // What the reader marks stays in the list until something else is chosen.
  marksChanged = () => {
    delete columns.status;
    void draw(true);
  };

  // What is shown

  /** @param {boolean} [counted] leave the list as it is, unless another is still to be shown */
  async function draw(counted = false) {
    const mine = (turn += 1);
    owed ||= !counted;
    const query = parse(selection.text);
    root.setAttribute("aria-busy", "true");
    try {
      const { papers: size } = await library();
      await load(size);
      if (answer.text !== selection.text) {
        const text = selection.text;
        const found = await find(query);
        if (mine !== turn) return;
        answer = { text, ...found };
      }
      const by = orders().some(({ id }) => id === selection.sort) ? selection.sort : usual();
      if (by === "title") titles ??= await table("rows-titles");
      const hits = isEmpty(query) ? null : new Set(answer.hits.map(({ row }) => row));
      const left = select(columns, size, selection, hits);
      const rank = new Map(answer.hits.map(({ row }, number) => [row, number]));
      rows = sorted(left.rows, by, columns, { titles, rank });
      const first = rows.slice(0, shown);
      const papers = owed || hits ? await Promise.all(first.map(paper)) : [];
      if (mine !== turn || signal.aborted) return;
      if (owed) {
        list.replaceChildren(...papers.map((each) => entry(each, selection, query)));
        decorate(list);
        list.hidden = owed = false;
      }
      more.hidden = rows.length <= first.length;
      more.textContent = `Show ${Math.min(PAGE, rows.length - first.length)} more`;
      const whole = hits?.size && papers.length && !answer.partly;
      const absent = whole ? missing(query, papers.map(({ all }) => all)) : [];
      tell(size, absent, hits !== null && answer.partly, seeks(query) && !hits?.size);
      range.update(columns.year, left.counts.year, selection);
      for (const { name, update } of facets) update(columns[name], left.counts[name], selection);
      choices.replaceChildren(...chips(selection, take));
      none.hidden = rows.length > 0 || list.children.length > 0 || !size;
      const leaves = (/** @type {Selection} */ rest) =>
        select(columns, size, rest, rest.text ? hits : null).rows.length;
      none.replaceChildren(...(none.hidden ? [] : ways(selection, leaves, take)));
      setOptions(order, by, orders());
      shownAt.set(location.search, shown);
    } catch (error) {
      if (mine !== turn || signal.aborted) return;
      const again = button({ class: "md-button" }, () => void draw(), "Try again");
      if (error instanceof NoIndex) status.textContent = "This site has no search index yet.";
      else if (error instanceof Unloaded) {
        status.replaceChildren("The papers could not be loaded. Are you offline? ", again);
      } else {
        status.textContent = "This page met a fault of the site.";
        throw error;
      }
    } finally {
      if (mine === turn) root.removeAttribute("aria-busy");
    }
  }

  /**
   * Load the columns that are needed now.
   * @param {number} size how many papers there are
   */
  async function load(size) {
    if (!columns.year) {
      const packed = Object.entries(await table("rows"));
      const all = Object.fromEntries(packed.map(([name, column]) => [name, unpack(column, size)]));
      const { code, notes, ...rest } = all;
      Object.assign(columns, rest, { has: merged({ code, notes }, size) });
    }
    const { include, exclude } = selection.facets.author;
    const opened = facets.some(({ name, element }) => name === "author" && element.open);
    if (!columns.author && (opened || include.length || exclude.length)) {
      columns.author = unpack(await table("rows-authors"), size);
    }
    if (!columns.status) {
      const kept = marked(keep.marks);
      if (kept.size) hashes ??= /** @type {string} */ (await table("rows-papers"));
      const known = [...rowsOf(hashes ?? "", kept.keys())];
      columns.status = statuses(size, new Map(known.map(([id, row]) => [row, keep.get(id)])));
    }
  }

  /**
   * Say how many papers are left, and offer them as files.
   * @param {number} size how many there are
   * @param {string[]} absent words that none of them has
   * @param {boolean} partly whether none of them has all words
   * @param {boolean} none whether no paper at all has any of the words
   */
  function tell(size, absent, partly, none) {
    const notes = [
      none ? "No paper has these words." : "",
      partly ? "No paper has all of these words; these have some of them, the best first." : "",
      absent.length ? `No paper has “${absent.join("”, “")}”; that is left aside.` : "",
    ].filter(Boolean);
    const number = rows.length.toLocaleString("en");
    const some = rows.length === size ? inWords(size) : `${number} of ${inWords(size)}`;
    status.replaceChildren(make("b", {}, some), ...notes.map((note) => ` ${note}`));
    done.textContent = `Show ${inWords(rows.length)}`;
    const chosen = count(selection);
    filters.textContent = chosen ? `Filters (${chosen})` : "Filters";
    files.hidden = !rows.length || rows.length > SAVED;
    files.replaceChildren(
      rows.length === 1 ? "Save this paper as " : `Save these ${inWords(rows.length)} as `,
      ...FORMATS.map((format) =>
        button({ class: "ps-browse__file" }, () => void keepAs(format), format.name),
      ),
    );
  }

  /** @param {Selection} next what is left without a chip, which had the focus */
  function take(next) {
    go(next);
    input.value = selection.text;
    status.focus();
  }

  /** The orders that make a difference now. */
  function orders() {
    const able = {
      relevance: usual() === "relevance",
      listed: columns.listing.values.length > 1,
      added: columns.added.values.length > 1,
    };
    return ORDERS.filter(({ id }) => able[/** @type {keyof typeof able} */ (id)] ?? true);
  }

  /** @param {import("./exchange.js").Format} format */
  async function keepAs({ suffix, type, text }) {
    try {
      const chosen = await Promise.all(rows.map(paper));
      const { cards } = await cardsOf(chosen.map(({ id }) => id));
      save(`papers${suffix}`, type, text(cards.map(([, card]) => card)));
    } catch {
      toast("The papers could not be loaded. Are you offline?");
    }
  }

  // The page has the newest papers in it, which are what is wanted where nothing is chosen.
  list.hidden = write(selection) !== "" || shown > PAGE;
  void draw(!list.hidden).then(() => {
    // After Back, once there is something to scroll to; the theme keeps the place in the state.
    if (history.state?.y) scrollTo(0, history.state.y);
  });
}

/**
 * A paper in the list; its theme narrows the selection.
 * @param {import("./finder.js").Paper} found
 * @param {Selection} selection
 * @param {Query} query
 */
function entry(found, selection, query) {
  const { title, authors, year, venue, sentence } = texts(found, query);
  const facts = [...authors, " · ", ...year];
  if (found.venue) facts.push(" · ", ...venue);
  if (found.theme) {
    const href = write(choose(selection, "theme", found.theme, "include"));
    facts.push(" ", make("a", { class: "theme", href }, found.theme));
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
