// What a search field understands.

import assert from "node:assert/strict";
import test from "node:test";

import { apart, fold, isEmpty, isForm, isInflection, parse, seeks } from "../../overrides/assets/scripts/words.js";

test("accents, capitals and apostrophes of every kind are folded", () => {
  assert.equal(fold("Él’s Naïve I'm ʼn"), "els naive im n");
});

test("letters of other keyboards and of other widths are written plainly", () => {
  assert.equal(fold("Straße Øster Łódź Æon œuvre ẞ ı"), "strasse oster lodz aeon oeuvre ss i");
  assert.equal(fold("ＢＡＲＬＯＷ ﬁne 𝒜"), "barlow fine a");
  assert.deepEqual(parse("Straße “Łódź” -ﬁne"), {
    words: ["Strasse"],
    phrases: ["lódź"],
    without: ["fine"],
  });
});

/** @type {[string, string, Partial<ReturnType<typeof parse>>][]} */
const typed = [
  ["words", "graph  neural networks", { words: ["graph", "neural", "networks"] }],
  ["common words beside others", "the best of both worlds", { words: ["best", "both", "worlds"] }],
  ["common words alone", "what is it", { words: ["what", "is", "it"] }],
  ["common words beside a phrase", 'the "image model"', { phrases: ["image model"] }],
  ["a phrase in typographic quotation marks", "“image model” x", { words: ["x"], phrases: ["image model"] }],
  ["a phrase with signs that the index leaves out", '"DDAE++: A + B"', { phrases: ["DDAE: A B"] }],
  ["a phrase that is not closed yet", '"image mod', { words: ["image", "mod"] }],
  ["a word that must not be there", "image -video", { words: ["image"], without: ["video"] }],
  ["a phrase that must not be there", 'image -"a b"', { words: ["image"], without: ["a b"] }],
  ["a hyphen within a word", "self-supervised", { words: ["self-supervised"] }],
  ["signs alone", "- & – “ ”", {}],
  ["an arXiv id with its scheme and version", "arXiv:2103.03230v2", { words: ["2103.03230"] }],
  ["an address at arXiv", "https://arxiv.org/pdf/2103.03230v2.pdf", { words: ["2103.03230"] }],
  ["an old arXiv id", "arxiv.org/abs/hep-th/9901001", { words: ["hep-th/9901001"] }],
  ["an address of a DOI", "https://doi.org/10.1038/nature14539", { words: ["10.1038/nature14539"] }],
];
for (const [what, text, expected] of typed) {
  test(`${what}: ${text}`, () => {
    assert.deepEqual(parse(text), { words: [], phrases: [], without: [], ...expected });
  });
}

test("what must not be there is asked, though nothing is sought", () => {
  assert.deepEqual([isEmpty(parse("-video")), seeks(parse("-video"))], [false, false]);
  assert.deepEqual([isEmpty(parse('"video"')), seeks(parse('"video"'))], [false, true]);
  assert.deepEqual([isEmpty(parse("- &")), seeks(parse("- &"))], [true, false]);
});

test("a word with a hyphen is looked for in its parts too", () => {
  assert.deepEqual(apart(["self-supervised", "x"]), ["self", "supervised", "x"]);
  assert.deepEqual(apart(["state-of-the-art"]), ["state", "art"]);
  assert.equal(apart(["plain", "10-20"]), null);
});

for (const [word, asked, form] of /** @type {const} */ ([
  ["augmentations", "augment", true],
  ["image", "imaging", true],
  ["supervision", "supervised", true],
  ["barlow", "barlows", true],
  ["augment", "augmentations", true],
  ["comparing", "comparative", true],
  ["flies", "fly", true],
  ["by", "byol", false],
  ["cat", "dog", false],
  ["contrast", "continuum", false],
  ["art", "arxiv231202151", false],
])) {
  test(`${word} is ${form ? "a" : "no"} form of ${asked}`, () => assert.equal(isForm(word, asked), form));
}

for (const [word, asked, same] of /** @type {const} */ ([
  ["augmentations", "augment", true],
  ["image", "imaging", true],
  ["supervision", "supervised", true],
  ["contrast", "contrastive", true],
  ["study", "studies", true],
  ["analyses", "analysis", true],
  ["modern", "model", false],
  ["contrary", "contrast", false],
  ["imagine", "imaging", false],
])) {
  test(`${word} is ${same ? "an" : "no"} inflection of ${asked}`, () => {
    assert.equal(isInflection(word, asked), same);
  });
}
