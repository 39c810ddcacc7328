// Says of every link to a paper which paper that is, so that the pages need not say it twice.

import { ROOT } from "./cards.js";

const FOLDER = new URL("papers/", ROOT).href;

/** Puts the id of the paper on each link to its page. */
export function start() {
  for (const link of document.querySelectorAll("article a")) {
    const target = link.getAttribute("href") ?? link.getAttribute("xlink:href");
    const id = target && idOf(new URL(target, location.href));
    if (id) link.setAttribute("data-paper", id);
  }
}

/**
 * The id of the paper whose page this is, or nothing.
 * @param {URL} address
 */
export function idOf({ origin, pathname }) {
  const whole = origin + pathname;
  const [id, ...rest] = whole.startsWith(FOLDER) ? whole.slice(FOLDER.length).split("/") : [""];
  return rest.join("") ? "" : id;
}
