// The keyboard: which key does what, and the dialog that lists them.

import { card, pageOf } from "./cards.js";
import { button, icon, make } from "./make.js";
import { KEY, UNDO, toggleStar, toggleStatus, undoLast } from "./marks.js";
import { NAMES, TITLES } from "./papers.js";
import { STATUSES } from "./shelf.js";
import { toast } from "./toast.js";

const HELP = "?";

/** What each key does, in the order of the dialog. */
export const KEYS = Object.freeze([
  { key: "/", does: "Search" },
  { key: "j", does: "Next paper" },
  { key: "k", does: "Previous paper" },
  ...STATUSES.map(({ key, word }) => ({
    key,
    does: `Mark as ${word.toLowerCase()} (again to unmark)`,
  })),
  { key: "s", does: "Star (again to unstar)" },
  { key: UNDO, does: "Undo what you last did, except a note you typed" },
  { key: "o", does: "Open at arXiv, or wherever the paper is" },
  { key: "c", does: "Copy the citation as BibTeX" },
  { key: HELP, does: "This list" },
]);

/** By these keys the theme goes on in the navigation, which surprises beside j and k. */
const THEMES_OWN = ["n", "p", ".", ","];
const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable]";

/**
 * Which of KEYS an event asks for, or "". Letters ask for nothing with another key held down.
 * @param {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing"
 *   | "repeat">} event
 */
export function wanted({ key, ctrlKey, metaKey, altKey, shiftKey, isComposing, repeat }) {
  if (ctrlKey || metaKey || altKey || isComposing) return "";
  const letter = /^[a-z]$/i.test(key);
  if (letter && shiftKey) return "";
  const name = letter ? key.toLowerCase() : key; // as with caps lock
  if (repeat && name !== "j" && name !== "k") return "";
  return KEYS.some((one) => one.key === name) ? name : "";
}

let listening = false;

export function start() {
  if (listening) return;
  listening = true;
  showSwitch();
  document.addEventListener("keydown", (event) => {
    if (THEMES_OWN.includes(event.key)) event.stopPropagation(); // the theme listens at the window
    if (event.defaultPrevented || isTyping(event.target)) return;
    const name = wanted(event);
    if (name && areOn()) {
      event.preventDefault();
      act(name);
    }
  });
}

/**
 * @param {EventTarget | null} target
 * @returns {boolean}
 */
function isTyping(target) {
  if (document.querySelector("dialog[open]")) return true;
  const field = target instanceof Element && target.closest(TYPING);
  return Boolean(field && field.checkVisibility()); // one in a dialog that was just closed has the focus still
}

/** @param {string} name */
function act(name) {
  if (name === "/") search();
  else if (name === HELP) help();
  else if (name === "j") go(1);
  else if (name === "k") go(-1);
  else if (name === UNDO) undoLast();
  else {
    const id = current();
    if (!id) return toast(papers().length ? CHOOSE : without());
    const status = STATUSES.find(({ key }) => key === name);
    if (status) toggleStatus(id, status.id, { told: true });
    else if (name === "s") toggleStar(id, { told: true });
    else void withCard(id, name === "o" ? open : copy);
  }
}

/** Go to the page's own field, which keeps what is chosen there, or else open the search. */
function search() {
  const field = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-browse] [data-part=words]"));
  if (!field) document.dispatchEvent(new CustomEvent("papershelf:search"));
  field?.focus();
  field?.select();
}

/** The paper on whose link or entry the focus is, or else that of the page. */
function current() {
  const active = document.activeElement;
  const found =
    active?.closest("a[data-paper]") ??
    active?.closest(".keep-entry")?.querySelector(TITLES) ??
    document.querySelector(".paper[data-paper]");
  return found?.getAttribute("data-paper") ?? undefined;
}

const CHOOSE = "Choose a paper first: j and k go from one to the next.";

/** What is said where there is no paper to choose. */
function without() {
  return document.querySelector("figure.map")
    ? "Find papers on the map first: j and k go through those that are listed."
    : "There is no paper on this page.";
}

/** The links to papers that are shown on this page, in order. */
const papers = () => shown(`.md-content ${TITLES}, ${NAMES}`);

/** @param {string} selector */
function shown(selector) {
  const links = document.querySelectorAll(/** @type {"a"} */ (selector));
  return [...links].filter((link) => link.checkVisibility({ visibilityProperty: true }));
}

/**
 * Go on by one: to the neighbour of a paper on its page, else from paper to paper, or from theme to
 * theme on a page that lists themes only.
 * @param {1 | -1} step
 */
