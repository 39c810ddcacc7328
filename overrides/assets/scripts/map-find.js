// Finding papers on the map by words, as the search does: the field, how many, a list of the first.

import { pageOf } from "./cards.js";
import { decorate } from "./chips.js";
import { rowsOf } from "./columns.js";
import { find, paper, table } from "./finder.js";
import { make } from "./make.js";
import { isEmpty, parse } from "./words.js";

/**
 * The papers that were found, each by its place on the map, with its row in the search; the best
 * first. `partly` if they have only some of the words.
 * @typedef {{rows: Map<number, number>, partly: boolean}} Found
 */

const LISTED = 6;
/** What the address of the page says was looked for. */
const ASKED = "q";
/** In milliseconds: between two letters of somebody who types. */
const PATIENCE = 150;

/** @param {number} papers */
const counted = (papers) =>
  `${papers.toLocaleString("en")} ${papers === 1 ? "paper" : "papers"}`;

/** The field and what stands beside and below it; `found` is null while nothing is looked for. */
export class Finder {
  field = make("input", { type: "search", placeholder: "Find on the map" });
  status = make("span", { class: "status", role: "status" });
  list = make("div", { class: "hits", hidden: true });
  /** @type {Found | null} */
  found = null;
  #ids;
  #changed;
  #waiting = 0;
  /** The places on the map of the papers by their rows in the search. @type {number[] | null} */
  #places = null;

  /**
   * @param {readonly string[]} ids of all papers
   * @param {() => void} changed
   */
  constructor(ids, changed) {
    this.#ids = ids;
    this.#changed = changed;
    this.field.setAttribute("aria-label", "Find on the map");
    this.field.addEventListener("input", () => {
      clearTimeout(this.#waiting);
      this.#waiting = window.setTimeout(() => void this.#find(), PATIENCE);
    });
    this.field.value = new URLSearchParams(location.search).get(ASKED) ?? "";
    if (this.field.value) void this.#find();
  }

  async #find() {
    const wanted = this.field.value;
    const found = await this.#search(wanted).catch(() => undefined);
    if (this.field.value !== wanted) return; // typing went on, and is answered
    if (found === undefined) {
      this.status.textContent = "The search could not be loaded.";
      return;
    }
    this.found = found;
    this.#changed();
    // For who comes back from a paper, or sends the address on.
    const address = new URL(location.href);
    if (wanted) address.searchParams.set(ASKED, wanted);
    else address.searchParams.delete(ASKED);
    history.replaceState(history.state, "", address);
  }

  /**
   * @param {string} text
   * @returns {Promise<Found | null>} null, for all papers, if no word is looked for
   */
  async #search(text) {
    const query = parse(text);
    if (isEmpty(query)) return null;
    const [{ hits, partly, absent }, hashes] = await Promise.all([
      find(query, () => this.field.value === text),
      table("rows-papers"),
    ]);
    this.#places ??= placed(this.#ids, hashes);
    const places = this.#places;
    const rows = new Map(hits.flatMap(({ row }) => (row in places ? [[places[row], row]] : [])));
    return { rows, partly: partly || absent.length > 0 };
  }

  /**
   * Say how many papers are left, and list the first of those that were looked for.
   * @param {number} left how many
   * @param {(place: number) => boolean} open
   */
  async show(left, open) {
    const { found } = this;
    const some = found?.partly ? " with some of the words" : "";
    this.status.textContent =
      left === this.#ids.length && !found ? "" : `${counted(left)}${some}`;
    const best = [...(found?.rows ?? [])].filter(([place]) => open(place)).slice(0, LISTED);
    const papers = await Promise.all(best.map(([, row]) => paper(row))).catch(() => []);
    if (this.found !== found) return;
    this.list.hidden = !papers.length;
    const entries = papers.map(({ id, title, authors, year }) => {
      const link = make("a", { href: pageOf(id), "data-paper": id }, title);
      const facts = [authors, year].filter(Boolean).join(" · ");
      return make("li", {}, link, " ", make("span", { class: "facts" }, facts));
    });
    this.list.replaceChildren(make("ul", {}, ...entries));
    const more = left - entries.length;
    decorate(this.list);
    if (more) this.list.append(make("p", {}, `${counted(more).replace(" ", " more ")} on the map`));
  }
}

/**
 * The places of papers on the map by their rows in the search.
 * @param {readonly string[]} ids
 * @param {string} hashes of the ids, in the order of the rows
 */
export function placed(ids, hashes) {
  const rows = rowsOf(hashes, ids);
  /** @type {number[]} */
  const places = [];
  ids.forEach((id, place) => {
    const row = rows.get(id);
    if (row !== undefined) places[row] = place;
  });
  return places;
}
