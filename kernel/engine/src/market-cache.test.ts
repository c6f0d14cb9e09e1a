import { brand, toInstrumentId, toPrice, toTimestamp, type InstrumentIndex } from 'argosy/core';
import {
  toBarSpecText,
  type Bar,
  type MarketData,
  type Quote,
  type Touch,
  type Trade,
} from 'argosy/domain';
import { aBar, aBook, aBookChange, anAdjustment, aQuote, aStatus, aTrade } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { MarketCache } from './market-cache.ts';

const index = brand<InstrumentIndex>(0);

/** A cache of three bars a series that has seen so many of each series, and the last bar given. */
function afterBars(count: number, specs: readonly string[]): { cache: MarketCache; last: Bar } {
  const cache = new MarketCache(3);
  let last = aBar();
  for (let place = 0; place < count; place += 1) {
    for (const spec of specs) {
      last = aBar({ at: (place + 1) * 60_000_000, open: 10_000 + place, spec });
      cache.keepBar(index, last);
    }
  }
  return { cache, last };
}

it('keeps the last bars of a series up to its bound, the oldest leave first', () => {
  const { cache, last } = afterBars(1000, ['1-MINUTE-LAST-EXTERNAL']);
  expect(cache.bars(last.spec).map(({ open }) => open)).toEqual([10_997, 10_998, 10_999]);
});

it('keeps each series apart', () => {
  const { cache, last } = afterBars(2, ['1-MINUTE-LAST-EXTERNAL', '5-MINUTE-LAST-EXTERNAL']);
  const specs = cache.bars(last.spec).map(({ spec }) => spec);
  expect(specs).toEqual([last.spec, last.spec]);
});

it('shows a correction after the bar it corrects', () => {
  const { cache, last } = afterBars(1, ['1-MINUTE-LAST-EXTERNAL']);
  cache.keepBar(index, { ...last, revision: 1 });
  expect(cache.bars(last.spec).map(({ revision }) => revision)).toEqual([0, 1]);
});

it('knows no bar of a series that never came', () => {
  const { cache } = afterBars(1, ['1-MINUTE-LAST-EXTERNAL']);
  const { spec } = aBar({ spec: '5-MINUTE-LAST-EXTERNAL' });
  expect([cache.bar(spec), cache.bars(spec)]).toEqual([undefined, []]);
});

describe('the touch', () => {
  const now = toTimestamp(9);
  const other = brand<InstrumentIndex>(1);
  const quote = aQuote({ at: 3, bid: 9_990, ask: 10_005 });
  const trade = aTrade({ at: 4, price: 9_000 });
  const bar = aBar({ at: 60_000_000, close: 8_000 });

  function touchOf(...data: readonly (Quote | Trade | Bar)[]): Touch {
    const cache = new MarketCache(3);
    for (const datum of data) {
      if (datum.kind === 'bar') cache.keepBar(index, datum);
      else cache.keep(index, datum);
    }
    return cache.touch(index, now);
  }

  it('is the quote, whatever came after it', () => {
    const { bid, ask } = quote;
    expect(touchOf(quote, trade, bar)).toEqual({ bid, ask, mid2: 19_995, at: quote.availableAt });
  });

  it('is the last trade while there is no quote', () => {
    const at = trade.availableAt;
    expect(touchOf(bar, trade)).toEqual({ bid: null, ask: null, mid2: 18_000, at });
  });

  it('is the close of the last bar, of whatever series, while there is neither', () => {
    const wider = {
      ...bar,
      close: toPrice(8_010),
      spec: aBar({ spec: '5-MINUTE-LAST-EXTERNAL' }).spec,
    };
    const at = bar.availableAt;
    expect(touchOf(bar, wider)).toEqual({ bid: bar.bid, ask: bar.ask, mid2: 16_020, at });
  });

  it('is nothing, now, where nothing has been heard of the instrument', () => {
    const cache = new MarketCache(3);
    cache.keep(other, quote);
    expect(cache.touch(index, now)).toEqual({ bid: null, ask: null, mid2: null, at: now });
  });
});

