// What a search field understands.

import assert from "node:assert/strict";
import test from "node:test";

import { american, apart, british, fold, isEmpty, isForm, isInflection, isLike, parse, seeks } from "../../overrides/assets/scripts/words.js";

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
  ["a phrase with signs that are in no word", '"DDAE++: A+B_C"', { phrases: ["DDAE : A B C"] }],
  ["a phrase that is not closed yet", '"image mod', { words: ["image", "mod"] }],
  ["a word that must not be there", "image -video", { words: ["image"], without: ["video"] }],
  ["a phrase that must not be there", 'image -"a b"', { words: ["image"], without: ["a b"] }],
  ["a hyphen within a word", "self-supervised", { words: ["self-supervised"] }],
  ["signs alone", "- & – “ ”", {}],
  ["an arXiv id with its scheme and version", "arXiv:2103.03230v2", { words: ["2103.03230"] }],
  ["an address at arXiv", "https://arxiv.org/pdf/2103.03230v2.pdf", { words: ["2103.03230"] }],
  ["an old arXiv id", "arxiv.org/abs/hep-th/9901001", { words: ["hep-th/9901001"] }],
  ["an address of a DOI", "https://doi.org/10.1038/nature14539", { words: ["10.1038/nature14539"] }],
  ["words between signs", "ViT-B/16 title:barlow \\textbf{twins}", { words: ["ViT-B", "16", "barlow", "twins"] }],
  ["an address of something else", "https://github.com/OpenAI/CLIP", { words: ["OpenAI", "CLIP"] }],
  ["an address that must not be there", "x -github.com/OpenAI/CLIP", { words: ["x"], without: ["OpenAI CLIP"] }],
  ["plurals of abbreviations", "LLMs cnns A100s", { words: ["LLM", "cnn", "A100"] }],
  ["what only looks like such a plural", "CSS GPS gps css 1990s GANs!", { words: ["CSS", "GPS", "gps", "css", "1990s", "GANs!"] }],
];
for (const [what, text, expected] of typed) {
  test(`${what}: ${text}`, () => {
    assert.deepEqual(parse(text), { words: [], phrases: [], without: [], ...expected });
  });
}

for (const [identifier, forms] of /** @type {[string, string[]][]} */ ([
  [
    "2103.03230",
    [
      "10.48550/arXiv.2103.03230", "https://doi.org/10.48550/arXiv.2103.03230", "arXiv.2103.03230",
      "arxiv.org/abs/2103.03230?context=cs", "arxiv.org/html/2103.03230v2#S1", "2103.03230v1",
      "https://huggingface.co/papers/2103.03230", "alphaxiv.org/abs/2103.03230",
      "https://ar5iv.labs.arxiv.org/html/2103.03230", "export.arxiv.org/pdf/2103.03230v3.pdf",
      "<https://arxiv.org/abs/2103.03230>", "‹2103.03230›", "(arXiv:2103.03230).",
      "https://api.semanticscholar.org/arXiv:2103.03230",
    ],
  ],
  ["cs/0112017", ["cs/0112017v1", "arXiv:cs/0112017", "arxiv.org/abs/cs.CL/0112017", "10.48550/arXiv.cs/0112017"]],
  ["10.1145/3447548.3467", ["https://www.doi.org/10.1145/3447548.3467", "dl.acm.org/doi/abs/10.1145/3447548.3467", "doi:10.1145/3447548.3467.", "10.1145/3447548.3467"]],
])) {
  test(`${identifier} is found in each of its forms`, () => {
    for (const form of forms) assert.deepEqual(parse(form).words, [identifier], form);
  });
}

test("a word is written as in America and as in Britain", () => {
  const here = ["generalisation", "optimised", "analyse", "colours", "behavioural", "neighbourhood"];
  const there = ["generalization", "optimized", "analyze", "colors", "behavioral", "neighborhood"];
  for (const words of [here, there]) {
    assert.deepEqual(words.map(american), there);
    assert.deepEqual(words.map(british), here);
  }
  const same = ["size", "hour", "analysis", "for", "modelling"];
  assert.deepEqual([same.map(american), same.map(british)], [same, same]);
});

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
  ["generalize", "generalisation", true],
  ["colorful", "colour", true],
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

for (const [word, asked, like] of /** @type {const} */ ([
  ["barlow", "barl", true],
  ["diffusion", "diffuson", true],
  ["tumor", "tumour", true],
  ["lerner", "lerning", false],
  ["bar", "barlwo", false],
])) {
  test(`${word} is ${like ? "" : "not "}like ${asked}`, () => assert.equal(isLike(word, asked), like));
}
