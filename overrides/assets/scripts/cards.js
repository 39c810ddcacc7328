// What the site says of its papers: the facts of each and the themes with their numbers, fetched
// when they are asked for, and where pages are.

/**
 * @typedef {{title: string, authors: string, year: number | null, venue: string, theme: string,
 *   arxiv: string, url: string, code: string, bibtex: string, ris: string,
 *   csl: Record<string, unknown>}} Card
 * @typedef {{buckets: number, papers: number,
 *   themes: {id: string, title: string, papers: number}[]}} Index
 */

/** The address of the site, under which everything is. */
export const ROOT = new URL("../../", import.meta.url);

/**
 * The address of a paper's page.
 * @param {string} id
 */
export function pageOf(id) {
  return new URL(`papers/${encodeURIComponent(id)}/`, ROOT).href;
}

/**
 * The FNV-1a hash of 32 bits of a text in UTF-8.
 * @param {string} text
 */
export function hash(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  }
  return value;
}

/**
 * In which of so many files a paper stands.
 * @param {string} id
 * @param {number} buckets
 */
export function bucketOf(id, buckets) {
  return hash(id) % buckets;
}

/**
 * A reader of cards. Each file is fetched once; a failure is not remembered.
 * @param {URL} root
 * @param {(address: URL) => Promise<Response>} get
 */
export function reader(root, get) {
  /** @type {Map<string, Promise<any>>} */
  const files = new Map();

  /**
   * @param {string} name
   * @returns {Promise<any>}
   */
  function file(name) {
    const known = files.get(name);
    if (known) return known;
    const found = get(new URL(`api/cards/${name}.json`, root)).then((response) => {
      if (!response.ok) throw new Error(`${response.url} was answered with ${response.status}`);
      return response.json();
    });
    files.set(name, found);
    found.catch(() => files.delete(name));
    return found;
  }

  return {
    /**
     * How the cards are filed, and the themes with the number of their papers.
     * @returns {Promise<Index>}
     */
    index: () => file("index"),

    /**
     * The card of a paper, or null if the site has no such paper. Rejects if it cannot be fetched.
     * @param {string} id
     * @returns {Promise<Card | null>}
     */
    async card(id) {
      const { buckets } = await file("index");
      const cards = await file(String(bucketOf(id, buckets)));
      return Object.hasOwn(cards, id) ? cards[id] : null;
    },
  };
}

export const { card, index } = reader(ROOT, (address) => fetch(address));

/**
 * The cards of papers in their order, with the ids of those that the site does not have.
 * @param {Iterable<string>} ids
 * @returns {Promise<{cards: [string, Card][], missing: string[]}>}
 */
export async function cardsOf(ids) {
  /** @type {[string, Card | null][]} */
  const found = await Promise.all([...ids].map(async (id) => [id, await card(id)]));
  return {
    cards: found.flatMap(([id, one]) => (one ? [[id, one]] : [])),
    missing: found.flatMap(([id, one]) => (one ? [] : [id])),
  };
}
