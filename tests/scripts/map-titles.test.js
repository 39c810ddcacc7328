// Titles on the map: each beside its sign, none over another nor over a sign, and cut at a word.

import assert from "node:assert/strict";
import { test } from "node:test";

import { WHOLE } from "../../overrides/assets/scripts/map-geometry.js";
import { seen, short, sides } from "../../overrides/assets/scripts/map-titles.js";

test("seen is what is in view and open to choice", () => {
  const points = Array.from({ length: 100 }, (_, place) => ({ x: 10 * place, y: 0 }));
  const any = () => true;
  assert.equal(seen(points, WHOLE, any).length, 100);
  assert.deepEqual(seen(points, { ...WHOLE, scale: 25 }, any), [0, 1, 2, 3, 4]);
  assert.deepEqual(seen(points, WHOLE, (place) => place < 3), [0, 1, 2]);
});

const ROOM = { width: 500, height: 300 };

test("a title stands on the right, or where there is room for it", () => {
  const signs = [
    { x: 100, y: 50 },
    { x: 480, y: 150 },
    { x: 250, y: 290 },
  ];
  assert.deepEqual(sides(signs, [100, 100, 300], ROOM), ["right", "left", "above"]);
});

test("a title covers no other title and no sign", () => {
  const signs = [
    { x: 100, y: 100 },
    { x: 150, y: 100 },
  ];
  assert.deepEqual(sides(signs, [100, 100], ROOM), ["below", "right"]);
});

test("a title without room is left out", () => {
  const crowd = [150, 154, 158, 162, 166].map((y) => ({ x: 250, y }));
  assert.deepEqual(sides(crowd, Array(5).fill(220), ROOM), ["right", "left", "", "below", "right"]);
  assert.deepEqual(sides([{ x: 250, y: 150 }], [600], ROOM), [""]);
});

test("a long title is cut between words", () => {
  assert.equal(short("Short enough", 12), "Short enough");
  assert.equal(short("Learning: a survey of methods", 13), "Learning: a…");
  assert.equal(short("Learning: a survey of methods", 10), "Learning…");
  assert.equal(short("Supercalifragilistic", 8), "Supercal…");
});
