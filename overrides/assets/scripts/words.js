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

// An identifier of arXiv, since 2007 and before, and a DOI.
const ARXIV = /(?<!\d)\d{4}\.\d{4,5}(?!\d)/;
const OLD_ARXIV = /(?<![a-z-])(?!arxiv)([a-z]+(?:-[a-z]+)?)(?:\.[a-z]{2})?\/(\d{7})(?!\d)/i;
const DOI = /10\.\d{4,9}\/.+/;
// What may hold one of arXiv: an address there or at a mirror, or nothing else. And what a DOI.
const AT_ARXIV = /(?:ar|alpha)xiv|ar5iv|\b(?:huggingface|hf)\.co\/papers|^(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?$/i;
const AT_DOI = /^(?:10\.|doi:|(?:https?:\/\/)?[\w.-]+\.[a-z]+\/)/i;

// What stands before words without being one: a site, the name of a field, a command of TeX.
const BEFORE = /^(?:https?:\/\/)?(?:[\w-]+\.)+[a-z]{2,}\/(?=.)|^(?:titles?|authors?|abstract|venue|year|theme|tag):|\\[a-z]+(?=\{)/gi;
const BETWEEN = /[/:\\{}<>‹›?=]+/;

// The plural of an abbreviation, which the index takes for another word.
const ABBREVIATIONS = /^(\d*\p{Lu}[\p{Lu}\d]+|[b-df-hj-np-tv-xz]{2,}[b-df-hj-np-rtv-xz])s$/u;

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
    const found = (phrase ? [spoken(clean(phrase))] : parts(clean(word))).filter(tells);
    if (minus && found.length) query.without.push(found.join(" "));
    else (phrase ? query.phrases : query.words).push(...found);
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

/** @param {string} phrase with signs such as +, which are between words and in none */
function spoken(phrase) {
  return phrase.replace(/[\p{S}_\s]+/gu, " ").trim();
}

/** @param {string} text */
function tells(text) {
  return /[\p{L}\p{N}]/u.test(text);
}

/**
 * The words in what was typed without a space: an identifier, or what signs stand between.
 * @param {string} typed
 */
function parts(typed) {
  const known = identifier(typed);
  if (known) return [known];
  const words = typed.replace(BEFORE, "").split(BETWEEN);
  return words.map((word) => word.replace(ABBREVIATIONS, "$1"));
}

/**
 * The identifier of arXiv, without its version, or else the DOI in an address or a form of it.
 * @param {string} typed
 */
function identifier(typed) {
  const plain = typed.replace(/^[<‹([]+|[?#].*$|[\])›>.,;]+$/g, "");
  if (AT_ARXIV.test(plain)) {
    const [, archive, number] = plain.match(OLD_ARXIV) ?? [];
    const found = plain.match(ARXIV)?.[0] ?? (number && `${archive}/${number}`);
    if (found) return found;
  }
  return AT_DOI.test(plain) ? plain.match(DOI)?.[0] : undefined;
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

// What is written otherwise in America and in Britain, and the endings of such words.
const VERB = "(?:e[drs]?|ers|ings?|ations?|able)$";
const NOUN = "(?:s|ed|ings?|al|ally|able|ful|less|hoods?)?$";
/** @type {[american: string, british: string, ending: string][]} */
const SPELLINGS = [["iz", "is", VERB], ["yz", "ys", VERB], ["or", "our", NOUN]];
const AMERICAN = SPELLINGS.map(([there, here, ending]) => speller(here, there, ending));
const BRITISH = SPELLINGS.map(([there, here, ending]) => speller(there, here, ending));

/**
 * @param {string} from
 * @param {string} to
 * @param {string} ending
 * @returns {(word: string) => string}
 */
function speller(from, to, ending) {
  const where = new RegExp(`(?<=\\p{L}{2})${from}(?=${ending})`, "iu");
  return (word) => word.replace(where, to);
}

/**
 * A word as it would be written in America. Not all such words exist: "noise" gives "noize".
 * @param {string} word
 */
export function american(word) {
  return AMERICAN.reduce((written, spelt) => spelt(written), word);
}

/**
 * A word as it would be written in Britain. Not all such words exist: "tensor" gives "tensour".
 * @param {string} word
 */
export function british(word) {
  return BRITISH.reduce((written, spelt) => spelt(written), word);
}

/** @param {string} word as it would be written on the other side of the Atlantic */
function otherwise(word) {
  const written = american(word);
  return written === word ? british(word) : written;
}

// What the index leaves out of a word, beyond three letters.
const ENDING = /^(?:al)?(?:i[sz])?(?:ations?|ative|able|ably|ability|ers?|ing)$|^(?:ive|ful|less)?(?:ly|ness)$|^ments?$|^i?cally$|^al?iti?es$/;
const INFLECTED = /(?:ies|ied|y)$/;

// How a word is inflected, and how others are made of a longer one.
const INFLECTION = /^(?:|[ey]|[deirs]?s|ings|[bglmnprt]?(?:e[dr]|ing)|[dr]|i?e[ds]|i?ers?|ly)$/;
const DERIVATION = /^(?:e[nd]|ions?|ives?|it(?:y|ies)|al(?:s|ly)?|ors?|ics?|ical|ous|ful|[ai]bl[ey]|[ae]n(?:ts?|ces?))$/;

/**
 * Whether two words are the same by some rule, as they are or by the other spelling of one.
 * @param {(word: string, asked: string) => boolean} isSame
 * @returns {(word: string, asked: string) => boolean}
 */
function inAnySpelling(isSame) {
  return (word, asked) =>
    isSame(word, asked) || (word.slice(0, 2) === asked.slice(0, 2) && isSame(word, otherwise(asked)));
}

/** @param {string} word as short as "fly", and its forms */
function stemmed(word) {
  return word.replace(INFLECTED, "i");
}

/**
 * Whether a word of a paper is what was asked for, or a form of it: it begins so, or the two
 * differ by an ending alone. Both are folded.
 */
export const isForm = inAnySpelling((word, asked) => {
  if (word.startsWith(asked)) return true;
  let same = 0;
  while (same < word.length && word[same] === asked[same]) same += 1;
  const rests = [asked.slice(same), word.slice(same)];
  const ended = rests.every((rest, place) => rest.length <= 3 + place || ENDING.test(rest));
  return (same >= 4 && ended) || INFLECTED.test(asked) && stemmed(word) === stemmed(asked);
});

/**
 * Whether a word of a paper is one that was asked for with another ending, or begins so; stricter
 * than `isForm`, which tells what a paper might have been found by.
 */
export const isInflection = inAnySpelling((word, asked) => {
  if (word.startsWith(asked)) return true;
  let same = 0;
  while (same < word.length && word[same] === asked[same]) same += 1;
  const rests = [asked.slice(same), word.slice(same)];
  return rests.every(
    (rest) =>
      (same >= 3 && INFLECTION.test(rest)) ||
      (same >= 5 && (DERIVATION.test(rest) || ENDING.test(rest))),
  );
});

const ALIKE = 6; // letters that are the same, so that the rest may be an ending or a slip in one

/**
 * Whether a word of a paper begins as what was asked for does, or is a form of it so long that
 * this is no chance. Both are folded.
 * @param {string} word
 * @param {string} asked
 */
export function isLike(word, asked) {
  const other = otherwise(asked);
  if (word.startsWith(asked) || word.startsWith(other)) return true;
  return word.slice(0, ALIKE) === asked.slice(0, ALIKE) && isForm(word, asked);
}
