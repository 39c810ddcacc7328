// What Browse says of how many papers are left; without the page.

import { papers } from "./entries.js";
import { cut } from "./suggest.js";

/**
 * @param {number} size how many papers there are
 * @param {number} left how many of them are left
 * @param {number} shown how many of these are in the list
 * @param {string} words those that were looked for
 * @returns {{ some: string, printed: string }} for the screen, and for print, which does not show
 *   what was typed and cannot show more
 */
export function told(size, left, shown, words) {
  const some = left === size ? papers(size) : `${left.toLocaleString("en")} of ${papers(size)}`;
  const many = shown < left ? `The first ${shown} of ${papers(left)}` : some;
  return { some, printed: words ? `${many} found by “${cut(words)}”` : many };
}
