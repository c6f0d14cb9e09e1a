import { compareText } from 'argosy/core';

import { isLegalWord, type RowTerms } from './row-terms.ts';
import { TermTrie, typosOf, type Closeness, type TermMatch } from './term-trie.ts';

/** How many typos each word may have. */
export type TypoLevel = 0 | 1 | 2;
/** Takes a document, by the place it was given at, and how well the words fit: more is better. */
export type TakeDocument = (document: number, score: number) => void;

/** By field: what a word counts that is the term, and one that begins it. Above 1 the whole is meant. */
const exactScores: readonly number[] = [1.3, 1.2, 1.18, 0.9, 0.84, 0.72];
const startScores: readonly number[] = [0.8, 0.62, 0.7, 0.74, 0.64, 0];
/** What more of a term a beginning brings when it is nearly the whole of it. */
const START_SHARE = 0.08;
/** What a typo takes from a word of one letter, less from a longer one, and what is left at least. */
const TYPO_COST = 2;
const TYPO_LEFT_MIN = 0.3;
/** With a typo a symbol says no more than a whole name: short ones are alike too often. */
const TYPO_BASE_MAX = 1.15;
/** What it brings when the words are all of the name. */
const COVERAGE_SHARE = 0.06;
/** What a word costs that is not there at all, beside counting nothing. */
const MISSING_COST = 0.12;
const JOINED_LENGTH_MAX = 40;
/** Of more words no two neighbours are joined. */
const PAIRED_WORDS_MAX = 8;
/** What so many words mean with typos is kept, because the next letter asks for most of it again. */
const MET_MAX = 32;
/** Where a word is in more places than these, only so many of the first documents are looked at. */
const MANY_PLACES = 16_384;
const FIRST_DOCUMENTS = 16_384;

/** What is looked for. */
export type WordQuery = {
  readonly words: readonly string[];
  readonly typos: TypoLevel;
  /** Whether the first documents will do where very many fit. */
  readonly isShort: boolean;
};
type Manner = { readonly missing: number; readonly isShort: boolean };
type Visit = { readonly end: number; readonly take: (document: number) => void };

/**
 * Documents by their words: all words have to be there, in any order, each as it stands, by its beginning
 * or with typos. Neighbouring words are also tried in one piece, because `bank nifty` is `BANKNIFTY`.
 */
export class WordIndex {
  readonly #trie: TermTrie;
  readonly #places: Postings;
  readonly #terms: Postings;
  readonly #nameWords: Uint8Array;
  readonly #seen: Int32Array;
  readonly #met = new Map<string, TermMatch>();
  #round = 0;

  /** Asks for the terms of each document from 0 to `count - 1` once, in order. */
  constructor(count: number, termsOf: (document: number) => RowTerms) {
    const collected = collectTerms(count, termsOf);
    const sorted = collected.terms.toSorted(compareText);
    this.#trie = new TermTrie(sorted);
    this.#terms = inSortedPlaces(collected, sorted);
    this.#places = invert(this.#terms, count, sorted.length);
    this.#nameWords = collected.nameWords;
    this.#seen = new Int32Array(count);
  }

  /** Whether a word is the symbol of a document, or a code or nickname of it. */
  hasCode(word: string): boolean {
    const term = this.#trie.placeOf(word);
    if (term === -1) return false;
    const { starts, fields } = this.#places;
    for (let at = starts[term] ?? 0; at < (starts[term + 1] ?? 0); at += 1) {
      if ((fields[at] ?? 0) <= 1) return true;
    }
    return false;
  }

  /**
   * Tells documents that have all the words: all of them, or where a beginning is that of very many, those
   * among the first documents. Whether it was all.
   */
  search({ words, typos, isShort }: WordQuery, take: TakeDocument): boolean {
    const wanted = withoutLegalWords(words);
    let isAll = true;
    for (const spelling of spellingsOf(wanted)) {
      const matches = this.#matchesOf(spelling, typos);
      if (matches === null) continue;
      const isWhole = this.#findAll(matches, { missing: 0, isShort }, take);
      isAll &&= isWhole;
    }
    return isAll;
  }

  /** Tells every document that has all the words but one. */
  searchButOne(words: readonly string[], take: TakeDocument): void {
    const wanted = withoutLegalWords(words);
    if (wanted.length < 2) return;
    for (const missing of wanted.keys()) {
      const rest = wanted.filter((_, place) => place !== missing);
      const matches = this.#matchesOf(rest, 0);
      if (matches !== null) this.#findAll(matches, { missing: 1, isShort: true }, take);
    }
  }

