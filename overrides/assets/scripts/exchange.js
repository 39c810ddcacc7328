// Marks and selections on their way to other browsers and programs and back: files of marks, files
// for reference managers, and links that carry a selection.

import {
  NOTE_LIMIT,
  fromText,
  isEmpty,
  isIdentifier,
  joinedNotes,
  merge,
  toText,
} from "./shelf.js";

/**
 * @typedef {import("./shelf.js").Mark} Mark
 * @typedef {import("./shelf.js").Marks} Marks
 * @typedef {import("./cards.js").Card} Card
 */

/** The most bytes that a file of marks may have. */
export const FILE_LIMIT = 8_000_000;
/** The most papers that a link may carry. */
export const LINK_LIMIT = 2_000;
/** What the part of a link begins with that carries papers. */
export const LINK_START = "papers=1.";
const UNPACKED_LIMIT = 400_000;

/** What a file or a link cannot be used for, in words for the reader. */
export class Unusable extends Error {}

/**
 * A file of marks.
 * @param {Marks} marks
 * @param {string} site the address of the site that they belong to
 * @param {Date} now
 */
export function toFile(marks, site, now) {
  return `${toText(marks, { site, saved: now.toISOString() }, 2)}\n`;
}

/**
 * The marks in a file, with the number of papers in it that could not be used, and of those that
 * could be used only in part. Throws Unusable.
 * @param {Blob} file
 * @param {Date} now no mark can be from a later time
 * @returns {Promise<{marks: Marks, broken: number, partial: number}>}
 */
export async function fromFile(file, now) {
  if (file.size > FILE_LIMIT) {
    throw new Unusable("This file is too large for a file of marks. Nothing was changed.");
  }
  const { kind, marks, lost, partial } = fromText(await file.text());
  if (kind === "newer") {
    throw new Unusable(
      "This file was saved by a newer version of this site. Reload the page and try again;" +
        " nothing was changed.",
    );
  }
  if (kind === "damaged") {
    throw new Unusable(
      "This is no file of marks, or it is damaged. A file that was saved here on My list can be" +
        " read; nothing was changed.",
    );
  }
  const usable = [...marks].filter(([, { note }]) => note.length <= NOTE_LIMIT);
  const today = now.toISOString();
  return {
    marks: new Map(
      usable.map(([id, mark]) => [id, mark.changed > today ? { ...mark, changed: today } : mark]),
    ),
    broken: lost + marks.size - usable.length,
    partial,
  };
}

/**
 * What a file of marks alters: for each paper the later status and star, and both notes. Marks
 * that the reader removed come back.
 * @param {Marks} mine
 * @param {Marks} theirs
 * @returns {{parts: Map<string, Mark>, added: number, changed: number, same: number}}
 */
export function imported(mine, theirs) {
  /** @type {Map<string, Mark>} */
  const parts = new Map();
  let added = 0;
  let same = 0;
  for (const [id, their] of theirs) {
    const my = mine.get(id);
    if (isEmpty(their)) {
      same += 1;
    } else if (!my || isEmpty(my)) {
      parts.set(id, their);
      added += 1;
    } else {
      const later = merge(new Map([[id, my]]), new Map([[id, their]])).get(id) ?? my;
      const note = joinedNotes("", my.note, their.note);
      const equal = later.status === my.status && later.starred === my.starred && note === my.note;
      if (equal) same += 1;
      else parts.set(id, { ...later, note });
    }
  }
  return { parts, added, changed: parts.size - added, same };
}

/**
 * @typedef {{name: string, suffix: string, type: string,
 *   text: (cards: readonly Card[]) => string}} Format
 */

/** @type {readonly Format[]} the formats of reference managers */
export const FORMATS = Object.freeze([
  {
    name: "BibTeX",
    suffix: ".bib",
    type: "application/x-bibtex",
    text: (cards) => cards.map(({ bibtex }) => `${bibtex.trim()}\n`).join("\n"),
  },
  {
    name: "RIS",
    suffix: ".ris",
    type: "application/x-research-info-systems",
    text: (cards) => cards.map(({ ris }) => `${ris.replace(/\n+$/, "")}\n`).join("\n"),
  },
  {
    name: "CSL-JSON",
    suffix: ".csl.json",
    type: "application/vnd.citationstyles.csl+json",
    text: (cards) =>
      `${JSON.stringify(
        cards.map(({ csl }) => csl),
        null,
        2,
      )}\n`,
  },
]);

/**
 * The part of a link, after its #, that carries papers: their ids, compressed. Throws Unusable.
 * @param {readonly string[]} ids
 */
export async function toFragment(ids) {
  if (ids.length > LINK_LIMIT) {
    throw new Unusable(
      `A link carries ${LINK_LIMIT.toLocaleString("en")} papers at most. Choose fewer, or save` +
        " them as a file.",
    );
  }
  const lines = new Blob([[...ids].sort().join("\n")]);
  const packed = await bytesOf(lines.stream().pipeThrough(new CompressionStream("deflate-raw")));
  const binary = Array.from(packed, (byte) => String.fromCharCode(byte)).join("");
  const text = btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  return `${LINK_START}${text}`;
}

/**
 * The ids of the papers that a link carries, or null if it carries none. Throws Unusable.
 * @param {string} fragment with or without its #
 * @returns {Promise<string[] | null>}
 */
export async function fromFragment(fragment) {
  const text = fragment.replace(/^#/, "");
  if (!text.startsWith("papers=")) return null;
  const damaged = new Unusable(
    "This link is damaged: perhaps it was cut short on its way. Ask for it again.",
  );
  if (!text.startsWith(LINK_START)) {
    throw new Unusable("This link was made by a newer version of this site. Reload the page.");
  }
  let lines;
  try {
    const binary = atob(text.slice(LINK_START.length).replaceAll("-", "+").replaceAll("_", "/"));
    const packed = new Blob([Uint8Array.from(binary, (letter) => letter.charCodeAt(0))]);
    const unpacked = packed.stream().pipeThrough(new DecompressionStream("deflate-raw"));
    lines = new TextDecoder().decode(await bytesOf(unpacked, UNPACKED_LIMIT)).split("\n");
  } catch {
    throw damaged;
  }
  const ids = [...new Set(lines)].filter(isIdentifier);
  if (!ids.length || ids.length > LINK_LIMIT) throw damaged;
  return ids;
}

/**
 * All that comes out of a stream. Throws if it is more than `limit` bytes, as a few bytes can
 * unpack to very many.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {number} [limit]
 */
async function bytesOf(stream, limit = Infinity) {
  const reader = stream.getReader();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > limit) {
      await reader.cancel();
      throw new RangeError("too much");
    }
    chunks.push(new Uint8Array(value));
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}
