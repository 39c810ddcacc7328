// The drawer of a narrow screen, made of the tabs, and the button that opens it.

import { make } from "./make.js";

const NARROW = matchMedia("(max-width: 76.2344em)");
/** What lies under the overlay while the drawer is open. */
const REST =
  ".md-header, .md-tabs, .md-content, .md-sidebar--secondary, .md-top, .md-footer, .md-skip";

/** Puts the drawer into each page that is shown; the header's button stays. */
export function start() {
  /** @type {HTMLInputElement | null} */
  const toggle = document.querySelector("#__drawer");
  /** @type {HTMLButtonElement | null} */
  const button = document.querySelector("button.ps-menu");
  if (!toggle || !button) return;
  const drawer = document.querySelector(".md-sidebar--primary") ?? ofTabs();
  drawer.id = "drawer";
  light(drawer);
  if (button.ariaExpanded) return;
  button.setAttribute("aria-controls", "drawer");
  const show = () => {
    button.ariaExpanded = String(toggle.checked);
    /** @type {NodeListOf<HTMLElement>} */
    const rest = document.querySelectorAll(REST);
    for (const part of rest) part.inert = toggle.checked && NARROW.matches;
  };
  show();
  toggle.addEventListener("change", show);
  NARROW.addEventListener("change", show);
  button.addEventListener("click", (event) => {
    toggle.click();
    // By a key: a mouse has no place on the page to lose.
    if (toggle.checked && !event.detail) firstLink()?.focus();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !toggle.checked) return;
    toggle.click();
    button.focus();
  });
}

/** A drawer as the theme has it, of the tabs, in the page. */
function ofTabs() {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const tabs = document.querySelectorAll(".md-tabs__link");
  const entries = [...tabs].map(({ href, textContent }) =>
    make("li", { class: "md-nav__item" }, make("a", { class: "md-nav__link", href }, textContent ?? "")),
  );
  const site = document.querySelector(".md-header__topic")?.textContent?.trim() ?? "";
  const drawer = make(
    "div",
    { class: "md-sidebar md-sidebar--primary" },
    make(
      "div",
      { class: "md-sidebar__scrollwrap" },
      make(
        "nav",
        { class: "md-nav md-nav--primary", "aria-label": "Navigation", "data-md-level": 0 },
        make("label", { class: "md-nav__title", for: "__drawer" }, site),
        make("ul", { class: "md-nav__list" }, ...entries),
      ),
    ),
  );
  document.querySelector(".md-main__inner")?.prepend(drawer);
  return drawer;
}

/**
 * Have the drawer show and name the current tab, which that of the theme does for few pages.
 * @param {Element} drawer
 */
function light(drawer) {
  /** @type {HTMLAnchorElement | null} */
  const tab = document.querySelector(".md-tabs__link[aria-current]");
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = drawer.querySelectorAll("a.md-nav__link");
  const link = [...links].find(({ href }) => href === tab?.href);
  link?.classList.add("md-nav__link--active");
  link?.setAttribute("aria-current", tab?.getAttribute("aria-current") ?? "");
}

/** The first link of the drawer that is shown now; those to parts of the page may be hidden. */
function firstLink() {
  /** @type {NodeListOf<HTMLElement>} */
  const links = document.querySelectorAll(".md-sidebar--primary .md-nav__list a");
  return [...links].find((link) => link.checkVisibility({ opacityProperty: true }));
}
