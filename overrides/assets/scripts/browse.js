// The page Browse: all papers, filtered, searched, counted and put in order, as its address says.

import { cardsOf, pageOf } from "./cards.js";
import { decorate } from "./chips.js";
import { chips, hints, summary, ways } from "./choices.js";
import { merged, rowsOf, select, sorted, statuses, unpack, valuesOf, withNone } from "./columns.js";
import { papers as inWords } from "./entries.js";
import { texts } from "./entry.js";
import { FORMATS } from "./exchange.js";
import { facet, years } from "./facets.js";
import { setOptions } from "./fields.js";
import { NoIndex, Unloaded, find, library, paper, prepare, table } from "./finder.js";
import { button, icon, make, save } from "./make.js";
import { keep } from "./marks.js";
import { leave, returned } from "./returns.js";
import { FACETS, choose, conditions, count, read, replace, write } from "./selection.js";
import { marked } from "./shelf.js";
import { cut, meant, remark } from "./suggest.js";
import { toast } from "./toast.js";
import { isEmpty, parse, seeks } from "./words.js";

/**
 * @typedef {import("./columns.js").Column} Column
 * @typedef {import("./finder.js").Answer} Answer
 * @typedef {import("./selection.js").Selection} Selection
 * @typedef {import("./words.js").Query} Query
 */

