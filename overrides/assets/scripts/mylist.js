// The page My list: the papers that somebody sent, those that the reader marked, and where the
// marks are kept.

import { cardsOf, index } from "./cards.js";
import { rowsOf } from "./columns.js";
import { table } from "./finder.js";
import { make } from "./make.js";
import { keep, meet } from "./marks.js";
import { dataPart } from "./mylist-data.js";
import { papersPart } from "./mylist-papers.js";
import { sentPart } from "./mylist-sent.js";

let listening = false;
let refresh = () => {};
let showSent = async () => {};

export async function start() {
  refresh = () => {};
  showSent = async () => {};
  const place = document.querySelector("[data-my-list]");
  if (!place) return;
  if (!listening) {
    listening = true;
    keep.addEventListener("change", () => refresh());
    addEventListener("hashchange", () => void showSent());
  }
  const { themes } = await index().catch(() => ({ themes: [] }));
  const sent = sentPart();
  const papers = papersPart(new Map(themes.map(({ id, title }) => [id, title])));
  const fetching = make("p", { class: "keep-fetching", role: "status" });
  const data = dataPart((ids) => void learn(ids));
  refresh = () => {
    sent.refresh();
    papers.refresh();
    data.refresh();
  };
  showSent = sent.show;
  place.replaceChildren(sent.element, fetching, papers.element, data.element);
  refresh();
  await showSent();
  await learn(untitled().map(([id]) => id));

  /**
   * Fetch what is to be said of papers, and which of all this site does not have.
   * @param {Iterable<string>} ids
   */
  async function learn(ids) {
    fetching.textContent = untitled().length ? "Fetching the titles …" : "";
    const isMet = await meet(ids);
    fetching.textContent = isMet ? "" : "The titles could not be fetched. Is there a connection?";
    papers.lose(await gone().catch(() => new Set()));
  }
}

/** The marked papers of which not even the title is known. */
const untitled = () => [...keep.marks].filter(([, { facts }]) => !facts.title);

/** The marked papers that this site does not have. Rejects if that cannot be found out. */
async function gone() {
  const ids = [...keep.marks.keys()];
  if (!ids.length) return new Set();
  const found = rowsOf(await table("rows-papers"), ids);
  // Of ids with the same hash one is found only, so the cards have the last word.
  const { missing } = await cardsOf(ids.filter((id) => !found.has(id)));
  return new Set(missing);
}
