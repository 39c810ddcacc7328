// Keeps the marks in the browser's storage: reads, merges with what other tabs wrote, writes, and
// says in words when that does not work. Nothing here touches a page.

import {
  NO_MARK,
  alike,
  altered,
  fromText,
  isEmpty,
  marked,
  merge,
  reconciled,
  tidied,
  toText,
} from "./shelf.js";

/**
 * @typedef {import("./shelf.js").Mark} Mark
 * @typedef {import("./shelf.js").Marks} Marks
 * @typedef {import("./shelf.js").Facts} Facts
 * @typedef {keyof typeof MESSAGES} Kind
 * @typedef {Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">} Store
 */

/** What a reader is told, by what has happened. */
export const MESSAGES = Object.freeze({
  blocked:
    "This browser lets the site keep nothing. Your marks last until this page is reloaded or" +
    " the tab is closed: save them as a file.",
  full:
    "This browser’s storage for the site is full. What you mark now lasts until this page is" +
    " reloaded or the tab is closed: save your marks as a file.",
  newer:
    "Your marks were kept by a newer version of this site. They are shown as far as this page" +
    " understands them and cannot be changed on it: reload it.",
  older: "Your marks were kept by an older version of this site and have been carried over.",
  damaged:
    "Some of what this browser kept of your marks was damaged. All that could be read is here;" +
    " the damaged text is set aside on My list, where you can save it as a file.",
  stuck:
    "Some of what this browser kept of your marks is damaged, and there is no room to set it" +
    " aside, so it is left as it is. What you mark now lasts until this page is reloaded or the tab is" +
    " closed: save your marks as a file.",
  emptied: "Something else deleted your marks from this browser’s storage.",
  elsewhere: "Your marks were changed in another tab. This page shows the change.",
  saved: "Your marks are kept in this browser again.",
});

/** @type {ReturnType<typeof fromText>} */
const NOTHING = { kind: "current", marks: new Map(), lost: 0, partial: 0 };

/**
 * The marks of one site. It tells of a "change" of the marks, and of a "notice" that waits for the
 * reader.
 */
export class Keep extends EventTarget {
  /** @type {Marks} */
  #marks = new Map();
  /** @type {Marks} what storage held when this page read or wrote it last */
  #base = new Map();
  /** @type {"" | "blocked" | "full" | "newer" | "stuck"} why the marks are not written, if so */
  #trouble = "";
  /** @type {"" | "blocked" | "full"} which failure to write the reader knows of */
  #told = "";
  #unsaved = false;
  /** @type {Marks} what was deleted from storage by somebody else */
  #deleted = new Map();
  /** @type {Set<Kind>} */
  #waiting = new Set();
  #open;
  #key;
  #now;

  /**
   * @param {() => Store} open gives the storage, or throws
   * @param {string} key
   * @param {() => Date} [now]
   */
  constructor(open, key, now = () => new Date()) {
    super();
    this.#open = open;
    this.#key = key;
    this.#now = now;
    this.#refresh();
  }

