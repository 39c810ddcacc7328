// That a phrase is found where its words are side by side, by few of its pairs.

import assert from "node:assert/strict";
import { test } from "node:test";

import { having, words } from "../../overrides/assets/scripts/phrases.js";

/** @type {[string, string, string[]][]} */
const same = [
  ["capitals and signs", "Self-Supervised (learning)!", ["self", "supervised", "learning"]],
  ["hyphens of every kind", "self‐supervised self–supervised self‑supervised", ["self", "supervised", "self", "supervised", "self", "supervised"]],
  ["accents and special letters", "naïve Straße, Łódź", ["naive", "strasse", "lodz"]],
  ["apostrophes", "Barlow’s model's", ["barlow", "model"]],
  ["plurals", "models studies boxes classes class", ["model", "study", "box", "class", "class"]],
  ["what is no plural", "is as bus yes", ["is", "as", "bus", "yes"]],
  ["numbers", "GPT-4 at 0.5", ["gpt", "4", "at", "0", "5"]],
  ["underscores and signs of mathematics", "a_b = x²", ["a", "b", "x2"]],
  ["Chinese", "自监督学习 2.0", ["自", "监", "督", "学", "习", "2", "0"]],
  ["Japanese beside Latin", "深層Learningモデル", ["深", "層", "learning", "モ", "テ", "ル"]],
  ["Korean", "자기 지도", ["자기", "지도"].map((word) => word.normalize("NFD"))],
];
for (const [what, text, expected] of same) {
  test(`a text is split into words: ${what}`, () => assert.deepEqual(words(text), expected));
}

/**
 * A library of papers: of each its title, and what else it says.
 * @param {[title: string, text: string][]} papers
 */
function library(papers) {
  const row = 1000;
  const rest = 100;
  /** @type {Record<string, number[]>} */
  const places = {};
  papers.forEach((texts, number) =>
    texts.forEach((text, which) => {
      const all = words(text);
      all.slice(1).forEach((word, place) => {
        (places[`${all[place]} ${word}`] ??= []).push(number * row + which * rest + place);
      });
    }),
  );
  /** @type {{ asked: string[], read: number[] }} */
  const seen = { asked: [], read: [] };
  return {
    ...seen,
    /** @param {string[]} pair */
    async places(pair) {
      seen.asked.push(pair.join(" "));
      const all = places[pair.join(" ")] ?? [];
      return { row, rest, distances: all.map((place, at) => place - (all[at - 1] ?? 0)) };
    },
    /** @param {number} number */
    async texts(number) {
      seen.read.push(number);
      return papers[number];
    },
  };
}

/** @param {ReturnType<typeof library>} source @param {string} phrase */
async function rows(source, phrase) {
  return (await having(words(phrase), source)).map(({ row }) => row);
}

test("a phrase of two words is where they are side by side, in this order", async () => {
  const papers = library([["Deep learning", ""], ["x", "learning deep"], ["x", "Deep and learning"]]);
  assert.deepEqual(await rows(papers, "deep learning"), [0]);
  assert.deepEqual(papers.asked, ["deep learning"]);
});

test("of a longer phrase every second pair is asked for", async () => {
  const papers = library([["x", "a b c d"], ["x", "a b x c d"], ["x", "c d a b"]]);
  assert.deepEqual(await rows(papers, "a b c d"), [0]);
  assert.deepEqual(papers.asked.sort(), ["a b", "c d"]);
});

test("an odd number of words is covered to the last", async () => {
  const papers = library([["x", "a b c"], ["x", "a b, but b c"], ["x", "a b"]]);
  assert.deepEqual(await rows(papers, "a b c"), [0]);
});

test("words that follow in another text or another paper make no phrase", async () => {
  const papers = library([["a b", "c d"], ["x", "a b"], ["c d", "x"]]);
  assert.deepEqual(await rows(papers, "a b c d"), []);
});

test("the title comes first, then how often, then the newer paper", async () => {
  const papers = library([["x", "a b"], ["x", "a b, a b"], ["x a b", "x"], ["x", "a b"]]);
  assert.deepEqual(await rows(papers, "a b"), [2, 1, 0, 3]);
});

test("where two long pairs leave few papers, these are read instead of asking for more", async () => {
  const text = "of the importance of regularisation hyperparameters in the";
  const papers = library([["x", text], ["x", text.replace("in the", "in a")]]);
  assert.deepEqual(await rows(papers, text), [0]);
  assert.deepEqual(papers.asked.sort(), ["importance of", "regularisation hyperparameter"]);
  assert.deepEqual(papers.read, [0, 1]);
});

test("where many papers are left, more pairs are asked for and none is read", async () => {
  const text = "alpha beta gamma delta of the";
  const others = Array.from({ length: 9 }, () => ["x", text.replace("of the", "in a")]);
  const papers = library([["x", text], .../** @type {[string, string][]} */ (others)]);
  assert.deepEqual(await rows(papers, text), [0]);
  assert.deepEqual([papers.asked.length, papers.read], [3, []]);
});

test("a phrase is not sought before the first paper", async () => {
  const papers = library([["gamma delta of the", ""]]);
  assert.deepEqual(await rows(papers, "a b gamma delta of the"), []);
  assert.deepEqual(papers.read, []);
});

test("what cannot be loaded is told, not taken for nothing", async () => {
  const papers = library([["a b", ""]]);
  const lost = async () => Promise.reject(new Error("lost"));
  await assert.rejects(having(["a", "b"], { ...papers, places: lost }), /lost/);
  const long = words("alpha beta gamma delta of the");
  const known = library([[long.join(" "), ""]]);
  await assert.rejects(having(long, { ...known, texts: lost }), /lost/);
});
