// The files of the search, fetched; and what is told of one that could not be loaded.

import { ROOT } from "./cards.js";

/** What a reader's device could not load, which may be there at the next try. */
export class Unloaded extends Error {}

const SIGNATURE = "pagefind_dcd".length;

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
export function loaded(path, options) {
  return got(path, (answer) => answer.json(), options);
}

/**
 * What is in a file that is packed by gzip.
 * @param {string} path
 */
export function unpacked(path) {
  return got(path, async ({ body }) => {
    const content = new Response(body?.pipeThrough(new DecompressionStream("gzip")));
    return new Uint8Array(await content.arrayBuffer());
  });
}

/**
 * What Pagefind keeps of the paper in a row.
 * @param {string} build
 * @param {number} row
 * @returns {Promise<{ url: string, content: string, meta: Record<string, string>, filters: Record<string, string[]> }>}
 */
export async function fragment(build, row) {
  const bytes = await unpacked(`fragment/${build}/${row}.pf_fragment`);
  return JSON.parse(new TextDecoder().decode(bytes.subarray(SIGNATURE)));
}
