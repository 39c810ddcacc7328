// What a reader has chosen on Browse, and the address that says the same; without the page.

/**
 * @typedef {object} Choice of values of one facet
 * @property {string[]} include a paper must have one of them
 * @property {string[]} exclude a paper must have none of them
 */

/**
 * @typedef {object} Selection
 * @property {string} text what was typed
 * @property {Record<string, Choice>} facets
 * @property {number | null} since the first year
 * @property {number | null} until the last year
 * @property {boolean} undated whether papers of which the year is not known are asked for, too
 * @property {string} sort "" is the usual order
 */

/** The facets, in the order in which they are shown and stand in an address. */
export const FACETS = ["theme", "status", "has", "venue", "author", "listing", "tag"];

/** Values of the reading status besides the statuses themselves. */
export const UNREAD = "unread"; // neither read nor skipped
export const NOT_MARKED = "not-marked";
export const STARRED = "starred";

/** The value of what has none; in an address `no=FACET`, as a facet may have any name as a value. */
export const NONE = "";
const NO = "no";
const YEAR = "year";

/** @returns {Selection} */
export function everything() {
  const facets = Object.fromEntries(FACETS.map((name) => [name, { include: [], exclude: [] }]));
  return { text: "", facets, since: null, until: null, undated: false, sort: "" };
}

/**
 * @param {string} search the part of an address behind the question mark
 * @returns {Selection}
 */
export function read(search) {
  const parameters = new URLSearchParams(search);
  const selection = everything();
  /** @param {string} sign @param {string} name */
  const values = (sign, name) => {
    const none = parameters.getAll(`${sign}${NO}`).includes(name);
    const given = parameters.getAll(`${sign}${name}`).filter(Boolean);
    return [...new Set(given), ...(none ? [NONE] : [])];
  };
  for (const name of FACETS) {
    const exclude = values("-", name);
    const include = values("", name).filter((value) => !exclude.includes(value));
    selection.facets[name] = { include, exclude };
  }
  const years = parameters.get(YEAR)?.match(/^(\d{1,4})?(?:(-)(\d{1,4})?)?$/);
  if (years) {
    const [, first, dash, last] = years;
    const since = first ? Number(first) : null;
    const until = last ? Number(last) : dash ? null : since;
    Object.assign(selection, inOrder(since, until));
  }
  selection.undated = parameters.getAll(NO).includes(YEAR);
  selection.text = parameters.get("q") ?? "";
  selection.sort = parameters.get("sort") ?? "";
  return selection;
}

/**
 * A range of years, turned round where it ends before it begins.
 * @param {number | null} since
 * @param {number | null} until
 */
export function inOrder(since, until) {
  if (since === null || until === null || since <= until) return { since, until };
  return { since: until, until: since };
}

/**
 * The part of an address from the question mark on; empty where nothing is chosen.
 * @param {Selection} selection
 */
export function write({ text, facets, since, until, undated, sort }) {
  const parameters = new URLSearchParams();
  if (text.trim()) parameters.set("q", text.trim());
  /** @param {string} sign @param {string} name @param {string} value */
  const add = (sign, name, value) =>
    value === NONE ? parameters.append(`${sign}${NO}`, name) : parameters.append(`${sign}${name}`, value);
  for (const name of FACETS) {
    for (const value of facets[name].include) add("", name, value);
    for (const value of facets[name].exclude) add("-", name, value);
  }
  if (since !== null || until !== null) {
    parameters.set(YEAR, since === until ? `${since}` : `${since ?? ""}-${until ?? ""}`);
  }
  if (undated) parameters.append(NO, YEAR);
  if (sort) parameters.set("sort", sort);
  return parameters.size ? `?${parameters}` : "";
}

/**
 * The selection with one value of a facet included, excluded, or neither.
 * @param {Selection} selection
 * @param {string} facet
 * @param {string} value
 * @param {"include" | "exclude" | null} how
 * @returns {Selection}
 */
export function choose(selection, facet, value, how) {
  const { include, exclude } = selection.facets[facet];
  /** @param {string[]} values @param {boolean} wanted */
  const adjusted = (values, wanted) => [...values.filter((other) => other !== value), ...(wanted ? [value] : [])];
  const choice = {
    include: adjusted(include, how === "include"),
    exclude: adjusted(exclude, how === "exclude"),
  };
  return { ...selection, facets: { ...selection.facets, [facet]: choice } };
}

/**
 * The selection with one value of a facet in the place of all that were included.
 * @param {Selection} selection
 * @param {string} facet
 * @param {string} value
 * @returns {Selection}
 */
export function replace(selection, facet, value) {
  const exclude = selection.facets[facet].exclude.filter((other) => other !== value);
  return { ...selection, facets: { ...selection.facets, [facet]: { include: [value], exclude } } };
}

/**
 * @typedef {object} Condition that papers must meet
 * @property {string} facet "year" and "words" besides the facets
 * @property {string[]} values one of which a paper must have, or the one that it must not have
 * @property {boolean} excluded
 * @property {Selection} rest what is chosen besides
 * @property {Selection} alone nothing else
 */

/**
 * What a selection asks for, one by one.
 * @param {Selection} selection
 * @returns {Condition[]}
 */
export function conditions(selection) {
  const { text, facets, since, until, undated, sort } = selection;
  const nothing = { ...everything(), sort };
  /** @type {Condition[]} */
  const found = [];
  if (text.trim()) {
    const [rest, alone] = [{ ...selection, text: "" }, { ...nothing, text }];
    found.push({ facet: "words", values: [text.trim()], excluded: false, rest, alone });
  }
  for (const name of FACETS) {
    const { include, exclude } = facets[name];
    if (include.length) {
      const rest = { ...selection, facets: { ...facets, [name]: { include: [], exclude } } };
      const alone = { ...nothing, facets: { ...nothing.facets, [name]: { include, exclude: [] } } };
      found.push({ facet: name, values: include, excluded: false, rest, alone });
    }
    for (const value of exclude) {
      const rest = choose(selection, name, value, null);
      const alone = choose(nothing, name, value, "exclude");
      found.push({ facet: name, values: [value], excluded: true, rest, alone });
    }
  }
  const years = span(selection);
  if (years) {
    const rest = { ...selection, since: null, until: null, undated: false };
    const alone = { ...nothing, since, until, undated };
    found.push({ facet: YEAR, values: [years], excluded: false, rest, alone });
  }
  return found;
}

/**
 * The years in words; empty where none are chosen.
 * @param {Selection} selection
 */
export function span({ since, until, undated }) {
  return [range(since, until), undated ? "year not known" : ""].filter(Boolean).join(" or ");
}

/** @param {number | null} since @param {number | null} until */
function range(since, until) {
  if (since === null) return until === null ? "" : `until ${until}`;
  if (until === null) return `since ${since}`;
  return since === until ? `${since}` : `${since} to ${until}`;
}

/**
 * How many choices there are, the words left aside.
 * @param {Selection} selection
 */
export function count(selection) {
  const chosen = Object.values(selection.facets).map(({ include, exclude }) => include.length + exclude.length);
  return chosen.reduce((sum, number) => sum + number, span(selection) ? 1 : 0);
}