  /** What each word means; null where one of them means nothing. */
  #matchesOf(words: readonly string[], typos: TypoLevel): readonly TermMatch[] | null {
    const allowed = words.map((word) => (typos === 0 ? 0 : Math.min(typos, typosOf(word))));
    // What may have no typo is soon known to be missing; only then are the others worth a look.
    const isMissing = words.some(
      (word, at) => allowed[at] === 0 && this.#count(this.#trie.match(word)) === 0,
    );
    if (isMissing) return null;
    const matches = words.map((word, at) => this.#matchOf(word, allowed[at] ?? 0));
    return matches.some((match) => this.#count(match) === 0) ? null : matches;
  }

  #matchOf(word: string, typos: number): TermMatch {
    if (typos === 0) return this.#trie.match(word);
    const key = `${typos}${word}`;
    const known = this.#met.get(key);
    if (known !== undefined) return known;
    const match = this.#trie.matchWithTypos(word, typos === 1 ? 1 : 2);
    if (this.#met.size >= MET_MAX) this.#met.clear();
    this.#met.set(key, match);
    return match;
  }

  /** How many documents have a word, one that has it in two terms counted twice. */
  #count({ from, to, near }: TermMatch): number {
    const { starts } = this.#places;
    let count = (starts[to] ?? 0) - (starts[from] ?? 0);
    for (const term of near.keys()) count += (starts[term + 1] ?? 0) - (starts[term] ?? 0);
    return count;
  }

  #findAll(
    matches: readonly TermMatch[],
    { missing, isShort }: Manner,
    take: TakeDocument,
  ): boolean {
    const counts = matches.map((match) => this.#count(match));
    const least = Math.min(...counts);
    const rarest = matches[counts.indexOf(least)];
    if (rarest === undefined) return true;
    const end = isShort && least > MANY_PLACES ? FIRST_DOCUMENTS : this.#seen.length;
    this.#round += 1;
    const takeOnce = (document: number): void => {
      if (this.#seen[document] === this.#round) return;
      this.#seen[document] = this.#round;
      const score = this.#scoreOf(document, matches, missing);
      if (score > 0) take(document, score);
    };
    this.#visit(rarest.from, rarest.to, { end, take: takeOnce });
    for (const term of rarest.near.keys()) this.#visit(term, term + 1, { end, take: takeOnce });
    // The weightless that are called just so must not be missing from what is cut.
    if (rarest.same !== -1)
      this.#visit(rarest.same, rarest.same + 1, { end: Infinity, take: takeOnce });
    return end === this.#seen.length;
  }

  #visit(from: number, to: number, { end, take }: Visit): void {
    const { starts, items } = this.#places;
    const last = starts[to] ?? 0;
    for (let at = starts[from] ?? 0; at < last; at += 1) {
      const document = items[at] ?? 0;
      if (document < end) take(document);
    }
  }

  /** The mean of what each word counts, and a little for how much of the name they are; 0 without one. */
  #scoreOf(document: number, matches: readonly TermMatch[], missing: number): number {
    let sum = 0;
    let inName = 0;
    for (const match of matches) {
      const best = this.#wordScore(document, match);
      if (best === 0) return 0;
      if (best < 1) inName += 1;
      sum += best;
    }
    const coverage = Math.min(1, inName / (this.#nameWords[document] ?? 1));
    const mean = sum / (matches.length + missing);
    return mean + COVERAGE_SHARE * coverage - MISSING_COST * missing;
  }

  #wordScore(document: number, match: TermMatch): number {
    const { starts, items, fields } = this.#terms;
    const end = starts[document + 1] ?? 0;
    let best = 0;
    for (let at = starts[document] ?? 0; at < end; at += 1) {
      const term = items[at] ?? 0;
      const closeness = closenessOf(match, term);
      if (closeness === -1) continue;
      const field = fields[at] ?? 0;
      const length = this.#trie.terms[term]?.length ?? 1;
      const { word } = match;
      const plain = scoreOfTerm(field, closeness % 2 === 0, word.length / length);
      const score = closeness < 2 ? plain : withTypos(plain, closeness < 4 ? 1 : 2, word.length);
      if (score > best) best = score;
    }
    return best;
  }
}

