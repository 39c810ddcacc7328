// The buttons by which one paper is marked, and the chips that show how it is marked.

import { button, icon, make } from "./make.js";
import { keep, toggleStar, toggleStatus } from "./marks.js";
import { STATUSES, wordOf } from "./shelf.js";

/**
 * Buttons for the status and the star of a paper, which show what is the case.
 * @param {string} id
 * @param {{told?: boolean, after?: () => void}} [options] whether messages tell what was done, and
 *   what follows it
 */
export function controls(id, { told = false, after = () => {} } = {}) {
  const statuses = STATUSES.map(({ id: status, word, key }) =>
    button(
      { class: "keep-button", "data-status": status, title: `${word} (${key})` },
      () => {
        toggleStatus(id, status, { told });
        after();
      },
      icon(status),
      word,
    ),
  );
  const star = button(
    { class: "keep-button", "data-star": true, title: "Star (s)" },
    () => {
      toggleStar(id, { told });
      after();
    },
    icon("star"),
    "Star",
  );
  const group = make(
    "div",
    { class: "keep-statuses", role: "group", "aria-label": "Status" },
    ...statuses,
  );
  const both = make("div", { class: "keep-controls", "data-marks": id }, group, star);
  show(both);
  return both;
}

/**
 * Press the buttons that are the case.
 * @param {HTMLElement} element what `controls` made
 */
function show(element) {
  const { status, starred } = keep.get(element.dataset.marks ?? "");
  for (const one of element.querySelectorAll("button")) {
    const pressed = one.dataset.status ? one.dataset.status === status : starred;
    one.setAttribute("aria-pressed", String(pressed));
  }
}

/** Show on all buttons of the page what is the case. */
export function refreshControls() {
  for (const element of document.querySelectorAll("[data-marks]")) {
    show(/** @type {HTMLElement} */ (element));
  }
}

/**
 * Chips that show how a paper is marked, or nothing if it is not.
 * @param {string} id
 */
export function chips(id) {
  const { status } = keep.get(id);
  const chip = () =>
    make("span", { class: "keep-chip", "data-status": status }, icon(status), wordOf(status));
  return [...(status ? [chip()] : []), ...flags(id)];
}

/**
 * Small signs that show the same where there is no room for chips.
 * @param {string} id
 */
export function signs(id) {
  const { status } = keep.get(id);
  return [...(status ? [sign(status, wordOf(status))] : []), ...flags(id)];
}

/**
 * The signs of the star and of the note of a paper.
 * @param {string} id
 */
function flags(id) {
  const { starred, note } = keep.get(id);
  return [
    ...(starred ? [sign("star", "Starred")] : []),
    ...(note ? [sign("note", "Has a note")] : []),
  ];
}

/**
 * @param {string} name
 * @param {string} word
 */
function sign(name, word) {
  return make(
    "span",
    { class: `keep-sign keep-${name}`, role: "img", "aria-label": word, title: word },
    icon(name),
  );
}
