// Marks in lists of papers: chips that show how a paper is marked, and a small button on each entry
// to mark it without opening its page; and signs at links to papers elsewhere.

import { chips, controls, refreshControls, signs } from "./controls.js";
import { button, icon, make } from "./make.js";
import { keep } from "./marks.js";
import { NAMES, TITLES } from "./papers.js";

const GAP = 4;

let listening = false;

export function start() {
  if (!listening) {
    listening = true;
    keep.addEventListener("change", () => {
      decorate(document);
      refreshControls();
    });
  }
  decorate(document);
}

/**
 * Show wherever a paper is listed or named how it is marked. May be called again at any time.
 * @param {ParentNode} root
 */
export function decorate(root) {
  for (const title of root.querySelectorAll(TITLES))
    decorateEntry(/** @type {HTMLElement} */ (title));
  for (const link of root.querySelectorAll(NAMES))
    decorateLink(/** @type {HTMLElement} */ (link));
}

/** @param {HTMLElement} link */
function decorateLink(link) {
  const id = link.dataset.paper ?? "";
  const page = /** @type {HTMLElement | null} */ (document.querySelector(".paper[data-paper]"));
  if (id === page?.dataset.paper) return; // its own page shows that above
  const shown = signs(id);
  const isApart = link.matches("nav a"); // where what follows a link would be a column of its own
  const place = isApart ? link.lastElementChild : link.nextElementSibling;
  if (place?.matches(".keep-signs")) place.replaceChildren(...shown);
  else if (shown.length) {
    const made = make("span", { class: "keep-chips keep-signs" }, ...shown);
    if (isApart) link.append(" ", made);
    else link.after(" ", made);
  }
}

/** @param {HTMLElement} title */
function decorateEntry(title) {
  const id = title.dataset.paper ?? "";
  const entry = title.closest("li");
  if (!entry) return;
  const shown = chips(id);
  let place = entry.querySelector(".keep-chips");
  if (!place && shown.length) {
    place = make("span", { class: "keep-chips" });
    const facts = entry.querySelector(".facts");
    if (facts) facts.append(" ", place);
    else title.after(" ", place);
  }
  place?.replaceChildren(...shown);
  let opener = entry.querySelector(":scope > .keep-mark");
  if (!opener) {
    opener = markButton(id);
    entry.append(opener);
    entry.classList.add("keep-entry");
  }
  opener.setAttribute("aria-label", `Mark “${title.textContent?.trim()}”`);
  opener.toggleAttribute("data-marked", shown.length > 0);
}

/**
 * A button that opens a menu by which a paper is marked. The menu is made when it is asked for.
 * @param {string} id
 */
function markButton(id) {
  const opener = button(
    { class: "keep-mark", title: "Mark" },
    () => {
      if (opener.popoverTargetElement) return;
      const menu = menuFor(id, opener);
      opener.after(menu);
      opener.popoverTargetElement = menu; // which this click opens, and later ones open and close
    },
    icon("mark"),
  );
  return opener;
}

/**
 * @param {string} id
 * @param {HTMLElement} opener
 */
function menuFor(id, opener) {
  const menu = make("div", { class: "keep-menu", popover: "auto", role: "group" });
  menu.append(controls(id, { told: true, after: () => menu.isConnected && menu.hidePopover() }));
  menu.addEventListener("beforetoggle", () => {
    menu.setAttribute("aria-label", opener.getAttribute("aria-label") ?? "");
  });
  menu.addEventListener("toggle", (event) => {
    if (event.newState !== "open") return;
    place(menu, opener);
    menu.querySelector("button")?.focus({ preventScroll: true });
  });
  for (const part of [menu, opener]) {
    part.addEventListener("focusout", ({ relatedTarget: next }) => {
      if (next instanceof Node && next !== opener && !menu.contains(next)) menu.hidePopover();
    });
  }
  return menu;
}

/**
 * Put a menu below its opener, or above it where there is no room, and within the window.
 * @param {HTMLElement} menu
 * @param {HTMLElement} opener
 */
function place(menu, opener) {
  const box = opener.getBoundingClientRect();
  const below = box.bottom + GAP;
  const above = box.top - GAP - menu.offsetHeight;
  const fits = below + menu.offsetHeight <= innerHeight;
  const right = Math.min(box.right, document.documentElement.clientWidth - GAP);
  menu.style.top = `${scrollY + (fits ? below : Math.max(GAP, above))}px`;
  menu.style.left = `${scrollX + Math.max(GAP, right - menu.offsetWidth)}px`;
}
