// That marks outlive pages, other tabs, and a browser that keeps them badly or not at all.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Keep } from "../../overrides/assets/scripts/keep.js";
import { fromText, toText } from "../../overrides/assets/scripts/shelf.js";

const KEY = "papershelf:/site/";
/** @type {[string, { status: string }][]} */
const READ = [["a", { status: "read" }]];

/** A browser's storage with room for so many characters. */
class Store {
  /** @type {Map<string, string>} */
  items = new Map();
  room = Infinity;

  get length() {
    return this.items.size;
  }

  /** @param {number} place */
  key(place) {
    return [...this.items.keys()][place] ?? null;
  }

  /** @param {string} key */
  getItem(key) {
    return this.items.get(key) ?? null;
  }

  /**
   * @param {string} key
   * @param {string} text
   */
  setItem(key, text) {
    const others = [...this.items].filter(([other]) => other !== key).map(([, held]) => held);
    if (others.join("").length + text.length > this.room) {
      throw new DOMException("no room", "QuotaExceededError");
    }
    this.items.set(key, text);
  }

  /** @param {string} key */
  removeItem(key) {
    this.items.delete(key);
  }
}

let minute = 0;

/**
 * A page of the site in a tab of its own.
 * @param {Store} store
 */
function tab(store) {
  return new Keep(
    () => store,
    KEY,
    () => new Date(Date.UTC(2026, 0, 1, 0, (minute += 1))),
  );
}

/** A page in a browser that refuses its storage. */
function refused() {
  return new Keep(() => {
    throw new DOMException("refused", "SecurityError");
  }, KEY);
}

/** @param {Keep} keep */
const statuses = (keep) =>
  Object.fromEntries([...keep.marks].map(([id, { status }]) => [id, status]));

/** @param {string} text */
function holding(text) {
  const store = new Store();
  store.items.set(KEY, text);
  return store;
}

test("what is marked on one page is there on the next", () => {
  const store = new Store();
  tab(store).update([["a", { status: "read", starred: true, note: "x" }]]);
  const next = tab(store);
  const { status, starred, note } = next.get("a");
  assert.deepEqual([status, starred, note], ["read", true, "x"]);
  assert.deepEqual([next.unsaved, next.trouble, next.notices()], [false, "", []]);
});

test("a page tells that marks have changed", () => {
  const keep = tab(new Store());
  let told = 0;
  keep.addEventListener("change", () => (told += 1));
  keep.update(READ);
  assert.equal(told, 1);
});

test("what was before is given back, and undoes an update", () => {
  const keep = tab(new Store());
  keep.update([["a", { status: "to-read", note: "x" }]]);
  const before = keep.update([
    ["a", { status: "read" }],
    ["b", { starred: true }],
  ]);
  assert.deepEqual([before?.get("a")?.status, before?.get("b")?.starred], ["to-read", false]);
  keep.update([...(before ?? [])].map(([id, { changed, ...rest }]) => [id, rest]));
  assert.deepEqual([statuses(keep), keep.get("a").note], [{ a: "to-read" }, "x"]);
});

test("two tabs that write in turn without hearing of one another lose nothing", () => {
  const store = new Store();
  const [one, other] = [tab(store), tab(store)];
  one.update([["a", { status: "read" }]]);
  other.update([["b", { status: "reading" }]]);
  one.update([["c", { starred: true }]]);
  other.update([["a", { note: "from the other" }]]);
  one.update([["b", { starred: true }]]);
  const last = tab(store);
  assert.deepEqual(statuses(last), { a: "read", b: "reading", c: "" });
  assert.deepEqual([last.get("a").note, last.get("b").starred], ["from the other", true]);
});

test("a tab shows what another wrote, and says so", () => {
  const store = new Store();
  const [one, other] = [tab(store), tab(store)];
  other.update(READ);
  one.heard(KEY);
  assert.deepEqual([statuses(one), one.notices()], [{ a: "read" }, ["elsewhere"]]);
});

test("a tab does not heed what is written under another key", () => {
  const store = new Store();
  const [one, other] = [tab(store), tab(store)];
  other.update(READ);
  one.heard("papershelf:/another/");
  assert.deepEqual([statuses(one), one.notices()], [{}, []]);
});

test("a change that another tab overwrote at the same moment is written again", () => {
  const store = new Store();
  const [one, other] = [tab(store), tab(store)];
  one.update(READ);
  store.items.delete(KEY); // as the other tab saw it
  other.update([["b", { starred: true }]]);
  one.heard(KEY);
  assert.deepEqual(statuses(tab(store)), { a: "read", b: "" });
});

test("a removal in one tab holds in the other, which marks something else", () => {
  const store = new Store();
  const one = tab(store);
  one.update(READ);
  const other = tab(store);
  one.update([["a", { status: "" }]]);
  other.update([["b", { starred: true }]]);
  assert.deepEqual(statuses(tab(store)), { b: "" });
});

