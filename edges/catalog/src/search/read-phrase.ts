import { foldText, wordsOf } from './fold-text.ts';
import { splitPhrase, type IsUnderlying } from './phrase-text.ts';
import { mistypedPhraseWord, phraseWordOf, type PhraseWord } from './phrase-words.ts';
import { emptyReading, type ExpiryWish, type Reading } from './reading.ts';

/** A phrase as names alone, and in the ways in which some of its words say what is meant of them. */
export type Phrase = { readonly words: readonly string[]; readonly readings: readonly Reading[] };

type Atom = {
  readonly text: string;
  readonly value: number | null;
  readonly meaning: PhraseWord | null;
};

/** More ways to understand one phrase are not tried. */
const READINGS_MAX = 24;
const CENTURY = 2_000;
const YEAR_MIN = 20;
const YEAR_MAX = 99;
const DAY_MAX = 31;

/** Understands what was typed. `isUnderlying` tells the symbols that contracts are on. */
export function readPhrase(text: string, isUnderlying: IsUnderlying): Phrase {
  const folded = foldText(text);
  const readings: Reading[] = [];
  for (const words of splitPhrase(folded, isUnderlying)) {
    extend({ atoms: toAtoms(words), at: 0, reading: emptyReading, found: readings });
  }
  return { words: wordsOf(folded), readings };
}

function toAtoms(words: readonly string[]): readonly Atom[] {
  const atoms: Atom[] = [];
  for (const [place, text] of words.entries()) {
    const before = atoms.at(-1);
    const isBehindNumber = before !== undefined && before.value !== null;
    if (isBehindNumber && (text === 'k' || isOrdinalEnd(text))) {
      const value = text === 'k' ? (before.value ?? 0) * 1_000 : before.value;
      atoms[atoms.length - 1] = {
        ...before,
        value,
        text: text === 'k' ? String(value) : before.text,
      };
      continue;
    }
    const isByNumber = isBehindNumber || /^\d/u.test(words[place + 1] ?? '');
    atoms.push(toAtom(text, isByNumber));
  }
  return atoms;
}

function isOrdinalEnd(text: string): boolean {
  return text === 'st' || text === 'nd' || text === 'rd' || text === 'th';
}

/** A `c` or `p` means a right only beside a number: `24500 c`. */
function toAtom(text: string, isByNumber: boolean): Atom {
  const value = /^\d+(?:\.\d+)?$/u.test(text) ? Number(text) : null;
  if (value !== null) return { text, value, meaning: null };
  if (isByNumber && text === 'c') return { text, value, meaning: { is: 'right', right: 'call' } };
  if (isByNumber && text === 'p') return { text, value, meaning: { is: 'right', right: 'put' } };
  return { text, value, meaning: phraseWordOf(text) ?? null };
}

type Walk = {
  readonly atoms: readonly Atom[];
  readonly at: number;
  readonly reading: Reading;
  readonly found: Reading[];
};

/** Adds to `found` every way in which the atoms from `at` on go with the reading so far. */
function extend({ atoms, at, reading, found }: Walk): void {
  if (found.length >= READINGS_MAX) return;
  const atom = atoms[at];
  if (atom === undefined) {
    found.push(reading);
    return;
  }
  const ways = atom.value === null ? wordWays(reading, atom) : numberWays(reading, atoms, at);
  for (const way of ways) extend({ atoms, at: at + 1, reading: way, found });
}

function wordWays(reading: Reading, { text, meaning }: Atom): readonly Reading[] {
  const said = meaning === null ? null : withMeaning(reading, meaning);
  if (said !== null) return [said];
  const named = withWord(reading, text);
  const meant = meaning === null ? mistypedPhraseWord(text) : undefined;
  const mistyped = meant === undefined ? null : withMeaning(reading, meant);
  return mistyped === null ? [named] : [mistyped, named];
}

/** Null where the reading says something of this sort already: then the word is a name. */
function withMeaning(reading: Reading, meaning: PhraseWord): Reading | null {
  const { expiry } = reading;
  switch (meaning.is) {
    case 'month':
      return expiry.month === null ? withExpiry(reading, { month: meaning.month }) : null;
    case 'weekday':
      return expiry.weekday === null ? withExpiry(reading, { weekday: meaning.weekday }) : null;
    case 'cadence':
      return withExpiry(reading, { cadence: meaning.cadence });
    case 'turn':
      return withExpiry(reading, { turn: meaning.turn });
    case 'right':
      return withRight(reading, meaning.right);
    case 'product':
      return { ...reading, product: meaning.product };
    case 'exchange':
      return reading.exchanges === null ? { ...reading, exchanges: meaning.exchanges } : null;
    case 'kinds':
      return { ...reading, kinds: meaning.kinds };
    case 'noise':
      return reading;
  }
}

/** Of both rights any option is meant. */
function withRight(reading: Reading, right: 'call' | 'put'): Reading {
  const isOther = reading.right !== null && reading.right !== right;
  return isOther ? { ...reading, right: null, product: 'option' } : { ...reading, right };
}

/** All that a number may be where it stands: of a date beside its month, else a strike, or of a name. */
function numberWays(reading: Reading, atoms: readonly Atom[], at: number): readonly Reading[] {
  const ways: Reading[] = [];
  const { text = '', value } = atoms[at] ?? {};
  const number = value ?? 0;
  if (isMonth(atoms[at + 1]) || isOfDate(atoms, at)) {
    ways.push(...dayWays(reading, text, number), ...yearWays(reading, text, number));
    ways.push(...yearAndStrikeWays(reading, text));
  }
  if (reading.strike === null && number > 0) ways.push({ ...reading, strike: number });
  ways.push(withWord(reading, text));
  return ways;
}

function isMonth(atom: Atom | undefined): boolean {
  return atom?.meaning?.is === 'month';
}

/** Whether a number stands behind a month, or behind a number behind it: `nov 24 2026`. */
function isOfDate(atoms: readonly Atom[], at: number): boolean {
  const before = atoms[at - 1];
  if (isMonth(before)) return true;
  return before !== undefined && before.value !== null && isMonth(atoms[at - 2]);
}

function dayWays(reading: Reading, text: string, value: number): readonly Reading[] {
  const isDay = text.length <= 2 && value >= 1 && value <= DAY_MAX;
  return isDay && reading.expiry.day === null ? [withExpiry(reading, { day: value })] : [];
}

function yearWays(reading: Reading, text: string, value: number): readonly Reading[] {
  if (reading.expiry.year !== null) return [];
  if (text.length === 2 && value >= YEAR_MIN)
    return [withExpiry(reading, { year: CENTURY + value })];
  const isWhole = text.length === 4 && value >= CENTURY + YEAR_MIN && value <= CENTURY + YEAR_MAX;
  return isWhole ? [withExpiry(reading, { year: value })] : [];
}

/** `24nov2624500ce`: behind the month stand two digits of the year and the strike in one. */
function yearAndStrikeWays(reading: Reading, text: string): readonly Reading[] {
  if (text.length < 4 || reading.strike !== null || reading.expiry.year !== null) return [];
  const year = Number(text.slice(0, 2));
  const strike = Number(text.slice(2));
  if (year < YEAR_MIN || strike === 0) return [];
  return [{ ...withExpiry(reading, { year: CENTURY + year }), strike }];
}

function withExpiry(reading: Reading, wish: Partial<ExpiryWish>): Reading {
  return { ...reading, expiry: { ...reading.expiry, ...wish } };
}

function withWord(reading: Reading, word: string): Reading {
  return { ...reading, words: [...reading.words, word] };
}
