import { toTimestamp, unwrap } from 'argosy/core';
import type {
  InstrumentSearch,
  LastPrice,
  SearchPage,
  SearchQuery,
  SearchRow,
} from '@argosy/catalog/search';
import { describe, expect, test } from 'vitest';

import { aSearchRow, searchUniverse } from '../search/universe.ts';

/** The instruments that a search under test is to find, and what it may know of prices. */
export type SearchSetup = {
  readonly rows: readonly SearchRow[];
  readonly version: string;
  readonly day: number;
  readonly lastPriceOf: (id: string) => LastPrice | null;
};

const at = toTimestamp(1_795_000_000_000_000);
const nobodyKnows = (): null => null;
const hostile: readonly string[] = [
  '',
  ' ',
  '\t\n\r',
  '\u0000',
  '\u202e',
  '\ud800',
  '\udc00a',
  'a\u0301'.repeat(100),
  '😀'.repeat(80),
  'ﷺ'.repeat(128),
  'निफ्टी २४५००',
  '( | ) * ? + [ ] \\ ^ $',
  '%27 or 1=1 --',
  '../../etc',
  '-'.repeat(200),
  '9'.repeat(200),
  '1e999',
  'NaN ce',
  'a '.repeat(5_000),
  'x'.repeat(10_000),
  'nov '.repeat(40),
  '24 '.repeat(40),
  'nov 24 '.repeat(20),
  '24nov'.repeat(20),
  '__proto__',
  'constructor',
];

type Open = (setup: SearchSetup) => Promise<InstrumentSearch>;

const { day, rows } = searchUniverse({ unknown: 0, shareStrikes: 2, indexStrikes: 0.2 });

/** What every search of instruments does, wherever its index is. */
export function describeInstrumentSearch(name: string, open: Open): void {
  describe(`${name}, a search of instruments`, () => {
    describePages(open);
    describeCursors(open);
    describeOrder(open);
    describeBounds(open);
  });
}

function describePages(open: Open): void {
  test('finds a share by its symbol, in whatever case', async () => {
    const search = await openUsual(open);
    expect(symbols(await ask(search, { text: 'sbin' }))[0]).toBe('SBIN');
  });

  test('gives ten a page, and all that fits over the pages, each once', async () => {
    const search = await openUsual(open);
    const seen: string[] = [];
    let page = await ask(search, { text: 'nifty ce' });
    expect(page.hits).toHaveLength(10);
    for (;;) {
      seen.push(...page.hits.map(({ row }) => row.id));
      if (page.next === null) break;
      page = await ask(search, { text: 'nifty ce', cursor: page.next });
    }
    const calls = rows.filter(
      ({ underlying, right }) => underlying === 'NIFTY' && right === 'call',
    );
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(calls.map(({ id }) => id)));
  });

  test('gives as many as are asked for', async () => {
    expect((await ask(await openUsual(open), { text: 'bank', limit: 3 })).hits).toHaveLength(3);
  });

  test('keeps to the exchanges and kinds that are asked for', async () => {
    const search = await openUsual(open);
    const onBse = await ask(search, { text: 'reliance', exchanges: ['BSE'] });
    expect(onBse.hits.map(({ row }) => row.exchange)).toEqual(onBse.hits.map(() => 'BSE'));
    const futures = await ask(search, { text: 'reliance', kinds: ['future'] });
    expect(futures.hits.map(({ row }) => row.kind)).toEqual(['future', 'future', 'future']);
    expect((await ask(search, { text: 'reliance', exchanges: ['MCX'] })).hits).toEqual([]);
  });
}

function describeCursors(open: Open): void {
  test('takes a cursor for its own question only', async () => {
    const search = await openUsual(open);
    const { next } = await ask(search, { text: 'bank' });
    const cursor = next ?? '';
    expect(await codeOf(search, { text: 'bank', cursor })).toBe('found');
    expect(await codeOf(search, { text: 'tata', cursor })).toBe('SEARCH_BAD_CURSOR');
    expect(await codeOf(search, { text: 'bank', cursor, kinds: ['index'] })).toBe(
      'SEARCH_BAD_CURSOR',
    );
    expect(await codeOf(search, { text: 'bank', cursor, exchanges: ['BSE'] })).toBe(
      'SEARCH_BAD_CURSOR',
    );
  });

  test('refuses a cursor of other instruments, so that nothing is missed between two pages', async () => {
    const { next } = await ask(await openUsual(open), { text: 'bank' });
    const later = await open({ rows, version: '2', day, lastPriceOf: nobodyKnows });
    expect(await codeOf(later, { text: 'bank', cursor: next ?? '' })).toBe('SEARCH_STALE_CURSOR');
  });

  test.each(['', '?', 'abc', 'MF8wXzA', 'x'.repeat(5_000)])(
    'refuses the cursor %j that it never gave',
    async (cursor) => {
      expect(await codeOf(await openUsual(open), { text: 'bank', cursor })).toBe(
        'SEARCH_BAD_CURSOR',
      );
    },
  );
}

