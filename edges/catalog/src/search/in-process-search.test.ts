import { parseDay, toTimestamp, unwrap } from 'argosy/core';
import { describeInstrumentSearch } from '@argosy/testkit/contracts';
import { aSearchRow } from '@argosy/testkit/search';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { InProcessSearch } from './in-process-search.ts';
import { sourceOfRows } from './search-row.ts';

describeInstrumentSearch('the search in this process', ({ rows, version, day, lastPriceOf }) =>
  Promise.resolve(new InProcessSearch(sourceOfRows(rows, { version, day }), { lastPriceOf })),
);

const at = toTimestamp(0);

test('answers from other instruments once it was given them', () => {
  const search = new InProcessSearch(
    sourceOfRows([aSearchRow({ symbol: 'OLD' })], { version: '1', day: 0 }),
  );
  search.replace(sourceOfRows([aSearchRow({ symbol: 'NEW' })], { version: '2', day: 0 }));
  expect(search.version).toBe('2');
  expect(unwrap(search.find({ text: 'new' })).hits.map(({ row }) => row.symbol)).toEqual(['NEW']);
  expect(unwrap(search.find({ text: 'old' })).hits).toEqual([]);
});

test('refuses more filters than there are exchanges and kinds', () => {
  const search = new InProcessSearch(sourceOfRows([], { version: '1', day: 0 }));
  const result = search.find({
    text: 'a',
    exchanges: Array.from({ length: 65 }, (_, n) => `X${n}`),
  });
  expect(result).toMatchObject({ ok: false, refusal: { code: 'SEARCH_TOO_MANY_FILTERS' } });
});

test('reads on to a thousand and no further', () => {
  const rows = Array.from({ length: 1_100 }, (_, n) => aSearchRow({ symbol: `TATA${n}` }));
  const search = new InProcessSearch(sourceOfRows(rows, { version: '1', day: 0 }));
  let page = unwrap(search.find({ text: 'tata', limit: 50 }));
  let seen = page.hits.length;
  while (page.next !== null) {
    page = unwrap(search.find({ text: 'tata', limit: 50, cursor: page.next }));
    seen += page.hits.length;
  }
  expect(seen).toBe(1_000);
});

test('takes the nearest future for the price of what has none itself', () => {
  const option = {
    kind: 'option',
    exchange: 'MCX',
    underlying: 'OIL',
    expiry: 20,
    right: 'call',
  } as const;
  const rows = [
    aSearchRow({
      symbol: 'OILFUT',
      kind: 'future',
      exchange: 'MCX',
      underlying: 'OIL',
      expiry: 25,
    }),
    ...[10, 20, 30, 40].map((strike) =>
      aSearchRow({ ...option, symbol: `OIL${strike}CE`, strike }),
    ),
  ];
  const lastPriceOf = (id: string) => (id === 'OILFUT.MCX' ? { price: 39, at } : null);
  const search = new InProcessSearch(sourceOfRows(rows, { version: '1', day: 0 }), { lastPriceOf });
  expect(unwrap(search.find({ text: 'oil ce' })).hits[0]?.row.symbol).toBe('OIL40CE');
});

test('a price that is no number is none', () => {
  const row = aSearchRow({
    symbol: 'OILFUT',
    kind: 'future',
    exchange: 'MCX',
    underlying: 'OIL',
    expiry: 25,
  });
  const lastPriceOf = () => ({ price: Number.NaN, at });
  const search = new InProcessSearch(sourceOfRows([row], { version: '1', day: 0 }), {
    lastPriceOf,
  });
  expect(unwrap(search.find({ text: 'oil fut' })).hits).toHaveLength(1);
});

test('takes any text at all, the same each time, and never more than a page', () => {
  const rows = ['SBIN', 'M&M', 'BAJAJ-AUTO', 'निफ्टी'].map((symbol) =>
    aSearchRow({ symbol, name: `${symbol} Ltd.` }),
  );
  const search = new InProcessSearch(sourceOfRows(rows, { version: '1', day: 0 }));
  const word = fc.constantFrom(
    'sbin',
    '24',
    'nov',
    'ce',
    'fut',
    '24500',
    'm&m',
    '-',
    '26n24',
    'next',
    'निफ्टी',
    '\ud800',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(word, { maxLength: 30 }).map((all) => all.join(' ')),
  );
  fc.assert(
    fc.property(text, (question) => {
      const page = unwrap(search.find({ text: question }));
      expect(page.hits.length).toBeLessThanOrEqual(10);
      expect(unwrap(search.find({ text: question }))).toEqual(page);
    }),
  );
});

test('a filter finds what is there, however many weightier ones begin alike', () => {
  const shares = Array.from({ length: 20_000 }, (_, n) =>
    aSearchRow({ symbol: `S${n}`, liquidity: 9 }),
  );
  const rows = [...shares, aSearchRow({ symbol: 'SLIGHT', exchange: 'BSE' })];
  const search = new InProcessSearch(sourceOfRows(rows, { version: '1', day: 0 }));
  const { hits } = unwrap(search.find({ text: 's', exchanges: ['BSE'] }));
  expect(hits.map(({ row }) => row.symbol)).toEqual(['SLIGHT']);
});

test('a cursor of before the instruments were replaced is stale, be their version the same', () => {
  const rows = Array.from({ length: 20 }, (_, n) => aSearchRow({ symbol: `TATA${n}` }));
  const source = sourceOfRows(rows, { version: '1', day: 0 });
  const search = new InProcessSearch(source);
  const { next } = unwrap(search.find({ text: 'tata' }));
  search.replace(source);
  const result = search.find({ text: 'tata', cursor: next ?? '' });
  expect(result).toMatchObject({ ok: false, refusal: { code: 'SEARCH_STALE_CURSOR' } });
});

test('where there is no such contract, what it would be on and those that there are', () => {
  const future = { kind: 'future', exchange: 'MCX', underlying: 'OIL', expiry: 25 } as const;
  const rows = [
    aSearchRow({ symbol: 'OILFUT', ...future }),
    aSearchRow({ symbol: 'OIL', kind: 'index' }),
  ];
  const search = new InProcessSearch(sourceOfRows(rows, { version: '1', day: 0 }));
  const { hits } = unwrap(search.find({ text: 'oil dec 900 ce' }));
  expect(hits.map(({ row }) => row.symbol)).toEqual(['OIL', 'OILFUT']);
});

test('a number that is a day of expiry and might be the year is the day', () => {
  const option = {
    kind: 'option',
    exchange: 'BFO',
    underlying: 'SENSEX',
    strike: 100,
    right: 'call',
  } as const;
  const ends = ['2026-11-19', '2026-11-26'].map((text) => unwrap(parseDay(text)));
  const rows = ends.map((expiry) => aSearchRow({ ...option, symbol: `SENSEX ${expiry}`, expiry }));
  const search = new InProcessSearch(sourceOfRows(rows, { version: '1', day: 0 }));
  const { hits } = unwrap(search.find({ text: 'sensex 26 nov 100 ce' }));
  expect(hits.map(({ row }) => row.expiry)).toEqual(ends.toReversed());
});
