// Messages to the reader in a corner of the page, read out by screen readers, each with buttons for
// what may follow.

import { button, icon, make } from "./make.js";

/**
 * @typedef {{word: string, act: () => void, key?: string}} Action by a button, and by a key
 */

const SECONDS = 6;

/** The region is made once and stays, as a screen reader tells only of what is added to it. */
export function start() {
  return (
    document.querySelector(".keep-toasts") ??
    document.body.appendChild(make("div", { class: "keep-toasts", role: "status" }))
  );
}

/**
 * Show a message, in the place of the one before. It goes by itself, unless it `stays`, or the
 * pointer or the focus is in it.
 * @param {string} text
 * @param {{actions?: readonly Action[], stays?: boolean}} [options]
 */
export function toast(text, { actions = [], stays = false } = {}) {
  const region = start();
  // A dialog lies above all else, so that a message under it would not be seen.
  const top = document.querySelector("dialog[open]") ?? document.body;
  if (region.parentElement !== top) {
    top.append(region);
    // A dialog may leave the page when it is closed, and what was told in it must stay.
    top.addEventListener("close", () => document.body.append(region), { once: true });
  }
  const message = make("p", {}, text);
  const box = make("div", { class: "keep-toast" }, message);
  const close = () => box.remove();
  for (const { word, act, key } of actions) {
    /** @type {Record<string, string>} */
    const named = key ? { "aria-keyshortcuts": key, title: `${word} (${key})` } : {};
    box.append(
      button(
        { class: "keep-toast-action", ...named },
        () => {
          close();
          act();
        },
        word,
      ),
    );
  }
  box.append(
    button({ class: "keep-toast-close", "aria-label": "Close message" }, close, icon("close")),
  );
  box.toggleAttribute("data-stays", stays);
  for (const other of [...region.children]) {
    const same = other.firstElementChild?.textContent === text;
    if (same || !(stays || other.hasAttribute("data-stays"))) other.remove();
  }
  region.append(box);
  if (!stays) leaveLater(box, actions.length ? 2 * SECONDS : SECONDS);
}

/**
 * Take away the messages that offer something by a key.
 * @param {string} key
 */
export function dismiss(key) {
  const found = document.querySelectorAll(`.keep-toast [aria-keyshortcuts="${CSS.escape(key)}"]`);
  for (const one of found) one.closest(".keep-toast")?.remove();
}

/**
 * @param {HTMLElement} box
 * @param {number} seconds
 */
function leaveLater(box, seconds) {
  setTimeout(() => {
    const heeded = document.hidden || box.matches(":hover, :focus-within");
    if (heeded) leaveLater(box, SECONDS);
    else box.remove();
  }, seconds * 1000);
}
