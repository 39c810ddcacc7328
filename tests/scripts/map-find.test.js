// Finding on the map: the rows of the search are papers on the map.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hash } from "../../overrides/assets/scripts/cards.js";
import { placed } from "../../overrides/assets/scripts/map-find.js";

/** @param {readonly string[]} ids */
const hashes = (...ids) => ids.map((id) => hash(id).toString(16).padStart(8, "0")).join("");

test("each row of the search has the place of its paper on the map", () => {
  assert.deepEqual(placed(["a", "b", "c"], hashes("c", "a", "b")), [2, 0, 1]);
});

test("what only one of the two knows has no place", () => {
  const places = placed(["a", "b"], hashes("new", "b"));
  assert.equal(places[0], undefined);
  assert.equal(places[1], 1);
  assert.deepEqual(placed(["a"], ""), []);
});
