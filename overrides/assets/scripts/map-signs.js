// The signs of papers on the map: links that stand in the page, or points painted on a canvas.

import { ROOT, pageOf } from "./cards.js";
import { make } from "./make.js";
import { HEIGHT, WIDTH } from "./map-geometry.js";

/**
 * What the map asks of its signs. `mark` is told which papers are open to choice and whether they
 * were searched for; `link` gives a link to a paper that can take the focus.
 * @typedef {import("./map-geometry.js").View} View
 * @typedef {import("./map-geometry.js").Point} Point
 * @typedef {(place: number) => boolean} Open
 * @typedef {{ids: readonly string[], kinds: readonly number[], points: readonly Point[],
 *   texts(): Promise<readonly string[]>, mark(open: Open, found: boolean): void,
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
  const names = links.map((link) => {
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
    texts: async () => links.map((link, place) => `${names[place]} ${link.dataset.authors ?? ""}`),
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
  /** The signs of each kind, dim and open, for one size of the map. */
  let drawn = { unit: 0, paths: /** @type {{dim: Path2D, open: Path2D}[]} */ ([]) };
  /** @type {HTMLAnchorElement | null} */
  let link = null;
  let linkedPlace = 0;

  /** @param {number} unit @param {number} size */
  function paths(unit, size) {
    if (drawn.unit === unit) return drawn.paths;
    const made = shapes.map(() => ({ dim: new Path2D(), open: new Path2D() }));
    points.forEach((point, place) => {
      const open = isOpen(place);
      const own = open && isFound ? Math.max(size, 0.8) : size;
      const at = { a: own, d: own, e: point.x * unit, f: point.y * unit };
      made[kinds[place]][open ? "open" : "dim"].addPath(shapes[kinds[place]], at);
    });
    drawn = { unit, paths: made };
    return made;
  }

  return {
    ids,
    kinds,
    points,
    texts: () => fetched("map-titles"),
    mark(open, found) {
      [isOpen, isFound, drawn] = [open, found, { unit: 0, paths: [] }];
    },
    draw(view) {
      const { clientWidth: width, clientHeight: height } = stage;
      const unit = (width / WIDTH) * view.scale;
      const sharp = devicePixelRatio;
      const [across, down] = [Math.round(width * sharp), Math.round(height * sharp)];
      if (canvas.width !== across || canvas.height !== down) {
        [canvas.width, canvas.height] = [across, down];
      }
      if (link) {
        link.style.left = `${(points[linkedPlace].x - view.x) * unit}px`;
        link.style.top = `${(points[linkedPlace].y - view.y) * unit}px`;
      }
      if (!brush) return;
      brush.setTransform(sharp, 0, 0, sharp, 0, 0);
      brush.clearRect(0, 0, width, height);
      brush.translate(-view.x * unit, -view.y * unit);
      const colours = legend.map((sign) => getComputedStyle(sign).fill);
      const made = paths(unit, Math.min(1, room * Math.sqrt(view.scale)));
      for (const layer of /** @type {const} */ (["dim", "open"])) {
        brush.globalAlpha = layer === "dim" ? 0.12 : 1;
        made.forEach((path, kind) => {
          brush.fillStyle = colours[kind];
          brush.fill(path[layer]);
        });
      }
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