function describeOrder(open: Open): void {
  test('answers the same question alike each time', async () => {
    const search = await openUsual(open);
    const [one, other] = [await ask(search, { text: 'tata' }), await ask(search, { text: 'tata' })];
    expect(one).toEqual(other);
  });

  test('brings the last price and its time where they are known', async () => {
    const search = await openUsual(open, (id) => (id === 'SBIN.NSE' ? { price: 812.5, at } : null));
    const { hits } = await ask(search, { text: 'sbin' });
    expect(hits[0]?.last).toEqual({ price: 812.5, at });
    expect(hits[1]?.last).toBeNull();
  });

  test('begins a chain with the nearest expiry, at the strike that is nearest to the price', async () => {
    const search = await openUsual(open, (id) =>
      id === 'NIFTY.NSE' ? { price: 24_320, at } : null,
    );
    expect(symbols(await ask(search, { text: 'nifty ce' })).slice(0, 3)).toEqual([
      'NIFTY24NOV2624300CE',
      'NIFTY24NOV2624350CE',
      'NIFTY24NOV2624250CE',
    ]);
  });

  test('goes on in the order of the first page when the price has moved meanwhile', async () => {
    let price = 24_320;
    const search = await openUsual(open, (id) => (id === 'NIFTY.NSE' ? { price, at } : null));
    const still = await ask(search, { text: 'nifty ce' });
    const second = await ask(search, { text: 'nifty ce', cursor: still.next ?? '' });
    price = 24_800;
    const moved = await ask(search, { text: 'nifty ce', cursor: still.next ?? '' });
    expect(symbols(moved)).toEqual(symbols(second));
  });

  test('finds nothing that has ended', async () => {
    const december = await open({ rows, version: '1', day: day + 10, lastPriceOf: nobodyKnows });
    expect(symbols(await ask(december, { text: 'nifty fut' }))[0]).toBe('NIFTY29DEC26FUT');
  });

  test('has the same order however the rows came', async () => {
    const search = await open({
      rows: rows.toReversed(),
      version: '1',
      day,
      lastPriceOf: nobodyKnows,
    });
    for (const text of ['tata', 'nifty 24500', 'bank', 'gold', 'relaince']) {
      const usual = symbols(await ask(await openUsual(open), { text }));
      expect([text, ...symbols(await ask(search, { text }))]).toEqual([text, ...usual]);
    }
  });
}

function describeBounds(open: Open): void {
  test.each([0, -1, 1.5, 51, Number.NaN])('refuses a page of %d', async (limit) => {
    expect(await codeOf(await openUsual(open), { text: 'bank', limit })).toBe('SEARCH_BAD_LIMIT');
  });

  test.each(hostile)('takes %j for a question like any other', async (text) => {
    const page = await ask(await openUsual(open), { text });
    expect(page.hits.length).toBeLessThanOrEqual(10);
  });

  test('finds nothing where there is nothing', async () => {
    const search = await open({ rows: [], version: '0', day, lastPriceOf: nobodyKnows });
    expect((await ask(search, { text: 'nifty 24500 ce' })).hits).toEqual([]);
  });

  test('finds a contract that says too little of itself by its symbol', async () => {
    const odd = aSearchRow({ symbol: 'ODDFUT', kind: 'future', exchange: 'NFO' });
    const search = await open({ rows: [odd], version: '0', day, lastPriceOf: nobodyKnows });
    expect(symbols(await ask(search, { text: 'oddfut' }))).toEqual(['ODDFUT']);
  });
}

function openUsual(
  open: Open,
  lastPriceOf: SearchSetup['lastPriceOf'] = nobodyKnows,
): Promise<InstrumentSearch> {
  return open({ rows, version: '1', day, lastPriceOf });
}

async function ask(search: InstrumentSearch, query: SearchQuery): Promise<SearchPage> {
  return unwrap(await search.search(query));
}

function symbols({ hits }: SearchPage): readonly string[] {
  return hits.map(({ row }) => row.symbol);
}

/** The code of a refusal, or `found`. */
async function codeOf(search: InstrumentSearch, query: SearchQuery): Promise<string> {
  const result = await search.search(query);
  return result.ok ? 'found' : result.refusal.code;
}