function closenessOf({ from, to, same, near }: TermMatch, term: number): Closeness | -1 {
  if (term === same) return 0;
  if (term >= from && term < to) return 1;
  return near.size === 0 ? -1 : (near.get(term) ?? -1);
}

function scoreOfTerm(field: number, isWhole: boolean, share: number): number {
  if (isWhole) return exactScores[field] ?? 0;
  return startScoreOf(field) + START_SHARE * Math.min(1, share);
}

function withTypos(plain: number, typos: number, length: number): number {
  const left = Math.max(TYPO_LEFT_MIN, 1 - (TYPO_COST * typos) / length);
  return Math.min(plain, TYPO_BASE_MAX) * left;
}

/** Initials are no beginning of anything. */
function startScoreOf(field: number): number {
  const score = startScores[field] ?? 0;
  return score === 0 ? -START_SHARE : score;
}

/** The words as they stand, all in one piece, and each two neighbours in one. */
function spellingsOf(words: readonly string[]): readonly (readonly string[])[] {
  if (words.length === 0) return [];
  const spellings = [words];
  if (words.length === 1) return spellings;
  const whole = joined(words);
  if (whole.length <= JOINED_LENGTH_MAX) spellings.push([whole]);
  if (words.length === 2 || words.length > PAIRED_WORDS_MAX) return spellings;
  for (let at = 0; at + 1 < words.length; at += 1) {
    const pair = joined(words.slice(at, at + 2));
    spellings.push([...words.slice(0, at), pair, ...words.slice(at + 2)]);
  }
  return spellings;
}

function withoutLegalWords(words: readonly string[]): readonly string[] {
  const rest = words.filter((word) => !isLegalWord(word));
  return rest.length === 0 ? words : rest;
}

function joined(words: readonly string[]): string {
  return words.join('').replaceAll('.', '');
}

/** Lists in one piece: those of `n` stand from `starts[n]` up to `starts[n + 1]`. */
type Postings = {
  readonly starts: Int32Array;
  readonly items: Int32Array;
  readonly fields: Uint8Array;
};

type Collected = {
  /** In the order in which they were met. */
  readonly terms: readonly string[];
  readonly postings: Postings;
  readonly nameWords: Uint8Array;
};

function collectTerms(count: number, termsOf: (document: number) => RowTerms): Collected {
  const places = new Map<string, number>();
  const items: number[] = [];
  const fields: number[] = [];
  const starts = new Int32Array(count + 1);
  const nameWords = new Uint8Array(count);
  for (let document = 0; document < count; document += 1) {
    const found = termsOf(document);
    for (const { term, field } of found.terms) {
      const place = places.get(term) ?? places.size;
      places.set(term, place);
      items.push(place);
      fields.push(field);
    }
    nameWords[document] = Math.min(found.nameWords, 255);
    starts[document + 1] = items.length;
  }
  const postings = { starts, items: Int32Array.from(items), fields: Uint8Array.from(fields) };
  return { terms: [...places.keys()], postings, nameWords };
}

function inSortedPlaces({ terms, postings }: Collected, sorted: readonly string[]): Postings {
  const places = new Map(sorted.map((term, place) => [term, place]));
  const moved = Int32Array.from(terms, (term) => places.get(term) ?? 0);
  return { ...postings, items: postings.items.map((item) => moved[item] ?? 0) };
}

/** The same lists the other way round: the documents of each term, in their order. */
function invert(postings: Postings, documents: number, terms: number): Postings {
  const starts = new Int32Array(terms + 1);
  for (const term of postings.items) raise(starts, term + 1, 1);
  for (let term = 0; term < terms; term += 1) raise(starts, term + 1, starts[term] ?? 0);
  const next = starts.slice();
  const items = new Int32Array(postings.items.length);
  const fields = new Uint8Array(postings.items.length);
  for (let document = 0; document < documents; document += 1) {
    const end = postings.starts[document + 1] ?? 0;
    for (let at = postings.starts[document] ?? 0; at < end; at += 1) {
      const place = raise(next, postings.items[at] ?? 0, 1);
      items[place] = document;
      fields[place] = postings.fields[at] ?? 0;
    }
  }
  return { starts, items, fields };
}

/** Adds to a number of a list; what it was before. */
function raise(list: Int32Array, at: number, by: number): number {
  const before = list[at] ?? 0;
  list[at] = before + by;
  return before;
}
