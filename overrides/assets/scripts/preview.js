// What a link stands for, shown beside it: the paper it leads to, or what an abbreviation means.

import { card, index } from "./cards.js";
import { chips } from "./controls.js";
import { keep } from "./marks.js";

/** Links in running text and in pictures; in a list, the paper's facts stand there already. */
const LINKS = "a[data-paper]:not(.papers a, .hits a), .network a, a.abbr";
/** Of these a tap shows first what they stand for; the next one follows them. */
const TAPPED = "a.mention, .network a, a.abbr";
const ID = "preview--box"; // as no heading has it: two hyphens
/** In milliseconds: a pointer that only passes shows nothing; one on its way to the box may err. */
const BEFORE_SHOWING = 200;
const BEFORE_HIDING = 300;
/** In pixels: between the link and the box, and between the box and the edge of the window. */
const GAP = 6;
const MARGIN = 8;

/**
 * What the box says; what is not known is empty.
 * @typedef {{title: Node[], facts: string, theme: string, sentence: Node[]}} Parts
 */

/** @type {Parts} */
const NOTHING = { title: [], facts: "", theme: "", sentence: [] };

/**
 * Where a box goes in a window: below the link if there is room for it, else above if there is,
 * and never beyond the sides.
 * @param {{left: number, top: number, bottom: number}} link
 * @param {{width: number, height: number}} box
 * @param {{width: number, height: number}} view
 * @returns {{left: number, top: number}}
 */
export function place(link, box, view) {
  const below = link.bottom + GAP;
  const above = link.top - GAP - box.height;
  const room = below + box.height + MARGIN <= view.height;
  return {
    left: Math.max(MARGIN, Math.min(link.left, view.width - box.width - MARGIN)),
    top: room || above < MARGIN ? below : above,
  };
}

/**
 * Copies of what an element shows, to be placed elsewhere.
 * @param {Element | null | undefined} element
 */
const copies = (element) => [...(element?.childNodes ?? [])].map((node) => node.cloneNode(true));

/**
 * The facts of a paper in one line, without the marks and the links that stand beside them.
 * @param {Element | null | undefined} element
 */
function plain(element) {
  const told = [...(element?.childNodes ?? [])].filter(
    (node) => !(node instanceof Element) || node.matches(".unknown"),
  );
  return told.map((node) => node.textContent).join("").replace(/\s+/g, " ").trim();
}

/**
 * What a list on this page says of a paper.
 * @param {string} id
 * @returns {Parts | null}
 */
function listed(id) {
  /** @type {NodeListOf<HTMLElement>} */
  const titles = document.querySelectorAll(".papers a.title[data-paper]");
  const title = [...titles].find((link) => link.dataset.paper === id);
  const entry = title?.closest("li");
  if (!title || !entry) return null;
  return {
    ...NOTHING,
    title: copies(title),
    facts: plain(entry.querySelector(".facts")),
    sentence: copies(entry.querySelector(".sentence")),
  };
}

/**
 * What the library says of a paper, or nothing where it cannot be had.
 * @param {string} id
 * @returns {Promise<Parts | null>}
 */
async function known(id) {
  const [paper, library] = await Promise.all([card(id), index()]).catch(() => []);
  if (!paper || !library) return null;
  return {
    ...NOTHING,
    title: [new Text(paper.title)],
    facts: [paper.authors, paper.year, paper.venue].filter(Boolean).join(" · "),
    theme: library.themes.find(({ id }) => id && id === paper.theme)?.title ?? "",
  };
}

/**
 * Where a link leads; those in pictures have no "href" of their own.
 * @param {Element} link
 */
const address = (link) => link.getAttribute("href") ?? link.getAttribute("xlink:href") ?? "";

/**
 * The paper that a link leads to, "" if to none. A picture does not say it twice.
 * @param {Element} link
 */
function paperOf(link) {
  const named = link.getAttribute("data-paper");
  if (named !== null || !link.matches(".network a")) return named ?? "";
  return decodeURIComponent(address(link).split("/").at(-2) ?? "");
}

