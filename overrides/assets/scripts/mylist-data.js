// On My list: where the marks are kept, and how they get out and in.

import { papers } from "./entries.js";
import { Unusable, fromFile, imported } from "./exchange.js";
import { MESSAGES } from "./keep.js";
import { help } from "./keys.js";
import { button, make, save } from "./make.js";
import { alterAll, keep, saveAll } from "./marks.js";
import { toast } from "./toast.js";

const ABOUT =
  "Your marks and notes are kept in this browser on this device only; nobody else sees them, and" +
  " they go when you delete the data of this site in the browser. A file takes them to another" +
  " browser, where they are added to what is there.";

/**
 * What is said of it, and the buttons.
 * @param {(ids: Iterable<string>) => void} added is called with what a file brought
 */
export function dataPart(added) {
  const trouble = make("p", { class: "keep-trouble" });
  const damaged = make("div");
  const file = make("input", {
    type: "file",
    accept: ".json,application/json",
    hidden: true,
    "aria-label": "A file of marks",
  });
  file.addEventListener("change", () => {
    const [chosen] = file.files ?? [];
    if (chosen) void add(chosen, added).finally(() => (file.value = ""));
  });
  const out = button({ class: "keep-button" }, saveAll, "Save all as a file");
  const into = button({ class: "keep-button" }, () => file.click(), "Add from a file");
  const keys = button({ class: "keep-button" }, help, "Keys");
  const element = make(
    "section",
    { class: "keep-data" },
    make("h2", {}, "Where this is kept"),
    make("p", {}, ABOUT),
    trouble,
    make("p", { class: "keep-row" }, out, into, keys, file),
    damaged,
  );

  function refresh() {
    out.disabled = keep.marks.size === 0;
    trouble.hidden = !keep.trouble;
    trouble.textContent = keep.trouble && MESSAGES[keep.trouble];
    damaged.replaceChildren(...[...keep.damaged].map(damagedRow));
  }

  return { element, refresh };
}

/**
 * A damaged text, to be saved or deleted.
 * @param {[string, string]} text the key under which it is, and the text
 * @param {number} place
 */
function damagedRow([key, text], place) {
  const name = `damaged-marks-${place + 1}.txt`;
  return make(
    "p",
    { class: "keep-row" },
    `Damaged text, ${text.length.toLocaleString("en")} characters: `,
    button({ class: "keep-button" }, () => save(name, "text/plain", text), "Save it as a file"),
    button({ class: "keep-button" }, () => keep.discard(key), "Delete it"),
  );
}

/**
 * Add the marks of a file to those that are here.
 * @param {File} file
 * @param {(ids: Iterable<string>) => void} met is called with the papers whose marks are altered
 */
async function add(file, met) {
  try {
    const { marks, broken, partial } = await fromFile(file, new Date());
    const { parts, added, changed, same } = imported(keep.marks, marks);
    const [fresh, other, equal, odd, cut] = [added, changed, same, broken, partial].map((number) =>
      number.toLocaleString("en"),
    );
    const counts = `${fresh} new, ${other} changed, ${equal} already so`;
    const skipped = broken ? `, ${odd} unusable and skipped` : "";
    const halved = partial ? `, ${cut} read only in part` : "";
    alterAll(parts, `${papers(marks.size)} in the file: ${counts}${skipped}${halved}.`);
    met(parts.keys());
  } catch (error) {
    const text = "This file could not be read. Nothing was changed.";
    toast(error instanceof Unusable ? error.message : text);
  }
}
