// The table of all papers on Browse, each part of which is loaded when it is needed first.

import { merged, rowsOf, statuses, unpack, withNone } from "./columns.js";
import { table } from "./finder.js";
import { keep } from "./marks.js";
import { marked } from "./shelf.js";

/** A table of which nothing is loaded yet. */
export function columnsPart() {
  /** @type {Record<string, import("./columns.js").Column>} */
  const columns = {};
  /** @type {string | undefined} of the ids of all rows */
  let hashes;
  /** @type {number[] | undefined} */
  let titles;

  return {
    /** What is loaded, by the facet. */
    columns,

    /**
     * Load what is needed now.
     * @param {number} size how many papers there are
     * @param {boolean} authors whether their column is needed, which is a large one
     */
    async load(size, authors) {
      if (!columns.year) {
        const packed = Object.entries(await table("rows"));
        const all = Object.fromEntries(packed.map(([name, column]) => [name, unpack(column, size)]));
        const { code, notes, ...rest } = all;
        Object.assign(columns, rest, { has: merged({ code, notes }, size) });
        for (const name of ["theme", "venue", "year"]) columns[name] = withNone(columns[name]);
      }
      if (!columns.author && authors) {
        columns.author = withNone(unpack(await table("rows-authors"), size));
      }
      if (!columns.status) {
        const kept = marked(keep.marks);
        if (kept.size) hashes ??= /** @type {string} */ (await table("rows-papers"));
        const known = [...rowsOf(hashes ?? "", kept.keys())];
        columns.status = statuses(size, new Map(known.map(([id, row]) => [row, keep.get(id)])));
      }
    },

    /** All rows in the order of their titles. */
    async titles() {
      return (titles ??= /** @type {number[]} */ (await table("rows-titles")));
    },

    /** Forget what the reader had marked, which is not so any more. */
    unmark() {
      delete columns.status;
    },
  };
}
