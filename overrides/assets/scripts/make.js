// Builds elements of a page from plain values; text is always text, never markup.

/**
 * An element with attributes and what is in it. An attribute that is false is left out, one that
 * is true is empty.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

/**
 * A button that does something.
 * @param {Record<string, string | number | boolean>} attributes
 * @param {(event: MouseEvent) => void} act
 * @param {...(Node | string)} children
 */
export function button(attributes, act, ...children) {
  const element = make("button", { type: "button", ...attributes }, ...children);
  element.addEventListener("click", act);
  return element;
}

/** The drawings, each a path in a square of 24. */
const DRAWINGS = Object.freeze({
  mark: "M7 4h10v16l-5-4-5 4z",
  "to-read": "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 2",
  reading:
    "M12 7c-2-2-5-2-8-2v13c3 0 6 0 8 2 2-2 5-2 8-2V5c-3 0-6 0-8 2zM12 7v13",
  read: "M5 12.5l4.5 4.5 9.5-10",
  skipped: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM6.5 17.5l11-11",
  star: "M12 3.8l2.5 5.3 5.800.8-4.2 4 1 5.8-5.1-2.8-5.1 2.8 1-5.8-4.2-4 5.8-.8z",
  note: "M5 5h14v10l-4 4H5zM15 19v-4h4M8.5 9h7M8.5 12.5h4",
  close: "M6 6l12 12M18 6L6 18",
});

/**
 * A drawing, which says nothing to a screen reader.
 * @param {string} name one of DRAWINGS
 */
export function icon(name) {
  const namespace = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(namespace, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("class", "keep-icon");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", DRAWINGS[/** @type {keyof typeof DRAWINGS} */ (name)]);
  drawing.append(path);
  return drawing;
}

/**
 * Hand the reader a text as a file.
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function save(name, type, text) {
  const href = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", { href, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
