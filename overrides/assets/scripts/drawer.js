// The drawer of a narrow screen, for the keyboard: the theme opens it by a label, for the mouse alone.

const NARROW = matchMedia("(max-width: 76.2344em)");
/** What lies under the overlay while the drawer is open. */
const REST =
  ".md-header, .md-tabs, .md-content, .md-sidebar--secondary, .md-top, .md-footer, .md-skip";

/** Puts a button in the place of the header's label. */
export function start() {
  const toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"));
  const label = document.querySelector(".md-header label[for='__drawer']");
  const drawer = document.querySelector(".md-sidebar--primary");
  if (drawer) drawer.id = "drawer"; // it is another one on each page; the header stays
  if (!toggle || !label) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${label.className} drawer-button`;
  button.ariaLabel = "Menu";
  button.setAttribute("aria-controls", "drawer");
  button.append(...label.childNodes);
  label.replaceWith(button);
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

/** The first link of the drawer that is shown now; those to parts of the page may be hidden. */
function firstLink() {
  /** @type {NodeListOf<HTMLElement>} */
  const links = document.querySelectorAll(".md-sidebar--primary .md-nav__list a");
  return [...links].find((link) => link.checkVisibility({ opacityProperty: true }));
}
