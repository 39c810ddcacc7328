// On My list: the entries themselves, each with a box to choose it.

import { decorate } from "./chips.js";
import { factsLine, titleLink } from "./entries.js";
import { tick } from "./fields.js";
import { isMet } from "./learn.js";
import { make } from "./make.js";
import { keep } from "./marks.js";

/** @typedef {import("./choice.js").Titles} Titles */

/**
 * A list of entries.
 * @param {(id: string, chosen: boolean) => void} choose is called when a box is ticked or not
 * @param {Titles} themes
 */
export function rowsPart(choose, themes) {
  /** @type {Map<string, ReturnType<typeof row>>} */
  const rows = new Map();
  const list = make("ul");

  /** @param {string} id */
  function row(id) {
    const box = tick((value) => choose(id, value));
    const title = titleLink(id, id);
    const facts = make("span", { class: "facts" });
    const note = make("p", { class: "keep-excerpt" });
    const label = make("label", { class: "keep-box" }, box);
    return { element: make("li", {}, label, title, " ", facts, note), box, title, facts, note };
  }

  /**
   * @param {string} id
   * @param {boolean} chosen
   * @param {boolean} gone whether this site does not have the paper
   */
  function filled(id, chosen, gone) {
    const found = rows.get(id) ?? row(id);
    rows.set(id, found);
    const { element, box, title, facts, note } = found;
    const mark = keep.get(id);
    title.textContent = mark.facts.title || id;
    box.checked = chosen;
    box.setAttribute("aria-label", `Choose “${title.textContent}”`);
    const known = isMet(id) ? factsLine(mark.facts, themes.get(mark.facts.theme)) : [];
    if (gone) {
      title.removeAttribute("href");
      title.tabIndex = -1; // the keys still come to it
      known.push(...(known.length ? [" · "] : []), make("em", {}, "no longer on this site"));
    }
    facts.replaceChildren(...known);
    note.textContent = mark.note;
    note.hidden = !mark.note;
    return element;
  }

  return {
    element: make("div", { class: "papers keep-papers" }, list),

    /**
     * Show papers in this order.
     * @param {readonly string[]} ids
     * @param {ReadonlySet<string>} chosen
     * @param {ReadonlySet<string>} gone
     */
    show(ids, chosen, gone) {
      const wanted = ids.map((id) => filled(id, chosen.has(id), gone.has(id)));
      const shown = [...list.children];
      if (wanted.length !== shown.length || wanted.some((one, place) => one !== shown[place])) {
        const active = document.activeElement;
        const place = shown.findIndex((one) => one.contains(active));
        list.replaceChildren(...wanted);
        if (place >= 0) refocus(active, wanted[Math.min(place, wanted.length - 1)]);
      }
      decorate(list);
    },
  };
}

/**
 * Give the focus back to an element that was moved, or to the entry that took its place.
 * @param {Element | null} active
 * @param {Element | undefined} instead
 */
function refocus(active, instead) {
  const next = active?.isConnected ? active : instead?.querySelector("a.title");
  if (next instanceof HTMLElement) next.focus({ preventScroll: true });
}
