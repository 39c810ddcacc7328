// What becomes of marks as values: read, written, merged and counted.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  NO_FACTS,
  NO_MARK,
  STATUSES,
  alike,
  altered,
  counted,
  fromText,
  isEmpty,
  isIdentifier,
  joinedNotes,
  marked,
  merge,
  reconciled,
  reverted,
  tidied,
  toText,
} from "../../overrides/assets/scripts/shelf.js";

const NOW = new Date("2026-03-01T12:00:00.000Z");

/** @param {Partial<import("../../overrides/assets/scripts/shelf.js").Mark>} part */
const mark = (part) => ({ ...NO_MARK, changed: NOW.toISOString(), ...part });

test("the keys of the statuses differ", () => {
  assert.equal(new Set(STATUSES.map(({ key }) => key)).size, STATUSES.length);
});

test("marks that are written are read as they were", () => {
  const facts = { ...NO_FACTS, title: "On Echoes", year: 2020, theme: "speech" };
  const marks = new Map([
    ["echoes", mark({ status: "read", starred: true, note: "Line\n“two”", facts })],
    ["labels", mark({ note: "x" })],
  ]);
  assert.deepEqual(fromText(toText(marks)), { kind: "current", marks, lost: 0, partial: 0 });
});

test("facts that are kept no more are read past", () => {
  const facts = { title: "On Echoes", url: "https://example.org/" };
  const stored = { version: 1, papers: { a: { status: "read", facts } } };
  const { kind, marks, lost } = fromText(JSON.stringify(stored));
  assert.deepEqual([kind, lost], ["current", 0]);
  assert.deepEqual(marks.get("a")?.facts, { ...NO_FACTS, title: "On Echoes" });
});

test("equal marks give equal text in whatever order they were made", () => {
  const [a, b] = [mark({ status: "read" }), mark({ starred: true })];
  assert.equal(
    toText(
      new Map([
        ["a", a],
        ["b", b],
      ]),
    ),
    toText(
      new Map([
        ["b", b],
        ["a", a],
      ]),
    ),
  );
});

for (const text of [
  "",
  "{",
  "null",
  "7",
  "[]",
  '"read"',
  "{}",
  '{"papers": []}',
  '{"version": "1", "papers": {}}',
  '{"version": -1, "papers": {}}',
  '{"version": 1.5, "papers": {}}',
]) {
  test(`text that holds no marks is damaged: ${text || "(nothing)"}`, () => {
    const { kind, marks, lost } = fromText(text);
    assert.deepEqual([kind, marks.size, lost], ["damaged", 0, 1]);
  });
}

test("what has no version is read: a word for a status, or a mark with what it has", () => {
  const { kind, marks, lost } = fromText('{"papers": {"a": "read", "b": {"note": "x"}}}');
  assert.equal(kind, "older");
  assert.equal(lost, 0);
  assert.equal(marks.get("a")?.status, "read");
  assert.deepEqual(marks.get("b"), { ...NO_MARK, note: "x" });
});

test("a later version is read as far as it is understood", () => {
  const { kind, marks } = fromText(
    '{"version": 2, "papers": {"a": {"status": "read", "rating": 5}}, "shelves": []}',
  );
  assert.equal(kind, "newer");
  assert.equal(marks.get("a")?.status, "read");
});

for (const [what, stored, kept] of /** @type {const} */ ([
  ["a status that there is not", { status: "burnt", note: "x" }, { note: "x" }],
  ["a status of another type", { status: 7, note: "x" }, { note: "x" }],
  ["a star of another type", { starred: "yes", note: "x" }, { note: "x" }],
  ["a note of another type", { status: "read", note: ["x"] }, { status: "read" }],
  ["a time that is none", { status: "read", changed: "lately" }, { status: "read" }],
])) {
  test(`the rest of a mark is kept, and a loss counted, for ${what}`, () => {
    const text = JSON.stringify({ version: 1, papers: { a: stored } });
    const { marks, lost, partial } = fromText(text);
    assert.deepEqual([...marks], [["a", { ...NO_MARK, ...kept }]]);
    assert.deepEqual([lost, partial], [0, 1]);
  });
}

for (const [what, papers] of [
  ["a mark that is none", '{"a": 7, "b": {"status": "read"}}'],
  ["a mark with nothing to read", '{"a": {"status": 5, "note": 7}, "b": {"status": "read"}}'],
  ["an id that can be none", '{"A b": {"status": "read"}, "b": {"status": "read"}}'],
  [
    "an id that is a name of JavaScript’s own",
    '{"__proto__": {"status": "read"}, "b": {"status": "read"}}',
  ],
]) {
  test(`the other marks are kept, and a loss counted, for ${what}`, () => {
    const { kind, marks, lost, partial } = fromText(`{"version": 1, "papers": ${papers}}`);
    assert.deepEqual([kind, [...marks.keys()], lost, partial], ["current", ["b"], 1, 0]);
  });
}

