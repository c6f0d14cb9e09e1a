import { toMicros, toTimestamp } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { FeedWatch } from './feed-watch.ts';
import type { MarketHours } from './freshness.ts';

/** Instrument 0 trades from 1,000 to 2,000, all others always. */
const hours: MarketHours = {
  isOpen: (instrument, at) => instrument !== 0 || (at >= 1_000 && at < 2_000),
};

function aWatch(followed: readonly number[], at = 0) {
  const watch = new FeedWatch({
    instruments: 3,
    hours,
    freshFor: toMicros(10),
    silentAfter: toMicros(100),
  });
  for (const instrument of followed) watch.follow(instrument, toTimestamp(at));
  return { watch, look: (now: number) => watch.look(toTimestamp(now)) };
}

describe('the watchdog', () => {
  test('marks a price that is older than its limit, and no longer once one has come', () => {
    const { watch, look } = aWatch([1, 2]);
    expect(look(10).staleInstruments).toBe(0);
    expect(look(11).staleInstruments).toBe(2);
    watch.hear(1, 11);
    expect(look(12).staleInstruments).toBe(1);
  });

  test('expects nothing of a market that is closed, nor right after it has opened', () => {
    const { look } = aWatch([0]);
    expect([999, 1_000, 1_009, 1_010].map((now) => look(now).staleInstruments)).toEqual([
      0, 0, 0, 1,
    ]);
    expect(look(2_000)).toEqual({ staleInstruments: 0, isSilent: false });
  });

  test('finds a feed silent that should have been heard', () => {
    const { watch, look } = aWatch([0, 1]);
    expect([look(100).isSilent, look(101).isSilent]).toEqual([false, true]);
    watch.hear(1, 102);
    expect([look(103).isSilent, watch.heardAt]).toEqual([false, 102]);
  });

  test('of which only closed markets are followed it expects nothing', () => {
    const { look } = aWatch([0]);
    expect([look(900), look(1_099), look(1_100)].map(({ isSilent }) => isSilent)).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('follows what is heard, until it is told not to', () => {
    const { watch, look } = aWatch([]);
    expect(look(1_000_000)).toEqual({ staleInstruments: 0, isSilent: false });
    watch.hear(2, 0);
    watch.follow(2, toTimestamp(500));
    expect(look(501).staleInstruments).toBe(1);
    watch.unfollow(2);
    expect(look(501)).toEqual({ staleInstruments: 0, isSilent: false });
  });
});