test("renewed facts alter neither the mark nor its time, and are told to nobody", () => {
  const store = new Store();
  const [one, other] = [tab(store), tab(store)];
  one.update(READ);
  other.heard(KEY);
  other.notices();
  const { changed, facts } = one.get("a");
  one.remember([["a", { ...facts, title: "Anew" }]]);
  other.heard(KEY);
  assert.deepEqual([other.get("a").changed, other.get("a").facts.title], [changed, "Anew"]);
  assert.deepEqual(other.notices(), []);
  assert.equal(tab(store).get("a").facts.title, "Anew");
});

test("the facts of many papers are written at once, and told of at once", () => {
  const store = new Store();
  const keep = tab(store);
  const ids = Array.from({ length: 100 }, (_, place) => `paper-${place}`);
  keep.update(ids.map((id) => [id, { status: "read" }]));
  let [written, told] = [0, 0];
  const write = store.setItem.bind(store);
  store.setItem = (key, text) => {
    written += 1;
    write(key, text);
  };
  keep.addEventListener("change", () => (told += 1));
  keep.remember(ids.map((id) => [id, { ...keep.get(id).facts, title: id }]));
  assert.deepEqual([written, told], [1, 1]);
  assert.equal(tab(store).get("paper-99").facts.title, "paper-99");
});

test("a tab does not write again what another wrote in a form a little different", () => {
  const store = new Store();
  const keep = tab(store);
  keep.update(READ);
  const text = (store.getItem(KEY) ?? "").replace('"theme":""', '"theme":"","url":"https://a.org"');
  assert.notEqual(text, store.getItem(KEY));
  store.items.set(KEY, text);
  keep.heard(KEY);
  assert.equal(store.getItem(KEY), text);
});

test("facts are not remembered of a paper that is not marked", () => {
  const store = new Store();
  const keep = tab(store);
  keep.remember([["a", { ...keep.get("a").facts, title: "Anew" }]]);
  assert.equal(store.length, 0);
});

test("with storage refused, marks last as long as the page, and the reader is told once", () => {
  const keep = refused();
  assert.deepEqual([keep.trouble, keep.notices()], ["blocked", []]);
  keep.update(READ);
  assert.deepEqual(keep.notices(), ["blocked"]);
  keep.update([["b", { starred: true }]]);
  assert.deepEqual([statuses(keep), keep.unsaved], [{ a: "read", b: "" }, true]);
  assert.deepEqual(keep.notices(), []);
});

test("with storage full, marks last as long as the page, and what was kept stays", () => {
  const store = new Store();
  const keep = tab(store);
  keep.update(READ);
  store.room = store.getItem(KEY)?.length ?? 0;
  keep.update([["b", { note: "long" }]]);
  keep.update([["c", { note: "long" }]]);
  assert.deepEqual([keep.trouble, keep.unsaved, keep.notices()], ["full", true, ["full"]]);
  assert.deepEqual(Object.keys(statuses(keep)), ["a", "b", "c"]);
  assert.deepEqual(statuses(tab(store)), { a: "read" });
});

test("once there is room again, all is kept, and the reader is told", () => {
  const store = new Store();
  store.room = 0;
  const keep = tab(store);
  keep.update(READ);
  keep.notices();
  store.room = Infinity;
  keep.update([["b", { starred: true }]]);
  assert.deepEqual([keep.trouble, keep.unsaved, keep.notices()], ["", false, ["saved"]]);
  assert.deepEqual(statuses(tab(store)), { a: "read", b: "" });
});

test("another tab’s change keeps what this one could not write", () => {
  const store = new Store();
  const keep = tab(store);
  store.room = 0;
  keep.update(READ);
  store.room = Infinity;
  tab(store).update([["b", { starred: true }]]);
  keep.heard(KEY);
  assert.deepEqual(statuses(tab(store)), { a: "read", b: "" });
});

test("a note that could not be written stays when another tab marks the same paper", () => {
  const store = new Store();
  const keep = tab(store);
  keep.update([["a", { status: "to-read" }]]);
  const other = tab(store);
  store.room = store.getItem(KEY)?.length ?? 0;
  keep.update([["a", { note: "long" }]]);
  other.update([["a", { status: "reading" }]]);
  keep.heard(KEY);
  assert.deepEqual([keep.get("a").status, keep.get("a").note], ["reading", "long"]);
  assert.deepEqual([keep.trouble, keep.unsaved], ["full", true]);
  other.update([["a", { status: "read" }]]);
  keep.heard(KEY);
  assert.deepEqual([keep.get("a").status, keep.get("a").note], ["read", "long"]);
  store.room = Infinity;
  keep.update([["a", { starred: true }]]);
  other.heard(KEY);
  const { status, starred, note } = other.get("a");
  assert.deepEqual([status, starred, note], ["read", true, "long"]);
});

