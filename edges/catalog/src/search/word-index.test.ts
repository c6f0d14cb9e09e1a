import { expect, test } from 'vitest';

import { termsOfRow } from './row-terms.ts';
import { WordIndex, type TypoLevel } from './word-index.ts';

const rows = [
  ['HDFCBANK', 'HDFC Bank Ltd.'],
  ['SBIN', 'State Bank of India'],
  ['TATASTEEL', 'Tata Steel Ltd.'],
  ['STLTECH', 'Sterlite Technologies Ltd.'],
  ['BANKNIFTY', 'Nifty Bank'],
] as const;
const index = new WordIndex(rows.length, (at) => {
  const [symbol = '', name = ''] = rows[at] ?? [];
  return termsOfRow({ symbol, name, isin: null, aliases: [] });
});

/** The symbols that have the words, the best first. */
function found(text: string, typos: TypoLevel = 0): readonly string[] {
  const scores = new Map<number, number>();
  index.search({ words: text.split(' '), typos, isShort: true }, (at, score) =>
    scores.set(at, Math.max(score, scores.get(at) ?? 0)),
  );
  return [...scores]
    .toSorted(([, one], [, other]) => other - one)
    .map(([at]) => rows[at]?.[0] ?? '');
}

/** The best score of the words. */
function scoreOf(text: string, typos: TypoLevel = 0): number {
  let best = 0;
  index.search(
    { words: text.split(' '), typos, isShort: true },
    (_, score) => (best = Math.max(best, score)),
  );
  return best;
}

test('all words have to be there, in any order', () => {
  expect(found('bank state')).toEqual(['SBIN']);
  expect(found('bank steel')).toEqual([]);
});

test('a word may be the beginning of one', () => {
  expect(found('ste')).toEqual(['STLTECH', 'TATASTEEL']);
});

test('words that say nothing need not be there', () => {
  expect(found('the state bank of india corporation')).toEqual(['SBIN']);
});

test('words in one piece may be a symbol', () => {
  expect(found('bank nifty')[0]).toBe('BANKNIFTY');
  expect(found('tata ste')[0]).toBe('TATASTEEL');
});

test('a typo is forgiven where it is asked for', () => {
  expect(found('tata stele')).toEqual([]);
  expect(found('tata stele', 1)).toEqual(['TATASTEEL']);
  expect(found('hdcf bnak', 1)).toEqual(['HDFCBANK']);
});

test('the exact is better than the begun, and that than the mistyped', () => {
  const scores = [scoreOf('sbin'), scoreOf('sbi'), scoreOf('statee', 1), scoreOf('stta', 1)];
  expect(scores).toEqual(scores.toSorted((one, other) => other - one));
  expect(new Set(scores).size).toBe(scores.length);
});

test('a typo costs less in a longer word', () => {
  expect(scoreOf('technologeis', 1)).toBeGreaterThan(scoreOf('tatta', 1));
});

test('one word may be missing where that is asked for', () => {
  const symbols: string[] = [];
  index.searchButOne(['state', 'farm'], (at) => symbols.push(rows[at]?.[0] ?? ''));
  index.searchButOne(['farm'], (at) => symbols.push(rows[at]?.[0] ?? ''));
  expect(symbols).toEqual(['SBIN']);
});

test('a symbol or a nickname is a code, a word of a name is not', () => {
  expect(['sbin', 'sbi', 'bnf', 'state', 'sb'].map((word) => index.hasCode(word))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('no words find nothing', () => {
  const seen: number[] = [];
  index.search({ words: [], typos: 0, isShort: true }, (at) => seen.push(at));
  expect(seen).toEqual([]);
});

test('of very many that begin so only the first are looked at, but none that is called just so is missed', () => {
  const many = 20_000;
  const name = (at: number): string => (at === many - 1 ? 'S' : `S${at}`);
  const large = new WordIndex(many, (at) =>
    termsOfRow({ symbol: name(at), name: '', isin: null, aliases: [] }),
  );
  const seen = new Set<number>();
  const isAll = large.search({ words: ['s'], typos: 0, isShort: true }, (at) => seen.add(at));
  expect(isAll).toBe(false);
  expect(seen.size).toBe(16_385);
  expect(seen.has(many - 1)).toBe(true);
  expect(large.search({ words: ['s'], typos: 0, isShort: false }, (at) => seen.add(at))).toBe(true);
  expect(seen.size).toBe(many);
});

test('what a word means with typos is the same however many were asked for in between', () => {
  const before = found('hdcf bnak', 1);
  for (let at = 0; at < 40; at += 1) found(`word${String.fromCodePoint(97 + (at % 26))}${at}`, 1);
  expect(found('hdcf bnak', 1)).toEqual(before);
});

test('what was looked for with one typo is looked for anew with two', () => {
  expect(found('bnaknifyt', 1)).toEqual([]);
  expect(found('bnaknifyt', 2)).toEqual(['BANKNIFTY']);
});
