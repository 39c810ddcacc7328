// What the search shows for the words that are typed: the best papers, and all of them in Browse.

import { pageOf } from "./cards.js";
import { chips } from "./controls.js";
import { papers as inWords } from "./entries.js";
import { texts } from "./entry.js";
import { NoIndex, Unloaded, find, paper, prepare } from "./finder.js";
import { make } from "./make.js";
import { meant, remark } from "./suggest.js";
import { isEmpty, parse } from "./words.js";

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
const SLOW = 300; // milliseconds without an answer before that is said

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
    box.removeAttribute("data-busy");
    if (isEmpty(query)) return explain();
    const slow = setTimeout(() => {
      if (mine !== turn) return;
      status.textContent = "Searching …";
      box.toggleAttribute("data-busy", true);
    }, SLOW);
    try {
      const found = await find(query, () => mine === turn);
      const { hits } = found;
      const best = hits.slice(0, SHOWN);
      const papers = await Promise.all(best.map(({ row }) => paper(row)));
      if (mine !== turn) return; // other words were typed meanwhile
      answered = text;
      list.replaceChildren(
        ...papers.map((each) => option(each, texts(each, query, true), chips(each.id))),
      );
      if (hits.length) list.append(all(hits.length, inBrowse(text)));
      const said = remark(query, found) || inWords(hits.length);
      status.replaceChildren(make("span", {}, said), ...(hits.length ? [] : advice()));
      list.scrollTop = 0;
      activate(list.firstElementChild);
      void meant(text, query, found, papers).then((better) => {
        if (better && mine === turn) offer(better);
      });
    } catch (error) {
      if (mine !== turn) return;
      list.replaceChildren();
      activate(null);
      status.textContent = trouble(error);
      if (!(error instanceof Unloaded)) throw error;
    } finally {
      clearTimeout(slow);
      if (mine === turn) box.removeAttribute("data-busy");
    }
  }

  /**
   * Offer a search for what may have been meant, before what else is advised.
   * @param {string} better
   */
  function offer(better) {
    const link = make("a", { href: inBrowse(better) }, better);
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation(); // the theme would follow the link
      input.value = better;
      input.focus();
      void update();
    });
    const stop = status.firstChild?.textContent?.endsWith(".") ? "" : ".";
    status.firstChild?.after(`${stop} Did you mean `, link, "?");
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
 * @param {import("./finder.js").Paper} found
 * @param {ReturnType<typeof texts>} shown
 * @param {HTMLElement[]} marks what shows how the reader has marked it
 */
function option(found, shown, marks) {
  const facts = [...shown.authors, " · ", ...shown.year];
  if (found.venue) facts.push(" · ", ...shown.venue);
  if (found.theme) facts.push(" · ", ...shown.theme);
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
