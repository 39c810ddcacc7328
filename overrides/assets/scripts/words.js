// What a reader typed into a search field, as words to look for; without the page.

/**
 * @typedef {object} Query
 * @property {string[]} words to be found in a paper, all of them
 * @property {string[]} phrases to be found as they are
 * @property {string[]} without words or phrases that a paper must not have
 */

// Words so frequent that looking for them costs much and tells nothing.
const COMMON = new Set(
  ("a an and are as at be been but by can for from has have how in into is it its of on or our " +
    "that the their these they this to was we were what when where which while who will with").split(" "),
);

// Addresses and names of schemes that may stand before an identifier.
const ARXIV = /^(?:https?:\/\/)?(?:www\.)?(?:arxiv\.org\/(?:abs|pdf|html)\/|arxiv:)(.+?)(?:v\d+)?(?:\.pdf)?$/i;
const DOI = /^(?:https?:\/\/)?(?:dx\.)?(?:doi\.org\/|doi:)(.+)$/i;

// Letters that are no others with an accent, as they are written without them; the index has both.
/** @type {Record<string, string>} */
const PLAIN = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i", ŧ: "t" };
const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "giu");

/**
 * Text in the letters of a plain keyboard, except for accents.
 * @param {string} text
 */
export function plain(text) {
  return text.normalize("NFKC").replace(SPECIAL, (letter) => PLAIN[letter.toLowerCase()] ?? letter);
}

/**
 * Text without accents, apostrophes and capitals, as the index has it.
 * @param {string} text
 */
export function fold(text) {
  return plain(text).normalize("NFD").replace(/[\p{M}'’ʼ]/gu, "").toLowerCase();
}

/**
 * A text as words, "phrases in quotation marks" and -words that must not be there.
 * @param {string} text
 * @returns {Query}
 */
export function parse(text) {
  /** @type {Query} */
  const query = { words: [], phrases: [], without: [] };
  for (const [, minus, phrase, word = ""] of plain(text).matchAll(/(?<!\S)([-−]?)(?:["“”„«]([^"“”„«»]+)["“”»]|(\S+))/gu)) {
    const found = phrase ? spoken(clean(phrase)) : identifier(clean(word));
    if (!/[\p{L}\p{N}]/u.test(found)) continue;
    (minus ? query.without : phrase ? query.phrases : query.words).push(found);
  }
  const telling = query.words.filter((word) => !COMMON.has(fold(word)));
  if (telling.length || query.phrases.length) query.words = telling;
  return query;
}

/**
 * Whether nothing is asked.
 * @param {Query} query
 */
export function isEmpty(query) {
  return !seeks(query) && !query.without.length;
}

/**
 * Whether there is something to be found, and not only something to be left out.
 * @param {Query} query
 */
export function seeks(query) {
  return query.words.length + query.phrases.length > 0;
}

/** @param {string} text */
function clean(text) {
  return text.replace(/["“”„«»]/g, "").trim();
}

/** @param {string} phrase with signs such as +, which the index leaves out of words */
function spoken(phrase) {
  return phrase.replace(/[\p{S}_]/gu, "").replace(/\s+/g, " ").trim();
}

/** @param {string} word */
function identifier(word) {
  return word.match(ARXIV)?.[1] ?? word.match(DOI)?.[1] ?? word;
}

/**
 * The words with their hyphens as spaces, or null where no word has any. In the index,
 * "self-supervised" is one word beside its parts, so that "self supervised" is another search.
 * @param {string[]} words
 */
export function apart(words) {
  const split = words.flatMap((word) => word.split(/(?<=\p{L})\p{Pd}(?=\p{L})/u));
  return split.length > words.length ? split.filter((word) => !COMMON.has(fold(word))) : null;
}

// What the index leaves out of a word, beyond three letters.
const ENDING = /^(?:al)?(?:i[sz])?(?:ations?|ative|able|ably|ability|ers?|ing)$|^(?:ive|ful|less)?(?:ly|ness)$|^ments?$|^i?cally$|^al?iti?es$/;
const INFLECTED = /(?:ies|ied|y)$/;

// How a word is inflected, and how others are made of a longer one.
const INFLECTION = /^(?:|[ey]|[deirs]?s|ings|[bglmnprt]?(?:e[dr]|ing)|[dr]|i?e[ds]|i?ers?|ly)$/;
const DERIVATION = /^(?:e[nd]|ions?|ives?|it(?:y|ies)|al(?:s|ly)?|ors?|ics?|ical|ous|ful|[ai]bl[ey]|[ae]n(?:ts?|ces?))$/;

/** @param {string} word as short as "fly", and its forms */
function stemmed(word) {
  return word.replace(INFLECTED, "i");
}

/**
 * Whether a word of a paper is what was asked for, or a form of it: it begins so, or the two
 * differ by an ending alone.
 * @param {string} word as the paper has it, folded
 * @param {string} asked folded
 */
export function isForm(word, asked) {
  if (word.startsWith(asked)) return true;
  let same = 0;
  while (same < word.length && word[same] === asked[same]) same += 1;
  const rests = [asked.slice(same), word.slice(same)];
  const ended = rests.every((rest, place) => rest.length <= 3 + place || ENDING.test(rest));
  return (same >= 4 && ended) || INFLECTED.test(asked) && stemmed(word) === stemmed(asked);
}

/**
 * Whether a word of a paper is one that was asked for with another ending, or begins so; stricter
 * than `isForm`, which tells what a paper might have been found by.
 * @param {string} word as the paper has it, folded
 * @param {string} asked folded
 */
export function isInflection(word, asked) {
  if (word.startsWith(asked)) return true;
  let same = 0;
  while (same < word.length && word[same] === asked[same]) same += 1;
  const rests = [asked.slice(same), word.slice(same)];
  return rests.every(
    (rest) =>
      (same >= 3 && INFLECTION.test(rest)) ||
      (same >= 5 && (DERIVATION.test(rest) || ENDING.test(rest))),
  );
}