  /** The papers on which something is marked, with their marks. */
  get marks() {
    return marked(this.#marks);
  }

  /** Why the marks are not being written, or nothing. */
  get trouble() {
    return this.#trouble;
  }

  /** Whether there are changes that are lost when the page is closed. */
  get unsaved() {
    return this.#unsaved;
  }

  /**
   * The mark of a paper, which may be empty.
   * @param {string} id
   */
  get(id) {
    return this.#marks.get(id) ?? NO_MARK;
  }

  /** What the reader has not been told yet; asking counts as telling. */
  notices() {
    const kinds = [...this.#waiting];
    this.#waiting.clear();
    return kinds;
  }

  /**
   * Alter some marks. Returns what they were before, by which this can be undone, or null if
   * nothing can be altered.
   * @param {Iterable<readonly [string, Partial<Mark>]>} parts
   * @returns {Marks | null}
   */
  update(parts) {
    this.#refresh();
    if (this.#trouble === "newer") {
      this.#notify("newer");
      return null;
    }
    const marks = new Map(this.#marks);
    /** @type {Map<string, Mark>} */
    const before = new Map();
    for (const [id, part] of parts) {
      before.set(id, this.get(id));
      marks.set(id, altered(marks.get(id), part, this.#now()));
    }
    this.#marks = marks;
    this.#unsaved = true;
    this.#write();
    this.dispatchEvent(new Event("change"));
    return before;
  }

  /**
   * Renew what is known of marked papers. This is no change by the reader, so their times stay.
   * @param {Iterable<readonly [string, Facts]>} found
   */
  remember(found) {
    const fresh = [...found].filter(([id, facts]) => {
      const mark = this.get(id);
      return !isEmpty(mark) && JSON.stringify(mark.facts) !== JSON.stringify(facts);
    });
    if (!fresh.length) return;
    this.#refresh();
    const marks = new Map(this.#marks);
    for (const [id, facts] of fresh) marks.set(id, { ...this.get(id), facts });
    this.#marks = marks;
    this.#write();
    this.dispatchEvent(new Event("change"));
  }

  /**
   * Take over what another tab wrote.
   * @param {string | null} key what was written; null is everything
   */
  heard(key) {
    if (key !== null && key !== this.#key) return;
    const before = this.marks;
    if (before.size && !this.#trouble && this.#stored() === null) {
      this.#deleted = this.#marks;
      this.#marks = new Map();
      this.#notify("emptied");
    } else {
      this.#refresh();
      // Two tabs may have written at the same moment: then what the other lacked is written anew.
      // What differs in its form only stays, or tabs of two versions would write without end.
      const { marks } = fromText(this.#stored() ?? "");
      if (!alike(marks, tidied(this.#marks, this.#now()))) this.#write();
      if (!alike(before, this.marks)) this.#notify("elsewhere");
    }
    this.dispatchEvent(new Event("change"));
  }

  /** Put back what somebody else deleted from storage. */
  putBack() {
    this.#marks = merge(this.#marks, this.#deleted);
    this.#deleted = new Map();
    this.#write();
    this.dispatchEvent(new Event("change"));
  }

  /** Damaged texts that a reader may want to save, by the keys under which they are. */
  get damaged() {
    const found = this.#setAside();
    const left = this.#trouble === "stuck" ? this.#stored() : null;
    return left === null ? found : found.set(this.#key, left);
  }

  /**
   * Delete a text that was set aside.
   * @param {string} key
   */
  discard(key) {
    this.#open().removeItem(key);
    if (key === this.#key) {
      this.#trouble = "";
      this.#write();
    }
    this.dispatchEvent(new Event("change"));
  }

  /** What is to be stored. */
  #text() {
    return toText(tidied(this.#marks, this.#now()));
  }

  /** What storage holds, or null. */
  #stored() {
    try {
      return this.#open().getItem(this.#key);
    } catch {
      return null;
    }
  }

  /** Merge what storage holds into what this page knows. */
  #refresh() {
    let text;
    try {
      text = this.#open().getItem(this.#key);
    } catch {
      this.#trouble = "blocked";
      return;
    }
    const { kind, marks, lost, partial } = text === null ? NOTHING : fromText(text);
    const spoilt = lost + partial > 0;
    this.#marks = reconciled(this.#base, this.#marks, marks);
    this.#base = marks;
    const before = this.#trouble;
    if (kind === "newer") {
      this.#trouble = "newer";
    } else if (text !== null && spoilt) {
      this.#trouble = this.#isSetAside(text) ? "" : "stuck";
      if (!this.#trouble) this.#notify("damaged");
    } else if (before === "newer" || before === "stuck") {
      this.#trouble = "";
    }
    if (this.#trouble && this.#trouble !== before) this.#notify(this.#trouble);
    if (kind === "older") this.#notify("older");
    if (kind === "older" || spoilt) this.#write();
  }

  /** The texts that could not be read, by the keys under which they were put. */
  #setAside() {
    /** @type {Map<string, string>} */
    const found = new Map();
    try {
      const storage = this.#open();
      for (let place = 0; place < storage.length; place += 1) {
        const key = storage.key(place) ?? "";
        if (key.startsWith(`${this.#key}:damaged:`)) found.set(key, storage.getItem(key) ?? "");
      }
    } catch {
      // nothing can have been set aside
    }
    return found;
  }

  /**
   * Put a text that cannot be read under another key. Returns whether it is under one now.
   * @param {string} text
   */
  #isSetAside(text) {
    if ([...this.#setAside().values()].includes(text)) return true;
    try {
      this.#open().setItem(`${this.#key}:damaged:${this.#now().toISOString()}`, text);
      return true;
    } catch {
      return false;
    }
  }

  /** Write the marks, unless what is there must not be overwritten. */
  #write() {
    if (this.#trouble === "newer" || this.#trouble === "stuck") return;
    try {
      this.#open().setItem(this.#key, this.#text());
      this.#base = this.#marks;
      this.#unsaved = false;
      if (this.#told) this.#notify("saved");
      this.#trouble = this.#told = "";
    } catch (error) {
      const full = error instanceof DOMException && error.name === "QuotaExceededError";
      this.#trouble = full ? "full" : "blocked";
      if (this.#told !== this.#trouble) this.#notify(this.#trouble);
      this.#told = this.#trouble;
    }
  }

  /** @param {Kind} kind */
  #notify(kind) {
    this.#waiting.add(kind);
    this.dispatchEvent(new Event("notice"));
  }
}
