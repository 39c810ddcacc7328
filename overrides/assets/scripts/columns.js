// The table of all papers by row, filtered, counted and sorted in the reader's browser; without the page.

import { hash } from "./cards.js";
import { NONE, NOT_MARKED, STARRED, UNREAD } from "./selection.js";
import { NO_MARK, STATUSES } from "./shelf.js";

/** @typedef {import("./selection.js").Selection} Selection */

/**
 * @typedef {object} Column the values of one facet, and for each row which of them it has:
 *   those from `starts[row]` up to `starts[row + 1]` in `cells`
 * @property {string[]} values
 * @property {Uint32Array} starts
 * @property {Uint32Array} cells
 */

/**
 * @typedef {object} Result
 * @property {number[]} rows in the order of the table
 * @property {Record<string, Uint32Array>} counts for each value of each facet, how many papers
 *   have it of those that everything chosen in the other facets leaves
 */

const YEAR = "year";

/**
 * A column as it is packed in a file: a bare number is a row with one value.
 * @param {{ values: string[], rows: (number | number[])[] }} packed
 * @param {number} size the number of rows
 * @returns {Column}
 */
export function unpack({ values, rows }, size) {
  const lists = Array.from({ length: size }, (_, row) => rows[row] ?? []).map((cell) => [cell].flat());
  return column(values, lists);
}

/**
 * @param {string[]} values
 * @param {readonly (readonly number[])[]} lists for each row the places of its values
 * @returns {Column}
 */
export function column(values, lists) {
  const starts = new Uint32Array(lists.length + 1);
  lists.forEach((list, row) => (starts[row + 1] = starts[row] + list.length));
  const cells = new Uint32Array(starts[lists.length]);
  lists.forEach((list, row) => cells.set(list, starts[row]));
  return { values, starts, cells };
}

/**
 * The same column in which rows without a value have NONE, if there are any.
 * @param {Column} column
 * @returns {Column}
 */
export function withNone({ values, starts, cells }) {
  const lists = Array.from({ length: starts.length - 1 }, (_, row) => {
    const own = [...cells.subarray(starts[row], starts[row + 1])];
    return own.length ? own : [values.length];
  });
  const lacking = lists.some(([place]) => place === values.length);
  return column(lacking ? [...values, NONE] : values, lists);
}

/**
 * The values that a row has.
 * @param {Column} column
 * @param {number} row
 */
export function valuesOf({ values, starts, cells }, row) {
  return [...cells.subarray(starts[row], starts[row + 1])].map((place) => values[place]);
}

/**
 * What a selection leaves of the table.
 * @param {Record<string, Column>} columns by facet; what is not here does not filter
 * @param {number} size the number of rows
 * @param {Selection} selection
 * @param {ReadonlySet<number> | null} found the rows that the words find; null if there are none
 * @returns {Result}
 */
export function select(columns, size, selection, found) {
  const names = Object.keys(columns);
  // Of how many facets the choices leave a row out, and the last of these facets.
  const misses = new Uint8Array(size);
  const last = new Uint8Array(size);
  names.forEach((name, number) => {
    const passes = test(columns[name], name, selection);
    if (!passes) return;
    for (let row = 0; row < size; row += 1) {
      if (!passes(row)) {
        misses[row] += 1;
        last[row] = number;
      }
    }
  });
  const counts = Object.fromEntries(names.map((name) => [name, new Uint32Array(columns[name].values.length)]));
  /** @type {number[]} */
  const rows = [];
  for (let row = 0; row < size; row += 1) {
    if (misses[row] > 1 || (found && !found.has(row))) continue;
    if (misses[row]) {
      tally(columns[names[last[row]]], row, counts[names[last[row]]]);
    } else {
      rows.push(row);
      for (const name of names) tally(columns[name], row, counts[name]);
    }
  }
  return { rows, counts };
}

/**
 * @param {Column} column
 * @param {number} row
 * @param {Uint32Array} counts
 */
function tally({ starts, cells }, row, counts) {
  for (let cell = starts[row]; cell < starts[row + 1]; cell += 1) counts[cells[cell]] += 1;
}

/**
 * Whether a row passes what is chosen of one facet; null where nothing is.
 * @param {Column} column
 * @param {string} name
 * @param {Selection} selection
 * @returns {((row: number) => boolean) | null}
 */
