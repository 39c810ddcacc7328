// The word that a reader may have meant by one that no paper has.

import { table } from "./finder.js";
import { fold } from "./words.js";

/**
 * A text in which words that no paper has are such as papers have; null if one is like none.
 * @param {string} text
 * @param {readonly string[]} absent
 * @returns {Promise<string | null>}
 */
export async function suggestion(text, absent) {
  let better = text;
  for (const word of absent) {
    const initial = fold(word)[0];
    if (!/^[a-z]$/.test(initial)) return null;
    const meant = nearest(word, (await table(`words/${initial}`)).split(" "));
    if (!meant) return null;
    if (fold(meant) !== fold(word)) better = better.replace(word, meant);
  }
  return better === text ? null : better;
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
