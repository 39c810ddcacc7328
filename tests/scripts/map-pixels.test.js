// Pixels of the map: a small picture is copied where it belongs, and no farther.

import assert from "node:assert/strict";
import { test } from "node:test";

import { copy, stamp } from "../../overrides/assets/scripts/map-pixels.js";

const SOLID = 0xff0000ff;
const SOFT = 0x8000ff00;
const CLEAR = 0;

/** @param {number} width @param {...number} pixels */
const picture = (width, ...pixels) => ({
  width,
  height: pixels.length / width,
  pixels: Uint32Array.from(pixels),
});

/**
 * @param {ReturnType<typeof picture>} onto
 * @param {number} width
 * @param {...number} pixels
 */
const stamped = (onto, width, ...pixels) => stamp(picture(width, ...pixels), onto.width);

/** @param {number} side */
const blank = (side) => picture(side, ...Array(side * side).fill(CLEAR));

test("a picture is copied to its place", () => {
  const sheet = blank(3);
  copy(sheet, stamped(sheet, 2, SOLID, CLEAR, SOFT, SOLID), 1, 1);
  assert.deepEqual([...sheet.pixels], [0, 0, 0, 0, SOLID, 0, 0, SOFT, SOLID]);
});

test("what is not wholly inside leaves no trace, on any side", () => {
  const sheet = blank(3);
  for (const [left, top] of [[2, 0], [0, 2], [-1, 0], [0, -1], [9, -9]]) {
    copy(sheet, stamped(sheet, 2, SOLID, SOLID, SOLID, SOLID), left, top);
  }
  assert.deepEqual([...sheet.pixels], Array(9).fill(CLEAR));
});

test("of two in one place the later is seen, but a soft edge hides nothing", () => {
  const sheet = blank(1);
  copy(sheet, stamped(sheet, 1, 0xff00ff00), 0, 0);
  copy(sheet, stamped(sheet, 1, SOLID), 0, 0);
  copy(sheet, stamped(sheet, 1, SOFT), 0, 0);
  assert.deepEqual([...sheet.pixels], [SOLID]);
});
