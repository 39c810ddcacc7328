// The geometry of the map: what is in view, and which sign is meant.

/**
 * What is in view: its upper left corner in the units of the map, how many times it is larger
 * than the whole, and the size of the whole.
 * @typedef {{x: number, y: number, scale: number, width: number, height: number}} View
 * @typedef {{x: number, y: number}} Point
 */

/** The whole map, @type {View} */
export const WHOLE = Object.freeze({ x: 0, y: 0, scale: 1, width: 1000, height: 700 });
/** and as it stands upright on a phone. @type {View} */
export const UPRIGHT = Object.freeze({ ...WHOLE, width: WHOLE.height, height: WHOLE.width });
const CLOSEST = 40;

/**
 * A view that does not go beyond the map.
 * @param {View} view
 * @returns {View}
 */
function within({ x, y, scale, width, height }) {
  return {
    x: Math.min(Math.max(x, 0), width - width / scale),
    y: Math.min(Math.max(y, 0), height - height / scale),
    scale,
    width,
    height,
  };
}

/**
 * The point in the middle of what is in view.
 * @param {View} view
 * @returns {Point}
 */
export const middle = ({ x, y, scale, width, height }) => ({
  x: x + width / scale / 2,
  y: y + height / scale / 2,
});

/**
 * Closer by a factor, or farther, so that a point stays where it is.
 * @param {View} view
 * @param {number} factor
 * @param {Point} [point] in the units of the map; the middle if none is given
 */
export function zoomed(view, factor, point) {
  const scale = Math.min(Math.max(view.scale * factor, 1), CLOSEST);
  const { x, y } = point ?? middle(view);
  const share = view.scale / scale;
  return within({ ...view, x: x - (x - view.x) * share, y: y - (y - view.y) * share, scale });
}

/**
 * Moved by so many units of the map.
 * @param {View} view
 * @param {number} across
 * @param {number} down
 */
export function moved(view, across, down) {
  return within({ ...view, x: view.x + across, y: view.y + down });
}

/**
 * Whether a point is in view.
 * @param {View} view
 * @param {Point} point
 */
export const shows = (view, { x, y }) =>
  x >= view.x &&
  y >= view.y &&
  x <= view.x + view.width / view.scale &&
  y <= view.y + view.height / view.scale;

/**
 * The view that has a point in it: the same if it has, else with the point in the middle.
 * @param {View} view
 * @param {Point} point
 */
export function showing(view, point) {
  if (shows(view, point)) return view;
  const [width, height] = [view.width / view.scale, view.height / view.scale];
  const [x, y] = [point.x - width / 2, point.y - height / 2];
  return within({ ...view, x, y });
}

/**
 * Which of the points is nearest to a place, of those that are open to choice and no farther than
 * so much; -1 if none is.
 * @param {readonly Point[]} points
 * @param {Point} place
 * @param {number} most
 * @param {(place: number) => boolean} [open]
 */
export function nearest(points, place, most, open = () => true) {
  let [found, least] = [-1, most];
  points.forEach(({ x, y }, number) => {
    const distance = Math.hypot(x - place.x, y - place.y);
    if (distance <= least && open(number)) [found, least] = [number, distance];
  });
  return found;
}

/**
 * How many of the points that are open to choice are no farther than so much from a place.
 * @param {readonly Point[]} points
 * @param {Point} place
 * @param {number} most
 * @param {(place: number) => boolean} open
 */
export function around(points, place, most, open) {
  const near = points.filter(
    ({ x, y }, number) => Math.hypot(x - place.x, y - place.y) <= most && open(number),
  );
  return near.length;
}

/** @type {Record<string, [number, number]>} */
const DIRECTIONS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The way that an arrow key points, or null.
 * @param {string} key
 */
export const direction = (key) => (Object.hasOwn(DIRECTIONS, key) ? DIRECTIONS[key] : null);

/**
 * Which of the points comes next in a direction: near, and more ahead than aside. -1 if none does.
 * @param {readonly Point[]} points
 * @param {number} from
 * @param {[number, number]} way
 * @param {(place: number) => boolean} [open]
 */
export function next(points, from, [across, down], open = () => true) {
  const here = points[from];
  let [found, least] = [-1, Infinity];
  points.forEach(({ x, y }, number) => {
    const ahead = (x - here.x) * across + (y - here.y) * down;
    const aside = Math.abs((x - here.x) * down) + Math.abs((y - here.y) * across);
    const cost = ahead + 2 * aside;
    if (ahead > 0 && aside <= 2 * ahead && cost < least && open(number)) {
      [found, least] = [number, cost];
    }
  });
  return found;
}