for (const changed of ["+275760-09-13T00:00:00.000Z", "-000001-01-01T00:00:00.000Z", "9999-12-31T23:59:59-14:00"]) {
  test(`a mark of ${changed} counts as without a time, and can still be altered`, () => {
    const papers = { a: { status: "read", starred: true, note: "x", changed } };
    const { marks, partial } = fromText(JSON.stringify({ version: 1, papers }));
    const given = { status: "read", starred: true, note: "x" };
    assert.deepEqual([...marks], [["a", { ...NO_MARK, ...given }]]);
    assert.equal(partial, 1);
    assert.equal(altered(marks.get("a"), { status: "" }, NOW).changed, NOW.toISOString());
  });
}

for (const changed of ["9999-12-31", "9999-12-31T23:59:59.999Z"]) {
  test(`a mark of ${changed} is whole, and so is what is altered of it, and later`, () => {
    const papers = { a: { status: "read", changed } };
    const { marks, lost, partial } = fromText(JSON.stringify({ version: 1, papers }));
    const next = new Map([["a", altered(marks.get("a"), { status: "skipped" }, NOW)]]);
    assert.deepEqual([lost, partial], [0, 0]);
    assert.deepEqual(fromText(toText(next)), { kind: "current", marks: next, lost: 0, partial: 0 });
    assert.equal(merge(next, marks).get("a")?.status, "skipped");
  });
}

test("an id is a slug", () => {
  assert.ok(["a", "2401.00001", "a-b_c.d"].every(isIdentifier));
  assert.ok(!["", "-a", "A", "a b", "a/b", "ä", "a".repeat(201)].some(isIdentifier));
});

test("of two marks on a paper the later one is taken, from whichever side", () => {
  const early = mark({ status: "to-read", changed: "2026-01-01T00:00:00.000Z" });
  const late = mark({ status: "read", changed: "2026-01-01T00:00:00.001Z" });
  for (const [left, right] of [
    [early, late],
    [late, early],
  ]) {
    assert.equal(merge(new Map([["a", left]]), new Map([["a", right]])).get("a"), late);
  }
});

test("marks of both sides are there after merging", () => {
  const merged = merge(
    new Map([["a", mark({ starred: true })]]),
    new Map([["b", mark({ note: "x" })]]),
  );
  assert.deepEqual([...merged.keys()], ["a", "b"]);
});

test("two marks of the same moment are merged alike on both sides", () => {
  const [one, other] = [mark({ status: "read" }), mark({ status: "skipped" })];
  const left = merge(new Map([["a", one]]), new Map([["a", other]]));
  const right = merge(new Map([["a", other]]), new Map([["a", one]]));
  assert.deepEqual(left, right);
});

test("facts that were renewed are taken with a mark that says the same", () => {
  const old = mark({ status: "read", facts: { ...NO_FACTS, title: "Zebras" } });
  const renewed = { ...old, facts: { ...NO_FACTS, title: "Aardvarks" } };
  assert.equal(merge(new Map([["a", old]]), new Map([["a", renewed]])).get("a"), renewed);
});

test("a removal is merged as a change, so that it is not undone by an earlier mark", () => {
  const before = mark({ status: "read", note: "x" });
  const removed = altered(before, { status: "", note: "" }, NOW);
  assert.ok(isEmpty(removed));
  const merged = merge(new Map([["a", removed]]), new Map([["a", before]]));
  assert.equal(marked(merged).size, 0);
});

test("a removed mark keeps nothing of the paper", () => {
  const before = mark({ status: "read", facts: { ...NO_FACTS, title: "Zebras" } });
  assert.deepEqual(altered(before, { status: "" }, NOW).facts, NO_FACTS);
});

test("an alteration is later than what it alters, even if the clock was put back", () => {
  const before = mark({ status: "read", changed: "2030-01-01T00:00:00.000Z" });
  assert.equal(altered(before, { starred: true }, NOW).changed, "2030-01-01T00:00:00.001Z");
});

test("an alteration may bring its own time", () => {
  const changed = "2025-01-01T00:00:00.000Z";
  assert.equal(altered(undefined, { status: "read", changed }, NOW).changed, changed);
});

const [EARLY, MIDDLE, LATE] = ["2026-01-01", "2026-01-02", "2026-01-03"].map(
  (day) => `${day}T00:00:00.000Z`,
);

