// Which marked papers the site has not told of yet, as they were marked without a connection or just
// before the page was left; and asking it for what it knows of them.

import { ROOT } from "./cards.js";
import { keep, meet } from "./marks.js";

/** Where those of which the site knows no more than a title are kept, as long as the tab. */
const KEY = `papershelf:bare:${ROOT.pathname}`;

const bare = kept();

/**
 * Whether what is kept of a marked paper is what the site says of it, and not its title alone.
 * @param {string} id
 */
export function isMet(id) {
  const { title, authors, year, venue, theme } = keep.get(id).facts;
  return Boolean(title && (authors || year || venue || theme)) || bare.has(id);
}

/** The marked papers of which the site has not told yet. */
export function unmet() {
  return [...keep.marks.keys()].filter((id) => !isMet(id));
}

/**
 * Ask the site for what it knows of marked papers. Returns whether it could be asked.
 * @param {Iterable<string>} [ids]
 */
export async function learn(ids = unmet()) {
  const { marks } = keep;
  const asked = [...ids].filter((id) => marks.has(id));
  if (!(await meet(asked))) return false;
  const lacking = asked.filter((id) => !isMet(id));
  for (const id of lacking) bare.add(id);
  if (lacking.length) remember();
  return true;
}

/** @returns {Set<string>} */
function kept() {
  try {
    return new Set(JSON.parse(sessionStorage.getItem(KEY) ?? "[]"));
  } catch {
    return new Set();
  }
}

function remember() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify([...bare]));
  } catch {
    // Without storage they are asked for once on each page that is loaded.
  }
}
