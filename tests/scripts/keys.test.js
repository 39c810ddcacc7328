// Which keys ask for something.

import assert from "node:assert/strict";
import { test } from "node:test";

import { KEYS, wanted } from "../../overrides/assets/scripts/keys.js";

const FREE = {
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  repeat: false,
};

test("no key does two things", () => {
  assert.equal(new Set(KEYS.map(({ key }) => key)).size, KEYS.length);
});

test("each key of the list asks for itself, and no other key for anything", () => {
  for (const { key } of KEYS) assert.equal(wanted({ ...FREE, key }), key);
  for (const key of ["a", "p", "n", ",", ".", "f", "Enter", "Tab", " ", "Escape", "ArrowDown"]) {
    assert.equal(wanted({ ...FREE, key }), "", key);
  }
});

test("no key asks for anything with Ctrl, Alt or the command key, or while characters are composed", () => {
  for (const held of ["ctrlKey", "metaKey", "altKey", "isComposing"]) {
    for (const { key } of KEYS) assert.equal(wanted({ ...FREE, key, [held]: true }), "", held);
  }
});

test("a letter with Shift asks for nothing, with caps lock for what it is", () => {
  assert.equal(wanted({ ...FREE, key: "S", shiftKey: true }), "");
  assert.equal(wanted({ ...FREE, key: "S" }), "s");
});

test("signs may need Shift", () => {
  for (const key of ["?", "/"]) assert.equal(wanted({ ...FREE, key, shiftKey: true }), key);
});

test("a key that is held down goes on, and marks only once", () => {
  assert.equal(wanted({ ...FREE, key: "j", repeat: true }), "j");
  assert.equal(wanted({ ...FREE, key: "s", repeat: true }), "");
});
