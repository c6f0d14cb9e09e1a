import { compareText } from 'argosy/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { TermTrie, typosOf, type Closeness } from './term-trie.ts';

const shares = [
  'bajaj',
  'bank',
  'banknifty',
  'infy',
  'nifty',
  'nifty50',
  'reliance',
  'religare',
  'sbin',
];
const trie = new TermTrie(shares);

/** The terms that a word means with typos, by how they were met. */
function near(
  word: string,
  typos: 1 | 2,
  of: TermTrie = trie,
): Readonly<Record<string, Closeness>> {
  const found = [...of.matchWithTypos(word, typos).near];
  return Object.fromEntries(found.map(([place, closeness]) => [of.terms[place] ?? '', closeness]));
}

/** The distance with two neighbours that changed places counted once, in full. */
function distance(one: string, other: string): number {
  const rows = Array.from({ length: one.length + 1 }, (_, at) => [at]);
  const get = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let column = 1; column <= other.length; column += 1) {
    for (const [row, cells] of rows.entries()) {
      const isSame = one[row - 1] === other[column - 1];
      let cost = Math.min(
        get(row - 1, column) + 1,
        get(row, column - 1) + 1,
        get(row - 1, column - 1) + (isSame ? 0 : 1),
      );
      if (row === 0) cost = column;
      const isSwapped =
        row > 1 &&
        column > 1 &&
        one[row - 1] === other[column - 2] &&
        one[row - 2] === other[column - 1];
      cells[column] = isSwapped ? Math.min(cost, get(row - 2, column - 2) + 1) : cost;
    }
  }
  return get(one.length, other.length);
}

test('a word means itself and what begins with it', () => {
  expect(trie.match('bank')).toMatchObject({ from: 1, to: 3, same: 1 });
  expect(trie.match('rel')).toMatchObject({ from: 6, to: 8, same: -1 });
  expect(trie.match('x')).toMatchObject({ from: 9, to: 9, same: -1 });
});

test.each([
  ['a letter is missing', 'nfty', 'nifty'],
  ['one is too many', 'niffty', 'nifty'],
  ['one is another', 'nifti', 'nifty'],
  ['two changed places', 'inffy', 'infy'],
  ['the first is another', 'bifty', 'nifty'],
  ['the first two changed places', 'infty', 'nifty'],
])('a term is met where %s', (_, word, term) => {
  expect(near(word, 1)[term]).toBe(2);
});

test('what is begun with a typo is met too, more loosely', () => {
  expect(near('rleia', 1)).toEqual({ reliance: 3 });
});

test('a longer word may have two typos, a shorter one only one', () => {
  expect(near('bnaknifyt', 2)).toEqual({ banknifty: 4 });
  expect(near('bnaknifyt', 1)).toEqual({});
  expect(near('sbnni', 2)).toEqual({});
});

test.each([
  ['sb', 0],
  ['sbi', 1],
  ['infosy', 1],
  ['infosys', 2],
  ['24500', 0],
  ['nifty50', 2],
  ['x'.repeat(25), 0],
] as const)('the word %j may have %d typos', (word, typos) => {
  expect(typosOf(word)).toBe(typos);
});

test('of no terms nothing is met', () => {
  const empty = new TermTrie([]);
  expect(empty.match('a')).toMatchObject({ from: 0, to: 0, same: -1 });
  expect(near('nifty', 2, empty)).toEqual({});
});

test('it meets what a look at each term meets', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(
      fc.uniqueArray(letters, { minLength: 1, maxLength: 40 }),
      letters,
      fc.constantFrom(1, 2),
      (terms, word, typos) => {
        const sorted = terms.toSorted(compareText);
        const found = near(word, typos, new TermTrie(sorted));
        const allowed = Math.min(typos, typosOf(word));
        for (const term of sorted) {
          const whole = distance(word, term);
          const isMet = found[term] === 2 || found[term] === 4;
          if (whole > 0 && whole <= allowed)
            expect(found[term], `${word} in ${term}`).toBeLessThanOrEqual(2 * whole + 1);
          if (isMet) expect(whole).toBeLessThanOrEqual((found[term] ?? 0) / 2);
        }
      },
    ),
  );
});

test('what begins with a typo is met as a look at each beginning meets it', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 5, maxLength: 10 });
  fc.assert(
    fc.property(
      fc.uniqueArray(letters, { minLength: 1, maxLength: 30 }),
      letters,
      (terms, word) => {
        const sorted = terms.toSorted(compareText);
        const found = near(word, 1, new TermTrie(sorted));
        for (const term of sorted) {
          const starts = Array.from({ length: term.length + 1 }, (_, end) =>
            distance(word, term.slice(0, end)),
          );
          const isNear = starts.includes(1);
          expect(found[term] !== undefined, `${word} in ${term}`).toBe(isNear);
        }
      },
    ),
  );
});
