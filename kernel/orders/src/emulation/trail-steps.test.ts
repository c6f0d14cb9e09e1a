import { toPrice } from 'argosy/core';
import type { Side, Trail, TrailingTerms } from 'argosy/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { TrailingStop } from '../trailing-stop.ts';
import { amendedTrail, movesFrom, stopAfter, type TrailedStop } from './trail-steps.ts';

const tick = 5;
type Following = Pick<TrailingTerms, 'trail' | 'activation' | 'trigger'>;
const aStop = (side: Side, given: Partial<Following> = {}): TrailedStop => ({
  terms: {
    type: 'trailingStopMarket',
    trail: { by: 'price', distance: toPrice(100) },
    activation: null,
    trigger: null,
    ...given,
  },
  side,
  tick,
});

/** The stop after each of some prices, of nothing but what was said of it before. */
function follow(stop: TrailedStop, prices: readonly number[]): readonly (number | null)[] {
  let { terms } = stop;
  return prices.map((price) => {
    terms = { ...terms, trigger: stopAfter({ ...stop, terms }, price) };
    return terms.trigger;
  });
}

describe('a stop that follows', () => {
  test('rises with the price of a seller, falls with that of a buyer, and never goes back', () => {
    const prices = [10_000, 10_050, 9_990, 9_900];
    expect(follow(aStop('sell'), prices)).toEqual([9_900, 9_950, 9_950, 9_950]);
    expect(follow(aStop('buy'), prices)).toEqual([10_100, 10_100, 10_090, 10_000]);
  });

  test('stands on a tick, no nearer than it was asked to, under a price that is between two', () => {
    expect(follow(aStop('sell'), [10_002.5])).toEqual([9_900]);
    expect(follow(aStop('buy'), [10_002.5])).toEqual([10_105]);
  });

  test('waits for its activation, and keeps what it was given until then', () => {
    const waiting = aStop('sell', { activation: toPrice(10_100) });
    expect(follow(waiting, [10_095, 10_100, 10_000])).toEqual([null, 10_000, 10_000]);
    const given = aStop('sell', { activation: toPrice(10_100), trigger: toPrice(9_000) });
    expect(follow(given, [10_095, 10_105])).toEqual([9_000, 10_005]);
  });

  test('is none while it would stand at nothing', () => {
    expect(follow(aStop('sell'), [100, 105])).toEqual([null, 5]);
  });
});

describe('the terms of one that was changed', () => {
  test('stand as far behind the best price as they ask now', () => {
    const moved = aStop('sell', { trigger: toPrice(10_100) });
    const narrow = { ...moved.terms, trigger: null, trail: { by: 'ticks', ticks: 2 } as const };
    const wide = { ...narrow, trail: { by: 'price', distance: toPrice(300) } as const };
    expect([amendedTrail(moved, narrow).trigger, amendedTrail(moved, wide).trigger]).toEqual([
      10_190, 9_900,
    ]);
  });

  test('begin where they say', () => {
    const moved = aStop('sell', { trigger: toPrice(10_100) });
    const named = { ...moved.terms, trigger: toPrice(9_000) };
    expect(amendedTrail(moved, named).trigger).toBe(9_000);
    const fresh = aStop('sell');
    expect(amendedTrail(fresh, fresh.terms).trigger).toBeNull();
  });
});

const trails: fc.Arbitrary<Trail> = fc.oneof(
  fc.integer({ min: 1, max: 60 }).map((ticks): Trail => ({ by: 'ticks', ticks })),
  fc.integer({ min: 1, max: 60 }).map((n): Trail => ({ by: 'price', distance: toPrice(n * tick) })),
  fc.integer({ min: 1, max: 3_000 }).map((bps): Trail => ({ by: 'bps', bps })),
);
const prices = fc.integer({ min: 1_900, max: 2_100 }).map((ticks) => ticks * tick);
const orNull = (some: fc.Arbitrary<number>) => fc.option(some.map(toPrice), { nil: null });
const stops = fc
  .record({ trail: trails, activation: orNull(prices), side: fc.constantFrom<Side>('buy', 'sell') })
  .map(({ side, ...given }) => aStop(side, given));

test('what was said last is enough to go on from: it stands where one stands that remembers all', () => {
  fc.assert(
    fc.property(stops, fc.array(prices, { maxLength: 60 }), (stop, path) => {
      const whole = new TrailingStop(stop.side, stop.terms, tick);
      const remembered = path.map((price) => {
        whole.follow(price);
        return Number.isNaN(whole.stop) ? null : whole.stop;
      });
      expect(follow(stop, path)).toEqual(remembered);
    }),
  );
});

test('no price nearer than the one it names moves a stop', () => {
  fc.assert(
    fc.property(stops, fc.array(prices, { minLength: 1, maxLength: 30 }), (stop, path) => {
      let { terms } = stop;
      for (const price of path) {
        const from = movesFrom({ ...stop, terms });
        const next = stopAfter({ ...stop, terms }, price);
        const isWithin = stop.side === 'sell' ? price >= from : price <= from;
        if (!isWithin) expect(next).toBe(terms.trigger);
        terms = { ...terms, trigger: next };
      }
    }),
  );
});

test('the price it names moves a stop, or the next tick or two do: nobody is woken for nothing for long', () => {
  fc.assert(
    fc.property(stops, prices, (given, price) => {
      const stop = { ...given, terms: { ...given.terms, activation: null } };
      const trigger = stopAfter(stop, price);
      const moved = { ...stop, terms: { ...stop.terms, trigger } };
      const sign = stop.side === 'sell' ? 1 : -1;
      const near = Math.round(movesFrom(moved) / tick) * tick + 2 * sign * tick;
      expect(stopAfter(moved, near)).not.toBe(trigger);
    }),
  );
});

test('one that its owner changes stands where one stands that remembers its best price', () => {
  fc.assert(
    fc.property(
      stops,
      fc.array(prices, { minLength: 1, maxLength: 20 }),
      trails,
      (given, path, trail) => {
        const stop = { ...given, terms: { ...given.terms, activation: null } };
        const whole = new TrailingStop(stop.side, stop.terms, tick);
        for (const price of path) whole.follow(price);
        const trigger = follow(stop, path).at(-1) ?? null;
        const before = { ...stop.terms, trigger: trigger === null ? null : toPrice(trigger) };
        const after = { ...stop.terms, trail };
        whole.amend(after);
        const amended = amendedTrail({ ...stop, terms: before }, after).trigger ?? Number.NaN;
        const sign = stop.side === 'sell' ? 1 : -1;
        const lag = sign * (whole.stop - amended);
        // Of a part of the price several best ones give the same stop: then it is the one nearest to it.
        expect(lag).toBeGreaterThanOrEqual(0);
        expect(lag).toBeLessThanOrEqual(given.terms.trail.by === 'bps' ? 2 * tick : 0);
      },
    ),
  );
});
