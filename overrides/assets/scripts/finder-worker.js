// The worker in which words and phrases are looked up, so that the page never waits for it.

import { Unloaded } from "./files.js";
import { TITLE, having, source, words } from "./phrases.js";
import { american, apart, british } from "./words.js";

/**
 * @typedef {import("./finder.js").Library} Library
 * @typedef {import("./words.js").Query} Query
 * @typedef {{ row: number, score: number }} Hit a paper
 * @typedef {object} Found
 * @property {Hit[]} hits the best first
 * @property {boolean} partly that no paper has all
 */

/** @typedef {{ id: string, score: number }} Result of Pagefind's */
/**
 * @typedef {object} Pagefind
 * @property {(options: object) => Promise<void>} options
 * @property {(text: string) => Promise<{ results: Result[] }>} search
 */

const FOLDER = new URL("../../pagefind/", import.meta.url);
// Chosen by searching each paper by words of its title: a word is worth more in the title, and
// most if it is there as it was asked for.
const RANKING = { termSimilarity: 5, metaWeights: { title: 10, sentence: 0.5 } };

const SHOWN = 8; // papers, whose order among so few matters little
const SUBJECT = 5; // words, at most, that may be the name of something if they are side by side

/** @type {Promise<Pagefind> | undefined} */
let loading;

/**
 * Pagefind, which only a search for words needs.
 * @param {number} attempt counts, as a browser may remember that a module did not load
 */
function pagefind(attempt) {
  loading ??= load(attempt).catch((error) => {
    loading = undefined;
    throw new Unloaded(error);
  });
  return loading;
}

/** @param {number} attempt */
async function load(attempt) {
  const address = new URL(`pagefind.js${attempt ? `?attempt=${attempt}` : ""}`, FOLDER);
  /** @type {Pagefind} */
  const loaded = await import(address.href);
  await loaded.options({ ranking: RANKING });
  await loaded.search(""); // waits for what every search needs
  return loaded;
}

/**
 * @param {Query} query
 * @param {Library} library
 * @param {number} attempt
 * @returns {Promise<Found>}
 */
async function answer(query, library, attempt) {
  /** @param {string} text */
  const search = async (text) => (await (await pagefind(attempt)).search(text)).results.map(hit);
  /** @param {string} text */
  const exactly = (text) => {
    const phrase = words(text);
    return phrase.length > 1 ? having(phrase, source(library)) : search(`"${text}"`);
  };
  /** @param {string[]} all words, one at least, which papers may write in any way */
  const together = async (all) => {
    const written = await Promise.all(all.map((word) => spellings(word, search)));
    const ways = written[0].map((_, way) => written.map((forms) => forms[way]));
    const texts = new Set([...ways, apart(ways[0]) ?? ways[0]].map((way) => way.join(" ")));
    return (await Promise.all([...texts].map(search))).reduce(union);
  };

  const wanted = await Promise.all(query.phrases.map(exactly));
  if (query.words.length) wanted.unshift(await together(query.words));
  if (!wanted.length) wanted.push(all(library)); // only something to be left out was asked for
  let hits = wanted.reduce(common);
  const partly = !hits.length && query.words.length + query.phrases.length > 1;
  if (partly) {
    const each = await Promise.all(query.words.map((word) => together([word])));
    hits = most([...each, ...wanted.slice(query.words.length ? 1 : 0)]);
  }
  for (const text of query.without) {
    const unwanted = new Set((await exactly(text)).map(({ row }) => row));
    hits = hits.filter(({ row }) => !unwanted.has(row));
  }
  const subject = words(query.words.join(" "));
  if (hits.length > SHOWN && subject.length > 1 && subject.length <= SUBJECT) {
    // Without the places only the order is less good.
    hits = closest(hits, await having(subject, source(library)).catch(() => []));
  }
  return { hits, partly: partly && hits.length > 0 };
}

/**
 * A word as it was typed, as in America, and as in Britain; where no paper has it so, as papers
 * have it: of a word that it does not know Pagefind would find others that begin alike.
 * @param {string} word
 * @param {(text: string) => Promise<Hit[]>} search
 */
async function spellings(word, search) {
  const forms = [word, american(word), british(word)];
  if (new Set(forms).size === 1) return forms;
  const found = await Promise.all(forms.map((form) => search(`"${form}"`)));
  const known = forms.filter((_, place) => found[place].length);
  return forms.map((form) => (known.includes(form) ? form : known[0] ?? word));
}

/**
 * What was found, those first that have the words side by side in the title, then those in the text.
 * @param {Hit[]} hits
 * @param {Hit[]} neighbours what has the words side by side
 */
function closest(hits, neighbours) {
  const scores = new Map(neighbours.map(({ row, score }) => [row, score]));
  /** @param {Hit} hit */
  const closeness = ({ row }) => Math.sign(scores.get(row) ?? 0) + Number((scores.get(row) ?? 0) >= TITLE);
  return [...hits].sort((a, b) => closeness(b) - closeness(a));
}

/** @param {Library} library @returns {Hit[]} */
function all({ papers }) {
  return Array.from({ length: papers }, (_, row) => ({ row, score: 1 }));
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

addEventListener("message", async ({ data: { number, query, library, attempt } }) => {
  try {
    if (!query) await pagefind(attempt);
    postMessage({ number, answer: query && (await answer(query, library, attempt)) });
  } catch (error) {
    const lost = error instanceof Unloaded;
    if (!lost) loading = undefined;
    postMessage({ number, [lost ? "lost" : "error"]: String(error) });
  }
});