function go(step) {
  if (document.querySelector(".paper[data-paper]")) {
    const neighbours = `nav.neighbours a.${step > 0 ? "next" : "previous"}`;
    const neighbour = /** @type {HTMLElement | null} */ (document.querySelector(neighbours));
    if (neighbour) neighbour.click();
    else
      toast(
        step > 0 ? "This is the last paper of its theme." : "This is the first paper of its theme.",
      );
    return;
  }
  const found = papers();
  const links = found.length ? found : shown(".md-content a.title");
  if (!links.length) return toast(without());
  const active = document.activeElement;
  const entry = active?.closest("li");
  const here = links.find((link) => link === active) ?? links.find((link) => entry?.contains(link));
  const next = here ? links[links.indexOf(here) + step] : (links.find(isInView) ?? links[0]);
  next?.focus();
}

/** @param {Element} element */
function isInView(element) {
  const { top, bottom } = element.getBoundingClientRect();
  const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
  return top >= header && bottom <= innerHeight;
}

/**
 * Open a paper at arXiv, else at the best address that is known of it.
 * @param {import("./cards.js").Card} card
 */
function open({ arxiv, url }) {
  const address = arxiv ? `https://arxiv.org/abs/${arxiv}` : url;
  if (/^https?:\/\//i.test(address)) window.open(address, "_blank", "noopener");
  else toast("No address outside this site is known of this paper.");
}

/**
 * Copy the citation of a paper.
 * @param {import("./cards.js").Card} card
 * @param {string} id
 */
async function copy({ bibtex }, id) {
  try {
    await navigator.clipboard.writeText(bibtex);
    toast("Copied the citation as BibTeX.");
  } catch {
    toast("This browser does not let the page copy. The citation is on the paper’s page.", {
      actions: [{ word: "Open it", act: () => location.assign(`${pageOf(id)}#how-to-cite`) }],
    });
  }
}

/**
 * Do something with the card of a paper; the reader is told if it cannot be had.
 * @param {string} id
 * @param {(found: import("./cards.js").Card, id: string) => void} use
 */
async function withCard(id, use) {
  try {
    const found = await card(id);
    if (found) use(found, id);
    else toast("This site does not have this paper.");
  } catch {
    toast("This could not be fetched. Is there a connection?");
  }
}

const HOW =
  "In a list, they act on the paper that has the focus; on a paper’s page, on that paper.";
const OFF =
  "The keys are switched off. Tick the box below to use them again; the button on My list leads here.";

/** Show what the keys do; a reader can switch them off there, as speech input may press them. */
export function help() {
  document.querySelector(".keep-help")?.remove();
  const rows = KEYS.flatMap(({ key, does }) => [
    make("dt", {}, make("kbd", {}, key)),
    make("dd", {}, does),
  ]);
  const on = make("input", { type: "checkbox", checked: areOn() });
  const about = make("p", { role: "status" });
  const say = () => (about.textContent = areOn() ? HOW : OFF);
  on.addEventListener("change", () => {
    switchKeys(on.checked);
    say();
  });
  say();
  const dialog = make(
    "dialog",
    { class: "keep-help md-typeset", "aria-labelledby": "keep-help-title" },
    make("h2", { id: "keep-help-title" }, "Keys"),
    button({ class: "ps-close", "aria-label": "Close" }, () => dialog.close(), icon("close")),
    about,
    make("dl", {}, ...rows),
    make("label", {}, on, " Use these keys"),
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });
  document.body.append(dialog);
  dialog.showModal();
}

const SWITCH = `${KEY}:keys`;
let on = true;

function areOn() {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return on;
  }
}

/** @param {boolean} wished */
function switchKeys(wished) {
  on = wished;
  try {
    if (wished) localStorage.removeItem(SWITCH);
    else localStorage.setItem(SWITCH, "off");
  } catch {
    toast(
      "This browser lets the site keep nothing, so this lasts until this page is reloaded or the" +
        " tab is closed.",
    );
  }
  showSwitch();
}

/** Have the way to the search name the key that opens it only while it does. */
function showSwitch() {
  const way = document.querySelector("a[data-search]");
  const named = (way?.getAttribute("aria-keyshortcuts") ?? "").split(" ").filter((key) => key !== "/");
  way?.setAttribute("aria-keyshortcuts", [...(areOn() ? ["/"] : []), ...named].join(" "));
  way?.querySelector("kbd")?.toggleAttribute("hidden", !areOn());
}
