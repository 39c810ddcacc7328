// How much of the library is read: in all on the home page, and of each theme on its card and page.

import { ROOT, index } from "./cards.js";
import { learn } from "./learn.js";
import { make } from "./make.js";
import { keep } from "./marks.js";
import { counted } from "./shelf.js";

let listening = false;

export function start() {
  if (!listening) {
    listening = true;
    keep.addEventListener("change", () => void show());
  }
  void show();
  void learn(); // which shows it anew, if papers were marked whose themes are not known yet
}

/** Show progress once something is marked; before that there is none to speak of. */
async function show() {
  const { byTheme, byStatus } = counted(keep.marks);
  if (!keep.marks.size && !document.querySelector(".keep-progress")) return;
  const found = await index().catch(() => null);
  if (!found) return;
  const themes = new Map(found.themes.map((theme) => [theme.id, theme]));

  /** @type {HTMLAnchorElement[]} */
  const cards = [...document.querySelectorAll(/** @type {"a"} */ (".grid.cards a.title"))];
  for (const link of cards) {
    const theme = themes.get(themeOf(new URL(link.href)));
    const card = link.closest("li");
    const read = byTheme.get(theme?.id ?? "") ?? 0;
    // A card without progress says nothing of it, unless it did and was taken back.
    if (theme?.papers && card && (read || card.querySelector(".keep-progress")))
      put(card, bar(read, theme.papers, theme.title));
  }

  const counts = document.querySelector("p.ways") ?? document.querySelector("p.counts");
  const here = themes.get(themeOf(new URL(location.href)));
  if (counts && here?.papers) {
    put(counts, bar(byTheme.get(here.id) ?? 0, here.papers, here.title), "after");
  } else if (counts && cards.length && location.pathname === ROOT.pathname) {
    const read = byStatus.get("read") ?? 0;
    const more = [
      ["reading", "being read"],
      ["to-read", "to read"],
    ].flatMap(([status, words]) => {
      const number = byStatus.get(status ?? "") ?? 0;
      return number ? [`${number} ${words}`] : [];
    });
    const all = bar(read, found.papers, "the library", more);
    all.append(" ", make("a", { href: new URL("my-list/", ROOT).href }, "My list"));
    put(counts, all, "after");
  }
}

/**
 * The theme on whose pages an address is, or "".
 * @param {URL} address
 */
function themeOf({ pathname }) {
  const [folder, id = ""] = pathname.slice(ROOT.pathname.length).split("/");
  return folder === "themes" ? id : "";
}

/**
 * @param {Element} element
 * @param {HTMLElement} progress
 * @param {"in" | "after"} where
 */
function put(element, progress, where = "in") {
  const old =
    where === "in"
      ? element.querySelector(":scope > .keep-progress")
      : element.parentElement?.querySelector(":scope > .keep-progress");
  if (old) old.replaceWith(progress);
  else if (where === "in") element.append(progress);
  else element.after(progress);
}

/**
 * @param {number} read
 * @param {number} all
 * @param {string} of
 * @param {string[]} [more]
 */
function bar(read, all, of, more = []) {
  const done = Math.min(read, all);
  const words = [`${done.toLocaleString("en")} of ${all.toLocaleString("en")} read`, ...more];
  return make(
    "div",
    { class: "keep-progress" },
    make("progress", { value: done, max: all, "aria-label": `Read of ${of}` }),
    make("span", {}, words.join(" · ")),
  );
}
