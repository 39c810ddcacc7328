// Finding on the map: words stand for a paper whatever their case, accents and order.

import assert from "node:assert/strict";
import { test } from "node:test";

import { folded, holding } from "../../overrides/assets/scripts/map-find.js";

test("words are found whatever their case, accents and order", () => {
  const texts = ["Learning with Ångström", "Learning slowly"].map(folded);
  assert.deepEqual(holding(texts, "ANGSTROM learn"), new Set([0]));
  assert.deepEqual(holding(texts, "learning"), new Set([0, 1]));
  assert.deepEqual(holding(texts, "nothing"), new Set());
  assert.equal(holding(texts, "  "), null);
});
