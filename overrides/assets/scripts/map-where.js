// Where on the map one is: while not all is in view, the theme that most papers in view are in.

import { make } from "./make.js";

/**
 * The kind of most papers, and the share of all that it has; null of no papers.
 * @param {readonly number[]} kinds one for each paper
 */
export function most(kinds) {
  /** @type {Map<number, number>} */
  const papers = new Map();
  for (const kind of kinds) papers.set(kind, (papers.get(kind) ?? 0) + 1);
  const [first] = [...papers].sort(([, one], [, other]) => other - one);
  return first ? { kind: first[0], share: first[1] / kinds.length } : null;
}

/** @param {string} name @param {number} share of the papers in view */
const said = (name, share) =>
  share === 1 ? name : share > 0.5 ? `Mostly ${name}` : `${name} and others`;

/**
 * A line that says where one is, which `tell` changes; there is none if no paper is in view.
 * @param {HTMLElement} figure
 */
export function where(figure) {
  const line = make("p", { class: "where", hidden: true });

  /** @param {readonly number[]} kinds of the papers in view */
  function tell(kinds) {
    const found = most(kinds);
    line.hidden = !found;
    if (!found) return;
    const entry = figure.querySelector(`.legend [data-kind="${found.kind}"]`);
    const sign = entry?.querySelector(".sign")?.cloneNode(true) ?? "";
    const name = entry?.querySelector("button")?.textContent ?? "";
    line.replaceChildren(sign, said(name, found.share));
  }

  return { line, tell };
}
