// Very many small pictures on one canvas: copying pixels is far quicker than drawing shapes.

import { make } from "./make.js";

/** How far the shapes of signs reach from their middles, in their own units. */
const REACH = 7;

/**
 * A picture as pixels, row by row, each a number with the opacity in its highest byte. A stamp
 * knows for each row the first column that is not clear, and the first of those behind it.
 * @typedef {{width: number, height: number, pixels: Uint32Array}} Picture
 * @typedef {Picture & {first: Uint8Array, last: Uint8Array}} Stamp
 */

/**
 * A small picture as one to be copied often.
 * @param {Picture} picture
 * @returns {Stamp}
 */
export function stamp({ width, height, pixels }) {
  const first = new Uint8Array(height);
  const last = new Uint8Array(height);
  for (let row = 0; row < height; row += 1) {
    const line = pixels.subarray(row * width, (row + 1) * width);
    const start = line.findIndex(Boolean);
    if (start < 0) continue;
    first[row] = start;
    last[row] = line.findLastIndex(Boolean) + 1;
  }
  return { width, height, pixels, first, last };
}

/**
 * A small square picture of each shape.
 * @param {readonly Path2D[]} shapes around the place 0, 0
 * @param {readonly string[]} colours one for each shape
 * @param {number} size how many pixels are a unit of the shapes
 * @param {number} opacity
 * @returns {Stamp[]}
 */
export function stamps(shapes, colours, size, opacity) {
  const side = 2 * Math.ceil(REACH * size);
  const canvas = make("canvas", { width: side, height: side * shapes.length });
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  if (!brush) return [];
  brush.globalAlpha = opacity;
  shapes.forEach((shape, number) => {
    brush.setTransform(size, 0, 0, size, side / 2, side * (number + 0.5));
    brush.fillStyle = colours[number];
    brush.fill(shape);
  });
  const { data } = brush.getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Uint32Array(data.buffer);
  return shapes.map((_, number) => {
    const start = number * side * side;
    const square = pixels.subarray(start, start + side * side);
    return stamp({ width: side, height: side, pixels: square });
  });
}

/**
 * Copy a stamp into a picture, cut off where it goes beyond. Of two pixels in one place the more
 * opaque is seen, and of equals the later: soft edges stay soft, and nothing need be mixed.
 * @param {Picture} onto
 * @param {Stamp} stamp
 * @param {number} left a whole number, as is the next
 * @param {number} top
 */
export function copy(onto, stamp, left, top) {
  const { pixels: source, width: side, first, last: behind } = stamp;
  const { pixels: target, width } = onto;
  const [from, to] = [Math.max(0, -left), Math.min(side, width - left)];
  const last = Math.min(stamp.height, onto.height - top);
  for (let row = Math.max(0, -top); row < last; row += 1) {
    const start = (top + row) * width + left;
    const end = Math.min(to, behind[row]);
    for (let column = Math.max(from, first[row]); column < end; column += 1) {
      const pixel = source[row * side + column];
      if (pixel && pixel >>> 24 >= target[start + column] >>> 24) target[start + column] = pixel;
    }
  }
}
