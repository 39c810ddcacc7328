// What the search shows for the words that are typed: the best papers, and all of them in Browse.

import { pageOf } from "./cards.js";
import { chips } from "./controls.js";
import { papers as inWords } from "./entries.js";
import { texts } from "./entry.js";
import { NoIndex, Unloaded, find, paper, prepare } from "./finder.js";
import { make } from "./make.js";
import { missing } from "./passage.js";
import { suggestion } from "./suggest.js";
import { isEmpty, isInflection, parse } from "./words.js";

/**
 * @typedef {object} Parts of the dialog
 * @property {HTMLDialogElement} box
 * @property {HTMLInputElement} input
 * @property {HTMLElement} status what is said of the papers
 * @property {HTMLElement} list of the papers
 * @property {string} browse the address of Browse
 */

const SHOWN = 8;
const PATIENCE = 180; // milliseconds without a key before the words are looked for

/**
 * Answers what is typed, from what is there already on.
 * @param {Parts} parts
 */
export function answer({ box, input, status, list, browse }) {
  let turn = 0;
  let answered = ""; // the words whose papers are shown
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  async function update() {
    const mine = (turn += 1);
    const text = input.value;
    const query = parse(text);
    if (isEmpty(query)) return explain();
    try {
      const { hits, partly } = await find(query);
      const best = hits.slice(0, SHOWN);
      const papers = await Promise.all(best.map(({ row }) => paper(row)));
      if (mine !== turn) return; // other words were typed meanwhile
      answered = text;
      list.replaceChildren(
        ...papers.map((found) => option(found, texts(found, query), chips(found.id))),
      );
      if (hits.length) list.append(all(hits.length, inBrowse()));
      const contents = papers.map((found) => found.all);
      const absent = partly ? [] : missing(query, contents);
      status.replaceChildren(said(hits.length, partly, absent), ...(hits.length ? [] : advice()));
      list.scrollTop = 0;
      activate(list.firstElementChild);
      // A slip near the end of a word finds papers too, though none has the word as it was typed.
      const doubtful = partly ? [] : missing(query, contents, isInflection);
      void suggest(mine, text, hits.length ? doubtful : query.words);
    } catch (error) {
      if (mine !== turn) return;
      list.replaceChildren();
      activate(null);
      status.textContent = trouble(error);
      if (!(error instanceof Unloaded)) throw error;
    }
  }

  /**
   * Offer a search for what may have been meant.
   * @param {number} mine
   * @param {string} text that was typed
   * @param {string[]} doubtful words that may be slips
   */
  async function suggest(mine, text, doubtful) {
    const better = doubtful.length ? await suggestion(text, doubtful).catch(() => null) : null;
    if (!better || mine !== turn) return;
    const offer = make("a", { href: inBrowse(better) }, better);
    offer.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation(); // the theme would follow the link
      input.value = better;
      input.focus();
      void update();
    });
    const stop = status.firstChild?.textContent?.endsWith(".") ? "" : ".";
    status.firstChild?.after(`${stop} Did you mean `, offer, "?"); // before the advice
  }

  /** What to do where nothing was found. */
  function advice() {
    const link = make("a", { href: browse }, "Browse all papers");
    link.addEventListener("click", () => box.close());
    return [" Try fewer words, or another spelling. ", link];
  }

  function explain() {
    list.replaceChildren();
    activate(null);
    status.replaceChildren(
      "All words must be there, in any form. Put a ",
      make("b", {}, "“phrase”"),
      " in quotation marks, and a minus before what must not be there: ",
      make("b", {}, "-word"),
      ".",
    );
  }

  /** The address of Browse with words, by default those that were typed. */
  function inBrowse(text = input.value) {
    return `${browse}?${new URLSearchParams({ q: text.trim() })}`;
  }

  /** @param {Element | null} chosen the option that Enter follows */
  function activate(chosen) {
    [...list.children].forEach((each, place) => {
      each.id = `ps-hit-${place}`;
      each.setAttribute("aria-selected", String(each === chosen));
    });
    input.setAttribute("aria-expanded", String(list.children.length > 0));
    if (chosen) {
      input.setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(update, PATIENCE);
  });

  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const options = /** @type {HTMLElement[]} */ ([...list.children]);
    const place = options.findIndex((each) => each.ariaSelected === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (options.length) activate(options[(place + step + options.length) % options.length]);
    } else if (event.key === "Enter" && !isEmpty(parse(input.value))) {
      event.preventDefault();
      // What is shown may still be for other words than those just typed.
      if (answered === input.value && options[place]) options[place].click();
      else location.assign(inBrowse());
    }
  });

  list.addEventListener("click", (event) => {
    if (!event.metaKey && !event.ctrlKey && !event.shiftKey) box.close();
  });

  prepare();
  void update();
}

/** @param {unknown} error that came instead of an answer */
function trouble(error) {
  if (error instanceof NoIndex) return "This site has no search index yet.";
  if (!(error instanceof Unloaded)) return "This search met a fault of the site.";
  return "The search could not be loaded. Are you offline? Type on to try again.";
}

/**
 * What is announced of a search.
 * @param {number} number of papers
 * @param {boolean} partly
 * @param {string[]} absent words that none of them has
 */
function said(number, partly, absent) {
  if (!number) return "No paper has these words.";
  if (partly) return "No paper has all of these words. These have most of them:";
  const papers = inWords(number);
  if (!absent.length) return papers;
  return `No paper has “${absent.join("”, “")}”. ${papers} without that:`;
}

/**
 * @param {import("./finder.js").Paper} found
 * @param {ReturnType<typeof texts>} shown
 * @param {HTMLElement[]} marks what shows how the reader has marked it
 */
function option(found, shown, marks) {
  const facts = [...shown.authors, " · ", ...shown.year];
  if (found.venue) facts.push(" · ", ...shown.venue);
  if (found.theme) facts.push(" · ", found.theme);
  if (marks.length) facts.push(make("span", { class: "keep-chips" }, ...marks));
  return make(
    "a",
    { class: "ps-hit", role: "option", tabindex: -1, href: pageOf(found.id) },
    make("span", { class: "title" }, ...shown.title),
    make("span", { class: "facts" }, ...facts),
    make("span", { class: "sentence" }, ...shown.sentence),
  );
}

/**
 * @param {number} number
 * @param {string} address
 */
function all(number, address) {
  const results = number === 1 ? "This result" : `All ${number.toLocaleString("en")} results`;
  return make(
    "a",
    { class: "ps-hit ps-hit--all", role: "option", tabindex: -1, href: address },
    `${results} in Browse`,
  );
}
