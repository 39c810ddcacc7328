// The table of papers: what filters leave, what is counted, and in which order.

import assert from "node:assert/strict";
import test from "node:test";

import { hash } from "../../overrides/assets/scripts/cards.js";
import {
  merged,
  rowsOf,
  select,
  sorted,
  statuses,
  unpack,
  valuesOf,
  withNone,
} from "../../overrides/assets/scripts/columns.js";
import { read } from "../../overrides/assets/scripts/selection.js";

const SIZE = 5;
const COLUMNS = {
  theme: unpack({ values: ["A", "B"], rows: [0, [0, 1], 1, [], 0] }, SIZE),
  venue: unpack({ values: ["ICML", "ICLR"], rows: [0, 1, 0, 0, []] }, SIZE),
  year: unpack({ values: ["2024", "2023", "2021"], rows: [0, 0, 1, 2, []] }, SIZE),
  listing: unpack({ values: ["x", "y"], rows: [0, [0, 1], [], 1, []] }, SIZE),
  added: unpack({ values: ["2024-01-01", "2024-02-01"], rows: [0, 1, 0, 1, []] }, SIZE),
};

/** @param {string} address @param {ReadonlySet<number> | null} [found] */
const rows = (address, found = null) => select(COLUMNS, SIZE, read(address), found).rows;

/** @type {[string, number[]][]} */
const cases = [
  ["", [0, 1, 2, 3, 4]],
  ["?theme=A", [0, 1, 4]],
  ["?theme=A&theme=B", [0, 1, 2, 4]],
  ["?-theme=A", [2, 3]],
  ["?theme=B&-theme=A", [2]],
  ["?theme=A&venue=ICML", [0]],
  ["?year=2023-", [0, 1, 2]],
  ["?year=-2023", [2, 3]],
  ["?year=2023", [2]],
  ["?theme=C", []],
  ["?-theme=C", [0, 1, 2, 3, 4]],
];
for (const [address, expected] of cases) {
  test(`${address || "nothing chosen"} leaves ${expected.length} papers`, () => {
    assert.deepEqual(rows(address), expected);
  });
}

test("only what the words find is left", () => {
  assert.deepEqual(rows("?theme=A", new Set([4, 3])), [4]);
});

test("values are counted under the choices of the other facets", () => {
  const { counts } = select(COLUMNS, SIZE, read("?theme=A&venue=ICML"), null);
  assert.deepEqual([...counts.theme], [1, 1], "in ICML");
  assert.deepEqual([...counts.venue], [1, 1], "in theme A");
  assert.deepEqual([...counts.year], [1, 0, 0], "in both");
});

test("what was found is what is counted", () => {
  const { counts } = select(COLUMNS, SIZE, read(""), new Set([1]));
  assert.deepEqual([...counts.theme], [1, 1]);
});

/** @type {[string, number[]][]} */
const orders = [
  ["newest", [0, 1, 2, 3, 4]],
  ["oldest", [3, 2, 0, 1, 4]],
  ["title", [4, 2, 0, 1, 3]],
  ["listed", [1, 0, 3, 2, 4]],
  ["added", [1, 3, 0, 2, 4]],
  ["relevance", [2, 0, 1, 3, 4]],
  ["unheard of", [0, 1, 2, 3, 4]],
];
for (const [order, expected] of orders) {
  test(`papers by ${order}`, () => {
    const rank = new Map([[2, 0], [0, 1]]);
    const found = sorted([0, 1, 2, 3, 4], order, COLUMNS, { titles: [4, 2, 0, 1, 3], rank });
    assert.deepEqual(found, expected);
  });
}

test("a paper is unread until it is read or skipped", () => {
  const kept = new Map([
    [0, { status: "read", starred: true }],
    [1, { status: "to-read", starred: false }],
    [2, { status: "", starred: true }],
  ]);
  const columns = { status: statuses(SIZE, kept) };
  const left = (/** @type {string} */ address) => select(columns, SIZE, read(address), null).rows;
  assert.deepEqual(left("?status=unread"), [1, 2, 3, 4]);
  assert.deepEqual(left("?status=not-marked"), [2, 3, 4]);
  assert.deepEqual(left("?status=to-read"), [1]);
  assert.deepEqual(left("?status=starred"), [0, 2]);
});

test("what has no value can be asked for, alone or besides others", () => {
  const columns = { theme: withNone(COLUMNS.theme), year: withNone(COLUMNS.year) };
  const left = (/** @type {string} */ address) => select(columns, SIZE, read(address), null).rows;
  assert.deepEqual(left("?no=theme"), [3]);
  assert.deepEqual(left("?no=theme&theme=B"), [1, 2, 3]);
  assert.deepEqual(left("?-no=theme"), [0, 1, 2, 4]);
  assert.deepEqual(left("?no=year"), [4]);
  assert.deepEqual(left("?year=-2023"), [2, 3]);
  assert.deepEqual(left("?year=-2023&no=year"), [2, 3, 4]);
  assert.deepEqual([...select(columns, SIZE, read("?no=theme"), null).counts.theme], [3, 2, 1]);
  assert.deepEqual(sorted([0, 1, 2, 3, 4], "oldest", columns, {}), [3, 2, 0, 1, 4]);
  const full = unpack({ values: ["A"], rows: [0, 0] }, 2);
  assert.deepEqual(withNone(full), full);
});

test("the values of a row", () => {
  assert.deepEqual(valuesOf(COLUMNS.theme, 1), ["A", "B"]);
  assert.deepEqual(valuesOf(COLUMNS.theme, 3), []);
});

test("several columns of yes become one", () => {
  const code = unpack({ values: ["yes"], rows: [0, [], 0, [], []] }, SIZE);
  const notes = unpack({ values: [], rows: [] }, SIZE);
  const columns = { has: merged({ code, notes }, SIZE) };
  assert.deepEqual(select(columns, SIZE, read("?has=code"), null).rows, [0, 2]);
  assert.deepEqual([...select(columns, SIZE, read(""), null).counts.has], [2, 0]);
});

test("ids are found in the table by their hashes, as the generator makes them", () => {
  assert.equal(hash("a"), 0xe40c292c);
  assert.equal(hash("ö"), 0x079dc48c);
  const hashes = ["one", "two"].map((id) => hash(id).toString(16).padStart(8, "0")).join("");
  assert.deepEqual([...rowsOf(hashes, ["two", "three"])], [["two", 1]]);
});

test("20,000 papers are filtered and counted in less than 50 ms", () => {
  const size = 20_000;
  const some = (/** @type {number} */ number) => ({
    values: Array.from({ length: number }, (_, place) => `${place}`),
    rows: Array.from({ length: size }, (_, row) => (row % 3 ? row % number : [row % number, (row + 1) % number])),
  });
  const columns = Object.fromEntries(
    Object.entries({ theme: 16, venue: 150, year: 40, author: 45_000, listing: 4, tag: 300, has: 2, status: 7 }).map(
      ([name, number]) => [name, unpack(some(number), size)],
    ),
  );
  const selection = read("?theme=1&-theme=2&venue=3&venue=4&year=5-20&-author=7&has=1");
  const times = Array.from({ length: 7 }, () => {
    const began = performance.now();
    select(columns, size, selection, null);
    return performance.now() - began;
  });
  assert.ok(Math.min(...times) < 50, `took ${Math.min(...times)} ms`);
});
