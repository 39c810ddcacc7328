// What becomes of a page that is shown without being loaded: it is read out which one it is, and
// what was open over the page before is closed.

import { make } from "./make.js";

/** @type {HTMLElement | undefined} */
let region;

/** To be called for every page that is shown; the first one is read out by the browser itself. */
export function start() {
  if (region) {
    region.textContent = document.title;
    for (const dialog of document.querySelectorAll("dialog")) dialog.close();
  }
  region ??= document.body.appendChild(make("div", { class: "ps-arrival", role: "status" }));
}
