import { MICROS_PER_HOUR, MICROS_PER_MINUTE, toMicros, toTimestamp } from 'argosy/core';
import { toBarSpecText, toInstrumentIndex, type MarketData } from 'argosy/domain';
import { Metrics, metricTable } from '@argosy/telemetry';
import {
  aBar,
  aBook,
  aBookChange,
  aFundingRate,
  aMarkPrice,
  anAdjustment,
  anIndexPrice,
  aQuote,
  aQueueStep,
  aStatus,
  aTrade,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { MarketCache } from './market-cache.ts';
import { cacheBounds } from './market-shelf.ts';

const sbin = toInstrumentIndex(0);
const at = (minutes: number) => toTimestamp(minutes * MICROS_PER_MINUTE);
const FRESH_FOR = 1_000;

function aCache({ instrumentsMax = 10, isOpen = true } = {}) {
  const metrics = new Metrics(metricTable);
  const cache = new MarketCache({
    instruments: 20,
    hours: { isOpen: () => isOpen },
    freshFor: toMicros(FRESH_FOR),
    metrics,
    instrumentsMax,
  });
  const keep = (...data: readonly MarketData[]): void => {
    for (const datum of data) cache.keep(datum, sbin);
  };
  const counts = () => {
    const found = metrics.snapshot();
    return [found['cache_hits_total']?.[0]?.value, found['cache_misses_total']?.[0]?.value];
  };
  return { cache, keep, counts };
}

/** Data are known at the instant they happen. */
const known = (minutes: number) => ({ at: at(minutes), availableAt: at(minutes) });

describe('the latest of a kind', () => {
  test('is told with its age', () => {
    const { cache, keep } = aCache();
    const quote = aQuote({ availableAt: 500 });
    keep(aQuote(), quote);
    expect(cache.latest(sbin, 'quote', toTimestamp(600))).toEqual({
      value: quote,
      ageMicros: 100,
      isStale: false,
    });
  });

  test('is there for each kind', () => {
    const { cache, keep } = aCache();
    const each = {
      trade: aTrade(),
      mark: aMarkPrice(),
      index: anIndexPrice(),
      status: aStatus(),
      funding: aFundingRate(),
    };
    keep(...Object.values(each));
    const now = toTimestamp(0);
    expect(cache.latest(sbin, 'trade', now)?.value).toBe(each.trade);
    expect(cache.latest(sbin, 'mark', now)?.value).toBe(each.mark);
    expect(cache.latest(sbin, 'index', now)?.value).toBe(each.index);
    expect(cache.latest(sbin, 'status', now)?.value).toBe(each.status);
    expect(cache.latest(sbin, 'funding', now)?.value).toBe(each.funding);
  });

  test('that is older than its limit is told as stale, and not hidden', () => {
    const { cache, keep } = aCache();
    keep(aQuote({ availableAt: 0 }));
    expect(cache.latest(sbin, 'quote', toTimestamp(FRESH_FOR))?.isStale).toBe(false);
    expect(cache.latest(sbin, 'quote', toTimestamp(FRESH_FOR + 1))?.isStale).toBe(true);
  });

  test('is not stale while its market is closed', () => {
    const { cache, keep } = aCache({ isOpen: false });
    keep(aQuote({ availableAt: 0 }));
    expect(cache.latest(sbin, 'quote', at(30))).toMatchObject({ isStale: false });
  });

  test('is kept for an hour', () => {
    const { cache, keep, counts } = aCache();
    keep(aQuote({ availableAt: 0 }));
    expect(cache.latest(sbin, 'quote', toTimestamp(MICROS_PER_HOUR))).not.toBeNull();
    expect(cache.latest(sbin, 'quote', toTimestamp(MICROS_PER_HOUR + 1))).toBeNull();
    expect(cache.latest(toInstrumentIndex(3), 'quote', toTimestamp(0))).toBeNull();
    expect(counts()).toEqual([1, 2]);
  });
});

describe('the last rows', () => {
  test('are so many trades, for five minutes', () => {
    const { cache, keep } = aCache();
    keep(aTrade({ ...known(0), price: 1 }), aTrade({ ...known(3), price: 2, aggressor: 'sell' }));
    expect(cache.ticks(sbin, at(5), 10)?.value.map(({ price }) => Number(price))).toEqual([1, 2]);
    expect(cache.ticks(sbin, at(6), 10)?.value).toEqual([
      { eventAt: at(3), availableAt: at(3), price: 2, qty: 1, aggressor: 'sell' },
    ]);
    expect(cache.ticks(sbin, at(9), 10)).toBeNull();
    for (let n = 0; n < cacheBounds.ticks + 5; n += 1) keep(aTrade({ ...known(10), price: n + 1 }));
    const prices = cache.ticks(sbin, at(10), 5_000)?.value.map(({ price }) => Number(price)) ?? [];
    expect([prices.length, prices[0], prices.at(-1)]).toEqual([1_000, 6, 1_005]);
    expect(cache.ticks(sbin, at(10), 2)?.value.map(({ price }) => Number(price))).toEqual([
      1_004, 1_005,
    ]);
  });

  test('are so many quotes, with their age', () => {
    const { cache, keep } = aCache();
    for (let n = 1; n <= cacheBounds.quotes + 1; n += 1)
      keep(aQuote({ ...known(1), bid: n, ask: n + 1 }));
    const found = cache.quotes(sbin, at(2), 5_000);
    expect(found).toMatchObject({ ageMicros: MICROS_PER_MINUTE, isStale: true });
    expect(found?.value).toHaveLength(500);
    expect(found?.value[0]).toEqual({
      eventAt: at(1),
      availableAt: at(1),
      bid: 2,
      ask: 3,
      bidQty: 100,
      askQty: 100,
    });
  });

  test('are so many bars of each timeframe, the corrected in the place of the first', () => {
    const { cache, keep } = aCache();
    const bar = (minutes: number, close: number, revision = 0) =>
      aBar({ ...known(minutes), opensAt: at(minutes - 1), close, revision });
    const spec = bar(1, 1).spec;
    keep(bar(1, 10), bar(2, 20), bar(2, 21, 1), aBar({ spec: '5-MINUTE-LAST-EXTERNAL' }));
    const closes = (now: number) =>
      cache.bars(sbin, spec, at(now))?.value.map(({ close }) => Number(close));
    expect([closes(2), closes(62), closes(63)]).toEqual([[10, 21], [21], undefined]);
    for (let n = 0; n < 210; n += 1) keep(bar(100 + n / 10, n + 1));
    expect(closes(121)).toHaveLength(200);
  });

  test('are of so many timeframes, the oldest of which leaves', () => {
    const { cache, keep } = aCache();
    const of = (n: number) => aBar({ spec: `${n}-MINUTE-LAST-EXTERNAL` });
    for (let n = 1; n <= cacheBounds.timeframes + 1; n += 1) keep(of(n));
    const isThere = (n: number) =>
      cache.bars(sbin, toBarSpecText(of(n).spec), toTimestamp(0)) !== null;
    expect([isThere(1), isThere(2), isThere(17)]).toEqual([false, true, true]);
  });
});

describe('the book', () => {
  test('is what its updates make of it, for a minute since the last', () => {
    const { cache, keep } = aCache();
    keep(aBookChange({ ...known(0), bids: [[5, 5]] }));
    expect(cache.book(sbin, at(0), 5)).toBeNull();
    keep(aBook(known(0)), aBookChange({ ...known(2), bids: [[10_001, 7]] }));
    expect(cache.book(sbin, at(3), 1)).toEqual({
      value: { bids: [{ price: 10_001, qty: 7 }], asks: [{ price: 10_005, qty: 100 }] },
      ageMicros: MICROS_PER_MINUTE,
      isStale: true,
    });
    expect(cache.book(sbin, toTimestamp(3 * MICROS_PER_MINUTE + 1), 1)).toBeNull();
  });

  test('that has been silent goes on from where it stood', () => {
    const { cache, keep } = aCache();
    keep(aBook(known(0)), aBookChange({ ...known(30), asks: [[10_003, 1]] }));
    expect(cache.book(sbin, at(30), 5)?.value.bids).toEqual([{ price: 10_000, qty: 100 }]);
  });

  test('of single orders is not kept', () => {
    const { cache, keep } = aCache();
    keep(aQueueStep());
    expect(cache.book(sbin, toTimestamp(0), 5)).toBeNull();
  });
});

test('behind an adjustment nothing is told of before but the status', () => {
  const { cache, keep } = aCache();
  keep(aQuote(), aTrade(), aBook(), aStatus(), anAdjustment());
  const now = toTimestamp(0);
  expect([
    cache.latest(sbin, 'quote', now),
    cache.ticks(sbin, now, 5),
    cache.quotes(sbin, now, 5),
    cache.book(sbin, now, 5),
  ]).toEqual([null, null, null, null]);
  expect(cache.latest(sbin, 'status', now)).not.toBeNull();
});

describe('a cache that is full', () => {
  const others = Array.from({ length: 6 }, (_, n) => toInstrumentIndex(n));
  const now = toTimestamp(0);

  test('gives up the instruments that nobody asks for', () => {
    const { cache } = aCache({ instrumentsMax: 4 });
    for (const instrument of others.slice(0, 4)) cache.keep(aQuote(), instrument);
    for (const instrument of [others[0], others[2]]) {
      if (instrument !== undefined) cache.latest(instrument, 'quote', now);
    }
    for (const instrument of others.slice(4)) cache.keep(aQuote(), instrument);
    const kept = others.filter((instrument) => cache.latest(instrument, 'quote', now) !== null);
    expect([kept, cache.size, cache.evicted]).toEqual([[0, 2, 4, 5], 4, 2]);
  });

  test('gives up one of those asked for where all are', () => {
    const { cache } = aCache({ instrumentsMax: 2 });
    for (const instrument of others) {
      cache.keep(aQuote(), instrument);
      cache.latest(instrument, 'quote', now);
    }
    expect([cache.size, cache.evicted]).toEqual([2, 4]);
  });

  test('lets go of what it would tell nothing of', () => {
    const { cache, keep } = aCache();
    keep(aQuote({ availableAt: 0 }));
    cache.keep(aQuote(known(60)), toInstrumentIndex(1));
    cache.sweep(at(61));
    expect(cache.size).toBe(1);
    keep(aQuote(known(61)));
    expect(cache.latest(sbin, 'quote', at(61))).not.toBeNull();
  });

  test('holds at least one instrument', () => {
    expect(() => aCache({ instrumentsMax: 0 })).toThrow(/a cache of 0/u);
  });
});
