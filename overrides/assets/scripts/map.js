// The page of the map: zooming and moving it, its legend as a filter, and finding papers on it.

import { card, pageOf } from "./cards.js";
import { button, make } from "./make.js";
import {
  HEIGHT,
  WHOLE,
  WIDTH,
  direction,
  folded,
  holding,
  moved,
  nearest,
  next,
  showing,
  zoomed,
} from "./map-geometry.js";
import { linked, painted } from "./map-signs.js";

const STEP = 1.5;
/** In pixels: a pointer that moves less clicks, and how far from a sign it may be. */
const STEADY = 4;
const FINGER = 22;
const POINTER = 9;

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
  #view = WHOLE;
  /** @type {Set<number>} */
  #chosen = new Set();
  /** @type {Set<number> | null} */
  #found = null;
  /** @type {readonly string[] | null} */
  #texts = null;
  /** The paper at which the keyboard is, or which was tapped. */
  #current = 0;
  #status = make("span", { class: "status", role: "status" });
  #told = make("p", { class: "told", hidden: true });
  /** @type {Map<number, {x: number, y: number}>} */
  #pointers = new Map();
  #dragged = false;
  #touched = false;
  #due = 0;

  /**
   * @param {HTMLElement} figure
   * @param {HTMLElement} stage
   * @param {import("./map-signs.js").Signs} signs
   */
  constructor(figure, stage, signs) {
    this.#figure = figure;
    this.#stage = stage;
    this.#signs = signs;
    this.#picture = /** @type {SVGSVGElement} */ (stage.querySelector("svg.picture"));
    stage.tabIndex = -1;
    stage.parentElement?.prepend(this.#toolbar());
    stage.after(this.#told);
    for (const entry of figure.querySelectorAll(".legend li")) this.#toggle(entry);
    this.#signs.link(0);
    this.#listen();
    this.#draw();
  }

  #toolbar() {
    const find = make("input", { type: "search", placeholder: "Find on the map" });
    find.setAttribute("aria-label", "Find on the map");
    find.addEventListener("input", () => void this.#find(find));
    return make(
      "div",
      { class: "tools" },
      find,
      this.#status,
      make(
        "span",
        { class: "zoom" },
        button({ "aria-label": "Closer", title: "Closer" }, () => this.#zoom(STEP), "+"),
        button({ "aria-label": "Farther", title: "Farther" }, () => this.#zoom(1 / STEP), "−"),
        button({}, () => this.#look(WHOLE), "Whole map"),
      ),
    );
  }

  /**
   * The sign and the name become a button; the number leads to the theme.
   * @param {Element} entry
   */
  #toggle(entry) {
    const [sign, link, count] = entry.children;
    const name = link.textContent ?? "";
    const kind = Number(/** @type {HTMLElement} */ (entry).dataset.kind);
    const papers = count.getAttribute("title") ?? "";
    const toggle = button({ "aria-pressed": "false" }, () => {
      const on = !this.#chosen.delete(kind);
      if (on) this.#chosen.add(kind);
      toggle.setAttribute("aria-pressed", String(on));
      this.#mark();
    });
    toggle.append(sign, make("span", {}, name));
    link.replaceChildren(count.textContent ?? "");
    link.setAttribute("aria-label", `${papers}: ${name}`);
    link.setAttribute("title", `${papers}: to the page`);
    entry.replaceChildren(toggle, link);
  }

  /** @param {HTMLInputElement} field */
  async #find(field) {
    const words = field.value;
    const texts = this.#texts ?? (await this.#signs.texts().catch(() => null))?.map(folded);
    if (!texts) {
      this.#status.textContent = "The titles could not be fetched.";
      return;
    }
    this.#texts = texts;
    if (field.value !== words) return; // typing went on, and is answered
    this.#found = holding(texts, words);
    this.#mark();
  }

  /** @param {number} place */
  #open = (place) =>
    (!this.#chosen.size || this.#chosen.has(this.#signs.kinds[place])) &&
    (!this.#found || this.#found.has(place));

  /** Show which papers are open to choice, and say how many. */
  #mark() {
    const open = this.#signs.ids.map((_, place) => this.#open(place));
    const number = open.filter(Boolean).length;
    const all = number === open.length && !this.#found;
    const papers = `${number.toLocaleString("en")} ${number === 1 ? "paper" : "papers"}`;
    this.#status.textContent = all ? "" : papers;
    this.#signs.mark((place) => open[place], this.#found !== null);
    if (!open[this.#current] && number) this.#signs.link((this.#current = open.indexOf(true)));
    this.#draw();
  }

  /** Draw, at most once for each frame. */
  #draw() {
    this.#due ||= requestAnimationFrame(() => {
      this.#due = 0;
      const { x, y, scale } = this.#view;
      this.#picture.setAttribute("viewBox", `${x} ${y} ${WIDTH / scale} ${HEIGHT / scale}`);
      this.#figure.style.setProperty("--zoom", String(1 / scale));
      this.#figure.classList.toggle("zoomed", scale > 1);
      this.#signs.draw(this.#view);
    });
  }

  /** @param {import("./map-geometry.js").View} view */
  #look(view) {
    this.#view = view;
    this.#draw();
  }

  /**
   * @param {number} factor
   * @param {import("./map-geometry.js").Point} [point]
   */
  #zoom(factor, point) {
    this.#look(zoomed(this.#view, factor, point));
  }

  /** How many units of the map a pixel is. */
  #pixel() {
    return WIDTH / this.#view.scale / this.#stage.clientWidth;
  }

  /**
   * Where on the map a place in the window is.
   * @param {{clientX: number, clientY: number}} place
   */
  #place({ clientX, clientY }) {
    const { left, top } = this.#stage.getBoundingClientRect();
    const pixel = this.#pixel();
    return { x: this.#view.x + (clientX - left) * pixel, y: this.#view.y + (clientY - top) * pixel };
  }

  #listen() {
    const stage = this.#stage;
    stage.addEventListener("keydown", (event) => this.#key(event));
    stage.addEventListener("focusin", ({ target }) => this.#focused(target));
    stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    stage.addEventListener("dragstart", (event) => event.preventDefault());
    stage.addEventListener("pointerdown", (event) => this.#down(event));
    stage.addEventListener("pointermove", (event) => this.#move(event));
    for (const end of /** @type {const} */ (["pointerup", "pointercancel", "pointerleave"])) {
      stage.addEventListener(end, ({ pointerId }) => void this.#pointers.delete(pointerId));
    }
    stage.addEventListener("click", (event) => this.#click(event));
    // Two fingers are for the map, also where one scrolls the page.
    const fingers = /** @param {TouchEvent} event */ (event) => {
      if (event.touches.length > 1) event.preventDefault();
    };
    stage.addEventListener("touchstart", fingers, { passive: false });
    stage.addEventListener("touchmove", fingers, { passive: false });
    new ResizeObserver(() => this.#draw()).observe(stage);
    const scheme = new MutationObserver(() => {
      if (stage.isConnected) this.#draw();
      else scheme.disconnect();
    });
    scheme.observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target !== this.#stage;
    const point = at ? this.#signs.points[this.#current] : undefined;
    const way = direction(event.key);
    if (event.key === "+" || event.key === "=") this.#zoom(STEP, point);
    else if (event.key === "-") this.#zoom(1 / STEP, point);
    else if (event.key === "0") this.#look(WHOLE);
    else if (way && at) this.#go(next(this.#signs.points, this.#current, way, this.#open));
    else if (way) {
      const step = WIDTH / this.#view.scale / 10;
      this.#look(moved(this.#view, way[0] * step, way[1] * step));
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
    this.#look(showing(this.#view, this.#signs.points[place]));
    const link = this.#signs.link(place);
    this.#signs.draw(this.#view); // a new link is put in its place before it takes the focus
    link.focus({ preventScroll: true });
  }

  /** @param {EventTarget | null} target */
  #focused(target) {
    if (!(target instanceof HTMLElement || target instanceof SVGElement)) return;
    const place = this.#signs.ids.indexOf(target.dataset.paper ?? "");
    if (place < 0) return;
    this.#current = place;
    if (target instanceof SVGElement) this.#signs.link(place);
    else void this.#speak(target, place);
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
    if (link === document.activeElement) this.#status.textContent = paper.title;
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    if (!event.ctrlKey && !this.#stage.contains(document.activeElement)) return;
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode ? 16 : 1);
    this.#zoom(Math.exp(-Math.min(Math.max(pixels, -60), 60) / 200), this.#place(event));
  }

  /** @param {PointerEvent} event */
  #down(event) {
    this.#touched = event.pointerType === "touch";
    if (event.button !== 0) return;
    if (!this.#pointers.size) this.#dragged = false;
    this.#pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const before = this.#pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch") this.#point(event);
      return;
    }
    const now = { x: event.clientX, y: event.clientY };
    const [across, down] = [now.x - before.x, now.y - before.y];
    if (!this.#dragged && Math.hypot(across, down) < STEADY) return;
    if (!this.#dragged) this.#stage.setPointerCapture(event.pointerId);
    this.#dragged = true;
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    this.#pointers.set(event.pointerId, now);
    if (other) {
      const [was, is] = [before, now].map(({ x, y }) => Math.hypot(x - other.x, y - other.y));
      const middle = { clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 };
      if (was) this.#zoom(is / was, this.#place(middle));
    } else {
      const pixel = this.#pixel();
      this.#look(moved(this.#view, -across * pixel, -down * pixel));
    }
  }

  /**
   * Where signs are no elements, put the link under the pointer.
   * @param {PointerEvent} event
   */
  #point(event) {
    if (this.#picture.querySelector("a")) return;
    if (this.#stage.querySelector("a.here:focus-visible")) return; // the keyboard is using it
    const place = this.#near(event, POINTER);
    if (place < 0 || place === this.#current) return;
    this.#current = place;
    this.#signs.link(place);
    this.#draw();
  }

  /**
   * @param {{clientX: number, clientY: number}} event
   * @param {number} most in pixels
   */
  #near(event, most) {
    return nearest(this.#signs.points, this.#place(event), most * this.#pixel(), this.#open);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const touch = this.#touched && event.detail > 0; // not Enter, which clicks too
    if (this.#dragged || touch) event.preventDefault();
    if (this.#dragged && event.detail > 0) event.stopPropagation();
    else if (touch) void this.#tell(this.#near(event, FINGER));
    else if (event.target === this.#stage || event.target === this.#picture) {
      this.#stage.focus({ preventScroll: true });
    }
  }

  /**
   * Show below the map what a finger has touched; a second touch follows the link there.
   * @param {number} place -1 for none
   */
  async #tell(place) {
    const link = this.#told.querySelector("a");
    const id = this.#signs.ids[place];
    if (link && id && link.dataset.paper === id) return link.click();
    this.#told.replaceChildren();
    this.#told.hidden = true;
    this.#figure.querySelector(".touched")?.classList.remove("touched");
    const paper = id && (await card(id).catch(() => null));
    if (!paper) return;
    this.#current = place;
    const sign = this.#signs.link(place);
    sign.classList.add("touched");
    this.#draw();
    const facts = [paper.authors, paper.year, paper.venue].filter(Boolean).join(" · ");
    const href = pageOf(id);
    this.#told.append(
      make("a", { class: "title", href, "data-paper": id }, paper.title),
      make("span", { class: "facts" }, facts),
    );
    this.#told.hidden = false;
  }
}
