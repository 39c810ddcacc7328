// What pointers do to the map: a mouse or a finger drags it, two fingers or the wheel zoom it.

/**
 * A place in the window, and what is told of the gestures there; lengths are in pixels.
 * @typedef {{clientX: number, clientY: number}} Spot
 * @typedef {{drag(across: number, down: number): void, zoom(factor: number, spot: Spot): void,
 *   hover(spot: Spot): void, tap(event: MouseEvent): void}} Gestures
 */

/** In pixels: a pointer that moves less clicks. */
const STEADY = 4;

/**
 * Tell what pointers do on the stage. A click of a mouse on a link stays the browser's.
 * @param {HTMLElement} stage
 * @param {Gestures} tell
 */
export function listen(stage, tell) {
  /** The pointers that are down, and where. @type {Map<number, Spot>} */
  const pointers = new Map();
  let dragged = false;
  let finger = false;

  stage.addEventListener("pointerdown", (event) => {
    finger = event.pointerType === "touch";
    if (event.button !== 0) return;
    if (!pointers.size) dragged = false;
    pointers.set(event.pointerId, event);
  });

  stage.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch") tell.hover(event);
      return;
    }
    const across = event.clientX - before.clientX;
    const down = event.clientY - before.clientY;
    if (!dragged && Math.hypot(across, down) < STEADY) return;
    if (!dragged) stage.setPointerCapture(event.pointerId);
    dragged = true;
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    pointers.set(event.pointerId, event);
    if (!other) return tell.drag(across, down);
    const [was, is] = [apart(before, other), apart(event, other)];
    tell.drag(across / 2, down / 2); // so far the middle of the two goes
    if (was) tell.zoom(is / was, between(event, other));
  });

  for (const end of /** @type {const} */ (["pointerup", "pointercancel", "pointerleave"])) {
    stage.addEventListener(end, ({ pointerId }) => void pointers.delete(pointerId));
  }

  stage.addEventListener("click", (event) => {
    if (!event.detail) return; // Enter on a link
    if (dragged || finger) {
      event.preventDefault();
      event.stopPropagation(); // the theme would follow a link all the same
    }
    if (dragged) return;
    if (finger) tell.tap(event);
    else if (!(/** @type {Element} */ (event.target).closest("a"))) {
      stage.focus({ preventScroll: true });
    }
  });

  stage.addEventListener(
    "wheel",
    (event) => {
      // Without a focus on the map the wheel is for the page.
      if (!event.ctrlKey && !stage.contains(document.activeElement)) return;
      event.preventDefault();
      const pixels = event.deltaY * (event.deltaMode ? 16 : 1);
      tell.zoom(Math.exp(-Math.min(Math.max(pixels, -60), 60) / 200), event);
    },
    { passive: false },
  );
  stage.addEventListener("dragstart", (event) => event.preventDefault());

  // Two fingers are for the map, also where one scrolls the page.
  for (const touch of /** @type {const} */ (["touchstart", "touchmove"])) {
    stage.addEventListener(
      touch,
      (event) => {
        if (event.touches.length > 1) event.preventDefault();
      },
      { passive: false },
    );
  }
}

/** @param {Spot} one @param {Spot} other */
const apart = (one, other) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);

/** @param {Spot} one @param {Spot} other @returns {Spot} */
const between = (one, other) => ({
  clientX: (one.clientX + other.clientX) / 2,
  clientY: (one.clientY + other.clientY) / 2,
});
