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
 * @property {string} sort "" is the usual order
 */

/** The facets, in the order in which they are shown and stand in an address. */
export const FACETS = ["theme", "status", "has", "venue", "author", "listing", "tag"];

/** Values of the reading status besides the statuses themselves. */
export const UNREAD = "unread"; // neither read nor skipped
export const NOT_MARKED = "not-marked";
export const STARRED = "starred";

/** @returns {Selection} */
export function everything() {
  const facets = Object.fromEntries(FACETS.map((name) => [name, { include: [], exclude: [] }]));
  return { text: "", facets, since: null, until: null, sort: "" };
}

/**
 * @param {string} search the part of an address behind the question mark
 * @returns {Selection}
 */
export function read(search) {
  const parameters = new URLSearchParams(search);
  const selection = everything();
  for (const name of FACETS) {
    const exclude = [...new Set(parameters.getAll(`-${name}`))].filter(Boolean);
    const include = [...new Set(parameters.getAll(name))].filter((value) => value && !exclude.includes(value));
    selection.facets[name] = { include, exclude };
  }
  const years = parameters.get("year")?.match(/^(\d{1,4})?(-)?(\d{1,4})?$/);
  if (years) {
    const [, first, dash, last] = years;
    selection.since = first ? Number(first) : null;
    selection.until = last ? Number(last) : dash ? null : selection.since;
  }
  selection.text = parameters.get("q") ?? "";
  selection.sort = parameters.get("sort") ?? "";
  return selection;
}

/**
 * The part of an address from the question mark on; empty where nothing is chosen.
 * @param {Selection} selection
 */
export function write({ text, facets, since, until, sort }) {
  const parameters = new URLSearchParams();
  if (text.trim()) parameters.set("q", text.trim());
  for (const name of FACETS) {
    for (const value of facets[name].include) parameters.append(name, value);
    for (const value of facets[name].exclude) parameters.append(`-${name}`, value);
  }
  if (since !== null || until !== null) {
    parameters.set("year", since === until ? `${since}` : `${since ?? ""}-${until ?? ""}`);
  }
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
  const { text, facets, since, until, sort } = selection;
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
    const rest = { ...selection, since: null, until: null };
    found.push({ facet: "year", values: [years], excluded: false, rest, alone: { ...nothing, since, until } });
  }
  return found;
}

/**
 * A range of years in words; empty where none is chosen.
 * @param {Selection} selection
 */
export function span({ since, until }) {
  if (since === null) return until === null ? "" : `until ${until}`;
  if (until === null) return `since ${since}`;
  return since === until ? `${since}` : `${since} to ${until}`;
}

/**
 * How many choices there are, the words left aside.
 * @param {Selection} selection
 */
export function count({ facets, since, until }) {
  const chosen = Object.values(facets).map(({ include, exclude }) => include.length + exclude.length);
  return chosen.reduce((sum, number) => sum + number, since !== null || until !== null ? 1 : 0);
}
