// Where a preview goes: below its link, else above, and within the window.

import assert from "node:assert/strict";
import { test } from "node:test";

import { place } from "../../overrides/assets/scripts/preview.js";

const view = { width: 400, height: 300 };
const box = { width: 200, height: 100 };

/** @param {number} left @param {number} top */
const at = (left, top) => place({ left, top, bottom: top + 20 }, box, view);

test("a box stands below its link, at its left", () => {
  const { left, top } = at(50, 40);
  assert.equal(left, 50);
  assert.ok(top >= 60 && top < 75);
});

test("a box stands above a link that has no room below", () => {
  const { top } = at(50, 250);
  assert.ok(top + box.height <= 250 && top >= 0);
});

test("a box stays below where there is no room above either", () => {
  assert.ok(place({ left: 0, top: 90, bottom: 110 }, { width: 200, height: 250 }, view).top > 110);
});

test("a box does not go beyond the sides", () => {
  assert.ok(at(390, 40).left + box.width < view.width);
  assert.ok(at(-30, 40).left > 0);
  assert.ok(place({ left: 100, top: 40, bottom: 60 }, { width: 500, height: 10 }, view).left > 0);
});
