// Where on the map one is: the theme of most papers is told.

import assert from "node:assert/strict";
import { test } from "node:test";

import { most } from "../../overrides/assets/scripts/map-where.js";

test("the kind of most papers in view is found with its share", () => {
  assert.deepEqual(most([3, 1, 1, 2, 1, 2]), { kind: 1, share: 0.5 });
  assert.deepEqual(most([4, 4]), { kind: 4, share: 1 });
  assert.equal(most([]), null);
});
