// What a reader does to papers: marks them, is told so, and can take it back; and the marks of this
// site themselves, which all other scripts share.

import { ROOT, cardsOf } from "./cards.js";
import { toFile } from "./exchange.js";
import { Keep, MESSAGES } from "./keep.js";
import { save } from "./make.js";
import { NAMES, TITLES } from "./papers.js";
import { NO_FACTS, factsFrom, isEmpty, reverted, wordOf } from "./shelf.js";
import { dismiss, toast } from "./toast.js";

/**
 * @typedef {import("./shelf.js").Mark} Mark
 * @typedef {import("./shelf.js").Marks} Marks
 * @typedef {import("./keep.js").Kind} Kind
 */

/** Sites may live beside one another on one host, so each has a key of its own. */
export const KEY = `papershelf:${ROOT.pathname}`;

/** The marks of this site. */
export const keep = new Keep(() => localStorage, KEY);

/** The key that takes back what was done last. */
export const UNDO = "u";

/** How much of a title a message shows. */
const SHOWN = 60;

/** @type {(() => void) | null} what takes back the last change, until that is done */
let takeBack = null;
let started = false;

/** Listen for what other tabs do, and tell the reader what must be told. */
export function start() {
  if (started) return;
  started = true;
  addEventListener("storage", ({ key, storageArea }) => {
    if (storageArea === localStorage) keep.heard(key);
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) keep.heard(null); // what happened while the page was set aside
  });
  addEventListener("beforeunload", (event) => {
    if (keep.unsaved) event.preventDefault();
  });
  keep.addEventListener("notice", tell);
  tell();
}

function tell() {
  for (const kind of keep.notices()) {
    toast(MESSAGES[kind], { stays: STAYING.has(kind), actions: actionsFor(kind) });
  }
}

/** @type {ReadonlySet<Kind>} */
const STAYING = new Set(["blocked", "full", "newer", "damaged", "stuck", "emptied"]);

/** @param {Kind} kind */
function actionsFor(kind) {
  if (kind === "emptied") return [{ word: "Put back", act: () => keep.putBack() }];
  if (kind === "newer") return [{ word: "Reload", act: () => location.reload() }];
  if (kind === "damaged" || kind === "stuck") {
    return [{ word: "My list", act: () => location.assign(new URL("my-list/", ROOT)) }];
  }
  if (kind === "blocked" || kind === "full") {
    return [{ word: "Save as a file", act: saveAll }];
  }
  return [];
}

/** Hand the reader all marks as a file. */
export function saveAll() {
  const now = new Date();
  save(`my-list-${day(now)}.json`, "application/json", toFile(keep.marks, ROOT.href, now));
  toast("Your marks are saved as a file.");
}

/**
 * The reader's day of a time, as part of a file's name.
 * @param {Date} time
 */
export function day(time) {
  const [month, date] = [time.getMonth() + 1, time.getDate()].map((part) =>
    String(part).padStart(2, "0"),
  );
  return `${time.getFullYear()}-${month}-${date}`;
}

/**
 * Give a paper a status, or take it away if it has that one.
 * @param {string} id
 * @param {string} status
 * @param {{told?: boolean}} [options] whether to tell what was done, as the page does not show it
 */
export function toggleStatus(id, status, { told = false } = {}) {
  const given = keep.get(id).status === status ? "" : status;
  const text = given ? `Marked as ${wordOf(given).toLowerCase()}` : "Mark removed";
  alter(id, { status: given }, told ? text : "");
}

/**
 * Star a paper, or take the star away.
 * @param {string} id
 * @param {{told?: boolean}} [options]
 */
export function toggleStar(id, { told = false } = {}) {
  const starred = !keep.get(id).starred;
  alter(id, { starred }, told ? (starred ? "Starred" : "Star removed") : "");
}

/**
 * Write a note on a paper. Returns whether that could be done.
 * @param {string} id
 * @param {string} note
 */
export function setNote(id, note) {
  return keep.get(id).note === note || change(id, { note }) !== null;
}

/**
 * Alter the mark of a paper so that it can be taken back.
 * @param {string} id
 * @param {Partial<Mark>} part
 * @param {string} told
 */
function alter(id, part, told) {
  const done = change(id, part);
  if (!done) return;
  const { before, title } = done;
  const action = undo(before);
  if (told) {
    const all = isEmpty(keep.get(id)) ? `${told}, and no longer on your list` : told;
    const short = title.length > SHOWN ? `${title.slice(0, SHOWN).replace(/\s+\S{0,20}$/, "")}…` : title;
    toast(short ? `${all}: ${short}` : `${all}.`, { actions: [action] });
  } else {
    dismiss(UNDO); // what would take back something older
  }
}

/**
 * Alter the mark of a paper. Returns what it was before, with the title of the paper, or null if it
 * could not be altered.
 * @param {string} id
 * @param {Partial<Mark>} part
 */
function change(id, part) {
  const { facts } = keep.get(id);
  const title = facts.title || titleOnPage(id); // which may leave the page with its entry
  const known = facts.title ? {} : { facts: { ...NO_FACTS, title } };
  const before = keep.update([[id, { ...known, ...part }]]);
  if (before) void meet([id]);
  return before && { before, title };
}

/**
 * The title of a paper as this page shows it.
 * @param {string} id
 */
function titleOnPage(id) {
  const own = `[data-paper="${CSS.escape(id)}"]`;
  const shown =
    document.querySelector(`${TITLES}${own}, .paper${own} h1`) ??
    document.querySelector(`${NAMES}${own}`);
  const copy = /** @type {Element | undefined} */ (shown?.cloneNode(true));
  copy?.querySelector(".headerlink")?.remove();
  return copy?.textContent?.trim() ?? "";
}

/**
 * Alter many marks at once, and tell so.
 * @param {Iterable<readonly [string, Partial<Mark>]>} parts
 * @param {string} told
 */
export function alterAll(parts, told) {
  const before = keep.update(parts);
  if (before) toast(told, { actions: before.size ? [undo(before)] : [] });
}

/**
 * Remember how to take back what was just done, and offer it.
 * @param {Marks} before
 */
function undo(before) {
  const after = markedNow(before.keys());
  const act = () => {
    if (takeBack === act) takeBack = null;
    const { parts, whole } = reverted(before, after, markedNow(before.keys()));
    if (!parts.size) toast("Nothing is undone: it was changed again since.");
    else if (keep.update(parts)) {
      toast(whole ? "Undone." : "Undone, except what was changed again since.");
    }
  };
  takeBack = act;
  return { word: "Undo", key: UNDO, act };
}

/** Take back what was done last, even if no message offers it any more. */
export function undoLast() {
  dismiss(UNDO);
  if (takeBack) takeBack();
  else toast("There is nothing to undo.");
}

/** @param {Iterable<string>} ids */
function markedNow(ids) {
  return new Map([...ids].map((id) => [id, keep.get(id)]));
}

/**
 * Renew what is kept of the facts of marked papers. Where they cannot be had, what is kept stays.
 * Returns whether they could be asked for.
 * @param {Iterable<string>} ids
 */
export async function meet(ids) {
  const marked = [...ids].filter((id) => !isEmpty(keep.get(id)));
  const found = await cardsOf(marked).catch(() => null);
  if (found) keep.remember(found.cards.map(([id, card]) => [id, factsFrom(card)]));
  return found !== null;
}
