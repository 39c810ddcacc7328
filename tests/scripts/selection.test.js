// What is chosen on Browse, and its address.

import assert from "node:assert/strict";
import test from "node:test";

import {
  NONE,
  choose,
  conditions,
  count,
  everything,
  read,
  replace,
  span,
  write,
} from "../../overrides/assets/scripts/selection.js";

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
  "?theme=A&no=theme&-no=venue",
  "?year=2021-&no=year",
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

for (const [written, meant] of [
  ["2025-2020", "?year=2020-2025"],
  ["99999", ""],
  ["2020-20211", ""],
  ["-", ""],
]) {
  test(`years that somebody wrote by hand: ${written}`, () => {
    assert.equal(write(read(`?year=${written}`)), meant);
  });
}

test("a value that is called as what has none is another", () => {
  assert.deepEqual(read("?theme=no&theme=theme").facets.theme.include, ["no", "theme"]);
  assert.deepEqual(read("?no=theme").facets.theme.include, [NONE]);
});

test("a value takes the place of others that were included", () => {
  assert.equal(write(replace(read("?theme=A&theme=B&-theme=C&-theme=D"), "theme", "C")), "?theme=C&-theme=D");
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

test("conditions are told one by one, each with what is left without it and with it alone", () => {
  const all = conditions(read("?q=x&theme=A&theme=B&-theme=C&year=2020-&sort=title"));
  assert.deepEqual(
    all.map(({ facet, values, excluded, rest, alone }) => [
      facet,
      values.join(),
      excluded,
      write(rest),
      write(alone),
    ]),
    [
      ["words", "x", false, "?theme=A&theme=B&-theme=C&year=2020-&sort=title", "?q=x&sort=title"],
      ["theme", "A,B", false, "?q=x&-theme=C&year=2020-&sort=title", "?theme=A&theme=B&sort=title"],
      ["theme", "C", true, "?q=x&theme=A&theme=B&year=2020-&sort=title", "?-theme=C&sort=title"],
      ["year", "since 2020", false, "?q=x&theme=A&theme=B&-theme=C&sort=title", "?year=2020-&sort=title"],
    ],
  );
  assert.deepEqual(conditions(everything()), []);
});

for (const [years, words] of [
  ["2021", "2021"],
  ["2021-", "since 2021"],
  ["-2021", "until 2021"],
  ["2020-2021", "2020 to 2021"],
  ["2021-&no=year", "since 2021 or year not known"],
  ["&no=year", "year not known"],
]) {
  test(`years in words: ${words}`, () => assert.equal(span(read(`?year=${years}`)), words));
}