for (const [what, my, their, both] of /** @type {const} */ ([
  ["a note, and a status", { note: "mine" }, { status: "read" }, { note: "mine", status: "read" }],
  ["a star, and its removal", { starred: true }, { status: "" }, { starred: true, status: "" }],
  ["two notes", { note: "mine" }, { note: "theirs" }, { note: "theirs\n\nmine" }],
  ["two statuses", { status: "skipped" }, { status: "read" }, { status: "read" }],
])) {
  test(`what a page could not write and what storage holds since are one: ${what}`, () => {
    const was = mark({ status: "to-read", changed: EARLY });
    const mine = mark({ ...was, ...my, changed: MIDDLE });
    const theirs = mark({ ...was, ...their, changed: LATE });
    const one = reconciled(new Map([["a", was]]), new Map([["a", mine]]), new Map([["a", theirs]]));
    const changed = "2026-01-03T00:00:00.001Z";
    assert.deepEqual([...one], [["a", { ...was, ...both, changed }]]);
  });
}

test("a mark that a page did not alter gives way to the later one as a whole", () => {
  const was = mark({ status: "read", note: "x", changed: EARLY });
  const theirs = mark({ changed: LATE });
  const [mine, stored] = [new Map([["a", was]]), new Map([["a", theirs]])];
  assert.deepEqual(reconciled(mine, mine, stored), stored);
});

test("what a page could not write does not give way to what was stored long before", () => {
  const old = new Map([["a", mark({ status: "to-read", changed: EARLY })]]);
  const was = new Map([["a", mark({ status: "read", changed: MIDDLE })]]);
  const mine = new Map([["a", mark({ status: "read", note: "x", changed: LATE })]]);
  assert.deepEqual(reconciled(was, mine, old), mine);
});

test("what was done is taken back, and what was done since stays", () => {
  const facts = { ...NO_FACTS, title: "On Echoes" };
  /** @param {Partial<typeof NO_MARK>} a @param {Partial<typeof NO_MARK>} b */
  const marks = (a, b) => new Map(Object.entries({ a: mark({ ...a, facts }), b: mark(b) }));
  const before = marks({}, { starred: true });
  const after = marks({ status: "read" }, { status: "read" });
  const since = marks({ status: "read", note: "x" }, { status: "skipped" });
  assert.deepEqual(reverted(before, after, since), {
    parts: new Map([
      ["a", { status: "", facts }],
      ["b", { starred: true, facts: NO_FACTS }],
    ]),
    whole: false,
  });
  assert.equal(reverted(before, after, after).whole, true);
});

test("what was removed comes back with what was known of its paper", () => {
  const was = mark({ status: "read", note: "x", facts: { ...NO_FACTS, title: "On Echoes" } });
  const gone = new Map([["a", altered(was, { status: "", note: "" }, NOW)]]);
  const { parts } = reverted(new Map([["a", was]]), gone, gone);
  assert.deepEqual(parts.get("a"), { status: "read", note: "x", facts: was.facts });
});

test("a removal is forgotten after a month, a mark never", () => {
  const old = { changed: "2026-01-01T00:00:00.000Z" };
  const recent = { changed: "2026-02-20T00:00:00.000Z" };
  const marks = new Map([
    ["gone", mark(old)],
    ["going", mark(recent)],
    ["kept", mark({ ...old, starred: true })],
  ]);
  assert.deepEqual([...tidied(marks, NOW).keys()], ["going", "kept"]);
});

test("marks are alike whatever is known of the papers", () => {
  const one = new Map([["a", mark({ status: "read" })]]);
  assert.ok(
    alike(one, new Map([["a", mark({ status: "read", facts: { ...NO_FACTS, title: "x" } })]])),
  );
  assert.ok(!alike(one, new Map([["a", mark({ status: "skipped" })]])));
  assert.ok(!alike(one, new Map([["b", mark({ status: "read" })]])));
  assert.ok(!alike(one, new Map()));
});

for (const [base, mine, theirs, joined] of [
  ["", "mine", "", "mine"],
  ["a", "a", "a theirs", "a theirs"],
  ["a", "a mine", "a", "a mine"],
  ["a", "mine", "theirs", "theirs\n\nmine"],
  ["", "theirs and mine", "theirs", "theirs and mine"],
  ["", "mine", "mine and theirs", "mine and theirs"],
]) {
  test(`notes “${mine}” and “${theirs}”, both begun from “${base}”`, () => {
    assert.equal(joinedNotes(base ?? "", mine ?? "", theirs ?? ""), joined);
  });
}

test("papers are counted by theme where they are read, and by status in all", () => {
  const speech = { ...NO_FACTS, theme: "speech" };
  const { byTheme, byStatus } = counted(
    new Map([
      ["a", mark({ status: "read", facts: speech })],
      ["b", mark({ status: "read", facts: speech })],
      ["c", mark({ status: "to-read", facts: speech })],
      ["d", mark({ status: "read" })],
      ["e", mark({ starred: true })],
    ]),
  );
  assert.deepEqual(
    [...byTheme],
    [
      ["speech", 2],
      ["", 1],
    ],
  );
  assert.deepEqual(
    [...byStatus],
    [
      ["read", 3],
      ["to-read", 1],
      ["", 1],
    ],
  );
});
