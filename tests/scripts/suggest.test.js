// What is said of words that were not found, and which word is offered for one.

import assert from "node:assert/strict";
import test from "node:test";

import { cut, nearest, remark } from "../../overrides/assets/scripts/suggest.js";
import { parse } from "../../overrides/assets/scripts/words.js";

const KNOWN = ["learning", "graph", "graphs", "müller", "yearning", "cat", "contrastive"];

for (const [written, meant] of [
  ["lerning", "learning"], // a letter is missing
  ["grapph", "graph"], // one too many
  ["leanring", "learning"], // two in the wrong order
  ["Muler", "müller"], // without accents and capitals
  ["contastivve", "contrastive"], // two slips in a long word
  ["earning", "learning"], // of two as near the first, which is the more frequent
  ["gxxph", null], // two slips in a short one
  ["cta", null], // too short to tell
  ["zebra", null],
]) {
  test(`${written} is taken for ${meant ?? "no word"}`, () => {
    assert.equal(nearest(String(written), KNOWN), meant);
  });
}

/** @type {[string, number, boolean, string[], string][]} */
const remarks = [
  ["cat graph", 3, false, [], ""],
  ["-cat", 3, false, [], ""],
  ["xqz", 0, false, [], "No paper has “xqz”."],
  ["cat graph", 0, false, [], "No paper has all of these words."],
  ["xqz yqz", 0, false, ["xqz", "yqz"], "No paper has “xqz” or “yqz”."],
  ["<xqz>yqz(1)</XQZ>", 0, false, ["xqz", "yqz(1)", "XQZ"], "No paper has “xqz” or “yqz(1)”."],
  ["xqz xqz", 0, false, ["xqz", "xqz"], "No paper has “xqz”."],
  ["xqz xqz", 2, false, ["xqz", "xqz"], "No paper has “xqz” as typed; 2 have something like it."],
  ["cat cat xqz", 3, true, ["xqz"], "No paper has “xqz”; 3 papers have the rest."],
  ["GANs", 2, false, ["GANs"], "No paper has “GANs” as typed; 2 have something like it."],
  ["GANs", 1, false, ["GANs"], "No paper has “GANs” as typed; 1 has something like it."],
  ["xqz yqz", 2, true, ["xqz", "yqz"], "No paper has “xqz” or “yqz” as typed; 2 have something like them."],
  ["cat xqz", 1200, false, ["xqz"], "No paper has “xqz”; 1,200 papers have the rest."],
  ["cat xqz", 1, true, ["xqz"], "No paper has “xqz”; 1 paper has the rest."],
  ["cat graph xqz", 3, true, ["xqz"], "No paper has “xqz”; 3 papers have some of the rest, the best first."],
  ["cat graph", 3, true, [], "No paper has all of these words; 3 papers have some of them, the best first."],
];
for (const [text, number, partly, absent, said] of remarks) {
  test(`${text}, found ${number} times${partly ? " in part" : ""}: ${said || "nothing is said"}`, () => {
    const hits = Array.from({ length: number }, (_, row) => ({ row, score: 1 }));
    assert.equal(remark(parse(text), { hits, partly, absent }), said);
  });
}

test("a long word is cut where it is quoted", () => {
  assert.equal(cut("x".repeat(40)), "x".repeat(40));
  assert.equal(cut("𝒳".repeat(300)), `${"𝒳".repeat(39)}…`);
});
