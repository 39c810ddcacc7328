// That a script finds the card of a paper, and asks for no more than it needs.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bucketOf, reader } from "../../overrides/assets/scripts/cards.js";

const ROOT = new URL("https://example.org/site/");

test("the hash is FNV-1a over the UTF-8 of an id", () => {
  const published = { "": 0x811c9dc5, a: 0xe40c292c, foobar: 0xbf9cf968 };
  for (const [text, hash] of Object.entries(published)) assert.equal(bucketOf(text, 2 ** 32), hash);
  assert.notEqual(bucketOf("é", 2 ** 32), bucketOf("e", 2 ** 32));
});

/**
 * A site of one file of cards.
 * @param {string[]} asked what is asked for
 */
function site(asked) {
  /** @type {Record<string, unknown>} */
  const files = {
    index: { buckets: 1, papers: 1, themes: [] },
    0: { echoes: { title: "Echoes" }, constructor: { title: "Of constructors" } },
  };
  return reader(ROOT, async (address) => {
    asked.push(address.href);
    const name = /([^/]+)\.json$/.exec(address.pathname)?.[1] ?? "";
    return new Response(JSON.stringify(files[name]));
  });
}

test("a card is found, and each file fetched once", async () => {
  /** @type {string[]} */
  const asked = [];
  const { card } = site(asked);
  const found = await Promise.all(["echoes", "echoes", "constructor"].map(card));
  assert.deepEqual(
    found.map((one) => one?.title),
    ["Echoes", "Echoes", "Of constructors"],
  );
  assert.deepEqual(asked, [`${ROOT}api/cards/index.json`, `${ROOT}api/cards/0.json`]);
});

test("a paper that the site does not have has no card, whatever it is called", async () => {
  const { card } = site([]);
  assert.deepEqual(await Promise.all(["other", "toString", "__proto__"].map(card)), [
    null,
    null,
    null,
  ]);
});

test("a failure is told, and not remembered", async () => {
  let fails = true;
  const { index } = reader(ROOT, async () =>
    fails ? new Response("", { status: 503 }) : Response.json({ buckets: 1 }),
  );
  await assert.rejects(index(), /503/);
  fails = false;
  assert.deepEqual(await index(), { buckets: 1 });
});
