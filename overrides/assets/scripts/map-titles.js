// Titles on the map: of the few papers in view, each beside its sign where there is room; of themes.

import { shows } from "./map-geometry.js";

/**
 * @typedef {import("./map-geometry.js").Point} Point
 * @typedef {{left: number, right: number, top: number, bottom: number}} Box
 * @typedef {{id: string, title: string, point: Point}} Titled
 */

/** Of more papers than this in view, no title is shown. */
export const MOST = 40;
/** In pixels: from the middle of a sign to its edge, and to its title; the height of a line. */
const SIGN = 7;
const GAP = 12;
const LINE = 16;
/** In letters: at a desk and on a phone. */
const WIDE = 44;
const NARROW = 26;
const SVG = "http://www.w3.org/2000/svg";
const XLINK = "http://www.w3.org/1999/xlink";

/** @typedef {{name: string, box(sign: Point, width: number): Box}} Side */
/** @type {readonly Side[]} */
const SIDES = [
  { name: "right", box: ({ x, y }, width) => row(x + GAP, y, width) },
  { name: "left", box: ({ x, y }, width) => row(x - GAP - width, y, width) },
  { name: "below", box: ({ x, y }, width) => row(x - width / 2, y + GAP + LINE / 2, width) },
  { name: "above", box: ({ x, y }, width) => row(x - width / 2, y - GAP - LINE / 2, width) },
];

/** @param {number} left @param {number} middle @param {number} width @returns {Box} */
const row = (left, middle, width) => ({
  left,
  right: left + width,
  top: middle - LINE / 2,
  bottom: middle + LINE / 2,
});

/** @param {Box} one @param {Box} other */
const meet = (one, other) =>
  one.left < other.right &&
  other.left < one.right &&
  one.top < other.bottom &&
  other.top < one.bottom;

/**
 * The places of the papers in view that are open to choice.
 * @param {readonly Point[]} points
 * @param {import("./map-geometry.js").View} view
 * @param {(place: number) => boolean} open
 */
export function seen(points, view, open) {
  return points.flatMap((point, place) => (shows(view, point) && open(place) ? [place] : []));
}

/**
 * Show the names of some themes, and of no others.
 * @param {SVGSVGElement} picture
 * @param {ReadonlySet<number>} kinds
 */
export function keep(picture, kinds) {
  /** @type {NodeListOf<SVGElement>} */
  const names = picture.querySelectorAll(".names [data-kind]");
  for (const name of names) name.classList.toggle("off", !kinds.has(Number(name.dataset.kind)));
}

/**
 * On which side of its sign each title goes, or "" where there is no room: none leaves the map,
 * covers another or a sign that is not its own. All in pixels.
 * @param {readonly Point[]} signs
 * @param {readonly number[]} widths of the titles
 * @param {{width: number, height: number}} room
 * @returns {string[]}
 */
export function sides(signs, widths, room) {
  const marks = signs.map(({ x, y }) => ({
    left: x - SIGN,
    right: x + SIGN,
    top: y - SIGN,
    bottom: y + SIGN,
  }));
  /** @type {Box[]} */
  const taken = [];
  return signs.map((sign, place) => {
    for (const { name, box } of SIDES) {
      const own = box(sign, widths[place]);
      const inside =
        own.left >= 0 && own.right <= room.width && own.top >= 0 && own.bottom <= room.height;
      if (inside && ![...marks, ...taken].some((other) => meet(own, other))) {
        taken.push(own);
        return name;
      }
    }
    return "";
  });
}

/**
 * The beginning of a title, cut between words.
 * @param {string} title
 * @param {number} most in letters
 */
export function short(title, most) {
  if (title.length <= most) return title;
  const cut = title.slice(0, most);
  return `${cut.slice(0, cut.lastIndexOf(" ") + 1 || most).replace(/[\s,:;–—-]+$/, "")}…`;
}

/**
 * Write titles on the map, in place of those that were there, as links for a pointer: the
 * keyboard has the signs. Each stays with its sign however the map is moved.
 * @param {SVGSVGElement} picture
 * @param {readonly Titled[]} papers
 * @param {import("./map-geometry.js").View} view
 * @param {number} pixel how many units of the map it is
 */
export function write(picture, papers, view, pixel) {
  picture.querySelector(".titles")?.remove();
  if (!papers.length) return;
  const room = { width: picture.clientWidth, height: picture.clientHeight };
  const most = room.width < 600 ? NARROW : WIDE;
  const texts = papers.map(({ title, point }) =>
    element("text", { x: String(point.x), y: String(point.y) }, short(title, most)),
  );
  const group = element("g", { class: "titles", "aria-hidden": "true" }, ...texts);
  picture.append(group);
  const found = sides(
    papers.map(({ point }) => ({ x: (point.x - view.x) / pixel, y: (point.y - view.y) / pixel })),
    texts.map((text) => /** @type {SVGTextElement} */ (text).getComputedTextLength() / pixel),
    room,
  );
  papers.forEach(({ id }, place) => {
    const text = texts[place];
    if (!found[place]) return text.remove();
    text.setAttribute("class", found[place]);
    const link = element("a", { "data-paper": id, tabindex: "-1" });
    // As in the page: the theme's script writes to each "href", and fails on elements of SVG.
    link.setAttributeNS(XLINK, "xlink:href", `../papers/${encodeURIComponent(id)}/`);
    text.replaceWith(link);
    link.append(text);
  });
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 */
function element(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
