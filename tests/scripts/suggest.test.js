// Which word is offered for one that no paper has.

import assert from "node:assert/strict";
import test from "node:test";

import { nearest } from "../../overrides/assets/scripts/suggest.js";

const KNOWN = ["learning", "graph", "graphs", "müller", "yearning", "cat", "contrastive"];

for (const [written, meant] of [
  ["lerning", "learning"], // a letter is missing
  ["grapph", "graph"], // one too many
  ["leanring", "learning"], // two in the wrong order
  ["Muler", "müller"], // without accents and capitals
  ["contastivve", "contrastive"], // two slips in a long word
  ["earning", "learning"], // of two as near the first, which is the more frequent
  ["gxxph", null], // two slips in a short one
  ["cta", null], // too short to tell
  ["zebra", null],
]) {
  test(`${written} is taken for ${meant ?? "no word"}`, () => {
    assert.equal(nearest(String(written), KNOWN), meant);
  });
}
