// On My list: the papers that somebody sent by a link, to be looked at and kept.

import { cardsOf } from "./cards.js";
import { decorate } from "./chips.js";
import { factsLine, papers, titleLink } from "./entries.js";
import { Unusable, fromFragment } from "./exchange.js";
import { button, icon, make } from "./make.js";
import { alterAll, keep } from "./marks.js";
import { factsFrom, isEmpty } from "./shelf.js";

/** @typedef {import("./cards.js").Card} Card */

/** The papers that the address carries, and the buttons to keep them. */
export function sentPart() {
  const element = make("section", {
    class: "keep-sent",
    "aria-label": "Papers somebody sent you",
    hidden: true,
  });
  const closing = button(
    { class: "keep-button" },
    () => {
      history.replaceState(history.state, "", location.pathname + location.search);
      element.hidden = true;
    },
    "Close",
  );
  /** @type {[string, Card][]} */
  let sent = [];
  /** @type {Map<string, HTMLButtonElement>} */
  let keepers = new Map();
  const all = button({ class: "keep-button" }, () => take(sent), "Keep all as to read");

  /**
   * Keep those that are not marked yet.
   * @param {[string, Card][]} some
   */
  function take(some) {
    const fresh = some.filter(([id]) => isEmpty(keep.get(id)));
    alterAll(
      fresh.map(([id, card]) => [id, { status: "to-read", facts: factsFrom(card) }]),
      `${papers(fresh.length)} kept as to read.`,
    );
  }

  function refresh() {
    for (const [id, one] of keepers) one.hidden = !isEmpty(keep.get(id));
    all.disabled = sent.every(([id]) => !isEmpty(keep.get(id)));
    decorate(element);
  }

  /** Show what the address carries, if it carries papers. */
  async function show() {
    try {
      const ids = await fromFragment(location.hash);
      if (!ids) return;
      const { cards, missing } = await cardsOf(ids);
      sent = cards;
      keepers = new Map(
        cards.map(([id, card]) => {
          const word = [icon("to-read"), "Keep as to read"];
          return [id, button({ class: "keep-button" }, () => take([[id, card]]), ...word)];
        }),
      );
      element.replaceChildren(
        make("h2", {}, `${papers(ids.length)} somebody sent you`),
        make("p", {}, "Nothing is kept until you say so, and what you have marked stays as it is."),
        make("p", { class: "keep-row" }, ...(cards.length ? [all] : []), closing),
        ...missingPart(missing),
        make("div", { class: "papers" }, make("ul", {}, ...cards.map(row))),
      );
      refresh();
    } catch (error) {
      const text = "The papers of this link could not be fetched. Is there a connection?";
      const told = error instanceof Unusable ? error.message : text;
      element.replaceChildren(make("p", { role: "alert" }, told), closing);
    }
    element.hidden = false;
  }

  /** @param {[string, Card]} sent */
  function row([id, card]) {
    const facts = make("span", { class: "facts" }, ...factsLine(card));
    return make("li", {}, titleLink(id, card.title), " ", facts, keepers.get(id) ?? "");
  }

  return { element, show, refresh };
}

/** @param {string[]} ids */
function missingPart(ids) {
  if (!ids.length) return [];
  const are = ids.length === 1 ? "is" : "are";
  const text = `${papers(ids.length)} of the link ${are} not on this site: ${ids.join(", ")}`;
  return [make("p", { class: "facts" }, text)];
}