const PAGE = 20;
/** How many papers can be saved as one file, each of which is loaded for that. */
const SAVED = 500;
/** Of how many papers the words are compared with what was typed. */
const COMPARED = 8;
const PATIENCE = 250; // milliseconds without a key before the words are looked for
const SLOW = 300; // milliseconds without an answer before that is said
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
  const [panel, aside, filters] = ["panel", "aside", "filters"].map(part);

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
  const close = button({ class: "ps-close", "aria-label": "Close" }, () => sheet.close(), icon("close"));
  const body = make("div", { class: "ps-sheet__body" });
  const sheet = make(
    "dialog",
    { class: "ps-sheet", "aria-label": "Filters" },
    make("div", { class: "ps-sheet__head" }, make("b", {}, "Filters"), close),
    body,
    make("div", { class: "ps-sheet__foot" }, done),
  );
  root.append(sheet);
  filters.addEventListener("click", () => {
    for (const { arrange } of facets) arrange(); // their values stay while the sheet is open
    sheet.showModal();
  });
  const place = () => {
    if (!NARROW.matches && sheet.open) sheet.close();
    (NARROW.matches ? body : aside).append(panel);
  };
  place();
  NARROW.addEventListener("change", place, { signal });

  const range = years((chosen) => go({ ...selection, ...chosen }));
  const facets = FACETS.map((name) => {
    const { include, exclude } = selection.facets[name];
    const made = facet(
      name,
      TITLES[/** @type {keyof typeof TITLES} */ (name)],
      OPEN.includes(name) || include.length + exclude.length > 0,
      (value, how) => go(choose(selection, name, value, how), { facet: name }),
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

  const usual = () => (seeks(parse(selection.text)) ? "relevance" : "newest");

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
    go({ ...selection, sort: order.value === usual() ? "" : order.value });
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
    delete columns.status;
    void draw(true);
  };

  // What is shown

  /** @param {boolean} [counted] leave the list as it is, unless another is still to be shown */
  async function draw(counted = false) {
    const mine = (turn += 1);
    owed ||= !counted;
    const query = parse(selection.text);
    const { text } = selection;
    root.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => {
      if (mine === turn) status.textContent = text === answered ? "Loading …" : "Searching …";
    }, SLOW);
    try {
      for (const { name, update } of facets) if (!columns[name]) update(undefined, undefined, selection, true);
      const { papers: size } = await library();
      await load(size);
      if (answered !== text) {
        const found = await find(query);
        if (mine !== turn) return;
        [answer, answered] = [found, text];
      }
      const by = orders().some(({ id }) => id === selection.sort) ? selection.sort : usual();
      if (by === "title") titles ??= await table("rows-titles");
      const hits = isEmpty(query) ? null : new Set(answer.hits.map(({ row }) => row));
      const { rows: found, counts } = select(columns, size, selection, hits);
      const rank = new Map(answer.hits.map(({ row }, number) => [row, number]));
      rows = sorted(found, by, columns, { titles, rank });
      const first = rows.slice(0, shown);
      const papers = owed || hits ? await Promise.all(first.map(paper)) : [];
      if (mine !== turn || !root.isConnected) return;
      if (owed) {
        const themes = first.map((row) => valuesOf(columns.theme, row));
        list.replaceChildren(...papers.map((each, place) => entry(each, themes[place], selection, query)));
        decorate(list);
        list.hidden = owed = false;
      }
      more.hidden = rows.length <= first.length;
      more.textContent = `Show ${Math.min(PAGE, rows.length - first.length)} more`;
      clearTimeout(slow);
      panel.hidden = false;
      tell(size, first.length, query);
      range.update(columns.year, counts.year, selection);
      for (const { name, update } of facets) {
        update(columns[name], counts[name], selection, sheet.open || counted || name === ticked);
      }
      choices.replaceChildren(...chips(selection, take));
      const loose = query.phrases.length || query.without.length ? [] : query.words;
      hinted.replaceChildren(...hints(selection, loose, columns.venue.values, columns.year.values, take));
      document.title = [summary(selection), title].filter(Boolean).join(" - ");
      none.hidden = rows.length > 0 || list.children.length > 0 || !size;
      const leaves = (/** @type {Selection} */ rest) =>
        select(columns, size, rest, rest.text ? hits : null).rows.length;
      none.replaceChildren(...(none.hidden ? [] : ways(selection, leaves, take)));
      setOptions(order, by, orders());
      if (y !== null) scrollTo(0, y); // once there is something to scroll to
      y = null;
      void suggest(mine, query).catch(() => undefined); // no part of the answer
    } catch (error) {
      if (mine !== turn || !root.isConnected) return;
      panel.hidden = !columns.year;
      const again = button({ class: "md-button" }, () => void draw(), "Try again");
      if (error instanceof NoIndex) status.textContent = "This site has no search index yet.";
      else if (error instanceof Unloaded) {
        status.replaceChildren("The papers could not be loaded. Are you offline? ", again);
      } else {
        status.textContent = "This page met a fault of the site.";
        throw error;
      }
    } finally {
      clearTimeout(slow);
      if (mine === turn) root.removeAttribute("aria-busy");
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
   * Load the columns that are needed now.
   * @param {number} size how many papers there are
   */
  async function load(size) {
    if (!columns.year) {
      const packed = Object.entries(await table("rows"));
      const all = Object.fromEntries(packed.map(([name, column]) => [name, unpack(column, size)]));
      const { code, notes, ...rest } = all;
      Object.assign(columns, rest, { has: merged({ code, notes }, size) });
      for (const name of ["theme", "venue", "year"]) columns[name] = withNone(columns[name]);
    }
    const { include, exclude } = selection.facets.author;
    const opened = facets.some(({ name, element }) => name === "author" && element.open);
    if (!columns.author && (opened || include.length || exclude.length)) {
      columns.author = withNone(unpack(await table("rows-authors"), size));
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
   * @param {number} first how many are shown
   * @param {Query} query
   */
  function tell(size, first, query) {
    // Where several conditions leave nothing, it is said below which of them may go.
    const said = rows.length || conditions(selection).length < 2 ? remark(query, answer) : "";
    const number = rows.length.toLocaleString("en");
    const some = rows.length === size ? inWords(size) : `${number} of ${inWords(size)}`;
    const many = first < rows.length ? `The first ${first} of ${inWords(rows.length)}` : some;
    const printed = answered ? `${many} found by “${cut(answered)}”` : many;
    status.replaceChildren(
      make("b", {}, some),
      make("b", { class: "ps-browse__printed" }, printed),
      said && `. ${said}`,
    );
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

  /** @param {Selection} next what follows a chip, which had the focus */
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
  arrive();
  list.hidden = write(selection) !== "" || shown > PAGE;
  void draw(!list.hidden);
}

/**
 * A paper in the list, with a theme to choose instead of what is chosen: its main one, or that of
 * several chosen for which it is here. Where one is chosen, all papers would show the same.
 * @param {import("./finder.js").Paper} found
 * @param {string[]} themes all that it is in
 * @param {Selection} selection
 * @param {Query} query
 */
function entry(found, themes, selection, query) {
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
