// Very many small pictures on one canvas: copying pixels is far quicker than drawing shapes.

import { make } from "./make.js";

/** How far the shapes of signs reach from their middles, in their own units. */
const REACH = 7;

/**
 * A picture as pixels, row by row, each a number with the opacity in its highest byte.
 * @typedef {{width: number, height: number, pixels: Uint32Array}} Picture
 */

/**
 * A small picture to be copied often into pictures of one width: how far from its upper left
 * corner each of its pixels goes there. The first ones, `solid` in number, hide what is below.
 * @typedef {{width: number, height: number, offsets: Int32Array, pixels: Uint32Array,
 *   solid: number}} Stamp
 */

/** In pixels: how wide and high a stamp is whose shapes are so large. @param {number} size */
export const extent = (size) => 2 * Math.ceil(REACH * size);

/** @param {number} pixel */
const isSolid = (pixel) => pixel >>> 24 === 255;

/**
 * A small picture as one to be copied often.
 * @param {Picture} picture
 * @param {number} across the width of those into which it is copied
 * @returns {Stamp}
 */
export function stamp({ width, height, pixels }, across) {
  const seen = [...pixels.keys()].filter((place) => pixels[place]);
  const solid = seen.filter((place) => isSolid(pixels[place]));
  const soft = seen.filter((place) => !isSolid(pixels[place]));
  const places = [...solid, ...soft];
  return {
    width,
    height,
    offsets: Int32Array.from(places, (place) => Math.floor(place / width) * across + (place % width)),
    pixels: Uint32Array.from(places, (place) => pixels[place]),
    solid: solid.length,
  };
}

/**
 * A small square picture of each shape.
 * @param {readonly Path2D[]} shapes around the place 0, 0
 * @param {readonly string[]} colours one for each shape
 * @param {number} size how many pixels are a unit of the shapes
 * @param {number} opacity
 * @param {number} across the width of the pictures into which they are copied
 * @returns {Stamp[]}
 */
export function stamps(shapes, colours, size, opacity, across) {
  const side = extent(size);
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
    return stamp({ width: side, height: side, pixels: square }, across);
  });
}

/**
 * Copy a stamp into a picture, if the whole of it is in there. Of two pixels in one place the more
 * opaque is seen, and of equals the later: soft edges stay soft, and nothing need be mixed.
 * @param {Picture} onto
 * @param {Stamp} stamp
 * @param {number} left a whole number, as is the next
 * @param {number} top
 */
export function copy(onto, stamp, left, top) {
  const { offsets, pixels: source, solid } = stamp;
  const { pixels: target, width, height } = onto;
  if (left < 0 || top < 0 || left + stamp.width > width || top + stamp.height > height) return;
  const start = top * width + left;
  for (let pixel = 0; pixel < solid; pixel += 1) target[start + offsets[pixel]] = source[pixel];
  for (let pixel = solid; pixel < offsets.length; pixel += 1) {
    const place = start + offsets[pixel];
    if (source[pixel] >>> 24 >= target[place] >>> 24) target[place] = source[pixel];
  }
}
