// Says of every link to a paper which paper that is, so that the pages need not say it twice.

import { ROOT } from "./cards.js";

/** Links that lead from the entry of a list to the page of its paper. */
export const TITLES = "a.title[data-paper]";
/** Links that name a paper elsewhere; not those in a text, in a picture or to a part of the page. */
export const NAMES =
  "article a[data-paper]:not(.title, .mention, .headerlink, nav:not(.neighbours) a, svg a, .stage a)";

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
