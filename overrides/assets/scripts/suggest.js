// What is said of words that papers do not have, and what a reader may have meant by them.

import { papers } from "./entries.js";
import { table } from "./finder.js";
import { missing } from "./passage.js";
import { fold, isInflection } from "./words.js";

/**
 * @typedef {import("./finder.js").Answer} Answer
 * @typedef {import("./finder.js").Paper} Paper
 * @typedef {import("./words.js").Query} Query
 */

/** How many letters of a word are quoted at most. */
const LONGEST = 40;
/** How many letters a word has of which the slips can be told from its forms. */
const LONG = 6;
/** How many letters a word has that can be told without its first. */
const TOLD = 5;

/**
 * What was asked for and not found as it was typed, in sentences; "" where all was found.
 * @param {Query} query
 * @param {Answer} answer
 */
export function remark({ words, phrases }, answer) {
  const { hits, partly } = answer;
  const absent = distinct(answer.absent ?? []);
  const named = distinct([...words, ...phrases]);
  const asked = named.length;
  const number = hits.length;
  const has = number === 1 ? "has" : "have";
  const some = `${papers(number)} ${has}`;
  const lacking = !number && asked === 1 ? named : absent;
  const quoted = lacking.map((word) => `“${cut(word)}”`).join(" or ");
  if (!asked) return "";
  if (!number) return `No paper has ${quoted || "all of these words"}.`;
  if (asked === 1 && !absent.length) return "";
  if (asked === absent.length) {
    const them = asked > 1 ? "them" : "it";
    return `No paper has ${quoted} as typed; ${number.toLocaleString("en")} ${has} something like ${them}.`;
  }
  if (!partly) return absent.length ? `No paper has ${quoted}; ${some} the rest.` : "";
  if (!absent.length) return `No paper has all of these words; ${some} some of them, the best first.`;
  const rest = asked - absent.length > 1 ? "some of the rest, the best first" : "the rest";
  return `No paper has ${quoted}; ${some} ${rest}.`;
}

/**
 * Words without those that were written before, in whatever letters.
 * @param {readonly string[]} words
 */
function distinct(words) {
  const folded = words.map(fold);
  return words.filter((_, place) => folded.indexOf(folded[place]) === place);
}

/**
 * A text short enough to be quoted.
 * @param {string} text
 */
export function cut(text) {
  const signs = [...text];
  return signs.length > LONGEST ? `${signs.slice(0, LONGEST - 1).join("")}…` : text;
}

/**
 * What a reader may have meant by words that no paper has, or by long ones that none of the best
 * papers has as they were typed: a slip near the end of a word finds papers, too.
 * @param {string} text
 * @param {Query} query
 * @param {Answer} answer
 * @param {readonly Paper[]} best
 * @returns {Promise<string | null>}
 */
export function meant(text, query, { hits, absent = [] }, best) {
  const unseen = hits.length ? missing(query, best.map(({ all }) => all), isInflection) : query.words;
  const doubtful = hits.length ? unseen.filter((word) => word.length >= LONG) : unseen;
  return suggestion(text, absent, [...new Set([...absent, ...doubtful])]).catch(() => null);
}

/**
 * A text in which doubtful words are such as papers have, without absent ones that are like none
 * of these; null if all are.
 * @param {string} text
 * @param {readonly string[]} absent
 * @param {readonly string[]} doubtful
 * @returns {Promise<string | null>}
 */
async function suggestion(text, absent, doubtful) {
  const written = doubtful.flatMap(parts);
  /** @type {(string | null)[]} */
  const known = [];
  // One after another, as several may need the same file.
  for (const part of written) known.push(await instead(part));
  let better = text;
  written.forEach((part, place) => (better = better.replace(part, known[place] ?? part)));
  if (better === text) return null;
  const unlike = absent.filter((word) => !parts(word).some((part) => known[written.indexOf(part)]));
  return better.split(/\s+/).filter((word) => !unlike.includes(word)).join(" ");
}

/**
 * What is written in letters alone in a word with hyphens, numbers or other signs.
 * @param {string} word
 */
function parts(word) {
  return word.match(/[\p{L}\p{M}]+/gu) ?? [];
}

/**
 * What another word may be written for; null if it is like none that papers have.
 * @param {string} word
 */
async function instead(word) {
  const [first = "", second = ""] = fold(word);
  const alike = await wordsIn([first]);
  const near = nearest(word, alike);
  if (near && fold(near) === fold(word)) return word;
  if (word.length < TOLD || (near && slips(fold(near), fold(word)) < 2)) return near;
  // The first letter may be wrong, or missing, or one too many, or in the place of the second.
  return nearest(word, [...alike, ...(await wordsIn([`-${second}`, `-${first}`, second]))]);
}

/**
 * The words in some files.
 * @param {readonly string[]} names of which some may be of other letters than there are files for
 * @returns {Promise<string[]>}
 */
async function wordsIn(names) {
  const files = [...new Set(names)].filter((name) => /^-?[a-z]$/.test(name));
  return (await Promise.all(files.map((name) => table(`words/${name}`)))).join(" ").split(" ");
}

/**
 * The word that takes the fewest slips to write as another, the first of several; null if all
 * take more than a reader would make.
 * @param {string} written
 * @param {readonly string[]} known
 * @returns {string | null}
 */
export function nearest(written, known) {
  const word = fold(written);
  let best = null;
  let least = word.length < 4 ? 0 : word.length < 7 ? 2 : 3;
  for (const other of known) {
    if (Math.abs(other.length - word.length) >= least) continue;
    const number = slips(word, fold(other));
    if (number < least) [best, least] = [other, number];
  }
  return best;
}

/**
 * How many letters are missing, too many, wrong, or in the place of their neighbours: the distance
 * of Damerau and Levenshtein, in which no letter is moved twice.
 * @param {string} one
 * @param {string} other
 */
function slips(one, other) {
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + Number(one[i - 1] !== other[j - 1]));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        next[j] = Math.min(next[j], before[j - 2] + 1);
      }
    }
    [before, row] = [row, next];
  }
  return row[other.length];
}
