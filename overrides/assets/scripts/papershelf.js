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

window.document$?.subscribe(async () => {
  arrival.start();
  papers.start();
  citation.start();
  drawer.start();
  scheme.start();
  search.start();
  void track.start();
  for (const { needs, load } of PARTS) {
    if (document.querySelector(needs)) (await load()).start();
  }
});
