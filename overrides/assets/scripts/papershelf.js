// The one entry of all scripts: on each page that is shown, starts what that page needs.

import * as arrival from "./arrival.js";
import * as citation from "./citation.js";
import * as drawer from "./drawer.js";
import * as papers from "./papers.js";
import * as scheme from "./scheme.js";
import * as search from "./search.js";
import * as track from "./track.js";

/** What only some pages need: what tells that one does, and the part that serves it. */
const PARTS = [
  { needs: "[data-browse]", load: () => import("./browse.js") },
  { needs: "figure.map", load: () => import("./map.js") },
  { needs: "a[data-paper], a.abbr, figure.map", load: () => import("./preview.js") },
];

/** A mark in the browser's timeline: all scripts of a page listen from here on. */
const STARTED = "papershelf:started";

window.document$?.subscribe(async () => {
  const { pathname } = location;
  arrival.start();
  papers.start();
  citation.start();
  drawer.start();
  scheme.start();
  search.start();
  const needed = PARTS.filter(({ needs }) => document.querySelector(needs));
  await Promise.all([track.start(), ...needed.map(async ({ load }) => (await load()).start())]);
  performance.mark(STARTED, { detail: pathname });
});
