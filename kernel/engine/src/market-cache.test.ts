import { brand, type InstrumentIndex } from 'argosy/core';
import type { Bar } from 'argosy/domain';
import { aBar } from '@argosy/testkit';
import { expect, it } from 'vitest';

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
