// The page of the map: what is in view, which papers are open to choice, and where the reader is.

import { card } from "./cards.js";
import { button, make } from "./make.js";
import { Finder } from "./map-find.js";
import * as geometry from "./map-geometry.js";
import { listen } from "./map-gestures.js";
import { filter } from "./map-legend.js";
import { linked, painted } from "./map-signs.js";
import * as titles from "./map-titles.js";
import { where } from "./map-where.js";
import { tapped } from "./preview.js";

/**
 * @typedef {import("./map-geometry.js").Point} Point
 * @typedef {import("./map-geometry.js").View} View
 * @typedef {import("./map-gestures.js").Spot} Spot
 */

const STEP = 1.5;
/** How much closer one comes to signs that lie under one finger. */
const LEAP = 4;
/** In pixels: how far from a sign a pointer may be. */
const FINGER = 24;
const MOUSE = 9;
/** In milliseconds: the map is at rest when nothing has moved for so long. */
const REST = 150;
/** How the map is used; the class tells for whom it is: who has a mouse or has none. */
const HELP = [
  ["fingers", "Pinch to zoom, then drag. Touch a sign to see which paper it is. "],
  ["mouse", "Hold Ctrl and scroll to zoom, then drag. "],
  ["", "Press a theme to see only its papers. "],
  [
    "mouse",
    "With the keyboard: Tab to the map, then arrows go from paper to paper, " +
      "+ and − come closer and go farther, 0 shows the whole.",
  ],
];

/** Make the map of the page that is shown, if it has one, one to use. */
export function start() {
  const figure = document.querySelector("figure.map:not(.ready)");
  if (!(figure instanceof HTMLElement)) return;
  figure.classList.add("ready");
  void prepare(figure);
}

/** @param {HTMLElement} figure */
async function prepare(figure) {
  const stage = /** @type {HTMLElement} */ (figure.querySelector(".stage"));
  /** @type {SVGElement[]} */
  const legend = [...figure.querySelectorAll(/** @type {"svg"} */ (".legend .sign"))];
  try {
    const scripted = figure.dataset.drawn === "script";
    new Chart(figure, stage, scripted ? await painted(stage, legend) : linked(stage));
  } catch {
    const sorry = "The papers of the map could not be fetched; the pages of the themes list them.";
    stage.append(make("p", { role: "status" }, sorry));
  }
}

class Chart {
  /** @type {HTMLElement} */ #figure;
  /** @type {HTMLElement} */ #stage;
  /** @type {import("./map-signs.js").Signs} */ #signs;
  /** @type {SVGSVGElement} */ #picture;
  /** @type {ReadonlySet<number>} */ #chosen;
  /** @type {Finder} */ #finder;
  #whole = geometry.WHOLE;
  #view = geometry.WHOLE;
  /** Of the stage, in pixels: measured when it changes, for to measure in each frame takes long. */
  #size = { width: 0, height: 0 };
  /** Where the papers stand, as the map is turned. @type {readonly Point[]} */ #points;
  /** The paper at which the keyboard is, or which was pointed at. */
  #current = 0;
  /** @type {ReturnType<typeof where>} */ #where;
  /** What a screen reader says of a paper whose title comes late. */
  #said = make("span", { class: "said", role: "status" });
  #due = 0;
  #rest = 0;

