// What is said of how many papers are left.

import assert from "node:assert/strict";
import test from "node:test";

import { told } from "../../overrides/assets/scripts/browse-count.js";

test("all papers are not so many of so many", () => {
  assert.equal(told(1, 1, 1, "").some, "1 paper");
  assert.equal(told(1_234, 1_234, 20, "").some, "1,234 papers");
  assert.equal(told(1_234, 0, 0, "").some, "0 of 1,234 papers");
});

test("print says how many of the papers it has, and the words that were looked for", () => {
  assert.equal(told(1_234, 1_100, 20, "").printed, "The first 20 of 1,100 papers");
  assert.equal(told(1_234, 12, 12, "").printed, "12 of 1,234 papers");
  assert.equal(told(1_234, 12, 12, "graph").printed, "12 of 1,234 papers found by “graph”");
});

test("words too long to be quoted are cut", () => {
  assert.match(told(9, 1, 1, "a".repeat(99)).printed, /found by “a+…”$/);
});