/**
 * A link in the box that leads where a link on the page does.
 * @param {Element} link
 */
function way(link) {
  const made = document.createElement("a");
  made.className = "way";
  made.href = address(link);
  made.textContent = link.matches(".abbr") ? "Look it up in the glossary" : "Open this paper";
  return made;
}

/** The one box, and the link that it speaks of while it is there. */
class Preview {
  #box = document.createElement("div");
  /** @type {Element | null} */
  #link = null;
  /** The link that is waited for, to be shown or to be left. @type {Element | null} */
  #next = null;
  #title = "";
  /** How the reader has marked the paper. */
  #marks = document.createElement("span");
  #timer = 0;
  /** What pointed last, as "touch"; "" after a key. */
  #pointer = "";
  #isTapped = false;
  /** What else is offered of what was tapped. @type {readonly Node[]} */
  #more = [];

  constructor() {
    this.#box.id = ID;
    this.#box.className = "preview";
    this.#box.setAttribute("role", "tooltip");
    this.#box.hidden = true;
    this.#marks.className = "keep-chips";
    keep.addEventListener("change", () => this.#mark());
    document.body.append(this.#box);
    document.addEventListener("pointerover", (event) => this.#pointed(event));
    document.documentElement.addEventListener("pointerleave", ({ pointerType }) => {
      if (pointerType !== "touch") this.#await(null);
    });
    document.addEventListener("pointerdown", (event) => this.#pressed(event));
    document.addEventListener("click", (event) => this.#clicked(event), { capture: true });
    document.addEventListener("focusin", (event) => this.#focused(event.target));
    document.addEventListener("focusout", ({ relatedTarget }) => {
      if (this.#isTapped) return; // stays until a tap elsewhere
      if (!(relatedTarget instanceof Node && this.#box.contains(relatedTarget))) this.hide();
    });
    document.addEventListener("keydown", ({ key }) => {
      this.#pointer = "";
      if (key === "Escape") this.hide();
    });
    for (const change of ["click", "popstate", "resize"]) {
      window.addEventListener(change, () => this.hide());
    }
  }

  hide() {
    clearTimeout(this.#timer);
    this.#next = null;
    if (!this.#link) return;
    this.#link.removeAttribute("aria-describedby");
    if (this.#title) this.#link.setAttribute("title", this.#title);
    this.#link = null;
    this.#box.hidden = true;
  }

  /** @param {PointerEvent} event */
  #pointed({ target, pointerType, clientX, clientY }) {
    if (pointerType === "touch" || !(target instanceof Element)) return; // a tap is a click
    const link = target.closest(LINKS);
    if (link === this.#link || this.#box.contains(target)) this.#await(this.#link);
    else this.#await(link, [clientX, clientY]);
  }

  /** @param {PointerEvent} event */
  #pressed({ target, pointerType }) {
    this.#pointer = pointerType;
    const isInside = (/** @type {Element | null} */ one) => target instanceof Node && one?.contains(target);
    if (!isInside(this.#box) && !isInside(this.#link)) this.hide();
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const link = event.target instanceof Element && event.target.closest(TAPPED);
    if (!link || this.#pointer !== "touch") return;
    event.preventDefault();
    event.stopPropagation(); // the theme would follow it all the same
    this.tapped(link, event);
  }

  /**
   * Show what a tapped link stands for; the next tap follows it.
   * @param {Element} link
   * @param {{clientX: number, clientY: number}} spot
   * @param {readonly Node[]} [more] what else to offer
   */
  tapped(link, { clientX, clientY }, more = []) {
    /** @type {HTMLElement | null} */
    const way = this.#isTapped && link === this.#link ? this.#box.querySelector(".way") : null;
    if (way) return way.click();
    this.#more = more;
    void this.#show(link, [clientX, clientY], true);
  }

  /** @param {EventTarget | null} target */
  #focused(target) {
    const link = target instanceof Element && target.closest(LINKS);
    if (link && link.matches(":focus-visible")) void this.#show(link);
  }

  /**
   * Show a link, or none, unless the pointer goes elsewhere meanwhile. What has the focus stays.
   * @param {Element | null} link
   * @param {[number, number]} [point]
   */
  #await(link, point) {
    if (link === this.#link) {
      clearTimeout(this.#timer);
      this.#next = null;
    } else if (link) {
      if (link === this.#next) return;
      clearTimeout(this.#timer);
      this.#next = link;
      this.#timer = window.setTimeout(() => void this.#show(link, point), BEFORE_SHOWING);
    } else if (!this.#link?.matches(":focus-visible")) {
      clearTimeout(this.#timer);
      this.#next = null;
      this.#timer = window.setTimeout(() => this.hide(), BEFORE_HIDING);
    }
  }

  /**
   * @param {Element} link
   * @param {[number, number]} [point]
   * @param {boolean} [isTapped] so that the box offers what the tap would have done
   */
  async #show(link, point, isTapped = false) {
    this.hide();
    this.#link = link;
    this.#isTapped = isTapped;
    this.#title = link.getAttribute("title") ?? "";
    link.removeAttribute("title"); // or the browser would show it too
    const id = paperOf(link);
    if (!id) return this.#say({ ...NOTHING, sentence: [new Text(this.#title)] }, point);
    const here = listed(id);
    if (here) this.#say(here, point);
    const there = await known(id);
    if (this.#link !== link) return;
    if (there) this.#say({ ...there, ...here, theme: there.theme }, point);
    else if (!here && isTapped) {
      const title = this.#title || (link.getAttribute("aria-label") ?? "");
      this.#say({ ...NOTHING, title: [new Text(title)] }, point);
    }
    else if (!here) this.hide();
  }

  #mark() {
    const id = this.#link && paperOf(this.#link);
    this.#marks.replaceChildren(...(id ? chips(id) : []));
  }

  /**
   * @param {Parts} parts
   * @param {[number, number]} [point]
   */
  #say(parts, point) {
    if (!this.#link) return;
    this.#box.replaceChildren(
      ...Object.entries(parts).flatMap(([name, said]) => {
        if (!said.length) return [];
        const part = document.createElement("span");
        part.className = name;
        part.append(...said);
        return [part];
      }),
      this.#marks,
      ...(this.#isTapped ? [way(this.#link), ...this.#more] : []),
    );
    this.#mark();
    // A tooltip holds no links; and a description must not be called something.
    this.#box.role = this.#isTapped ? "dialog" : "tooltip";
    const name = this.#link.getAttribute("aria-label") ?? this.#link.textContent;
    this.#box.ariaLabel = this.#isTapped ? name : null;
    this.#box.hidden = false;
    this.#link.setAttribute("aria-describedby", ID);
    // A link that goes over two lines has a box for each: the one that is pointed at counts.
    const rects = [...this.#link.getClientRects()];
    const rect =
      rects.find((one) => point && one.top <= point[1] && point[1] <= one.bottom) ?? rects[0];
    if (!rect) return this.hide();
    const { clientWidth: width, clientHeight: height } = document.documentElement;
    this.#box.style.left = this.#box.style.top = "0";
    const { left, top } = place(rect, this.#box.getBoundingClientRect(), { width, height });
    this.#box.style.left = `${left + scrollX}px`;
    this.#box.style.top = `${top + scrollY}px`;
  }
}

/** @type {Preview | undefined} */
let preview;

/** Show previews on the page that is shown; a box of the page before goes. */
export function start() {
  preview ??= new Preview();
  preview.hide();
}

/**
 * Show what a link stands for as a tap on it does, for a tap that means it without being on it;
 * the next one follows it.
 * @param {Element} link
 * @param {{clientX: number, clientY: number}} spot where the tap was
 * @param {readonly Node[]} more what else to offer
 */
export function tapped(link, spot, more) {
  preview ??= new Preview();
  preview.tapped(link, spot, more);
}
