// The map: the view stays within it, and pointers, keys and words find the papers that are meant.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  HEIGHT,
  WHOLE,
  WIDTH,
  direction,
  folded,
  holding,
  moved,
  nearest,
  next,
  showing,
  zoomed,
} from "../../overrides/assets/scripts/map-geometry.js";

test("closer keeps the point in its place", () => {
  const view = zoomed(WHOLE, 2, { x: 300, y: 200 });
  assert.deepEqual(view, { x: 150, y: 100, scale: 2 });
  assert.equal((300 - view.x) * view.scale, 300);
});

test("closer without a point keeps the middle", () => {
  assert.deepEqual(zoomed(WHOLE, 2), { x: WIDTH / 4, y: HEIGHT / 4, scale: 2 });
});

test("farther ends with the whole map, wherever one was", () => {
  const corner = moved(zoomed(WHOLE, 4), WIDTH, HEIGHT);
  assert.deepEqual(zoomed(corner, 0.01, { x: 990, y: 690 }), WHOLE);
});

test("closer ends somewhere", () => {
  assert.equal(zoomed(WHOLE, 1e9).scale, zoomed(zoomed(WHOLE, 1e9), 2).scale);
});

test("no view goes beyond the map", () => {
  assert.deepEqual(moved(WHOLE, 50, -50), WHOLE);
  const close = zoomed(WHOLE, 2);
  assert.deepEqual(moved(close, 1e6, 1e6), { x: WIDTH / 2, y: HEIGHT / 2, scale: 2 });
  assert.deepEqual(moved(close, -1e6, -1e6), { x: 0, y: 0, scale: 2 });
});

test("a point that is in view moves nothing, another comes to the middle", () => {
  const close = { x: 0, y: 0, scale: 4 };
  assert.equal(showing(close, { x: 10, y: 10 }), close);
  assert.deepEqual(showing(close, { x: 500, y: 350 }), { x: 375, y: 262.5, scale: 4 });
});

const points = [
  { x: 0, y: 0 },
  { x: 10, y: 1 },
  { x: 4, y: 30 },
  { x: -20, y: 0 },
];

test("the nearest is found, but not one too far nor one that is closed", () => {
  assert.equal(nearest(points, { x: 8, y: 0 }, 5), 1);
  assert.equal(nearest(points, { x: 8, y: 0 }, 1), -1);
  assert.equal(nearest(points, { x: 8, y: 0 }, 50, (place) => place !== 1), 0);
  assert.equal(nearest([], { x: 0, y: 0 }, 50), -1);
});

test("an arrow goes to what lies in its direction", () => {
  assert.equal(next(points, 0, [1, 0]), 1);
  assert.equal(next(points, 0, [-1, 0]), 3);
  assert.equal(next(points, 0, [0, 1]), 2);
  assert.equal(next(points, 0, [0, -1]), -1);
  assert.equal(next(points, 0, [1, 0], (place) => place !== 1), -1);
});

test("arrows are told from other keys", () => {
  assert.deepEqual(direction("ArrowLeft"), [-1, 0]);
  assert.equal(direction("a"), null);
  assert.equal(direction("toString"), null);
});

test("words are found whatever their case, accents and order", () => {
  const texts = ["Learning with Ångström", "Learning slowly"].map(folded);
  assert.deepEqual(holding(texts, "ANGSTROM learn"), new Set([0]));
  assert.deepEqual(holding(texts, "learning"), new Set([0, 1]));
  assert.deepEqual(holding(texts, "nothing"), new Set());
  assert.equal(holding(texts, "  "), null);
});
