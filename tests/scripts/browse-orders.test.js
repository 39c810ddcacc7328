// In which orders the papers on Browse can stand, and in which they do.

import assert from "node:assert/strict";
import test from "node:test";

import { orderOf, orders, usual } from "../../overrides/assets/scripts/browse-orders.js";
import { unpack } from "../../overrides/assets/scripts/columns.js";
import { read } from "../../overrides/assets/scripts/selection.js";

const one = unpack({ values: ["x"], rows: [0, 0] }, 2);
const two = unpack({ values: ["x", "y"], rows: [0, 1] }, 2);

/** @param {string} address @param {Parameters<typeof orders>[1]} columns */
const ids = (address, columns) => orders(read(address), columns).map(({ id }) => id);

test("the best match comes first where something is looked for, and else the newest", () => {
  assert.equal(usual(read("?q=graph")), "relevance");
  assert.equal(usual(read("?theme=A")), "newest");
  assert.equal(usual(read("?q=-%22graph%22")), "newest", "nothing matches better than another");
});

test("an order that makes no difference is not offered", () => {
  const always = ["newest", "oldest", "title"];
  assert.deepEqual(ids("", { listing: one, added: one }), always);
  assert.deepEqual(ids("?q=graph", { listing: one, added: one }), ["relevance", ...always]);
  assert.deepEqual(ids("", { listing: two, added: one }), [...always, "listed"]);
  assert.deepEqual(ids("", { listing: one, added: two }), [...always, "added"]);
});

for (const [address, expected] of [
  ["?sort=title", "title"],
  ["?sort=listed", "listed"],
  ["?sort=added", "newest"], // all were added on one day
  ["?sort=relevance", "newest"], // nothing is looked for
  ["?q=graph&sort=bogus", "relevance"],
]) {
  test(`${address} has the order ${expected}`, () => {
    assert.equal(orderOf(read(address), { listing: two, added: one }), expected);
  });
}
