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
/** What a reader alters in a mark. */
const FIELDS = /** @type {const} */ (["status", "starred", "note"]);
/** Times of the last day of all are kept as this one, so that times can follow them. */
const LAST_DAY = "9999-12-31";
const LAST_KEPT = "9999-12-30T00:00:00.000Z";

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
 * Marks from text: `lost` counts the papers of which nothing could be read, `partial` those among
 * the marks of which something could not. The text of a newer version is read as far as it is
 * understood; damaged text gives no marks.
 * @param {string} text
 * @returns {{kind: "current" | "older" | "newer" | "damaged", marks: Marks, lost: number,
 *   partial: number}}
 */
export function fromText(text) {
  const damaged = /** @type {const} */ ({ kind: "damaged", marks: new Map(), lost: 1, partial: 0 });
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(text);
  } catch {
    return damaged;
  }
  if (!isObject(value) || !isObject(value.papers)) return damaged;
  const version = value.version ?? 0;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 0) return damaged;
  /** @type {Map<string, Mark>} */
  const marks = new Map();
  let lost = 0;
  let partial = 0;
  for (const [id, stored] of Object.entries(value.papers)) {
    const { mark, whole } = markFrom(version === 0 ? upgraded(stored) : stored);
    if (!isIdentifier(id) || !mark || (!whole && isEmpty(mark))) {
      lost += 1;
    } else {
      marks.set(id, mark);
      if (!whole) partial += 1;
    }
  }
  const kind = version > VERSION ? "newer" : version < VERSION ? "older" : "current";
  return { kind, marks, lost, partial };
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
  if (kept.startsWith(LAST_DAY)) return LAST_KEPT;
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
 * The marks of a page and those that storage holds, made one: the later mark of each paper, but
 * where the page has altered a mark without being able to write it, what either side altered.
 * @param {Marks} base what storage held when the page read or wrote it last
 * @param {Marks} mine
 * @param {Marks} theirs
 * @returns {Marks}
 */
export function reconciled(base, mine, theirs) {
  const merged = new Map(merge(mine, theirs));
  for (const [id, my] of mine) {
    const their = theirs.get(id);
    const was = base.get(id) ?? NO_MARK;
    if (!their || same(my, was) || same(their, was) || same(my, their)) continue;
    if (isLater(their, was)) merged.set(id, combined(was, my, their));
  }
  return merged;
}

/**
 * A mark that was altered in two places: of what both altered the later, and both notes.
 * @param {Mark} was
 * @param {Mark} my
 * @param {Mark} their
 */
function combined(was, my, their) {
  const later = isLater(my, their) ? my : their;
  /** @param {"status" | "starred"} field */
  const kept = (field) => {
    if (my[field] === was[field]) return their[field];
    return their[field] === was[field] ? my[field] : later[field];
  };
  const part = /** @type {Partial<Mark>} */ ({
    status: kept("status"),
    starred: kept("starred"),
    note: joinedNotes(was.note, my.note, their.note),
    facts: [later, my, their].find(({ facts }) => facts.title)?.facts ?? NO_FACTS,
  });
  return altered(later, part, new Date(later.changed));
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
 * What takes a change of marks back: of each mark what the change altered, where it still is as the
 * change left it. It is `whole` if that is so everywhere.
 * @param {Marks} before
 * @param {Marks} after
 * @param {Marks} now
 * @returns {{parts: Map<string, Partial<Mark>>, whole: boolean}}
 */
export function reverted(before, after, now) {
  /** @type {Map<string, Partial<Mark>>} */
  const parts = new Map();
  let whole = true;
  for (const [id, was] of before) {
    const [left = NO_MARK, is = NO_MARK] = [after.get(id), now.get(id)];
    const done = FIELDS.filter((field) => left[field] !== was[field]);
    const back = done.filter((field) => is[field] === left[field]);
    if (back.length < done.length) whole = false;
    if (!back.length) continue;
    const fields = Object.fromEntries(back.map((field) => [field, was[field]]));
    parts.set(id, { ...fields, facts: is.facts.title ? is.facts : was.facts });
  }
  return { parts, whole };
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
