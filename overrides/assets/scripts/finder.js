// The library as the search knows it: which papers have some words, and what each paper says.

import { ROOT, bucketOf } from "./cards.js";
import { missing } from "./passage.js";
import { isEmpty } from "./words.js";

/**
 * @typedef {import("./words.js").Query} Query
 * @typedef {import("./finder-worker.js").Answer} Answer
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

/** @typedef {{ papers: number, build: string, keys: number }} Library with the number of files of keys */

/** What a reader's device could not load, which may be there at the next try. */
export class Unloaded extends Error {}

/** That the site was never indexed, so that another try is of no use. */
export class NoIndex extends Unloaded {}

const SIGNATURE = "pagefind_dcd".length;
/** Of how many papers the words are compared with what was asked for. */
const COMPARED = 8;

/** @type {Promise<Library> | undefined} */
let opened;
/** @type {Worker | undefined} */
let worker;
let asked = 0;
/** What the worker was asked and has not answered, by number.
 * @type {Map<number, { resolve: (answer: Answer) => void, reject: (error: Error) => void }>} */
const asks = new Map();
let failures = 0;
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

/** Begin to load what the first search needs. */
export function prepare() {
  ask(null).catch(() => undefined); // the search that follows will tell
}

/**
 * The papers that a query finds; rejects with `Unloaded` where the search could not be loaded.
 * @param {Query} query
 * @returns {Promise<Answer>}
 */
export async function find(query) {
  if (isEmpty(query) || !(await library()).papers) return { hits: [], partly: false };
  // A failure may be that of a search before this one; it is not inherited.
  const [answer, row] = await Promise.all([ask(query).catch(() => ask(query)), cited(query)]);
  if (row !== null) {
    const others = answer.hits.filter((hit) => hit.row !== row);
    return { hits: [{ row, score: Infinity }, ...others], partly: false };
  }
  // Pagefind takes a part of its index that did not load for one without the words.
  if (!answer.hits.length) await reached();
  return (await isElsewhere(query, answer)) ? { hits: [], partly: false } : answer;
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
 * Whether the papers found have none of the words: Pagefind looks for the beginning of a word that
 * it does not know, and then all papers are such.
 * @param {Query} query
 * @param {Answer} answer
 */
async function isElsewhere({ phrases, ...query }, { hits }) {
  if (!query.words.length || phrases.length || !hits.length) return false;
  const best = await Promise.all(hits.slice(0, COMPARED).map(({ row }) => paper(row)));
  const absent = missing({ phrases, ...query }, best.map(({ all }) => all));
  if (absent.length < query.words.length) return false;
  // A word may be known and yet rank behind words of the same stem.
  const known = absent.map((word) => ask({ words: [], phrases: [word], without: [] }));
  return (await Promise.all(known)).every((answer) => !answer.hits.length);
}

/**
 * The paper in a row.
 * @param {number} row
 * @returns {Promise<Paper>}
 */
export function paper(row) {
  const known = papers.get(row) ?? fragment(row);
  papers.set(row, known);
  known.catch(() => papers.delete(row));
  return known;
}

/**
 * @param {Query | null} query nothing to be found, but to be ready
 * @returns {Promise<Answer>}
 */
function ask(query) {
  worker ??= begin();
  const number = (asked += 1);
  const answer = new Promise((resolve, reject) => asks.set(number, { resolve, reject }));
  worker.postMessage({ number, query, attempt: failures });
  return answer;
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

/**
 * @template T
 * @param {string} path in Pagefind's folder
 * @param {(answer: Response) => Promise<T>} understood
 * @param {RequestInit} [options]
 * @returns {Promise<T>} rejects with `Unloaded`, whose cause is the code of an answer that refuses
 */
async function got(path, understood, options) {
  try {
    const answer = await fetch(new URL(`pagefind/${path}`, ROOT), options);
    if (answer.ok) return await understood(answer);
    throw answer.status;
  } catch (cause) {
    throw new Unloaded(`${path}: ${cause}`, { cause });
  }
}

/**
 * @param {string} path
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
function loaded(path, options) {
  return got(path, (answer) => answer.json(), options);
}

/** @param {number} row @returns {Promise<Paper>} */
async function fragment(row) {
  const { build } = await library();
  const text = await got(`fragment/${build}/${row}.pf_fragment`, ({ body }) =>
    new Response(body?.pipeThrough(new DecompressionStream("gzip"))).text(),
  );
  const { url, content, meta: { code = "", ...meta }, filters } = JSON.parse(text.slice(SIGNATURE));
  return {
    id: decodeURIComponent(url.replace(/\.html$/, "").replace(/\/$/, "").split("/").pop()),
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
