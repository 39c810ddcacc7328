// The page My list: the papers that somebody sent, those that the reader marked, and where the
// marks are kept.

import { index } from "./cards.js";
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
  const data = dataPart();
  refresh = () => {
    sent.refresh();
    papers.refresh();
    data.refresh();
  };
  showSent = sent.show;
  place.replaceChildren(sent.element, papers.element, data.element);
  refresh();
  await showSent();
  const unknown = [...keep.marks].filter(([, { facts }]) => !facts.title || !facts.authors);
  void meet(unknown.map(([id]) => id));
}
