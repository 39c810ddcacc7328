// What a reader marks on papers, as plain values: the statuses, a mark, how text becomes marks and
// marks become text, and how marks from two places become one.

/**
 * @typedef {{title: string, authors: string, year: number | null, venue: string,
 *   theme: string}} Facts what was known of a paper when it was marked, so that it can be listed
 * @typedef {{status: string, starred: boolean, note: string, changed: string, facts: Facts}} Mark
 * @typedef {ReadonlyMap<string, Mark>} Marks by the id of the paper
 */

/** Every status that a paper can have besides none, in the order in which they are shown. */
export const STATUSES = Object.freeze([
  { id: "to-read", word: "To read", key: "t" },
  { id: "reading", word: "Reading", key: "r" },
  { id: "read", word: "Read", key: "d" },
  { id: "skipped", word: "Skipped", key: "x" },
]);

/** The version of the form in which marks are kept. */
export const VERSION = 1;

/** The most characters of a note that a reader can type. */
export const NOTE_LIMIT = 10_000;

/** @type {Facts} */
export const NO_FACTS = Object.freeze({
  title: "",
  authors: "",
  year: null,
  venue: "",
  theme: "",
});

/** @type {Mark} */
export const NO_MARK = Object.freeze({
  status: "",
  starred: false,
  note: "",
  changed: new Date(0).toISOString(),
  facts: NO_FACTS,
});

const IDENTIFIER = /^[a-z0-9][a-z0-9._-]{0,199}$/;
const REMEMBERED_DAYS = 30;

/**
 * What a status is called, or nothing for none.
 * @param {string} status
 */
export function wordOf(status) {
  return STATUSES.find(({ id }) => id === status)?.word ?? "";
}

/**
 * Whether a text can be the id of a paper.
 * @param {string} text
 */
export function isIdentifier(text) {
  return IDENTIFIER.test(text);
}

/**
 * Whether nothing is marked. Such a mark is kept for a while, to say that what was marked before
 * is no more.
 * @param {Mark | undefined} mark
 */
export function isEmpty(mark) {
  return !mark || (!mark.status && !mark.starred && !mark.note);
}

/**
 * The papers on which something is marked.
 * @param {Marks} marks
 * @returns {Marks}
 */
export function marked(marks) {
  return new Map([...marks].filter(([, mark]) => !isEmpty(mark)));
}

/**
 * Marks from text: `lost` counts what could not be read of it. The text of a newer version is read
 * as far as it is understood; damaged text gives no marks.
 * @param {string} text
 * @returns {{kind: "current" | "older" | "newer" | "damaged", marks: Marks, lost: number}}
 */
export function fromText(text) {
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: "damaged", marks: new Map(), lost: 1 };
  }
  if (!isObject(value) || !isObject(value.papers)) {
    return { kind: "damaged", marks: new Map(), lost: 1 };
  }
  const version = value.version ?? 0;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 0) {
    return { kind: "damaged", marks: new Map(), lost: 1 };
  }
  /** @type {Map<string, Mark>} */
  const marks = new Map();
  let lost = 0;
  for (const [id, stored] of Object.entries(value.papers)) {
    const { mark, whole } = markFrom(version === 0 ? upgraded(stored) : stored);
    if (isIdentifier(id) && mark) marks.set(id, mark);
    if (!isIdentifier(id) || !whole) lost += 1;
  }
  const kind = version > VERSION ? "newer" : version < VERSION ? "older" : "current";
  return { kind, marks, lost };
}

/**
 * The form without a version, which people can write by hand: a paper has only its status, as a
 * word, or a mark of which anything may be missing.
 * @param {unknown} stored
 */
function upgraded(stored) {
  return typeof stored === "string" ? { status: stored } : stored;
}

/**
 * A mark as it was stored; it is whole if nothing in it had to be left out.
 * @param {unknown} stored
 * @returns {{mark: Mark | null, whole: boolean}}
 */
function markFrom(stored) {
  if (!isObject(stored)) return { mark: null, whole: false };
  const { status = "", starred = false, note = "", changed = NO_MARK.changed } = stored;
  const facts = isObject(stored.facts) ? stored.facts : {};
  const known = typeof status === "string" && (!status || wordOf(status) !== "");
  const time = timeOf(changed);
  return {
    mark: {
      status: known ? status : "",
      starred: starred === true,
      note: typeof note === "string" ? note : "",
      changed: time || NO_MARK.changed,
      facts: factsFrom(facts),
    },
    whole: known && time !== "" && typeof starred === "boolean" && typeof note === "string",
  };
}

