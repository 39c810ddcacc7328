// The signs of papers on the map: links that stand in the page, or points painted on a canvas.

import { ROOT, pageOf } from "./cards.js";
import { make } from "./make.js";
import { HEIGHT, WIDTH } from "./map-geometry.js";
import { copy, stamps } from "./map-pixels.js";

const DIM = 0.12;
/** Pixels of the canvas for one of the page, at most: more cost time, and nobody sees them. */
const SHARPEST = 2;

/** @typedef {import("./map-pixels.js").Picture} Picture */

/**
 * What the map asks of its signs. `words` are by what papers are found; `mark` is told which are
 * open to choice and whether they were searched for; `link` gives a link to a paper that can take
 * the focus, which is `floating` if it is the only one and has to be put where it is needed.
 * @typedef {import("./map-geometry.js").View} View
 * @typedef {import("./map-geometry.js").Point} Point
 * @typedef {(place: number) => boolean} Open
 * @typedef {{titles: readonly string[], authors: readonly string[]}} Words
 * @typedef {{ids: readonly string[], kinds: readonly number[], points: readonly Point[],
 *   floating: boolean, words(): Promise<Words>, mark(open: Open, found: boolean): void,
 *   draw(view: View): void, link(place: number): HTMLElement | SVGElement}} Signs
 */

/**
 * The signs that stand in the page.
 * @param {HTMLElement} stage
 * @returns {Signs}
 */
export function linked(stage) {
  /** @type {NodeListOf<SVGAElement>} */
  const found = stage.querySelectorAll("a[data-paper]");
  const links = [...found];
  const titles = links.map((link) => {
    // A title would be shown by the browser beside the preview.
    const name = link.querySelector("title")?.textContent ?? "";
    link.querySelector("title")?.remove();
    link.setAttribute("role", "link");
    link.setAttribute("aria-label", name);
    link.setAttribute("tabindex", "-1");
    return name;
  });
  let stop = links[0];
  return {
    ids: links.map((link) => link.dataset.paper ?? ""),
    kinds: links.map((link) => Number(link.closest("g")?.dataset.kind)),
    points: links.map((link) => {
      const sign = link.querySelector("use");
      return { x: Number(sign?.getAttribute("x")), y: Number(sign?.getAttribute("y")) };
    }),
    floating: false,
    words: async () => ({ titles, authors: links.map((link) => link.dataset.authors ?? "") }),
    mark(open, found) {
      links.forEach((link, place) => {
        link.classList.toggle("dim", !open(place));
        link.classList.toggle("found", found && open(place));
      });
    },
    draw() {}, // the browser does
    link(place) {
      stop.setAttribute("tabindex", "-1");
      stop = links[place];
      stop.setAttribute("tabindex", "0");
      return stop;
    },
  };
}

const sharpness = () => Math.min(devicePixelRatio, SHARPEST);

/**
 * The signs of a large library, on a canvas; the link to one of them lies over it.
 * @param {HTMLElement} stage
 * @param {readonly SVGElement[]} legend the sign of each kind, which has its colour
 * @returns {Promise<Signs>}
 */
export async function painted(stage, legend) {
  /** @type {{ids: string[], kinds: number[], x: number[], y: number[]}} */
  const { ids, kinds, x, y } = await fetched("map");
  const points = x.map((across, place) => ({ x: across, y: y[place] }));
  const canvas = make("canvas", { "aria-hidden": "true" });
  const brush = canvas.getContext("2d");
  stage.prepend(canvas);
  const shapes = legend.map(
    (_, kind) => new Path2D(document.getElementById(`map--${kind}`)?.getAttribute("d") ?? ""),
  );
  const room = Math.min(1, Math.sqrt((WIDTH * HEIGHT) / (4 * points.length)) / 9);
  let isOpen = /** @type {Open} */ (() => true);
  let isFound = false;
  let image = new ImageData(1, 1);
  /** The pictures of the kinds, dim and open, and what they were made for. */
  let made = { of: "", dim: /** @type {Picture[]} */ ([]), open: /** @type {Picture[]} */ ([]) };
  /** @type {Promise<Words> | null} */
  let words = null;
  /** @type {HTMLAnchorElement | null} */
  let link = null;
  let linkedPlace = 0;

  /** @param {number} scale */
  function pictures(scale) {
    const usual = Math.min(1, room * Math.sqrt(scale));
    const sizes = [usual, isFound ? Math.max(usual, 0.8) : usual];
    const [dim, open] = sizes.map((size) => Math.round(size * sharpness() * 16) / 16);
    const of = `${dim} ${open} ${document.body.dataset.mdColorScheme}`;
    if (made.of !== of) {
      const colours = legend.map((sign) => getComputedStyle(sign).fill);
      made = {
        of,
        dim: stamps(shapes, colours, dim, DIM),
        open: stamps(shapes, colours, open, 1),
      };
    }
    return made;
  }

  return {
    ids,
    kinds,
    points,
    floating: true,
    words: () =>
      (words ??= fetched("map-titles").catch((error) => {
        words = null; // is asked for again
        throw error;
      })),
    mark(open, found) {
      [isOpen, isFound] = [open, found];
    },
    draw(view) {
      const { clientWidth: width, clientHeight: height } = stage;
      if (link) {
        const unit = (width / WIDTH) * view.scale;
        link.style.left = `${(points[linkedPlace].x - view.x) * unit}px`;
        link.style.top = `${(points[linkedPlace].y - view.y) * unit}px`;
      }
      if (!brush || !width) return;
      const [across, down] = [width, height].map((side) => Math.round(side * sharpness()));
      if (image.width !== across || image.height !== down) {
        [canvas.width, canvas.height] = [across, down];
        image = new ImageData(across, down);
      }
      const sheet = { width: across, height: down, pixels: new Uint32Array(image.data.buffer) };
      sheet.pixels.fill(0);
      // Signs and view are rounded each for itself, so that all signs move as one.
      const unit = (across / WIDTH) * view.scale;
      const [left, top] = [Math.round(view.x * unit), Math.round(view.y * unit)];
      const { dim, open } = pictures(view.scale);
      for (const [stamps, shown] of /** @type {const} */ ([[dim, false], [open, true]])) {
        const half = stamps[0].width / 2;
        for (let place = 0; place < points.length; place += 1) {
          if (isOpen(place) !== shown) continue;
          const column = Math.round(x[place] * unit) - left - half;
          const row = Math.round(y[place] * unit) - top - half;
          copy(sheet, stamps[kinds[place]], column, row);
        }
      }
      brush.putImageData(image, 0, 0);
    },
    link(place) {
      // A new one each time: its name is read and its preview shown when the focus comes to it.
      const id = ids[place];
      const name = id.replaceAll("-", " ");
      const made = make("a", { class: "here", href: pageOf(id), "data-paper": id, "aria-label": name });
      if (link) link.replaceWith(made);
      else stage.append(made);
      [link, linkedPlace] = [made, place];
      return made;
    },
  };
}

/**
 * A file of the map's data. Rejects if it cannot be fetched.
 * @param {string} name
 */
async function fetched(name) {
  const response = await fetch(new URL(`api/${name}.json`, ROOT));
  if (!response.ok) throw new Error(`${response.url} was answered with ${response.status}`);
  return response.json();
}
