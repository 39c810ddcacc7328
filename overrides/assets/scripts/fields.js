// The fields of forms that scripts make.

import { make } from "./make.js";

/**
 * A list to choose one from.
 * @param {(value: string) => void} act is called with what is chosen
 */
export function select(act) {
  const element = make("select");
  element.addEventListener("change", () => act(element.value));
  return element;
}

/**
 * Renew what there is to choose from.
 * @param {HTMLSelectElement} element
 * @param {string} value what is chosen
 * @param {readonly {id: string, word: string}[]} options
 */
export function setOptions(element, value, options) {
  element.replaceChildren(
    ...options.map(({ id, word }) => make("option", { value: id, selected: id === value }, word)),
  );
}

/**
 * A box to tick.
 * @param {(checked: boolean) => void} act
 */
export function tick(act) {
  const element = make("input", { type: "checkbox" });
  element.addEventListener("change", () => act(element.checked));
  return element;
}

/**
 * A field with the word for it above.
 * @param {string} word
 * @param {HTMLElement} field
 */
export function labelled(word, field) {
  field.setAttribute("aria-label", word); // else what is chosen is read as a part of the name
  return make("label", {}, make("span", {}, word), field);
}