/**
 * A time as it is kept, or nothing if it is none of the years 0 to 9999: of others the texts are
 * not in the order of the times, and no time follows the last of all.
 * @param {unknown} text
 */
function timeOf(text) {
  const time = typeof text === "string" ? Date.parse(text) : NaN;
  const kept = Number.isNaN(time) ? "" : new Date(time).toISOString();
  return /^\d{4}-/.test(kept) ? kept : "";
}

/**
 * The facts that are kept beside a mark, from something that has them among others.
 * @param {Record<string, unknown>} from
 * @returns {Facts}
 */
export function factsFrom(from) {
  /** @param {unknown} value */
  const text = (value) => (typeof value === "string" ? value : "");
  return {
    title: text(from.title),
    authors: text(from.authors),
    year: Number.isInteger(from.year) ? Number(from.year) : null,
    venue: text(from.venue),
    theme: text(from.theme),
  };
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Marks as text, in the order of the ids, so that equal marks give equal text.
 * @param {Marks} marks
 * @param {Record<string, unknown>} [more] what else stands in the text
 * @param {number} [indent]
 */
export function toText(marks, more = {}, indent = 0) {
  const ordered = [...marks].sort(([a], [b]) => (a < b ? -1 : 1));
  const papers = Object.fromEntries(ordered);
  return JSON.stringify({ version: VERSION, ...more, papers }, null, indent);
}

/**
 * One of two for each paper: the mark that was changed last. Of marks that say the same, the right
 * one, whose facts may have been renewed.
 * @param {Marks} left
 * @param {Marks} right
 * @returns {Marks}
 */
export function merge(left, right) {
  const merged = new Map(left);
  for (const [id, mark] of right) {
    const other = merged.get(id);
    if (!other || same(mark, other) || isLater(mark, other)) merged.set(id, mark);
  }
  return merged;
}

/**
 * @param {Mark} mark
 * @param {Mark} other
 */
function isLater(mark, other) {
  if (mark.changed !== other.changed) return mark.changed > other.changed;
  return JSON.stringify(mark) > JSON.stringify(other); // whichever, so long as all tabs agree
}

/**
 * Whether two marks say the same, whatever is known of the paper.
 * @param {Mark} mark
 * @param {Mark} other
 */
function same(mark, other) {
  return (
    mark.changed === other.changed &&
    mark.status === other.status &&
    mark.starred === other.starred &&
    mark.note === other.note
  );
}

/**
 * Whether the same papers are marked in the same way.
 * @param {Marks} left
 * @param {Marks} right
 */
export function alike(left, right) {
  return (
    left.size === right.size &&
    [...left].every(([id, mark]) => {
      const other = right.get(id);
      return other !== undefined && same(mark, other);
    })
  );
}

/**
 * A mark after it was altered, now or at the time that the alteration brings with it. It is later
 * than the mark before even if the clock was put back.
 * @param {Mark | undefined} before
 * @param {Partial<Mark>} part
 * @param {Date} now
 * @returns {Mark}
 */
export function altered(before = NO_MARK, part, now) {
  const time = Date.parse(part.changed ?? now.toISOString());
  const after = Math.max(time, Date.parse(before.changed) + 1);
  const mark = { ...before, ...part, changed: new Date(after).toISOString() };
  return isEmpty(mark) ? { ...NO_MARK, changed: mark.changed } : mark;
}

/**
 * Marks without the empty ones that are so old that every open page has heard of them.
 * @param {Marks} marks
 * @param {Date} now
 * @returns {Marks}
 */
export function tidied(marks, now) {
  const since = new Date(now.getTime() - REMEMBERED_DAYS * 86_400_000).toISOString();
  return new Map([...marks].filter(([, mark]) => !isEmpty(mark) || mark.changed > since));
}

/**
 * A note that was written in two places at once: both texts, unless one holds the other.
 * @param {string} base the note from which both began
 * @param {string} mine
 * @param {string} theirs
 */
export function joinedNotes(base, mine, theirs) {
  if (theirs === base || mine.includes(theirs)) return mine;
  if (mine === base || theirs.includes(mine)) return theirs;
  return `${theirs}\n\n${mine}`;
}

/**
 * How many papers of each theme are read, by the theme's id, with the number of each status in
 * all.
 * @param {Marks} marks
 * @returns {{byTheme: ReadonlyMap<string, number>, byStatus: ReadonlyMap<string, number>}}
 */
export function counted(marks) {
  const byTheme = new Map();
  const byStatus = new Map();
  for (const { status, facts } of marks.values()) {
    byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
    if (status === "read") byTheme.set(facts.theme, (byTheme.get(facts.theme) ?? 0) + 1);
  }
  return { byTheme, byStatus };
}