for (const text of ["{broken", "[]", '{"version": 1, "papers": 7}']) {
  test(`damaged text is set aside, told of once, and can be had back: ${text}`, () => {
    const store = holding(text);
    const keep = tab(store);
    assert.deepEqual([keep.trouble, keep.notices()], ["", ["damaged"]]);
    assert.deepEqual([...keep.damaged.values()], [text]);
    keep.update(READ);
    const next = tab(store);
    assert.deepEqual([statuses(next), next.notices()], [{ a: "read" }, []]);
    assert.deepEqual([...next.damaged.values()], [text]);
  });
}

test("what can be read of damaged text is kept, and the whole is set aside", () => {
  const text = '{"version": 1, "papers": {"a": {"status": "read"}, "b": {"status": "burnt"}}}';
  const keep = tab(holding(text));
  assert.deepEqual([statuses(keep), keep.notices()], [{ a: "read" }, ["damaged"]]);
  assert.deepEqual([...keep.damaged.values()], [text]);
});

test("text that is damaged while a page is open costs nothing that the page knows", () => {
  const store = new Store();
  const keep = tab(store);
  keep.update(READ);
  store.items.set(KEY, "{broken");
  keep.heard(KEY);
  assert.deepEqual([statuses(keep), statuses(tab(store))], [{ a: "read" }, { a: "read" }]);
  assert.deepEqual([...keep.damaged.values()], ["{broken"]);
});

test("damaged text that cannot be set aside is left as it is", () => {
  const text = "{broken, and long".padEnd(200);
  const store = holding(text);
  store.room = 300;
  const keep = tab(store);
  keep.update(READ);
  assert.deepEqual([keep.trouble, keep.unsaved, keep.notices()], ["stuck", true, ["stuck"]]);
  assert.equal(store.getItem(KEY), text);
  assert.deepEqual([...keep.damaged], [[KEY, text]]);
  keep.discard(KEY);
  assert.deepEqual([keep.trouble, keep.unsaved, statuses(tab(store))], ["", false, { a: "read" }]);
});

test("damaged text that cannot be replaced is set aside once", () => {
  const store = holding("{broken, and so on");
  store.room = 2 * "{broken, and so on".length;
  tab(store);
  assert.equal(tab(store).damaged.size, 1);
  assert.equal(store.getItem(KEY), "{broken, and so on");
});

test("a text that was set aside can be deleted", () => {
  const store = holding("{broken");
  const keep = tab(store);
  const [key = ""] = keep.damaged.keys();
  keep.discard(key);
  assert.deepEqual([keep.damaged.size, store.getItem(key)], [0, null]);
});

test("what an older version kept is carried over at once, and told", () => {
  const store = holding('{"papers": {"a": "read"}}');
  const keep = tab(store);
  assert.deepEqual([statuses(keep), keep.notices()], [{ a: "read" }, ["older"]]);
  assert.equal(fromText(store.getItem(KEY) ?? "").kind, "current");
  assert.deepEqual(tab(store).notices(), []);
});

test("what a newer version kept is shown, and never written", () => {
  const text = '{"version": 2, "papers": {"a": {"status": "read", "rating": 5}}}';
  const store = holding(text);
  const keep = tab(store);
  assert.deepEqual(
    [statuses(keep), keep.trouble, keep.notices()],
    [{ a: "read" }, "newer", ["newer"]],
  );
  assert.equal(keep.update([["b", { starred: true }]]), null);
  keep.remember([["a", { ...keep.get("a").facts, title: "Anew" }]]);
  keep.heard(KEY);
  assert.deepEqual([statuses(keep), keep.notices()], [{ a: "read" }, ["newer"]]);
  assert.equal(store.getItem(KEY), text);
});

test("a newer version that another tab begins with is not overwritten", () => {
  const store = new Store();
  const keep = tab(store);
  keep.update(READ);
  const text = '{"version": 2, "papers": {}}';
  store.items.set(KEY, text);
  keep.heard(KEY);
  keep.update([["b", { starred: true }]]);
  assert.deepEqual([keep.trouble, store.getItem(KEY)], ["newer", text]);
});

test("marks that something else deletes can be put back", () => {
  const store = new Store();
  const keep = tab(store);
  keep.update(READ);
  store.items.clear();
  keep.heard(null);
  assert.deepEqual([statuses(keep), keep.notices(), store.length], [{}, ["emptied"], 0]);
  keep.putBack();
  assert.deepEqual([statuses(keep), statuses(tab(store))], [{ a: "read" }, { a: "read" }]);
});

test("a page that knows no marks does not complain that there are none", () => {
  const keep = tab(new Store());
  keep.heard(null);
  assert.deepEqual(keep.notices(), []);
});

test("the text in storage is that of the form which is documented", () => {
  const store = new Store();
  const keep = tab(store);
  keep.update([["a", { status: "read" }]]);
  assert.equal(store.getItem(KEY), toText(keep.marks));
  const { version, papers } = JSON.parse(store.getItem(KEY) ?? "");
  assert.equal(version, 1);
  assert.deepEqual(Object.keys(papers.a), ["status", "starred", "note", "changed", "facts"]);
});