  /**
   * @param {HTMLElement} figure
   * @param {HTMLElement} stage
   * @param {import("./map-signs.js").Signs} signs
   */
  constructor(figure, stage, signs) {
    this.#figure = figure;
    this.#stage = stage;
    this.#signs = signs;
    this.#points = signs.points;
    this.#picture = /** @type {SVGSVGElement} */ (stage.querySelector("svg.picture"));
    this.#chosen = filter(figure, () => this.#mark());
    this.#finder = new Finder(signs.ids, () => this.#mark());
    stage.tabIndex = -1;
    const help = HELP.map(([name, text]) => make("span", { class: name }, text));
    stage.parentElement?.prepend(this.#toolbar(), this.#finder.list);
    this.#where = where(figure);
    stage.append(this.#where.line);
    stage.after(this.#said, make("p", { class: "help" }, ...help));
    this.#current = geometry.nearest(signs.points, geometry.middle(this.#view), Infinity);
    signs.link(this.#current);
    this.#listen();
    this.#fit();
  }

  #toolbar() {
    return make(
      "div",
      { class: "tools" },
      this.#finder.field,
      this.#finder.status,
      make(
        "span",
        { class: "zoom" },
        button({ "aria-label": "Closer", title: "Closer" }, () => this.#closer(), "+"),
        button({ "aria-label": "Farther", title: "Farther" }, () => this.#zoom(1 / STEP), "−"),
        button({}, () => this.#look(this.#whole), "Whole map"),
      ),
    );
  }

  #listen() {
    const stage = this.#stage;
    listen(stage, {
      drag: (across, down) => this.#move(-across * this.#pixel(), -down * this.#pixel()),
      zoom: (factor, spot) => this.#zoom(factor, this.#place(spot)),
      hover: (spot) => this.#point(spot),
      tap: (event) => this.#tell(event),
    });
    stage.addEventListener("keydown", (event) => this.#key(event));
    stage.addEventListener("focusin", ({ target }) => this.#focused(target));
    for (const event of ["focusin", "pointerover"]) {
      this.#finder.list.addEventListener(event, ({ target }) => this.#touch(this.#paper(target)));
    }
    new ResizeObserver(() => this.#fit()).observe(stage);
    const scheme = new MutationObserver(() => {
      if (stage.isConnected) this.#draw();
      else scheme.disconnect();
    });
    scheme.observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  }

  // What is in view

  /** Turn the map if the place for it is higher than wide, or no longer is. */
  #fit() {
    const { clientWidth: width, clientHeight: height } = this.#stage;
    this.#size = { width, height };
    const whole = height > width ? geometry.UPRIGHT : geometry.WHOLE;
    if (whole !== this.#whole) {
      const { points } = this.#signs;
      this.#points = whole === geometry.WHOLE ? points : points.map(({ x, y }) => ({ x: y, y: x }));
      this.#whole = this.#view = whole;
    }
    this.#draw();
  }

  /** Draw, at most once for each frame. */
  #draw() {
    this.#due ||= requestAnimationFrame(() => this.#paint());
    clearTimeout(this.#rest);
    this.#rest = window.setTimeout(() => void this.#name(), REST);
  }

  #paint() {
    this.#due = 0;
    const { x, y, scale, width, height } = this.#view;
    this.#signs.draw(this.#view, this.#points, this.#size);
    const side = Math.max(width, height) / scale; // of a square, cut off by the stage
    this.#picture.setAttribute("viewBox", `${x} ${y} ${side} ${side}`);
    this.#picture.style.setProperty("--zoom", String(1 / scale));
    this.#picture.style.setProperty("--pixel", String(this.#pixel()));
    this.#figure.classList.toggle("zoomed", scale > 1);
  }

  /** Say where one is, and name the papers in view if they are few. */
  async #name() {
    const { ids, kinds } = this.#signs;
    const [view, points] = [this.#view, this.#points];
    const seen = titles.seen(points, view, this.#open);
    this.#where.tell(view.scale > 1 ? seen.map((place) => kinds[place]) : []);
    const few = seen.length <= titles.MOST ? seen : [];
    const known = few.length ? await this.#signs.titles().catch(() => null) : null;
    if (view !== this.#view || !this.#stage.clientWidth) return;
    const papers = known
      ? few.map((place) => ({ id: ids[place], title: known[place], point: points[place] }))
      : [];
    this.#figure.classList.toggle("titled", papers.length > 0);
    titles.write(this.#picture, papers, view, this.#pixel());
  }

  /** @param {View} view */
  #look(view) {
    this.#view = view;
    this.#draw();
  }

  /** @param {number} factor @param {Point} [point] */
  #zoom(factor, point) {
    this.#look(geometry.zoomed(this.#view, factor, point));
  }

  /** Come closer to the paper that is nearest to the middle, so that there is always one to see. */
  #closer() {
    const middle = geometry.middle(this.#view);
    const near = geometry.nearest(this.#points, middle, Infinity, this.#open);
    this.#zoom(STEP, this.#points[near]);
    if (near >= 0) this.#look(geometry.showing(this.#view, this.#points[near]));
  }

  /** @param {number} across @param {number} down */
  #move(across, down) {
    this.#look(geometry.moved(this.#view, across, down));
  }

  /** How many units of the map a pixel is. */
  #pixel() {
    return this.#view.width / this.#view.scale / this.#size.width;
  }

  /**
   * Where on the map a place in the window is.
   * @param {Spot} spot
   */
  #place({ clientX, clientY }) {
    const { left, top } = this.#stage.getBoundingClientRect();
    const pixel = this.#pixel();
    return { x: this.#view.x + (clientX - left) * pixel, y: this.#view.y + (clientY - top) * pixel };
  }

  // Which papers are meant

  /** @param {number} place */
  #open = (place) =>
    (!this.#chosen.size || this.#chosen.has(this.#signs.kinds[place])) &&
    (!this.#finder.found || this.#finder.found.rows.has(place));

  /** Show which papers are open to choice. */
  #mark() {
    const open = this.#signs.ids.map((_, place) => this.#open(place));
    const left = open.flatMap((is, place) => (is ? [place] : []));
    this.#touch(-1);
    void this.#finder.show(left.length, (place) => open[place]);
    titles.keep(this.#picture, new Set(left.map((place) => this.#signs.kinds[place])));
    this.#signs.mark((place) => open[place], this.#finder.found !== null);
    if (left.length && !open[this.#current]) this.#signs.link((this.#current = left[0]));
    this.#draw();
  }

  /**
   * The paper that an element leads to.
   * @param {EventTarget | null} target
   * @param {number} [otherwise]
   */
  #paper(target, otherwise = -1) {
    const link = target instanceof Element ? target.closest("[data-paper]") : null;
    return link ? this.#signs.ids.indexOf(link.getAttribute("data-paper") ?? "") : otherwise;
  }

  /**
   * The paper whose sign is nearest to a place in the window.
   * @param {Spot} spot
   * @param {number} most in pixels
   */
  #near(spot, most) {
    const place = this.#place(spot);
    return geometry.nearest(this.#points, place, most * this.#pixel(), this.#open);
  }

  /**
   * Where signs are no elements, put the link under the mouse.
   * @param {Spot} spot
   */
  #point(spot) {
    if (!this.#signs.floating) return;
    if (this.#stage.querySelector("a.here:focus-visible")) return; // the keyboard is using it
    const place = this.#near(spot, MOUSE);
    if (place < 0 || place === this.#current) return;
    this.#current = place;
    this.#signs.link(place);
    this.#draw();
  }

  /**
   * Show which sign is that of a paper, wherever the map is.
   * @param {number} place -1 for none
   */
  #touch(place) {
    this.#figure.querySelector(".touched")?.classList.remove("touched");
    if (place < 0) return;
    this.#current = place;
    this.#signs.link(place).classList.add("touched");
    this.#look(geometry.showing(this.#view, this.#points[place]));
  }

  /**
   * Show at its sign the paper that a finger means: the one whose title it touches, or the nearest.
   * @param {MouseEvent} event
   */
  #tell(event) {
    const title = /** @type {Element} */ (event.target).closest(".titles a");
    const place = this.#paper(title, this.#near(event, FINGER));
    this.#touch(place);
    if (place < 0) return;
    this.#paint(); // the link has to be where it is shown
    tapped(this.#signs.link(place), event, this.#crowd(place));
  }

  /**
   * A way to tell apart the signs that a finger touches together with that of a paper, if any.
   * @param {number} place
   */
  #crowd(place) {
    const point = this.#points[place];
    const others = geometry.around(this.#points, point, FINGER * this.#pixel(), this.#open) - 1;
    if (!others || geometry.zoomed(this.#view, LEAP).scale === this.#view.scale) return [];
    const text = `${others.toLocaleString("en")} more here: come closer`;
    return [button({}, () => this.#zoom(LEAP, point), text)];
  }

  // The keyboard

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target !== this.#stage;
    const point = at ? this.#points[this.#current] : undefined;
    const way = geometry.direction(event.key);
    if (event.key === "+" || event.key === "=") {
      if (point) this.#zoom(STEP, point);
      else this.#closer();
    } else if (event.key === "-") this.#zoom(1 / STEP, point);
    else if (event.key === "0") this.#look(this.#whole);
    else if (way && at) this.#go(geometry.next(this.#points, this.#current, way, this.#open));
    else if (way) {
      const step = this.#view.width / this.#view.scale / 10;
      this.#move(way[0] * step, way[1] * step);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * Go to a paper with the keyboard.
   * @param {number} place -1 for none
   */
  #go(place) {
    if (place < 0) return;
    this.#current = place;
    this.#look(geometry.showing(this.#view, this.#points[place]));
    const link = this.#signs.link(place);
    this.#paint(); // a new link is put in its place before it takes the focus
    link.focus({ preventScroll: true });
  }

  /** @param {EventTarget | null} target */
  #focused(target) {
    const place = this.#paper(target);
    if (place < 0) return;
    this.#current = place;
    if (target instanceof SVGElement) this.#signs.link(place);
    else if (target instanceof HTMLElement) void this.#speak(target, place);
  }

  /**
   * Say the title of a paper that is only a point.
   * @param {HTMLElement} link
   * @param {number} place
   */
  async #speak(link, place) {
    const paper = await card(this.#signs.ids[place]).catch(() => null);
    if (!paper || !link.isConnected) return;
    link.setAttribute("aria-label", paper.title);
    if (link === document.activeElement) this.#said.textContent = paper.title;
  }
}
