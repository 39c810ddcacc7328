// The papers that are left on Browse, to be saved as one file.

import { cardsOf } from "./cards.js";
import { papers as inWords } from "./entries.js";
import { FORMATS } from "./exchange.js";
import { paper } from "./finder.js";
import { button, save } from "./make.js";
import { toast } from "./toast.js";

/** How many papers can be saved, each of which is loaded for that. */
const MOST = 500;

/**
 * Offer some papers as a file of each format.
 * @param {HTMLElement} element
 * @param {readonly number[]} rows
 */
export function offer(element, rows) {
  element.hidden = !rows.length || rows.length > MOST;
  element.replaceChildren(
    rows.length === 1 ? "Save this paper as " : `Save these ${inWords(rows.length)} as `,
    ...FORMATS.map((format) =>
      button({ class: "ps-browse__file" }, () => void saveAs(rows, format), format.name),
    ),
  );
}

/**
 * @param {readonly number[]} rows
 * @param {import("./exchange.js").Format} format
 */
async function saveAs(rows, { suffix, type, text }) {
  try {
    const chosen = await Promise.all(rows.map(paper));
    const { cards } = await cardsOf(chosen.map(({ id }) => id));
    save(`papers${suffix}`, type, text(cards.map(([, card]) => card)));
  } catch {
    toast("The papers could not be loaded. Are you offline?");
  }
}
