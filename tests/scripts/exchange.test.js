// That marks and selections arrive elsewhere as they left, and nothing else gets in.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  FILE_LIMIT,
  FORMATS,
  LINK_LIMIT,
  LINK_START,
  Unusable,
  fromFile,
  fromFragment,
  imported,
  toFile,
  toFragment,
} from "../../overrides/assets/scripts/exchange.js";
import { NOTE_LIMIT, NO_MARK } from "../../overrides/assets/scripts/shelf.js";

const NOW = new Date("2026-03-01T12:00:00.000Z");
const EARLIER = "2026-01-01T00:00:00.000Z";
const LATER = "2026-02-01T00:00:00.000Z";

/** @param {Partial<import("../../overrides/assets/scripts/shelf.js").Mark>} part */
const mark = (part) => ({ ...NO_MARK, changed: EARLIER, ...part });

/** @param {Partial<import("../../overrides/assets/scripts/cards.js").Card>} part */
const card = (part) => ({
  title: "",
  authors: "",
  year: null,
  venue: "",
  theme: "",
  arxiv: "",
  url: "",
  code: "",
  bibtex: "",
  ris: "",
  csl: {},
  ...part,
});

/** @param {string} text */
const file = (text) => new Blob([text]);

test("a file of marks is read as it was saved", async () => {
  const marks = new Map([["a", mark({ status: "read", note: "“x”\n" })]]);
  const text = toFile(marks, "https://example.org/", NOW);
  assert.deepEqual(await fromFile(file(text), NOW), { marks, broken: 0, partial: 0 });
  assert.equal(JSON.parse(text).site, "https://example.org/");
});

test("a file that a person wrote, with a status for each paper, is read", async () => {
  const { marks } = await fromFile(file('{"papers": {"a": "read"}}'), NOW);
  assert.equal(marks.get("a")?.status, "read");
});

for (const [what, text] of [
  ["nothing", ""],
  ["no JSON", "@article{a, title = {b}}"],
  ["JSON of another kind", '[{"title": "x"}]'],
  ["a newer version", '{"version": 9, "papers": {}}'],
  ["too much", " ".repeat(FILE_LIMIT + 1)],
]) {
  test(`a file that holds ${what} is refused in words`, async () => {
    await assert.rejects(
      fromFile(file(text ?? ""), NOW),
      (error) => {
        assert.ok(error instanceof Unusable);
        assert.match(error.message, /[Nn]othing was changed\.$/);
        return true;
      },
    );
  });
}

test("a file that is too large is not read at all", async () => {
  let read = 0;
  const huge = file(" ".repeat(FILE_LIMIT + 1));
  huge.text = async () => String((read += 1));
  await assert.rejects(fromFile(huge, NOW), Unusable);
  assert.equal(read, 0);
});

test("what is broken in a file is counted, and the rest is used", async () => {
  const papers = {
    a: { status: "read" },
    "<b>": { status: "read" },
    c: { note: "x".repeat(NOTE_LIMIT + 1) },
    d: 7,
  };
  const { marks, broken } = await fromFile(file(JSON.stringify({ version: 1, papers })), NOW);
  assert.deepEqual([[...marks.keys()], broken], [["a"], 3]);
});

test("a mark from a file is of today at the latest", async () => {
  const text = toFile(
    new Map([["a", mark({ starred: true, changed: "9999-01-01T00:00:00.000Z" })]]),
    "",
    NOW,
  );
  const { marks } = await fromFile(file(text), NOW);
  assert.equal(marks.get("a")?.changed, NOW.toISOString());
});

test("what is new in a file is added, and what is there already is counted", () => {
  const mine = new Map([["a", mark({ status: "read" })]]);
  const theirs = new Map([
    ["a", mark({ status: "read", changed: LATER })],
    ["b", mark({ starred: true })],
  ]);
  const { parts, added, changed, same } = imported(mine, theirs);
  assert.deepEqual([[...parts.keys()], added, changed, same], [["b"], 1, 0, 1]);
});

test("the later status and star are taken from a file, the earlier not", () => {
  const mine = new Map([
    ["a", mark({ status: "read", changed: LATER })],
    ["b", mark({ status: "to-read" })],
  ]);
  const theirs = new Map([
    ["a", mark({ status: "to-read" })],
    ["b", mark({ status: "read", changed: LATER })],
  ]);
  const { parts, added, changed, same } = imported(mine, theirs);
  assert.deepEqual(
    [parts.get("b")?.status, parts.size, added, changed, same],
    ["read", 1, 0, 1, 1],
  );
});

