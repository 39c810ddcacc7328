// What is marked of a paper, and the sentence that is shown.

import assert from "node:assert/strict";
import test from "node:test";

import { found, missing, nearby, passage, ranges } from "../../overrides/assets/scripts/passage.js";
import { isInflection, parse } from "../../overrides/assets/scripts/words.js";

const TITLE = "Naïve Students’ Self-Images";
const CONTENT = `${TITLE}. Ann Müller. We study cats. A self-image is learnt by students. Nothing else.`;

/** @param {string} text @param {Set<string>} forms */
const marked = (text, forms) => ranges(text, forms).map(([from, to]) => text.slice(from, to));

test("words are marked in every form that the search found", () => {
  const forms = found(CONTENT, parse("naive student self"));
  assert.deepEqual(marked(CONTENT, forms), ["Naïve", "Students", "Self", "self", "students"]);
});

test("of a word with a hyphen only the part that was meant is marked", () => {
  assert.deepEqual(marked(TITLE, found(CONTENT, parse("image"))), ["Images"]);
});

test("a word that only begins like another form is not marked", () => {
  const text = "A modern model, modelled by modes";
  assert.deepEqual(marked(text, found(text, parse("models"))), ["model", "modelled"]);
});

test("the sentence with most of the words is shown", () => {
  const forms = found(CONTENT, parse("image students cats"));
  assert.equal(passage(CONTENT, TITLE, "We study cats.", forms), "A self-image is learnt by students.");
});

test("the contribution is shown where no sentence has more of the words", () => {
  const forms = found(CONTENT, parse("nothing"));
  assert.equal(passage(CONTENT, TITLE, "We study nothing.", forms), "We study nothing.");
});

test("a text begins a little before its first word where that is far", () => {
  const near = "A cat is here, and so is all that follows it in a sentence that is long.";
  assert.equal(nearby(near, new Set(["cat"])), near);
  assert.equal(nearby(near, new Set()), near);
  const far = `${"Much is said of other things ".repeat(4)}before the cat is named at last.`;
  assert.equal(nearby(far, new Set(["cat"])), "… is said of other things before the cat is named at last.");
  assert.equal(nearby(`${"x".repeat(90)}-cat`, new Set(["cat"])), "… cat");
});

test("a form by which a word may have been found is marked where there is no nearer one", () => {
  assert.deepEqual(marked("efficient", found("efficient", parse("efficiency"))), ["efficient"]);
  const text = "efficiency is efficient";
  assert.deepEqual(marked(text, found(text, parse("efficiency"))), ["efficiency"]);
});

test("the title is not shown again as a sentence", () => {
  const forms = found(CONTENT, parse("naive students"));
  assert.equal(passage(CONTENT, TITLE, "", forms), "A self-image is learnt by students.");
});

test("the line of facts and what stands before it are not shown as a sentence", () => {
  const content = `${TITLE}. Ann Müller. mueller2024. 2024 · ECCV Medicine and wearables. We study cats.`;
  for (const text of ["medicine wearables", "müller", "eccv"]) {
    assert.equal(passage(content, TITLE, "We study.", found(content, parse(text))), "We study.");
  }
  assert.equal(passage(content, TITLE, "", found(content, parse("cats"))), "We study cats.");
});

test("words that no paper has are named, other forms of a word are not", () => {
  assert.deepEqual(missing(parse("zebras student self-images naive müllers"), [CONTENT]), ["zebras"]);
  assert.deepEqual(missing(parse("10.1/x-y selfimage"), [`${CONTENT} 10.1/x-y`]), []);
});

test("a slip that finds a word is told from a form of the word", () => {
  const content = "Contrastive diffusion models segment images";
  const query = parse("contrastve diffuson model segments");
  assert.deepEqual(missing(query, [content]), []);
  assert.deepEqual(missing(query, [content], isInflection), ["contrastve", "diffuson"]);
});

test("a sentence does not end within a name", () => {
  const content = "We study cats. This is owing to the critic A. B. Doe of old. Nothing else.";
  assert.equal(
    passage(content, TITLE, "", found(content, parse("critic"))),
    "This is owing to the critic A. B. Doe of old.",
  );
  assert.equal(passage(content, TITLE, "", found(content, parse("nothing"))), "Nothing else.");
});
