// Which words of a paper a search found, and the sentence that shows them best; without the page.

import { fold, isForm, isInflection } from "./words.js";

/** @typedef {import("./words.js").Query} Query */

const INITIAL = /(?<![\p{L}\p{N}])\p{Lu}\.\s*$/u;
const WORD = /[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}]|['’ʼ](?=\p{L}))*/gu;

/**
 * The words that were asked for and the forms of them that a paper has, folded.
 * @param {string} content all that is searched of the paper
 * @param {Query} query
 * @returns {Set<string>}
 */
export function found(content, query) {
  const asked = [...query.words, ...query.phrases].flatMap(parts);
  const own = parts(content);
  const forms = asked.flatMap((word) => {
    const inflected = own.filter((part) => isInflection(part, word));
    return inflected.length ? inflected : own.filter((part) => isForm(part, word));
  });
  return new Set([...asked, ...forms]);
}

/**
 * The words that were asked for and are in none of these texts.
 * @param {Query} query
 * @param {readonly string[]} contents
 * @param {(word: string, asked: string) => boolean} [isSame] what counts as the same word
 */
export function missing(query, contents, isSame = isForm) {
  const words = new Set(contents.flatMap((content) => parts(content)));
  const joined = contents.map((content) => fold(content).replace(/[^\p{L}\p{N}\s]/gu, ""));
  return query.words.filter((asked) => {
    const plain = fold(asked).replace(/[^\p{L}\p{N}]/gu, "");
    if (joined.some((content) => content.includes(plain))) return false;
    return !parts(asked).every((part) => [...words].some((word) => isSame(word, part)));
  });
}

/**
 * Where a text has one of these words: pairs of the first place and the one behind the last.
 * @param {string} text
 * @param {Set<string>} forms
 * @returns {[number, number][]}
 */
export function ranges(text, forms) {
  return [...text.matchAll(WORD)]
    .filter((match) => forms.has(fold(match[0])))
    .map((match) => [match.index, match.index + match[0].length]);
}

/**
 * The sentence that shows most of the words: that of the paper's contribution if it is as good
 * as any, and else the first of those of the abstract that are.
 * @param {string} content
 * @param {string} title with which the content begins
 * @param {string} contribution may be empty
 * @param {Set<string>} forms
 * @returns {string}
 */
export function passage(content, title, contribution, forms) {
  /** @param {string} text */
  const shown = (text) => new Set(ranges(text, forms).map(([from, to]) => fold(text.slice(from, to)))).size;
  let best = contribution;
  let most = shown(contribution);
  const text = content.startsWith(title) ? content.slice(title.length).replace(/^[.\s]+/, "") : content;
  for (const sentence of sentences(text)) {
    const number = shown(sentence);
    if (number > most) [best, most] = [sentence, number];
  }
  return best;
}

/** How far into a text its first word may stand, and what is kept before one that stands further. */
const FAR = 60;
const BEFORE = 40;

/**
 * A text from a little before the first of these words on, where that is far from its beginning.
 * @param {string} text
 * @param {Set<string>} forms
 */
export function nearby(text, forms) {
  const [first] = ranges(text, forms)[0] ?? [0];
  if (first <= FAR) return text;
  const begin = text.indexOf(" ", first - BEFORE) + 1;
  return `… ${text.slice(begin && begin < first ? begin : first)}`;
}

/** @param {string} text the sentences behind the line of facts, which has dots between these */
function sentences(text) {
  const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });
  /** @type {string[]} */
  const all = [];
  for (const { segment } of segmenter.segment(text)) {
    // The full stop of an initial, as in "J. Doe", ends no sentence.
    if (INITIAL.test(all.at(-1) ?? "")) all.push(all.pop() + segment);
    else all.push(segment);
  }
  const told = all.slice(all.findIndex(isFacts) + 1).filter((sentence) => !isFacts(sentence));
  return told.map((sentence) => sentence.trim());
}

/** @param {string} sentence */
function isFacts(sentence) {
  return /(?:^|\s)·\s/.test(sentence);
}

/** @param {string} text */
function parts(text) {
  return fold(text).match(WORD) ?? [];
}