for (const changed of [EARLIER, LATER]) {
  test(`a note is never lost to a file from ${changed}`, () => {
    const mine = new Map([["a", mark({ note: "mine", changed: "2026-01-15T00:00:00.000Z" })]]);
    const theirs = new Map([["a", mark({ note: "theirs", changed })]]);
    assert.equal(imported(mine, theirs).parts.get("a")?.note, "theirs\n\nmine");
  });
}

test("to import a file twice alters nothing the second time", () => {
  const mine = new Map([["a", mark({ note: "mine" })]]);
  const theirs = new Map([["a", mark({ note: "theirs", status: "read", changed: LATER })]]);
  const after = imported(mine, theirs).parts;
  assert.deepEqual(imported(after, theirs).parts.size, 0);
});

test("a paper that was removed comes back from a file", () => {
  const mine = new Map([["a", { ...NO_MARK, changed: LATER }]]);
  const { parts, added } = imported(mine, new Map([["a", mark({ status: "read" })]]));
  assert.deepEqual([parts.get("a")?.status, added], ["read", 1]);
});

test("a removal in a file removes nothing", () => {
  const mine = new Map([["a", mark({ status: "read" })]]);
  assert.equal(imported(mine, new Map([["a", { ...NO_MARK, changed: LATER }]])).parts.size, 0);
});

test("a link carries papers, each once and in order, in signs that an address may have", async () => {
  const fragment = await toFragment(["b-paper", "a-paper", "c"]);
  assert.match(fragment, /^papers=1\.[\w-]+$/);
  assert.deepEqual(await fromFragment(`#${fragment}`), ["a-paper", "b-paper", "c"]);
});

test("a link is shorter than the ids that it carries", async () => {
  const ids = Array.from({ length: 200 }, (_, number) => `a-long-title-on-self-training-${number}`);
  const fragment = await toFragment(ids);
  assert.ok(fragment.length < ids.join("\n").length / 4, String(fragment.length));
  assert.deepEqual(await fromFragment(fragment), ids.toSorted());
});

test("a link does not carry too many papers", async () => {
  const ids = Array.from({ length: LINK_LIMIT + 1 }, (_, number) => `p${number}`);
  await assert.rejects(toFragment(ids), Unusable);
});

test("another anchor carries no papers", async () => {
  assert.equal(await fromFragment("#how-to-cite"), null);
  assert.equal(await fromFragment(""), null);
});

/** @param {string} text */
async function packed(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return Buffer.from(await new Response(stream).arrayBuffer()).toString("base64url");
}

test("a link that is cut, bent, empty, hostile or of a newer version is refused in words", async () => {
  const whole = await toFragment(Array.from({ length: 50 }, (_, number) => `paper-${number}`));
  for (const fragment of [
    whole.slice(0, -10),
    `${LINK_START}`,
    `${LINK_START}%%%`,
    `${LINK_START}${await packed("")}`,
    `${LINK_START}${await packed("<img src=x>\n../../etc")}`,
    `${LINK_START}${await packed(Array.from({ length: LINK_LIMIT + 1 }, (_, n) => `p${n}`).join("\n"))}`,
    "papers=2.abc",
  ]) {
    await assert.rejects(fromFragment(fragment), Unusable, fragment.slice(0, 40));
  }
});

test("a small link that unpacks to very much is refused", async () => {
  const bomb = await packed("a\n".repeat(10_000_000));
  assert.ok(bomb.length < 60_000);
  await assert.rejects(fromFragment(`${LINK_START}${bomb}`), Unusable);
});

test("citations stand one after the other in each format", () => {
  const cards = [
    card({ bibtex: "@misc{a}", ris: "TY  - JOUR\nER  - \n\n", csl: { id: "a" } }),
    card({ bibtex: "@misc{b}\n", ris: "TY  - JOUR\nER  - \n", csl: { id: "b" } }),
  ];
  const texts = Object.fromEntries(FORMATS.map(({ name, text }) => [name, text(cards)]));
  assert.equal(texts.BibTeX, "@misc{a}\n\n@misc{b}\n");
  assert.equal(texts.RIS, "TY  - JOUR\nER  - \n\nTY  - JOUR\nER  - \n");
  assert.deepEqual(JSON.parse(texts["CSL-JSON"] ?? ""), [{ id: "a" }, { id: "b" }]);
});

test("a paper of which a part cannot be read is counted apart", async () => {
  const text = '{"papers": {"a": {"status": "read", "note": 7}, "b": {"status": 5, "note": 7}}}';
  const { marks, broken, partial } = await fromFile(file(text), NOW);
  assert.deepEqual([[...marks.keys()], broken, partial], [["a"], 1, 1]);
});
