// The worker in which Pagefind looks words up, so that the page never waits for it.

import { apart } from "./words.js";

/**
 * @typedef {import("./words.js").Query} Query
 * @typedef {{ row: number, score: number }} Hit a paper
 * @typedef {{ hits: Hit[], partly: boolean }} Answer the best first; `partly` if no paper has all
 */

/** @typedef {{ id: string, score: number }} Result of Pagefind's */
/**
 * @typedef {object} Index
 * @property {(options: object) => Promise<void>} options
 * @property {(text: string | null) => Promise<{ results: Result[] }>} search null finds all
 */
/** @typedef {Index & { createInstance: (options: object) => Index }} Pagefind */

const FOLDER = new URL("../../pagefind/", import.meta.url);
// Chosen by searching each paper by words of its title: a word is worth more in the title, and
// most if it is there as it was asked for.
const RANKING = { termSimilarity: 5, metaWeights: { title: 10, sentence: 0.5 } };

/** @type {Promise<Pagefind> | undefined} */
let loading;
/** @type {Index | undefined} */
let places;

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
 * Which index has a phrase: only one of several words needs the places of words.
 * @param {Pagefind} pagefind
 * @param {string} phrase
 */
function exact(pagefind, phrase) {
  if (!/\s/.test(phrase)) return pagefind;
  places ??= pagefind.createInstance({ basePath: new URL("phrases/", FOLDER).href });
  return places;
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
  const exactly = async (text) => (await exact(pagefind, text).search(`"${text}"`)).results.map(hit);

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
function hit({ id, score }) {
  return { row: Number(id), score };
}

/** @param {Hit[]} first @param {Hit[]} second */
function union(first, second) {
  const known = new Set(first.map(({ row }) => row));
  return [...first, ...second.filter(({ row }) => !known.has(row))];
}

/** @param {Hit[]} first @param {Hit[]} second */
function common(first, second) {
  const others = new Set(second.map(({ row }) => row));
  return first.filter(({ row }) => others.has(row));
}

/**
 * What has some of the words, the rarest of which counts most.
 * @param {Hit[][]} answers one for each word or phrase
 */
function most(answers) {
  /** @type {Map<number, number>} */
  const scores = new Map();
  for (const hits of answers) {
    const worth = Math.log(1 + 1e6 / (1 + hits.length));
    const best = hits[0]?.score || 1;
    for (const { row, score } of hits) {
      scores.set(row, (scores.get(row) ?? 0) + worth * (1 + score / best / 10));
    }
  }
  const found = [...scores].map(([row, score]) => ({ row, score }));
  return found.sort((a, b) => b.score - a.score || a.row - b.row);
}

addEventListener("message", async ({ data }) => {
  const { number, query, attempt } = data;
  let ready = false;
  try {
    const pagefind = await (loading ??= load(attempt));
    ready = true;
    postMessage({ number, answer: query && (await answer(pagefind, query)) });
  } catch (error) {
    loading = places = undefined;
    postMessage({ number, [ready ? "error" : "lost"]: String(error) });
  }
});
