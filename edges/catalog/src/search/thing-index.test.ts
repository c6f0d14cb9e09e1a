import { aSearchRow } from '@argosy/testkit/search';
import { expect, test } from 'vitest';

import { sourceOfRows, type SearchKind, type SearchRow } from './search-row.ts';
import { contractsShare, logShare, ThingIndex, type ThingFilter } from './thing-index.ts';

const all: ThingFilter = { exchanges: null, kinds: null };

function indexOf(
  rows: readonly SearchRow[],
  contracts: Readonly<Record<string, number>> = {},
): ThingIndex {
  const source = sourceOfRows(rows, { version: '1', day: 0 });
  return new ThingIndex(source, [...rows.keys()], (key) => contracts[key] ?? 0);
}

/** The ids of what has the words, the best first. */
function found(
  rows: readonly SearchRow[],
  text: string,
  filter = all,
  contracts = {},
): readonly string[] {
  const scores = new Map<string, number>();
  const take = (row: number, score: number): void => {
    const { id = '' } = rows[row] ?? {};
    scores.set(id, Math.max(score, scores.get(id) ?? 0));
  };
  indexOf(rows, contracts).search(text.split(' '), 0, { filter, most: 100, take });
  return [...scores].toSorted(([, one], [, other]) => other - one).map(([id]) => id);
}

test('of what fits alike the more traded is first, then the larger', () => {
  const rows = [
    aSearchRow({ symbol: 'TATAONE' }),
    aSearchRow({ symbol: 'TATATWO', liquidity: 9 }),
    aSearchRow({ symbol: 'TATASIX', liquidity: 9, marketCap: 5 }),
  ];
  expect(found(rows, 'tata')).toEqual(['TATASIX.NSE', 'TATATWO.NSE', 'TATAONE.NSE']);
});

test('where nobody knows either, what there are contracts on is first', () => {
  const rows = [aSearchRow({ symbol: 'TATAONE' }), aSearchRow({ symbol: 'TATATWO' })];
  expect(found(rows, 'tata', all, { tatatwo: 50 })[0]).toBe('TATATWO.NSE');
});

test('a second listing comes behind the first of others, and right behind its own where it is named', () => {
  const rows = [
    aSearchRow({ symbol: 'TATAONE', liquidity: 9 }),
    aSearchRow({ symbol: 'TATAONE', exchange: 'BSE', liquidity: 8 }),
    aSearchRow({ symbol: 'TATATWO', liquidity: 7 }),
    aSearchRow({ symbol: 'TATAONEX', liquidity: 99 }),
  ];
  expect(found(rows.slice(0, 3), 'tata')).toEqual(['TATAONE.NSE', 'TATATWO.NSE', 'TATAONE.BSE']);
  expect(found(rows, 'tataone')).toEqual(['TATAONE.NSE', 'TATAONE.BSE', 'TATAONEX.NSE']);
});

test('one symbol at exchanges of two countries is two things', () => {
  const rows = [
    aSearchRow({ symbol: 'ABB', exchange: 'NYSE' }),
    aSearchRow({ symbol: 'ABBX', exchange: 'NSE' }),
    aSearchRow({ symbol: 'ABBY', exchange: 'NYSE' }),
  ];
  expect(new Set(found(rows, 'abb'))).toEqual(new Set(rows.map(({ id }) => id)));
});

test('a share whose list has no names is found by the name that it has at the other exchange', () => {
  const rows = [
    aSearchRow({ symbol: 'WIPRO', liquidity: 9 }),
    aSearchRow({ symbol: 'WIPRO', exchange: 'BSE', name: 'Western India Palm' }),
    aSearchRow({ symbol: 'WIPRO', exchange: 'NYSE' }),
  ];
  expect(found(rows, 'western palm')).toEqual(['WIPRO.NSE', 'WIPRO.BSE']);
});

test('only what passes the filter is told', () => {
  const rows = [
    aSearchRow({ symbol: 'GOLDONE', kind: 'fund' }),
    aSearchRow({ symbol: 'GOLDTWO', exchange: 'BSE' }),
  ];
  const kinds: ReadonlySet<SearchKind> = new Set(['fund']);
  expect(found(rows, 'gold', { ...all, kinds })).toEqual(['GOLDONE.NSE']);
});

test('the row of a symbol is that of the weightiest that has it, or is named so', () => {
  const rows = [
    aSearchRow({ symbol: 'NIFTY 50', kind: 'index', name: 'NIFTY' }),
    aSearchRow({ symbol: 'SBIN' }),
  ];
  const index = indexOf(rows);
  expect(index.rowOf('nifty')).toBe(0);
  expect(index.rowOf('sbin')).toBe(1);
  expect(index.rowOf('none')).toBeNull();
  expect(index.priorOf('none')).toBe(0);
  expect(index.priorOf('nifty')).toBeGreaterThan(0);
});

test('a share of the greatest grows with each tenfold, and nothing is no share', () => {
  expect([logShare(0, 9), logShare(9, 0), logShare(-1, 9), logShare(Number.NaN, 9)]).toEqual([
    0, 0, 0, 0,
  ]);
  expect(logShare(9, 9)).toBe(1);
  expect(logShare(99, 9_999)).toBeCloseTo(0.5, 6);
  expect(contractsShare(1e9)).toBe(contractsShare(4_096));
});
