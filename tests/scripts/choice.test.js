// What My list shows for a choice, and that an address carries the choice.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  EVERYTHING,
  NO_THEME,
  ORDERS,
  chosen,
  fromQuery,
  statusCounts,
  toQuery,
} from "../../overrides/assets/scripts/choice.js";
import { NO_FACTS, NO_MARK } from "../../overrides/assets/scripts/shelf.js";

const THEMES = new Map([
  ["speech", "Speech and sound"],
  ["learning", "Learning by itself"],
]);

/**
 * @param {Partial<import("../../overrides/assets/scripts/shelf.js").Mark>} part
 * @param {Partial<import("../../overrides/assets/scripts/shelf.js").Facts>} facts
 */
const mark = (part, facts) => ({ ...NO_MARK, ...part, facts: { ...NO_FACTS, ...facts } });

const MARKS = new Map([
  [
    "echoes",
    mark(
      { status: "read", changed: "2026-01-02T00:00:00.000Z" },
      { title: "Échoes of words", authors: "Müller", year: 2020, theme: "speech" },
    ),
  ],
  [
    "labels",
    mark(
      { starred: true, note: "for the seminar", changed: "2026-01-03T00:00:00.000Z" },
      { title: "a study of labels", year: 2022, theme: "learning" },
    ),
  ],
  [
    "tables",
    mark(
      { status: "to-read", changed: "2026-01-01T00:00:00.000Z" },
      { title: "Tidy tables", venue: "Journal of State-of-the-Art" },
    ),
  ],
]);

/** @param {Partial<typeof EVERYTHING>} choice */
const shown = (choice) => chosen(MARKS, { ...EVERYTHING, ...choice }, THEMES).join(" ");

for (const [choice, expected] of /** @type {const} */ ([
  [{}, "labels echoes tables"],
  [{ order: "title" }, "labels echoes tables"],
  [{ order: "year" }, "labels echoes tables"],
  [{ order: "theme" }, "labels echoes tables"],
  [{ status: "read" }, "echoes"],
  [{ status: "none" }, "labels"],
  [{ status: "skipped" }, ""],
  [{ starred: true }, "labels"],
  [{ noted: true }, "labels"],
  [{ theme: "speech" }, "echoes"],
  [{ theme: NO_THEME }, "tables"],
  [{ words: "echoes MULLER" }, "echoes"],
  [{ words: "state of the art" }, "tables"],
  [{ words: "seminar" }, "labels"],
  [{ words: "sound" }, "echoes"],
  [{ words: "echoes seminar" }, ""],
  [{ words: " – " }, "labels echoes tables"],
])) {
  test(`${JSON.stringify(choice)} shows ${expected || "nothing"}`, () => {
    assert.equal(shown(choice), expected);
  });
}

test("a paper whose title is not known is found by its id, and no other", () => {
  const marks = new Map([
    ["of-owls", mark({ status: "read" }, {})],
    ["of-owls-again", mark({ status: "read" }, { title: "Birds" })],
  ]);
  assert.deepEqual(chosen(marks, { ...EVERYTHING, words: "owls" }, THEMES), ["of-owls"]);
});

test("that a paper is in no theme is the same after its way through an address", () => {
  const choice = { ...EVERYTHING, theme: NO_THEME };
  assert.deepEqual(fromQuery(toQuery(choice), THEMES), choice);
});

test("each order puts first what it says", () => {
  const marks = new Map([
    [
      "old",
      mark({ changed: "2026-01-01T00:00:00.000Z" }, { title: "Zeta", year: 2024, theme: "speech" }),
    ],
    [
      "new",
      mark(
        { changed: "2026-01-02T00:00:00.000Z" },
        { title: "Alpha", year: 2020, theme: "learning" },
      ),
    ],
    ["bare", mark({ changed: "2026-01-03T00:00:00.000Z" }, { title: "Mu" })],
  ]);
  const orders = Object.fromEntries(
    ORDERS.map(({ id }) => [id, chosen(marks, { ...EVERYTHING, order: id }, THEMES).join(" ")]),
  );
  assert.deepEqual(orders, {
    changed: "bare new old",
    title: "new bare old",
    year: "old new bare",
    theme: "new old bare",
  });
});

test("a choice is the same after its way through an address", () => {
  const choice = {
    status: "none",
    starred: true,
    noted: true,
    theme: "speech",
    words: "a & b=c",
    order: "year",
  };
  assert.deepEqual(fromQuery(toQuery(choice), THEMES), choice);
});

test("the usual choice needs no query", () => {
  assert.equal(toQuery(EVERYTHING), "");
  assert.deepEqual(fromQuery("", THEMES), EVERYTHING);
});

test("what an address says wrong is as usual", () => {
  const wrong = "?status=burnt&theme=no-such-theme&order=sideways&other=1";
  assert.deepEqual(fromQuery(wrong, THEMES), EVERYTHING);
});

test("papers are counted by status, and those without", () => {
  const counts = Object.fromEntries(statusCounts(MARKS).map(({ id, count }) => [id, count]));
  assert.deepEqual(counts, { "to-read": 1, reading: 0, read: 1, skipped: 0, none: 1 });
});