function test({ values, starts, cells }, name, selection) {
  // Of each value: 1 if it is asked for, 2 if it must not be there.
  const wanted = new Uint8Array(values.length);
  let asks = false;
  if (name === YEAR) {
    const { since, until, undated } = selection;
    const ranged = since !== null || until !== null;
    if (!ranged && !undated) return null;
    asks = true;
    values.forEach((value, place) => {
      const within = ranged && Number(value) >= (since ?? -Infinity) && Number(value) <= (until ?? Infinity);
      wanted[place] = Number(value === NONE ? undated : within);
    });
  } else {
    const { include = [], exclude = [] } = selection.facets[name] ?? {};
    if (!include.length && !exclude.length) return null;
    asks = include.length > 0;
    values.forEach((value, place) => {
      wanted[place] = exclude.includes(value) ? 2 : Number(include.includes(value));
    });
  }
  return (row) => {
    let has = !asks;
    for (let cell = starts[row]; cell < starts[row + 1]; cell += 1) {
      const word = wanted[cells[cell]];
      if (word === 2) return false;
      if (word === 1) has = true;
    }
    return has;
  };
}

/**
 * The rows in another order; what has no value comes last in each.
 * @param {readonly number[]} rows in the order of the table, the newest first
 * @param {string} sort
 * @param {Record<string, Column>} columns
 * @param {{ titles?: readonly number[], rank?: ReadonlyMap<number, number> }} orders the rows by
 *   title, and the place of each row among what the words find
 * @returns {number[]}
 */
export function sorted(rows, sort, columns, { titles, rank }) {
  /** @type {((row: number) => number) | null} */
  let key = null;
  if (sort === "relevance" && rank) key = (row) => rank.get(row) ?? Infinity;
  if (sort === "title" && titles) {
    const places = new Uint32Array(titles.length);
    titles.forEach((row, place) => (places[row] = place));
    key = (row) => places[row];
  }
  if (sort === "oldest") {
    const { values, starts, cells } = columns[YEAR];
    key = (row) => (starts[row] < starts[row + 1] && Number(values[cells[starts[row]]])) || Infinity; // NONE too
  }
  if (sort === "listed") {
    const { starts } = columns.listing;
    key = (row) => starts[row] - starts[row + 1];
  }
  if (sort === "added") {
    const { values, starts, cells } = columns.added;
    const order = new Map([...values].sort().reverse().map((value, place) => [value, place]));
    key = (row) => (starts[row] < starts[row + 1] ? (order.get(values[cells[starts[row]]]) ?? 0) : Infinity);
  }
  if (!key) return [...rows];
  const keys = rows.map(key);
  return keys.map((_, place) => place).sort((a, b) => keys[a] - keys[b] || a - b).map((place) => rows[place]);
}

/**
 * The column of what a reader has marked: each row's status, and whether it is starred.
 * @param {number} size the number of rows
 * @param {ReadonlyMap<number, { status: string, starred: boolean }>} marks by row
 * @returns {Column}
 */
export function statuses(size, marks) {
  const values = [UNREAD, NOT_MARKED, ...STATUSES.map(({ id }) => id), STARRED];
  const lists = Array.from({ length: size }, (_, row) => {
    const { status, starred } = marks.get(row) ?? NO_MARK;
    const names = [status || NOT_MARKED];
    if (status !== "read" && status !== "skipped") names.push(UNREAD);
    if (starred) names.push(STARRED);
    return names.map((name) => values.indexOf(name));
  });
  return column(values, lists);
}

/**
 * One column of several that say yes or nothing, such as what a paper has.
 * @param {Record<string, Column>} columns by the value that each becomes
 * @param {number} size the number of rows
 * @returns {Column}
 */
export function merged(columns, size) {
  const all = Object.values(columns);
  const lists = Array.from({ length: size }, (_, row) =>
    all.flatMap(({ starts }, place) => (starts[row] < starts[row + 1] ? [place] : [])),
  );
  return column(Object.keys(columns), lists);
}

/**
 * The row of each id, found by the hashes of all of them: eight hexadecimal digits a row.
 * @param {string} hashes
 * @param {Iterable<string>} ids
 * @returns {Map<string, number>}
 */
export function rowsOf(hashes, ids) {
  const wanted = new Map([...ids].map((id) => [hash(id).toString(16).padStart(8, "0"), id]));
  /** @type {Map<string, number>} */
  const rows = new Map();
  for (let row = 0; row * 8 < hashes.length; row += 1) {
    const id = wanted.get(hashes.slice(row * 8, row * 8 + 8));
    if (id !== undefined) rows.set(id, row);
  }
  return rows;
}
