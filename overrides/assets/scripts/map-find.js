// Finding papers on the map by words: the field, how many are found, and a list of the first.

import { pageOf } from "./cards.js";
import { make } from "./make.js";

/** @typedef {import("./map-signs.js").Words} Words */

const LISTED = 10;

/**
 * Text as words are looked for in it, whatever its case and accents.
 * @param {string} text
 */
export const folded = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();

/**
 * Which of the folded texts hold each of the words; null, for all of them, if there is no word.
 * @param {readonly string[]} texts
 * @param {string} words
 * @returns {Set<number> | null}
 */
export function holding(texts, words) {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  if (!wanted.length) return null;
  const found = texts.flatMap((text, number) =>
    wanted.every((word) => text.includes(word)) ? [number] : [],
  );
  return new Set(found);
}

/** @param {number} papers */
const counted = (papers) =>
  `${papers.toLocaleString("en")} ${papers === 1 ? "paper" : "papers"}`;

/** The field and what stands beside and below it; `found` is null while nothing is looked for. */
export class Finder {
  field = make("input", { type: "search", placeholder: "Find on the map" });
  status = make("span", { class: "status", role: "status" });
  list = make("div", { class: "hits", hidden: true });
  /** @type {Set<number> | null} */
  found = null;
  /** @type {() => Promise<Words>} */ #words;
  #changed;
  /** @type {readonly string[] | null} */
  #texts = null;

  /**
   * @param {() => Promise<Words>} words
   * @param {() => void} changed
   */
  constructor(words, changed) {
    this.#words = words;
    this.#changed = changed;
    this.field.setAttribute("aria-label", "Find on the map");
    this.field.addEventListener("input", () => void this.#find());
  }

  async #find() {
    const wanted = this.field.value;
    const words = await this.#words().catch(() => null);
    if (!words) {
      this.status.textContent = "The titles could not be fetched.";
      return;
    }
    if (this.field.value !== wanted) return; // typing went on, and is answered
    this.#texts ??= words.titles.map((title, place) => folded(`${title} ${words.authors[place]}`));
    this.found = holding(this.#texts, wanted);
    this.#changed();
  }

  /**
   * Say how many papers are left, and list the first of those that were looked for.
   * @param {readonly string[]} ids of all papers
   * @param {readonly number[]} left
   */
  async show(ids, left) {
    const { found } = this;
    this.status.textContent = left.length === ids.length && !found ? "" : counted(left.length);
    const words = found && left.length ? await this.#words().catch(() => null) : null;
    if (this.found !== found) return;
    this.list.hidden = !words;
    if (!words) return;
    const entries = left.slice(0, LISTED).map((place) => {
      const id = ids[place];
      const link = make("a", { href: pageOf(id), "data-paper": id }, words.titles[place]);
      return make("li", {}, link, " ", make("span", { class: "facts" }, words.authors[place]));
    });
    const more = left.length - entries.length;
    this.list.replaceChildren(make("ul", {}, ...entries));
    if (more) this.list.append(make("p", {}, `${counted(more)} more on the map`));
  }
}
