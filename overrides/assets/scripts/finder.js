// The library as the search knows it: which papers have some words, and what each paper says.

import { bucketOf } from "./cards.js";
import { Unloaded, fragment, loaded } from "./files.js";
import { missing } from "./passage.js";
import { isEmpty, isLike, seeks } from "./words.js";

export { Unloaded };

/**
 * @typedef {import("./words.js").Query} Query
 * @typedef {import("./finder-worker.js").Found} Found
 */

/**
 * @typedef {object} Answer
 * @property {import("./finder-worker.js").Hit[]} hits the papers found, the best first
 * @property {boolean} partly that none has all that was asked for, beside what is absent
 * @property {string[]} absent the words asked for that no paper has
 */

/**
 * @typedef {object} Paper
 * @property {string} id
 * @property {string} title
 * @property {string} authors "" if unknown
 * @property {string} year "" if unknown
 * @property {string} venue "" if unknown
 * @property {string} theme the main one, "" if in none
 * @property {string} sentence that states its contribution, "" if none was found
 * @property {string} content the text that is searched; it begins with the title
 * @property {string} all that is searched: the text, and the facts
 * @property {string} code the address of its code, "" if unknown
 * @property {number} listings how many list it
 */

/**
 * @typedef {object} Library
 * @property {number} papers
 * @property {string} build
 * @property {number} keys how many files of citation keys there are
 * @property {number} phrases how many files of pairs of words there are
 */

/** That the site was never indexed, so that another try is of no use. */
export class NoIndex extends Unloaded {}

/** Of how many papers the words are compared with what was asked for. */
const COMPARED = 8;

/** @type {Promise<Library> | undefined} */
let opened;
/** @type {Worker | undefined} */
let worker;
let asked = 0;
/** What the worker was asked and has not answered, by number.
 * @type {Map<number, { resolve: (found: Found) => void, reject: (error: Error) => void }>} */
const asks = new Map();
let failures = 0;
/** Settled when the last search was looked up. @type {Promise<unknown>} */
let before = Promise.resolve();
/** @type {Map<number, Promise<Paper>>} */
const papers = new Map();

/** How many papers there are, and the name of the build; asked for once. */
export function library() {
  opened ??= loaded("library.json", { cache: "no-cache" }).catch((error) => {
    throw error.cause === 404 ? new NoIndex("library.json") : error;
  });
  opened.catch(() => (opened = undefined));
  return opened;
}

/**
 * A table that is made beside the index, such as "rows".
 * @param {string} name
 * @returns {Promise<any>}
 */
export async function table(name) {
  return loaded(`${name}.json?${(await library()).build}`);
}

/** Begin to load what the first search needs; resolves once that is there, or cannot be had. */
export function prepare() {
  return ask(null).catch(() => undefined); // the search that follows will tell
}

/**
 * The papers that a query finds; rejects with `Unloaded` where the search could not be loaded, and
 * where nobody waits for the answer any more when its turn comes.
 * @param {Query} query
 * @param {() => boolean} [isAwaited]
 * @returns {Promise<Answer>}
 */
export async function find(query, isAwaited = () => true) {
  if (isEmpty(query) || !(await library()).papers) return { hits: [], partly: false, absent: [] };
  const [found, row] = await Promise.all([inTurn(query, isAwaited), cited(query)]);
  if (row !== null) {
    const others = found.hits.filter((hit) => hit.row !== row);
    return { hits: [{ row, score: Infinity }, ...others], partly: false, absent: [] };
  }
  // Pagefind takes a part of its index that did not load for one without the words.
  if (!found.hits.length) await reached();
  const absent = await unknown(query, found);
  if (!absent.length) return { ...found, absent };
  const rest = { ...query, words: query.words.filter((word) => !absent.includes(word)) };
  return { ...(seeks(rest) ? await ask(rest) : { hits: [], partly: false }), absent };
}

/**
 * Ask once what was asked before is answered: at each pause in typing something is looked for, and
 * a frequent word of a large library takes seconds.
 * @param {Query} query
 * @param {() => boolean} isAwaited
 */
function inTurn(query, isAwaited) {
  const found = before.then(() => {
    if (!isAwaited()) throw new Error("Something else is looked for by now.");
    return ask(query).catch(() => ask(query)); // a failure may be that of a search before this one
  });
  before = found.catch(() => undefined);
  return found;
}

