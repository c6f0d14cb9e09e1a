import { unwrap } from 'argosy/core';
import { relevanceCases, searchUniverse } from '@argosy/testkit/search';
import { expect, test } from 'vitest';

import { InProcessSearch } from './in-process-search.ts';
import { sourceOfRows, type SearchRow } from './search-row.ts';

const { day, rows } = searchUniverse();
const cases = relevanceCases();
const search = new InProcessSearch(sourceOfRows(rows, { version: '1', day }));

/** As lists are that know neither turnover nor size, and call indices by their names. */
const poor = rows.map((row): SearchRow => ({
  ...row,
  liquidity: 0,
  marketCap: 0,
  ...(row.kind === 'index' ? { symbol: row.name, name: row.symbol } : {}),
}));
const poorSearch = new InProcessSearch(sourceOfRows(poor, { version: '1', day }));
/** What only turnover or size could tell: which of two is the first. */
const POOR_MISSES_MAX = 6;

test('the table has at least 250 queries, none of them twice', () => {
  const queries = cases.map(({ query }) => query);
  expect(queries.length).toBeGreaterThanOrEqual(250);
  expect(new Set(queries).size).toBe(queries.length);
});

test.each(cases)('$query', ({ query, expected, isMetBy }) => {
  const { hits } = unwrap(search.find({ text: query }));
  const found = hits.map(({ row }) => row);
  expect(
    isMetBy(found),
    `${expected.join(', ')} wanted, ${found.map(({ id }) => id).join(', ')} found`,
  ).toBe(true);
});

test('finds nearly all of them as well where nobody knows what is traded or how large it is', () => {
  const symbols = new Map(rows.map(({ id, symbol }) => [id, symbol]));
  const missed = cases.filter(({ query, isMetBy }) => {
    const { hits } = unwrap(poorSearch.find({ text: query }));
    return !isMetBy(hits.map(({ row }) => ({ ...row, symbol: symbols.get(row.id) ?? '' })));
  });
  expect(missed.map(({ query }) => query).length).toBeLessThanOrEqual(POOR_MISSES_MAX);
});
