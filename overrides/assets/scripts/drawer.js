// The drawer of a narrow screen, for the keyboard: the theme gives it a label for the mouse alone.

/** Makes the header's label a button. */
export function start() {
  const toggle = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"));
  const label = /** @type {HTMLElement | null} */ (
    document.querySelector(".md-header label[for='__drawer']")
  );
  const drawer = /** @type {HTMLElement | null} */ (
    document.querySelector(".md-sidebar--primary")
  );
  if (!toggle || !label || !drawer) return;
  drawer.id = "drawer";
  label.tabIndex = 0;
  label.role = "button";
  label.ariaLabel = "Menu";
  label.setAttribute("aria-controls", drawer.id);
  const show = () => label.setAttribute("aria-expanded", String(toggle.checked));
  show();
  if (label.dataset.ready) return; // the header stays when another page is shown
  label.dataset.ready = "yes";
  label.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    toggle.click();
    if (toggle.checked) firstLink()?.focus();
  });
  toggle.addEventListener("change", show);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !toggle.checked) return;
    toggle.click();
    label.focus();
  });
}

/** The first link of the drawer that is shown now. */
function firstLink() {
  return /** @type {HTMLElement | null} */ (
    document.querySelector(".md-sidebar--primary .md-nav__list a")
  );
}
