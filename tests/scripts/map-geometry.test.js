// The map: the view stays within it, and pointers and keys find the papers that are meant.

import assert from "node:assert/strict";
import { test } from "node:test";

import * as map from "../../overrides/assets/scripts/map-geometry.js";

const { UPRIGHT, WHOLE } = map;
const { height: HEIGHT, width: WIDTH } = WHOLE;

test("closer keeps the point in its place", () => {
  const view = map.zoomed(WHOLE, 2, { x: 300, y: 200 });
  assert.deepEqual(view, { ...WHOLE, x: 150, y: 100, scale: 2 });
  assert.equal((300 - view.x) * view.scale, 300);
});

test("closer without a point keeps the middle", () => {
  assert.deepEqual(map.zoomed(WHOLE, 2), { ...WHOLE, x: WIDTH / 4, y: HEIGHT / 4, scale: 2 });
});

test("the middle is that of what is in view", () => {
  assert.deepEqual(map.middle(WHOLE), { x: WIDTH / 2, y: HEIGHT / 2 });
  assert.deepEqual(map.middle({ ...WHOLE, x: 100, y: 50, scale: 4 }), { x: 225, y: 137.5 });
});

test("farther ends with the whole map, wherever one was", () => {
  const corner = map.moved(map.zoomed(WHOLE, 4), WIDTH, HEIGHT);
  assert.deepEqual(map.zoomed(corner, 0.01, { x: 990, y: 690 }), WHOLE);
});

test("closer ends somewhere", () => {
  assert.equal(map.zoomed(WHOLE, 1e9).scale, map.zoomed(map.zoomed(WHOLE, 1e9), 2).scale);
});

test("no view goes beyond the map", () => {
  assert.deepEqual(map.moved(WHOLE, 50, -50), WHOLE);
  const close = map.zoomed(WHOLE, 2);
  assert.deepEqual(map.moved(close, 1e6, 1e6), { ...close, x: WIDTH / 2, y: HEIGHT / 2 });
  assert.deepEqual(map.moved(close, -1e6, -1e6), { ...close, x: 0, y: 0 });
});

test("an upright map ends where it does, and not where one that lies would", () => {
  const corner = map.moved(map.zoomed(UPRIGHT, 2), 1e6, 1e6);
  assert.deepEqual(corner, { ...UPRIGHT, x: 350, y: 500, scale: 2 });
  assert.ok(map.shows(UPRIGHT, { x: 600, y: 900 }));
  assert.ok(!map.shows(WHOLE, { x: 600, y: 900 }));
});

test("a point that is in view moves nothing, another comes to the middle", () => {
  const close = { ...WHOLE, scale: 4 };
  assert.equal(map.showing(close, { x: 10, y: 10 }), close);
  assert.deepEqual(map.showing(close, { x: 500, y: 350 }), { ...close, x: 375, y: 262.5 });
});

const points = [
  { x: 0, y: 0 },
  { x: 10, y: 1 },
  { x: 4, y: 30 },
  { x: -20, y: 0 },
];

test("the nearest is found, but not one too far nor one that is closed", () => {
  assert.equal(map.nearest(points, { x: 8, y: 0 }, 5), 1);
  assert.equal(map.nearest(points, { x: 8, y: 0 }, 1), -1);
  assert.equal(map.nearest(points, { x: 8, y: 0 }, 50, (place) => place !== 1), 0);
  assert.equal(map.nearest([], { x: 0, y: 0 }, 50), -1);
});

test("those around a place are counted, but for what is too far or closed", () => {
  assert.equal(map.around(points, points[0], 15, () => true), 2);
  assert.equal(map.around(points, points[0], 20, (place) => place !== 1), 2);
});

test("an arrow goes to what lies in its direction", () => {
  assert.equal(map.next(points, 0, [1, 0]), 1);
  assert.equal(map.next(points, 0, [-1, 0]), 3);
  assert.equal(map.next(points, 0, [0, 1]), 2);
  assert.equal(map.next(points, 0, [0, -1]), -1);
  assert.equal(map.next(points, 0, [1, 0], (place) => place !== 1), -1);
});

test("arrows are told from other keys", () => {
  assert.deepEqual(map.direction("ArrowLeft"), [-1, 0]);
  assert.equal(map.direction("a"), null);
  assert.equal(map.direction("toString"), null);
});
