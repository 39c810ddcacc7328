// The page My list: the papers that somebody sent, those that the reader marked, and where the
// marks are kept.

import { cardsOf, index } from "./cards.js";
import { rowsOf } from "./columns.js";
import { table } from "./finder.js";
import { make } from "./make.js";
import { keep } from "./marks.js";
import { learn, unmet } from "./learn.js";
import { dataPart } from "./mylist-data.js";
import { papersPart } from "./mylist-papers.js";
import { sentPart } from "./mylist-sent.js";
import { leave, returned } from "./returns.js";

let listening = false;
let refresh = () => {};
let showSent = async () => {};
let leaving = () => {};

export async function start() {
  refresh = () => {};
  showSent = async () => {};
  leaving = () => {};
  const place = document.querySelector("[data-my-list]");
  if (!place) return;
  if (!listening) {
    listening = true;
    keep.addEventListener("change", () => refresh());
    addEventListener("hashchange", () => void showSent());
    addEventListener("click", () => leaving(), { capture: true });
    addEventListener("pagehide", () => leaving());
  }
  const before = returned();
  const { themes } = await index().catch(() => ({ themes: [] }));
  const sent = sentPart();
  const papers = papersPart(new Map(themes.map(({ id, title }) => [id, title])), before?.shown);
  const fetching = make("p", { class: "keep-fetching", role: "status" });
  const data = dataPart((ids) => void ask(ids));
  refresh = () => {
    sent.refresh();
    papers.refresh();
    data.refresh();
  };
  showSent = sent.show;
  place.replaceChildren(sent.element, fetching, papers.element, data.element);
  refresh();
  await showSent();
  if (!place.isConnected) return;
  if (before) scrollTo(0, before.y); // now that there is something to scroll to
  leaving = () => {
    if (place.isConnected) leave({ shown: papers.most(), y: scrollY });
  };
  await ask(unmet());

  /**
   * Fetch what is to be said of papers, and which of all this site does not have.
   * @param {Iterable<string>} ids
   */
  async function ask(ids) {
    fetching.textContent = unmet().length ? "Fetching titles, authors and years …" : "";
    const isTold = await learn(ids);
    const failed = "Titles, authors and years could not be fetched. Is there a connection?";
    fetching.textContent = isTold ? "" : failed;
    papers.lose(await gone().catch(() => new Set()));
  }
}

/** The marked papers that this site does not have. Rejects if that cannot be found out. */
async function gone() {
  const ids = [...keep.marks.keys()];
  if (!ids.length) return new Set();
  const found = rowsOf(await table("rows-papers"), ids);
  // Of ids with the same hash one is found only, so the cards have the last word.
  const { missing } = await cardsOf(ids.filter((id) => !found.has(id)));
  return new Set(missing);
}
