// On My list: the marked papers, and what a reader does with several at once: mark them, remove
// them, save their citations, send them to somebody.

import { ROOT, cardsOf } from "./cards.js";
import { chosen } from "./choice.js";
import { papers } from "./entries.js";
import { FORMATS, Unusable, toFragment } from "./exchange.js";
import { select, setOptions, tick } from "./fields.js";
import { button, make, save } from "./make.js";
import { alterAll, day, keep } from "./marks.js";
import { filtersPart } from "./mylist-filters.js";
import { rowsPart } from "./mylist-rows.js";
import { STATUSES, wordOf } from "./shelf.js";
import { toast } from "./toast.js";

const SHOWN_AT_ONCE = 200;
const LONG_LINK = 8_000;

/**
 * The marked papers with all that is done with them.
 * @param {import("./choice.js").Titles} themes
 * @param {number} [most] how many are shown at first
 */
export function papersPart(themes, most = SHOWN_AT_ONCE) {
  /** @type {string[]} what the filters let through, in order */
  let shown = [];
  /** @type {ReadonlySet<string>} */
  let ticked = new Set();
  /** @type {ReadonlySet<string>} what this site does not have */
  let gone = new Set();

  /** @param {Iterable<string>} ids */
  function choose(ids) {
    ticked = new Set(ids);
    refresh();
  }

  const filters = filtersPart(() => {
    most = SHOWN_AT_ONCE;
    refresh();
  }, themes);
  const rows = rowsPart((id, isChosen) => {
    choose(isChosen ? [...ticked, id] : [...ticked].filter((other) => other !== id));
  }, themes);
  const everyone = tick((value) => choose(value ? shown : []));
  const count = make("p", { class: "keep-count", role: "status" });
  const marking = select((status) => {
    const told = status === "none" ? "no status any more" : wordOf(status).toLowerCase();
    const part = { status: status === "none" ? "" : status };
    alterAll(
      [...ticked].map((id) => [id, part]),
      `${papers(ticked.size)}: ${told}.`,
    );
  });
  marking.setAttribute("aria-label", "Mark the chosen papers as");
  const remove = button(
    { class: "keep-button" },
    () => {
      const nothing = { status: "", starred: false, note: "" };
      const told = `${papers(ticked.size)} removed from your list.`;
      alterAll(
        [...ticked].map((id) => [id, nothing]),
        told,
      );
    },
    "Remove",
  );
  const exports = FORMATS.map((format) =>
    button({ class: "keep-button" }, () => void saveCitations(acted(), format), format.name),
  );
  const link = button({ class: "keep-button" }, () => void copyLink(acted()), "Copy link");
  const all = make("label", { class: "keep-tick" }, everyone, " All shown");
  const actions = make(
    "div",
    { class: "keep-acts", role: "group", "aria-label": "With these papers" },
    ...[make("span", {}, "Export:"), ...exports, link, marking, remove],
  );
  const back = button({ class: "keep-button" }, () => filters.clear(), "Show all");
  // What is shown is told also where nothing is, and read out: so the count is hidden with nothing.
  const bar = make("div", { class: "keep-actions" }, all, count, back, actions);
  const more = button(
    { class: "keep-button" },
    () => {
      most += SHOWN_AT_ONCE;
      refresh();
    },
    "Show more",
  );
  const full = make("div", {}, filters.element, bar, rows.element, more);
  const empty = emptyPart();

  /** What is saved and sent: the papers that are chosen, or else all shown. */
  function acted() {
    return ticked.size ? shown.filter((id) => ticked.has(id)) : shown;
  }

  function refresh() {
    const { marks } = keep;
    filters.refresh(marks);
    shown = chosen(marks, filters.choice(), themes);
    ticked = new Set(shown.filter((id) => ticked.has(id)));
    const number = ticked.size;
    everyone.checked = number > 0 && number === shown.length;
    everyone.indeterminate = number > 0 && number < shown.length;
    count.textContent = counted(number, shown.length, marks.size);
    setOptions(marking, "", [
      { id: "", word: "Mark as …" },
      ...STATUSES,
      { id: "none", word: "No status" },
    ]);
    marking.disabled = remove.disabled = number === 0;
    empty.hidden = marks.size > 0;
    full.hidden = marks.size === 0;
    back.hidden = shown.length > 0;
    all.hidden = actions.hidden = shown.length === 0;
    more.hidden = shown.length <= most;
    rows.show(shown.slice(0, most), ticked, gone);
  }

  return {
    element: make("section", { "aria-label": "Marked papers" }, empty, full),
    refresh,
    most: () => most,

    /**
     * Say of papers that this site does not have them.
     * @param {ReadonlySet<string>} ids
     */
    lose(ids) {
      gone = ids;
      refresh();
    },
  };
}

/**
 * How many papers are chosen of those shown, or shown of all.
 * @param {number} chosen
 * @param {number} shown
 * @param {number} all
 */
function counted(chosen, shown, all) {
  if (!shown) return "None of your papers is like that.";
  if (chosen) return `${chosen.toLocaleString("en")} chosen of ${papers(shown)}`;
  if (shown < all) return `${shown.toLocaleString("en")} of ${papers(all)}`;
  return all === 1 ? papers(1) : `All ${papers(all)}`;
}

/** What is said while nothing is marked. */
function emptyPart() {
  const themes = make("a", { class: "keep-button", href: new URL("themes/", ROOT).href });
  themes.append("Look through the themes");
  const text =
    "Nothing is marked yet. On a paper’s page, or with the small ribbon beside it in any list," +
    " mark it as to read, reading, read or skipped, star it, or write a note: then it stands here.";
  return make("div", { class: "keep-empty" }, make("p", {}, text), make("p", {}, themes));
}

/**
 * @param {readonly string[]} ids
 * @param {import("./exchange.js").Format} format
 */
async function saveCitations(ids, { name, suffix, type, text }) {
  try {
    const { cards, missing } = await cardsOf(ids);
    const file = text(cards.map(([, card]) => card));
    if (cards.length) save(`my-list-${day(new Date())}${suffix}`, type, file);
    const them = missing.length === 1 ? "it" : "them";
    const without = `${papers(missing.length)} left out: this site has ${them} no more.`;
    toast(`${papers(cards.length)} saved as ${name}.${missing.length ? ` ${without}` : ""}`);
  } catch {
    toast("The citations could not be fetched. Is there a connection?");
  }
}

/** @param {readonly string[]} ids */
async function copyLink(ids) {
  let link;
  try {
    link = `${new URL("my-list/", ROOT)}#${await toFragment(ids)}`;
  } catch (error) {
    const text = "This browser cannot make such a link. Save a file instead.";
    return toast(error instanceof Unusable ? error.message : text);
  }
  const long = link.length > LONG_LINK ? " It is long: some programs cut such links short." : "";
  try {
    await navigator.clipboard.writeText(link);
    toast(`A link to ${papers(ids.length)} is copied, without your notes and marks.${long}`);
  } catch {
    toast(`This browser does not let the page copy. The link: ${link}`, { stays: true });
  }
}
