// The worker in which Pagefind looks words up, so that the page never waits for it.

import { apart } from "./words.js";

/**
 * @typedef {import("./words.js").Query} Query
 * @typedef {{ row: number, score: number, places: number[] }} Hit a paper, and where its text has
 *   words that were asked for
 * @typedef {{ hits: Hit[], partly: boolean }} Answer the best first; `partly` if no paper has all
 */

/** @typedef {{ id: string, score: number, words: number[] }} Result of Pagefind's */
/**
 * @typedef {object} Pagefind
 * @property {(options: object) => Promise<void>} options
 * @property {(text: string | null) => Promise<{ results: Result[] }>} search null finds all
 */

const FOLDER = new URL("../../pagefind/", import.meta.url);
// Chosen by searching each paper by words of its title: a word is worth more in the title, and
// most if it is there as it was asked for.
const RANKING = { termSimilarity: 5, metaWeights: { title: 10, sentence: 0.5 } };

/** @type {Promise<Pagefind> | undefined} */
let loading;

/** @param {number} attempt counts, as a browser may remember that a module did not load */
async function load(attempt) {
  const address = new URL(`pagefind.js${attempt ? `?attempt=${attempt}` : ""}`, FOLDER);
  /** @type {Pagefind} */
  const pagefind = await import(address.href);
  await pagefind.options({ ranking: RANKING });
  await pagefind.search(""); // waits for what every search needs
  return pagefind;
}

/**
 * @param {Pagefind} pagefind
 * @param {Query} query
 * @returns {Promise<Answer>}
 */
async function answer(pagefind, query) {
  /** @param {string} text */
  const search = async (text) => (await pagefind.search(text)).results.map(hit);
  const all = async () => (await pagefind.search(null)).results.map(hit).sort((a, b) => a.row - b.row);
  /** @param {string} text */
  const exactly = (text) => search(`"${text}"`);

  const wanted = await Promise.all(query.phrases.map(exactly));
  if (query.words.length) {
    const together = await search(query.words.join(" "));
    const split = apart(query.words);
    wanted.unshift(split ? union(together, await search(split.join(" "))) : together);
  }
  if (!wanted.length) wanted.push(await all()); // only something to be left out was asked for
  let hits = wanted.reduce(common);
  const partly = !hits.length && query.words.length + query.phrases.length > 1;
  if (partly) hits = most([...(await Promise.all(query.words.map(search))), ...wanted.slice(query.words.length ? 1 : 0)]);
  for (const text of query.without) {
    const unwanted = new Set((await exactly(text)).map(({ row }) => row));
    hits = hits.filter(({ row }) => !unwanted.has(row));
  }
  return { hits, partly: partly && hits.length > 0 };
}

/** @param {Result} result @returns {Hit} */
function hit({ id, score, words }) {
  return { row: Number(id), score, places: words };
}

/** @param {Hit[]} first @param {Hit[]} second */
function union(first, second) {
  const known = new Set(first.map(({ row }) => row));
  return [...first, ...second.filter(({ row }) => !known.has(row))];
}

/** @param {Hit[]} first @param {Hit[]} second */
function common(first, second) {
  const others = new Map(second.map((other) => [other.row, other]));
  return first.flatMap((one) => {
    const other = others.get(one.row);
    return other ? [{ ...one, places: [...one.places, ...other.places] }] : [];
  });
}

/**
 * What has some of the words, the rarest of which counts most.
 * @param {Hit[][]} answers one for each word or phrase
 */
function most(answers) {
  /** @type {Map<number, Hit>} */
  const found = new Map();
  for (const hits of answers) {
    const worth = Math.log(1 + 1e6 / (1 + hits.length));
    const best = hits[0]?.score || 1;
    for (const { row, score, places } of hits) {
      const before = found.get(row) ?? { row, score: 0, places: [] };
      found.set(row, {
        row,
        score: before.score + worth * (1 + score / best / 10),
        places: [...before.places, ...places],
      });
    }
  }
  return [...found.values()].sort((a, b) => b.score - a.score || a.row - b.row);
}

addEventListener("message", async ({ data }) => {
  const { number, query, attempt } = data;
  let ready = false;
  try {
    const pagefind = await (loading ??= load(attempt));
    ready = true;
    postMessage({ number, answer: query && (await answer(pagefind, query)) });
  } catch (error) {
    loading = undefined;
    postMessage({ number, [ready ? "error" : "lost"]: String(error) });
  }
});
