// The keyboard: which key does what, and the dialog that lists them.

import { card, pageOf } from "./cards.js";
import { button, icon, make } from "./make.js";
import { KEY, toggleStar, toggleStatus } from "./marks.js";
import { STATUSES } from "./shelf.js";
import { toast } from "./toast.js";

/** What each key does, in the order of the dialog. */
export const KEYS = Object.freeze([
  { key: "/", does: "Search" },
  { key: "j", does: "Next paper" },
  { key: "k", does: "Previous paper" },
  ...STATUSES.map(({ key, word }) => ({ key, does: `${word}, or no longer so` })),
  { key: "s", does: "Star, or no longer so" },
  { key: "o", does: "Open at arXiv, or wherever the paper is" },
  { key: "c", does: "Copy the citation as BibTeX" },
  { key: "?", does: "This list" },
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
  document.addEventListener("keydown", (event) => {
    if (THEMES_OWN.includes(event.key)) event.stopPropagation(); // the theme listens at the window
    if (event.defaultPrevented || !areOn() || isTyping(event.target)) return;
    const name = wanted(event);
    if (name) {
      event.preventDefault();
      act(name);
    }
  });
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  if (document.querySelector("dialog[open]")) return true;
  return target instanceof Element && target.closest(TYPING) !== null;
}

/** @param {string} name */
function act(name) {
  if (name === "/") document.dispatchEvent(new CustomEvent("papershelf:search"));
  else if (name === "?") help();
  else if (name === "j") go(1);
  else if (name === "k") go(-1);
  else {
    const id = current();
    if (!id) return toast("Choose a paper first: j and k go from one to the next.");
    const status = STATUSES.find(({ key }) => key === name);
    if (status) toggleStatus(id, status.id, { told: true });
    else if (name === "s") toggleStar(id, { told: true });
    else void withCard(id, name === "o" ? open : copy);
  }
}

/** The paper on whose link or entry the focus is, or else that of the page. */
function current() {
  const active = document.activeElement;
  const found =
    active?.closest("a[data-paper]") ??
    active?.closest(".keep-entry")?.querySelector("a.title[data-paper]") ??
    document.querySelector(".paper[data-paper]");
  return found?.getAttribute("data-paper") ?? undefined;
}

/**
 * Go on by one: to the neighbour of a paper on its page, else from title to title.
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
  const titles = [...document.querySelectorAll(/** @type {"a"} */ (".md-content a.title"))].filter(
    (title) => title.offsetParent !== null,
  );
  const entry = document.activeElement?.closest("li, article, .entry");
  const place = titles.findIndex(
    (title) => title === document.activeElement || entry?.contains(title),
  );
  const next = place >= 0 ? titles[place + step] : (titles.find(isInView) ?? titles[0]);
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

/** Show what the keys do; a reader can switch them off there, as speech input may press them. */
export function help() {
  document.querySelector(".keep-help")?.remove();
  const rows = KEYS.flatMap(({ key, does }) => [
    make("dt", {}, make("kbd", {}, key)),
    make("dd", {}, does),
  ]);
  const on = make("input", { type: "checkbox", checked: areOn() });
  on.addEventListener("change", () => switchKeys(on.checked));
  const dialog = make(
    "dialog",
    { class: "keep-help md-typeset", "aria-labelledby": "keep-help-title" },
    make("h2", { id: "keep-help-title" }, "Keys"),
    button(
      { class: "keep-toast-close", "aria-label": "Close" },
      () => dialog.close(),
      icon("close"),
    ),
    make(
      "p",
      {},
      "In a list, they act on the paper that has the focus; on a paper’s page, on that paper.",
    ),
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
    toast("This browser lets the site keep nothing, so this lasts until the page is closed.");
  }
}
