import { toPrice } from 'argosy/core';
import type { Side, Trail, TrailingTerms } from 'argosy/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { TrailingStop } from './trailing-stop.ts';

const tick = 5;
const hundred: Trail = { by: 'price', distance: toPrice(100) };

type Following = Pick<TrailingTerms, 'trail' | 'activation' | 'trigger'>;

function termsOf(changes: Partial<Following> = {}): TrailingTerms {
  const none = { trail: hundred, activation: null, trigger: null };
  return { type: 'trailingStopMarket', ...none, ...changes };
}

function aStop(side: Side, changes: Partial<Following> = {}): TrailingStop {
  return new TrailingStop(side, termsOf(changes), tick);
}

function follow(stop: TrailingStop, prices: readonly number[]): readonly number[] {
  return prices.map((price) => {
    stop.follow(price);
    return stop.stop;
  });
}

describe('a trailing stop', () => {
  test('of a seller rises with the price and never falls', () => {
    expect(follow(aStop('sell'), [10_000, 10_050, 9_990, 10_050, 10_060])).toEqual([
      9_900, 9_950, 9_950, 9_950, 9_960,
    ]);
  });

  test('of a buyer falls with the price and never rises', () => {
    expect(follow(aStop('buy'), [10_000, 9_950, 10_040, 9_940])).toEqual([
      10_100, 10_050, 10_050, 10_040,
    ]);
  });

  test('stands nowhere before its first price', () => {
    expect([aStop('sell').stop, aStop('sell').best]).toEqual([Number.NaN, Number.NaN]);
  });

  test('waits for the price from which it follows', () => {
    const stop = aStop('sell', { activation: toPrice(10_100) });
    expect(follow(stop, [10_000, 10_095, 10_100, 10_000])).toEqual([
      Number.NaN,
      Number.NaN,
      10_000,
      10_000,
    ]);
  });

  test('tells what it waits for only while it waits', () => {
    const stop = aStop('buy', { activation: toPrice(9_900) });
    const before = stop.activation;
    stop.follow(9_895);
    expect([before, stop.activation, stop.best]).toEqual([9_900, Number.NaN, 9_895]);
  });

  test('begins where it is told to, also while it waits to follow', () => {
    const stop = aStop('sell', { trigger: toPrice(9_800), activation: toPrice(10_100) });
    expect(follow(stop, [10_000, 10_100])).toEqual([9_800, 10_000]);
  });

  test('keeps the stop it began with while that is the nearer one', () => {
    const stop = aStop('sell', { trigger: toPrice(9_950) });
    expect(follow(stop, [10_000, 10_049, 10_051])).toEqual([9_950, 9_950, 9_951]);
  });

  test('says whether it has moved', () => {
    const stop = aStop('sell');
    expect([10_000, 10_000, 9_999, 10_001, Number.NaN].map((price) => stop.follow(price))).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  test('that is given another trail stands by it, nearer or further', () => {
    const stop = aStop('sell');
    stop.follow(10_000);
    const stops = [50, 200].map((distance) => {
      stop.amend(termsOf({ trail: { by: 'price', distance: toPrice(distance) } }));
      return stop.stop;
    });
    expect(stops).toEqual([9_950, 9_800]);
  });

  test('that is given another trail before any price stands nowhere yet', () => {
    const stop = aStop('sell');
    stop.amend(termsOf());
    expect(stop.stop).toBeNaN();
  });

  test('goes on where another has been', () => {
    const [one, other] = [aStop('sell'), aStop('sell')];
    one.follow(10_000);
    other.importState(one.exportState());
    expect(follow(other, [9_950, 10_010])).toEqual([9_900, 9_910]);
    expect(aStop('buy').exportState()).toEqual({ best: null, stop: null });
  });

  test('never loosens, and is never nearer than its trail to the best price', () => {
    const trails = fc.oneof(
      fc.integer({ min: 1, max: 300 }).map((n): Trail => ({
        by: 'price',
        distance: toPrice(n * tick),
      })),
      fc.integer({ min: 1, max: 50 }).map((ticks): Trail => ({ by: 'ticks', ticks })),
      fc.integer({ min: 1, max: 9_999 }).map((bps): Trail => ({ by: 'bps', bps })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom<Side>('buy', 'sell'),
        trails,
        fc.array(fc.integer({ min: 100, max: 20_000 }), { minLength: 1 }),
        (side, trail, prices) => {
          const sign = side === 'buy' ? 1 : -1;
          const stop = aStop(side, { trail });
          const stops = follow(stop, prices);
          const loosened = stops.filter((at, n) => sign * (at - (stops[n - 1] ?? at)) > 0);
          const best = side === 'buy' ? Math.min(...prices) : Math.max(...prices);
          expect([loosened, stop.best]).toEqual([[], best]);
          expect(sign * (stop.stop - best)).toBeGreaterThan(0);
        },
      ),
    );
  });
});
