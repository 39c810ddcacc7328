// What is chosen on Browse, and its address.

import assert from "node:assert/strict";
import test from "node:test";

import { choose, count, everything, read, write } from "../../overrides/assets/scripts/selection.js";

test("nothing chosen has no parameters", () => {
  assert.equal(write(everything()), "");
  assert.deepEqual(read(""), everything());
});

for (const address of [
  "?q=image+model",
  "?theme=A+%26+B&theme=C&-venue=ICML&year=2021-2024&sort=title",
  "?status=unread&has=code&-has=notes",
  "?year=2021",
  "?year=2021-",
  "?year=-2021",
]) {
  test(`an address is read and written as it is: ${address}`, () => {
    assert.equal(write(read(address)), address);
  });
}

test("an address that somebody wrote by hand is understood as far as it goes", () => {
  const selection = read("?theme=A&theme=A&-theme=A&theme=&year=soon&colour=red");
  assert.deepEqual(selection.facets.theme, { include: [], exclude: ["A"] });
  assert.equal(selection.since, null);
  assert.equal(write(selection), "?-theme=A");
});

test("a value is included, excluded, or neither", () => {
  const included = choose(everything(), "theme", "A", "include");
  assert.equal(write(included), "?theme=A");
  const excluded = choose(included, "theme", "A", "exclude");
  assert.equal(write(excluded), "?-theme=A");
  assert.equal(write(choose(excluded, "theme", "A", null)), "");
  assert.equal(write(included), "?theme=A", "a selection never changes");
});

test("choices are counted without the words, a range of years once", () => {
  assert.equal(count(read("?q=x&theme=A&theme=B&-venue=C&year=2020-2021")), 4);
});
