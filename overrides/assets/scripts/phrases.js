// Where papers have a phrase: its pairs of words, looked up in the files that tell their places.

import { hash } from "./cards.js";
import { fragment, unpacked } from "./files.js";
import { fold } from "./words.js";

/** @typedef {import("./finder.js").Library} Library */
/** @typedef {import("./finder-worker.js").Hit} Hit */

/**
 * @typedef {object} Places
 * @property {number} row how many places a paper takes
 * @property {number} rest the first place that is not for the title
 * @property {number[]} distances from place to place of a pair
 */

/** @typedef {{ begins: Set<number>, row: number, rest: number }} Begins where a phrase may begin */

/**
 * @typedef {object} Source
 * @property {(pair: string[]) => Promise<Places>} places of a pair
 * @property {(row: number) => Promise<string[]>} texts of a paper
 */

// Chinese and Japanese are written without spaces: there each sign is a word.
const SIGN =
  "\\u3005\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff" +
  "\\u3400-\\u4dbf\\u4e00-\\u9fff\\u{20000}-\\u{3134f}";
const WORD = new RegExp(`[${SIGN}]|(?:(?![${SIGN}])[\\p{L}\\p{N}])+`, "gu");

const AT_ONCE = 2; // pairs that are looked up
const FEW = 8; // papers, as many as are shown, are rather read than looked for in more places
/** What a phrase in the title counts, which is more than any number of them elsewhere. */
export const TITLE = 1000;

/**
 * The words of a text, without what may be written otherwise. The index is made of the same.
 * @param {string} text
 * @returns {string[]}
 */
export function words(text) {
  return (fold(text).match(WORD) ?? []).map((word) =>
    word
      .replace(/(?<=..)ies$/u, "y")
      .replace(/(?<=..)(ss|x|ch|sh)es$/u, "$1")
      .replace(/(?<=..[^s])s$/u, ""),
  );
}

/**
 * What a phrase is looked for in: the index of a library.
 * @param {Library} library
 * @returns {Source}
 */
export function source({ build, phrases }) {
  return {
    async places([first, second]) {
      const file = ((Math.imul(hash(first), 31) + hash(second)) >>> 0) % phrases;
      return placesOf(`${first} ${second}`, await unpacked(`phrases/${build}/${file}.pairs`));
    },
    async texts(row) {
      const { content, meta: { title = "", ...meta } } = await fragment(build, row);
      const rest = content.startsWith(title) ? content.slice(title.length) : content;
      return [title, rest, ...Object.values(meta)];
    },
  };
}

/**
 * The places of a pair in a file, which is made by generator/phrases.py.
 * @param {string} pair
 * @param {Uint8Array} file
 * @returns {Places}
 */
function placesOf(pair, file) {
  const line = file.indexOf(10);
  const { row, rest, pairs } = JSON.parse(new TextDecoder().decode(file.subarray(0, line)));
  const names = Object.keys(pairs);
  let before = 0;
  for (const name of names.slice(0, names.indexOf(pair))) before += pairs[name];
  return { row, rest, distances: numbers(file.subarray(line + 1)).slice(before, before + (pairs[pair] ?? 0)) };
}

/**
 * Numbers from bytes that have seven bits each, the lowest first, and the eighth where more follow.
 * @param {Uint8Array} bytes
 */
function numbers(bytes) {
  const all = [];
  let number = 0;
  let worth = 1;
  for (const byte of bytes) {
    number += (byte & 127) * worth;
    worth *= 128;
    if (byte < 128) {
      all.push(number);
      [number, worth] = [0, 1];
    }
  }
  return all;
}

/**
 * The papers that have a phrase: those whose title has it come first, then those that have it
 * most often, then the newest.
 * @param {string[]} phrase its words, two at least
 * @param {Source} source
 * @returns {Promise<Hit[]>}
 */
export async function having(phrase, source) {
  const starts = startsOf(phrase);
  /** @type {Begins | undefined} */
  let known;
  while (starts.length) {
    const hits = known && papers(known);
    if (hits && hits.length <= FEW) return reading(hits, phrase, source);
    const found = await Promise.all(
      starts.splice(0, AT_ONCE).map((start) => beginsBy(start, phrase, source)),
    );
    known = (known ? [known, ...found] : found).reduce(common);
  }
  return known ? papers(known) : [];
}

/**
 * Where in a phrase the pairs are that have all its words. Long words are seldom neighbours, so
 * these pairs come first: they leave few papers.
 * @param {string[]} phrase
 */
function startsOf(phrase) {
  const last = phrase.length - 2;
  const starts = Array.from({ length: Math.ceil(phrase.length / 2) }, (_, number) => Math.min(2 * number, last));
  /** @param {number} start */
  const length = (start) => phrase[start].length + phrase[start + 1].length;
  return starts.sort((a, b) => length(b) - length(a));
}

/**
 * Where a phrase may begin by one of its pairs.
 * @param {number} start of the pair in the phrase
 * @param {string[]} phrase
 * @param {Source} source
 * @returns {Promise<Begins>}
 */
async function beginsBy(start, phrase, source) {
  const pair = phrase.slice(start, start + 2);
  const { row, rest, distances } = await source.places(pair);
  let place = 0;
  /** @type {Set<number>} */
  const begins = new Set();
  for (const distance of distances) {
    place += distance;
    if (place % row >= start) begins.add(place - start);
  }
  return { begins, row, rest };
}

/** @param {Begins} one @param {Begins} other @returns {Begins} */
function common(one, other) {
  return { ...one, begins: new Set([...one.begins].filter((place) => other.begins.has(place))) };
}

/** @param {Begins} where @returns {Hit[]} */
function papers({ begins, row, rest }) {
  /** @type {Map<number, number>} */
  const scores = new Map();
  for (const place of begins) {
    const number = Math.floor(place / row);
    scores.set(number, (scores.get(number) ?? 0) + (place % row < rest ? TITLE : 1));
  }
  const hits = [...scores].map(([number, score]) => ({ row: number, score }));
  return hits.sort((a, b) => b.score - a.score || a.row - b.row);
}

/**
 * Those of a few papers that have the phrase indeed.
 * @param {Hit[]} hits
 * @param {string[]} phrase
 * @param {Source} source
 */
async function reading(hits, phrase, source) {
  /** @param {string[]} all */
  const spaced = (all) => ` ${all.join(" ")} `;
  const texts = await Promise.all(hits.map(({ row }) => source.texts(row)));
  return hits.filter((_, place) =>
    texts[place].some((text) => spaced(words(text)).includes(spaced(phrase))),
  );
}
