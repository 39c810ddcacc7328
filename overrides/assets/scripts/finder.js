// The library as the search knows it: which papers have some words, and what each paper says.

import { ROOT } from "./cards.js";
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
 * @property {boolean} code
 * @property {number} listings how many list it
 */

/** @typedef {{ papers: number, build: string }} Library */

const SIGNATURE = "pagefind_dcd".length;

/** @type {Promise<Library> | undefined} */
let opened;
/** @type {Worker | undefined} */
let worker;
let asked = 0;
let failures = 0;
/** @type {Map<number, Promise<Paper>>} */
const papers = new Map();

/** How many papers there are, and the name of the build; asked for once. */
export function library() {
  opened ??= loaded("library.json", { cache: "no-cache" });
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
 * The papers that a query finds; rejects where the search could not be loaded.
 * @param {Query} query
 * @returns {Promise<Answer>}
 */
export async function find(query) {
  if (isEmpty(query) || !(await library()).papers) return { hits: [], partly: false };
  // A failure may be that of a search before this one; it is not inherited.
  const answer = await ask(query).catch(() => ask(query));
  // Pagefind takes a part of its index that did not load for one without the words.
  if (!answer.hits.length) await reached();
  return answer;
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
  const running = (worker ??= new Worker(new URL("finder-worker.js", import.meta.url), { type: "module" }));
  const number = (asked += 1);
  return new Promise((resolve, reject) => {
    /** @param {unknown} error */
    function fail(error) {
      stop();
      failures += 1;
      reject(error);
    }
    function stop() {
      running.removeEventListener("message", hear);
      running.removeEventListener("error", fail);
    }
    /** @param {MessageEvent} event */
    function hear({ data }) {
      if (data.number !== number) return;
      if (data.error) return fail(new Error(data.error));
      stop();
      resolve(data.answer);
    }
    running.addEventListener("message", hear);
    running.addEventListener("error", fail);
    running.postMessage({ number, query, attempt: failures });
  });
}

/** Rejects, and lets the next search begin anew, if the site cannot be reached. */
async function reached() {
  try {
    await loaded("library.json", { cache: "no-store" });
  } catch (error) {
    worker?.terminate();
    worker = undefined;
    throw error;
  }
}

/**
 * @param {string} path in Pagefind's folder
 * @param {RequestInit} [options]
 */
async function answered(path, options) {
  const answer = await fetch(new URL(`pagefind/${path}`, ROOT), options);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

/**
 * @param {string} path
 * @param {RequestInit} [options]
 */
async function loaded(path, options) {
  return (await answered(path, options)).json();
}

/** @param {number} row @returns {Promise<Paper>} */
async function fragment(row) {
  const { build } = await library();
  const { body } = await answered(`fragment/${build}/${row}.pf_fragment`);
  const text = await new Response(body?.pipeThrough(new DecompressionStream("gzip"))).text();
  const { url, content, meta, filters } = JSON.parse(text.slice(SIGNATURE));
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
    code: "code" in filters,
    listings: new Set(filters.listing).size,
  };
}
