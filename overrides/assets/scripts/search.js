// The search that opens over any page: its button, its keys and its dialog; what it finds is
// loaded once it is open.

import { button, icon, make } from "./make.js";

/** Makes the header's link open the search; the header stays when another page is shown. */
export function start() {
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("a[data-search]"));
  if (!link || link.ariaHasPopup) return;
  link.ariaHasPopup = "dialog";
  link.href = link.href; // as seen from here; it would lead elsewhere from another page
  const open = dialog(link.href);

  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation(); // the theme would follow the link
    open();
  });
  document.addEventListener("papershelf:search", open); // of the key /, as keys.js has it
  document.addEventListener("keydown", (event) => {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (key.toLowerCase() !== "k" || ctrlKey === metaKey || altKey) return;
    event.preventDefault();
    open();
  });
}

/**
 * The dialog, without what it finds.
 * @param {string} browse the address of Browse
 * @returns {() => void} what opens it
 */
function dialog(browse) {
  const input = make("input", {
    type: "text",
    inputmode: "search",
    enterkeyhint: "search",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    placeholder: "Title, author, subject, arXiv id …",
    role: "combobox",
    "aria-label": "Search the papers",
    "aria-autocomplete": "list",
    "aria-controls": "ps-hits",
    "aria-expanded": "false",
  });
  const close = button({ class: "ps-close", "aria-label": "Close" }, () => box.close(), icon("close"));
  const status = make("p", { role: "status", class: "ps-dialog__status" });
  const list = make("div", { id: "ps-hits", role: "listbox", "aria-label": "Papers" });
  const box = make(
    "dialog",
    { class: "ps-dialog md-typeset", "aria-label": "Search" },
    make("div", { class: "ps-dialog__field" }, input, close),
    status,
    list,
  );
  /** @type {Promise<void> | undefined} */
  let loading;

  box.addEventListener("click", ({ target }) => {
    if (target === box) box.close(); // what is outside counts as the dialog itself
  });
  // Keys typed here are not for the page below. Just after it is closed the focus is still here.
  box.addEventListener("keydown", (event) => {
    if (box.open) event.stopPropagation();
  });

  function load() {
    loading ??= import("./search-results.js").then(
      ({ answer }) => answer({ box, input, status, list, browse }),
      () => {
        loading = undefined;
        status.textContent = "The search could not be loaded. Are you offline? Type on to try again.";
      },
    );
  }
  input.addEventListener("input", load);

  return () => {
    if (box.open) return;
    if (!box.isConnected) document.body.append(box);
    box.showModal();
    input.select();
    load();
  };
}
