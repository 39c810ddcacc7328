// The marks on a paper's own page: its status, its star, and a note that is kept as it is typed.

import { controls, refreshControls } from "./controls.js";
import { icon, make } from "./make.js";
import { keep, meet, setNote } from "./marks.js";
import { NOTE_LIMIT, joinedNotes } from "./shelf.js";

const TYPING_PAUSE = 500;

/** The note that is being written, to be kept when the page is left. */
let finish = () => {};
let showNote = () => {};
/** Whether something is typed that is not kept. */
let isPending = () => false;
let listening = false;

export function start() {
  finish();
  finish = showNote = () => {};
  isPending = () => false;
  const paper = /** @type {HTMLElement | null} */ (document.querySelector(".paper[data-paper]"));
  const id = paper?.dataset.paper;
  if (!paper || !id) return;
  if (!listening) {
    listening = true;
    keep.addEventListener("change", () => {
      refreshControls();
      showNote();
    });
    addEventListener("pagehide", () => finish());
    document.addEventListener("visibilitychange", () => finish());
    addEventListener("beforeunload", (event) => {
      finish();
      if (isPending()) event.preventDefault();
    });
  }
  const { element, details } = note(id);
  const bar = make("div", { class: "keep-toolbar", role: "group", "aria-label": "Your marks" });
  bar.append(controls(id), details, element);
  const place = paper.querySelector(".keep-place");
  if (place) place.replaceChildren(bar);
  else paper.querySelector("p.actions, p.facts, h1")?.after(bar);
  void meet([id]);
}

/**
 * A button that opens a note, and the note.
 * @param {string} id
 */
function note(id) {
  const label = make("span", {}, "Note");
  const details = make(
    "button",
    {
      type: "button",
      class: "keep-button keep-note-button",
      "aria-controls": "keep-note",
    },
    icon("note"),
    label,
  );
  const area = make("textarea", {
    rows: 4,
    maxlength: NOTE_LIMIT,
    "aria-label": "Your note on this paper",
    "aria-describedby": "keep-note-about",
    placeholder: "What to remember of it",
  });
  const about = make("p", { id: "keep-note-about" });
  const element = make("div", { class: "keep-note", id: "keep-note" }, area, about);
  let base = keep.get(id).note;
  let timer = 0;
  area.value = base;

  /** @param {boolean} open */
  const open = (open) => {
    element.hidden = !open;
    details.setAttribute("aria-expanded", String(open));
  };
  const said = () => {
    if (keep.trouble === "newer") {
      const why = "your marks were kept by a newer version of this site.";
      return isPending()
        ? `Not kept: ${why} Copy what you typed, and reload this page.`
        : `Not to be changed here: ${why} Reload this page.`;
    }
    if (keep.unsaved) return "Not kept: it lasts until this page is reloaded or the tab is closed.";
    return isPending() ? "Keeping …" : "Private: kept in this browser only, as you type.";
  };
  const tell = () => {
    label.textContent = keep.get(id).note ? "Your note" : "Note";
    details.toggleAttribute("data-filled", keep.get(id).note !== "");
    area.readOnly = keep.trouble === "newer";
    about.textContent = said();
  };
  isPending = () => area.value !== base;
  finish = () => {
    clearTimeout(timer);
    if (!isPending()) return;
    const before = base;
    base = joinedNotes(before, area.value, keep.get(id).note);
    if (isPending()) area.value = base;
    if (!setNote(id, base)) base = before;
    tell();
  };
  showNote = () => {
    const kept = keep.get(id).note;
    if (!isPending() && kept !== base) area.value = base = kept;
    tell();
  };
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(finish, TYPING_PAUSE);
    tell();
  });
  area.addEventListener("blur", () => finish());
  details.addEventListener("click", () => {
    open(element.hidden !== false);
    if (!element.hidden) area.focus();
  });
  open(base !== "");
  tell();
  return { element, details };
}
