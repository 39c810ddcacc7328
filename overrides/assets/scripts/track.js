// Starts all by which a reader keeps track of papers, as far as the page that is shown needs it.

import * as chips from "./chips.js";
import * as keys from "./keys.js";
import * as marks from "./marks.js";
import * as toasts from "./toast.js";

/** To be called for every page that is shown. */
export async function start() {
  toasts.start();
  marks.start();
  keys.start();
  chips.start();
  const needed = [];
  if (document.querySelector(".paper[data-paper]")) needed.push(import("./toolbar.js"));
  if (document.querySelector("p.counts, .grid.cards")) needed.push(import("./progress.js"));
  if (document.querySelector("[data-my-list]")) needed.push(import("./mylist.js"));
  for (const part of await Promise.all(needed)) await part.start();
}