it('keeps the last quote, trade and status of each instrument', () => {
  const cache = new MarketCache(3);
  const last = [aQuote({ at: 2 }), aTrade({ at: 2 }), aStatus({ at: 2, state: 'halted' })] as const;
  for (const datum of [aQuote(), aTrade(), aStatus(), ...last]) cache.keep(index, datum);
  expect([cache.quote(index), cache.trade(index), cache.status(index)]).toEqual(last);
  const other = brand<InstrumentIndex>(1);
  expect([cache.quote(other), cache.trade(other), cache.status(other)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('gives a bar by how far back it is, and none beyond what it keeps', () => {
  const { cache, last } = afterBars(10, ['1-MINUTE-LAST-EXTERNAL']);
  expect([0, 2, 3].map((ago) => cache.bar(last.spec, ago)?.open)).toEqual([
    10_009,
    10_007,
    undefined,
  ]);
});

describe('a series that says its past anew', () => {
  const spec = toBarSpecText('SBIN.NSE-1-MINUTE-LAST-EXTERNAL');
  const half = anAdjustment({ at: 200_000_000, denominator: 2n, restates: true });
  const kept = (at: number): MarketCache => {
    const cache = new MarketCache(10);
    cache.keep(index, aQuote({ at, bid: 10_000, ask: 10_010 }));
    cache.keep(index, aTrade({ at, price: 10_004 }));
    cache.keepBar(index, aBar({ at, opensAt: at, open: 10_000 }));
    cache.adjust(index, half);
    return cache;
  };
  const pricesOf = (cache: MarketCache) => [
    cache.quote(index)?.bid,
    cache.trade(index)?.price,
    cache.bar(spec)?.open,
  ];

  it('has what is kept of before in prices of now', () => {
    expect(pricesOf(kept(100_000_000))).toEqual([5_000, 5_002, 5_000]);
  });

  it('leaves what came after, where it is told late', () => {
    expect(pricesOf(kept(300_000_000))).toEqual([10_000, 10_004, 10_000]);
  });

  it('leaves everything where nothing is said anew', () => {
    const cache = new MarketCache(10);
    cache.keep(index, aTrade({ at: 1, price: 10_004 }));
    cache.adjust(index, { ...half, restates: false, into: toInstrumentId('N2.NFO') });
    expect(cache.trade(index)?.price).toBe(10_004);
    expect(cache.contract(index)).toBe('N2.NFO');
  });
});

describe('another cache that is told what one knows', () => {
  /** Takes what comes as an engine does. */
  function cacheOf(data: readonly MarketData[]): MarketCache {
    const cache = new MarketCache(10);
    for (const datum of data) {
      if (datum.kind === 'quote' || datum.kind === 'trade') cache.keep(index, datum);
      if (datum.kind !== 'book') continue;
      cache.keepBook(index, datum);
      const quote = cache.quoteOfBook(index, datum);
      if (quote !== null) cache.keep(index, quote);
    }
    return cache;
  }

  const whole = aBook({ at: 1, bids: [[10_000, 5]], asks: [[10_005, 5]] });
  const oneSided = aBookChange({ at: 2, bids: [[10_000, 0]] });
  const again = aBookChange({ at: 4, bids: [[9_995, 7]] });
  const trade = aTrade({ at: 3, price: 10_005 });

  it.each([
    ['whole', [whole]],
    ['that has lost a side since it gave a quote', [whole, oneSided, trade]],
    ['with a side again', [whole, oneSided, trade, again]],
    ['beside quotes of their own', [whole, aQuote({ at: 5, bid: 9_990, ask: 9_995 })]],
  ])('goes on from a book %s', (_, data) => {
    const first = cacheOf(data);
    const known = first.knownPrices(index);
    for (const more of [[], [again], [whole]]) {
      const [one, other] = [cacheOf([...data, ...more]), cacheOf([...known, ...more])];
      expect(other.quote(index)).toEqual(one.quote(index));
      expect(other.trade(index)).toEqual(one.trade(index));
      expect(other.book(index, 5)).toEqual(one.book(index, 5));
    }
  });
});