/**
 * The row of the paper whose citation key is asked for, which may be a word of many papers.
 * @param {Query} query
 * @returns {Promise<number | null>}
 */
async function cited({ words, phrases, without }) {
  if (words.length !== 1 || phrases.length || without.length) return null;
  const key = words[0].toLowerCase();
  const rows = await table(`keys/${bucketOf(key, (await library()).keys)}`);
  return Object.hasOwn(rows, key) ? rows[key] : null;
}

/**
 * The words that no paper has: Pagefind looks for the beginning of a word that it does not know.
 * @param {Query} query
 * @param {Found} found
 */
async function unknown({ words }, { hits, partly }) {
  const doubtful = partly || !hits.length ? words : await lacking(words, hits);
  const known = await Promise.all(doubtful.map(isKnown));
  return doubtful.filter((_, place) => !known[place]);
}

/**
 * Whether a paper has a word of the same stem, or one like it.
 * @param {string} word
 */
async function isKnown(word) {
  const found = { words: [], phrases: [], without: [] };
  // A word may be known and yet rank behind words of the same stem.
  if ((await ask({ ...found, phrases: [word] })).hits.length) return true;
  const { hits } = await ask({ ...found, words: [word] });
  return hits.length > 0 && !(await lacking([word], hits)).length;
}

/**
 * The words that none of the best papers has, nor one like it.
 * @param {string[]} words
 * @param {Found["hits"]} hits
 */
async function lacking(words, hits) {
  const best = await Promise.all(hits.slice(0, COMPARED).map(({ row }) => paper(row)));
  return missing({ words, phrases: [], without: [] }, best.map(({ all }) => all), isLike);
}

/**
 * The paper in a row.
 * @param {number} row
 * @returns {Promise<Paper>}
 */
export function paper(row) {
  const known = papers.get(row) ?? described(row);
  papers.set(row, known);
  known.catch(() => papers.delete(row));
  return known;
}

/**
 * @param {Query | null} query nothing to be found, but to be ready
 * @returns {Promise<Found>}
 */
async function ask(query) {
  const known = query && (await library());
  worker ??= begin();
  const number = (asked += 1);
  const found = new Promise((resolve, reject) => asks.set(number, { resolve, reject }));
  worker.postMessage({ number, query, library: known, attempt: failures });
  return found;
}

function begin() {
  const begun = new Worker(new URL("finder-worker.js", import.meta.url), { type: "module" });
  begun.addEventListener("message", ({ data: { number, answer, lost, error } }) => {
    const waiting = asks.get(number);
    asks.delete(number);
    if (!lost && !error) return waiting?.resolve(answer);
    failures += 1;
    waiting?.reject(lost ? new Unloaded(lost) : new Error(error));
  });
  begun.addEventListener("error", () => {
    if (begun === worker) dismiss(new Unloaded("finder-worker.js"));
  });
  return begun;
}

/**
 * End the worker, so that the next search begins anew; what it was asked is not answered any more.
 * @param {Error} reason
 */
function dismiss(reason) {
  worker?.terminate();
  worker = undefined;
  for (const { reject } of asks.values()) reject(reason);
  asks.clear();
}

/** Rejects, and lets the next search begin anew, if the site cannot be reached. */
async function reached() {
  try {
    await loaded("library.json", { cache: "no-store" });
  } catch (error) {
    dismiss(/** @type {Error} */ (error));
    throw error;
  }
}

/** @param {number} row @returns {Promise<Paper>} */
async function described(row) {
  const { build } = await library();
  const { url, content, meta: { code = "", ...meta }, filters } = await fragment(build, row);
  return {
    id: decodeURIComponent(url.replace(/\.html$/, "").replace(/\/$/, "").split("/").pop() ?? ""),
    title: meta.title ?? "",
    authors: meta.authors ?? "",
    year: meta.year ?? "",
    venue: meta.venue ?? "",
    theme: meta.theme ?? "",
    sentence: meta.sentence ?? "",
    content,
    all: [content, ...Object.values(meta)].join(" "),
    code,
    listings: new Set(filters.listing).size,
  };
}
