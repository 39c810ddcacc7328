// The signs of papers on the map: links that stand in the page, or points painted on a canvas.

import { ROOT, pageOf } from "./cards.js";
import { make } from "./make.js";
import { copy, extent, stamps } from "./map-pixels.js";

const DIM = 0.12;
/** Pixels of the canvas for one of the page, at most: more cost time, and nobody sees them. */
const SHARPEST = 2;
/** In units of the shapes: the room that a sign should have; and the smallest size of a sign. */
const ROOM = 11;
const SMALLEST = 0.33;
/** Pixels around what is seen of the canvas, so that no sign is cut off by its edge. */
const MARGIN = extent(SHARPEST);
/** Sizes of signs, to a part of a pixel: finer ones nobody sees, and each has to be drawn. */
const FINENESS = 8;

/** @typedef {import("./map-pixels.js").Stamp} Stamp */

/**
 * What the map asks of its signs. `titles` are asked for when they are needed; `mark` is told which are
 * open to choice and whether they were searched for; `link` gives a link to a paper that can take
 * the focus, which is `floating` if it is the only one and has to be put where it is needed.
 * `points` are where the papers stand on the map as it is at a desk; `draw` is told where they
 * stand now, and how large the stage is in pixels.
 * @typedef {import("./map-geometry.js").View} View
 * @typedef {import("./map-geometry.js").Point} Point
 * @typedef {{width: number, height: number}} Size
 * @typedef {(place: number) => boolean} Open
 * @typedef {{ids: readonly string[], kinds: readonly number[], points: readonly Point[],
 *   floating: boolean, titles(): Promise<readonly string[]>, mark(open: Open, found: boolean): void,
 *   draw(view: View, points: readonly Point[], size: Size): void,
 *   link(place: number): HTMLElement | SVGElement}} Signs
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
    titles: async () => titles,
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
  let isOpen = /** @type {Open} */ (() => true);
  let isFound = false;
  let isSome = false; // whether some are not open
  let image = new ImageData(1, 1);
  /** The pictures of the kinds in each opacity, and what they were made for. */
  let made = { of: "", stamps: /** @type {Stamp[]} */ ([]) };
  let faint = made;
  /** @type {Promise<readonly string[]> | null} */
  let titles = null;
  /** @type {HTMLAnchorElement | null} */
  let link = null;
  let linkedPlace = 0;

  /**
   * The pictures of the kinds, made anew only if they are not the last of their opacity.
   * @param {number} scale
   * @param {Size} stage
   * @param {boolean} shown or else dim
   */
  function pictures(scale, { width, height }, shown) {
    const spacing = Math.sqrt((width * height) / points.length);
    const usual = Math.min(1, Math.max(spacing / ROOM, SMALLEST) * Math.sqrt(scale));
    const wanted = isFound && shown ? Math.max(usual, 0.8) : usual;
    const size = Math.round(wanted * sharpness() * FINENESS) / FINENESS;
    const of = `${size} ${image.width} ${document.body.dataset.mdColorScheme}`;
    const known = shown ? made : faint;
    if (known.of === of) return known.stamps;
    const colours = legend.map((sign) => getComputedStyle(sign).fill);
    const found = { of, stamps: stamps(shapes, colours, size, shown ? 1 : DIM, image.width) };
    if (shown) made = found;
    else faint = found;
    return found.stamps;
  }

  return {
    ids,
    kinds,
    points,
    floating: true,
    titles: () =>
      (titles ??= fetched("map-titles").catch((error) => {
        titles = null; // is asked for again
        throw error;
      })),
    mark(open, found) {
      [isOpen, isFound] = [open, found];
      isSome = points.some((_, place) => !open(place));
    },
    draw(view, points, size) {
      const { width, height } = size;
      if (link) {
        const unit = (width / view.width) * view.scale;
        link.style.left = `${(points[linkedPlace].x - view.x) * unit}px`;
        link.style.top = `${(points[linkedPlace].y - view.y) * unit}px`;
      }
      if (!brush || !width) return;
      const [across, down] = [width, height].map((side) => Math.round(side * sharpness()));
      if (canvas.width !== across || canvas.height !== down) {
        [canvas.width, canvas.height] = [across, down];
        image = new ImageData(across + 2 * MARGIN, down + 2 * MARGIN);
      }
      const { width: wide, height: high, data } = image;
      const sheet = { width: wide, height: high, pixels: new Uint32Array(data.buffer).fill(0) };
      // Signs and view are rounded each for itself, so that all signs move as one.
      const unit = (across / view.width) * view.scale;
      const [left, top] = [Math.round(view.x * unit), Math.round(view.y * unit)];
      for (const shown of [false, true]) {
        if (!shown && !isSome) continue;
        const signs = pictures(view.scale, size, shown);
        const aside = MARGIN - signs[0].width / 2;
        for (let place = 0; place < points.length; place += 1) {
          if (isSome && isOpen(place) !== shown) continue;
          const { x, y } = points[place];
          const column = Math.round(x * unit) - left + aside;
          const row = Math.round(y * unit) - top + aside;
          copy(sheet, signs[kinds[place]], column, row);
        }
      }
      brush.putImageData(image, -MARGIN, -MARGIN);
    },
    link(place) {
      if (link && place === linkedPlace) return link;
      // A new one for each: its name is read and its preview shown when the focus comes to it.
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
