import { money, toCurrency } from 'argosy/core';
import { feePercent } from 'argosy/matching';
import { waveBars } from '@argosy/testkit/small-sweep';
import { describe, expect, test } from 'vitest';

import { jitterSearch } from './jitter.ts';
import { bootstrapRun, quantileOf, shuffleTrips } from './monte-carlo.ts';
import { roundTripsOf } from './round-trips.ts';
import { SignalEngine, type SignalRun } from './signal-engine.ts';

const bars = waveBars();
const rules = {
  funds: money(100_000_000n, toCurrency('INR')),
  size: { qty: 1_000 },
  fees: feePercent('0.05'),
};

function aRun(): SignalRun {
  const signals = Int8Array.from({ length: 200 }, (_, row) => Math.sign(Math.sin(row / 7)));
  return new SignalEngine(bars, rules).run(signals);
}

describe('paths of blocks', () => {
  test('of all rows are turns of the run itself, whose gain is one', () => {
    const run = aRun();
    const { gains } = bootstrapRun(run, { block: 200, paths: 50, seed: 'a' });
    const gain = (run.equity.at(-1) ?? NaN) / run.funds - 1;
    for (const one of gains) expect(one).toBeCloseTo(gain, 12);
  });

  test('are drawn from the seed alone, and lie around the run', () => {
    const by = { block: 5, paths: 4_000, seed: 'a' };
    const [one, same] = [bootstrapRun(aRun(), by), bootstrapRun(aRun(), by)];
    expect(same).toEqual(one);
    expect(bootstrapRun(aRun(), { ...by, seed: 'b' })).not.toEqual(one);
    const { equity, funds } = aRun();
    const mean = one.gains.reduce((a, b) => a + b) / 4_000;
    const spread = Math.sqrt(one.gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / 4_000);
    const gain = (equity.at(-1) ?? NaN) / funds - 1;
    expect(Math.abs(mean - gain)).toBeLessThan((4 * spread) / Math.sqrt(4_000));
    expect([...one.falls]).toEqual([...one.falls].sort((a, b) => a - b));
  });

  test.each([
    [{ block: 0 }, 'block of 0'],
    [{ block: 201 }, 'block of 201'],
    [{ paths: 0 }, 'paths of 0'],
    [{ paths: 1e7 }, 'paths of 10000000'],
  ])('are refused with %o', (by, message) => {
    const draws = { block: 5, paths: 5, seed: '', ...by };
    expect(() => bootstrapRun(aRun(), draws)).toThrow(message);
  });
});

describe('round trips', () => {
  test('come to all that a run has gained, but for what is still held', () => {
    const run = aRun();
    const trips = roundTripsOf(run);
    const ended = trips.at(-1)?.until ?? NaN;
    const sum = trips.reduce((total, { gain }) => total + gain, 0);
    const [held] = [...run.trades].slice(2 * trips.length);
    const open =
      held === undefined ? 0 : held.qty * ((bars.close[199] ?? NaN) - held.price) - held.fee;
    expect(run.funds + sum + open).toBe(run.equity.at(-1));
    expect(trips.every(({ from, until }) => from < until && until <= ended)).toBe(true);
    expect(trips.map(({ side }) => side).slice(0, 3)).toEqual(['long', 'short', 'long']);
    const [first] = trips;
    expect(first?.part).toBe((first?.gain ?? NaN) / run.funds);
  });

  test('in another order gain the same and fall otherwise', () => {
    const trips = roundTripsOf(aRun());
    const { gains, falls } = shuffleTrips(trips, { paths: 500, seed: 'a' });
    expect(gains.at(-1)).toBeCloseTo(gains[0] ?? NaN, 10);
    expect(falls.at(-1)).toBeGreaterThan(falls[0] ?? NaN);
    expect(() => shuffleTrips(trips, { paths: 0, seed: '' })).toThrow('paths of 0');
  });
});

test('a quantile lies between two values by their distance', () => {
  const sorted = Float64Array.of(1, 2, 4, 8, 16);
  const found = [0, 0.25, 0.5, 0.625, 1].map((part) => quantileOf(sorted, part));
  expect(found).toEqual([1, 2, 4, 6, 16]);
});

describe('a jitter', () => {
  const space = {
    fast: { from: 5, to: 50 },
    slow: { from: 100, to: 200, step: 10 },
    kind: ['a', 'b'],
  } as const;
  const values = { fast: 10, slow: 150, kind: 'a' } as const;
  const search = jitterSearch(space, values, { share: 0.2, count: 300, seed: 's' });
  const all = Array.from({ length: search.size }, (_, trial) => search.valuesAt(trial));

  test('begins with the combination itself, and moves its numbers a little', () => {
    expect(all[0]).toEqual(values);
    const fasts = new Set(all.map(({ fast }) => fast));
    const slows = new Set(all.map(({ slow }) => slow));
    expect([...fasts].sort((a, b) => a - b)).toEqual([8, 9, 10, 11, 12]);
    expect([...slows].sort((a, b) => a - b)).toEqual([120, 130, 140, 150, 160, 170, 180]);
    expect(all.every(({ kind }) => kind === 'a')).toBe(true);
  });

  test('stays within the ranges, and comes again from its seed', () => {
    const edge = jitterSearch(space, { ...values, fast: 5 }, { share: 1, count: 50, seed: 's' });
    const fasts = Array.from({ length: 51 }, (_, trial) => edge.valuesAt(trial).fast);
    expect(Math.min(...fasts)).toBe(5);
    expect(edge.valuesAt(7)).toEqual(edge.valuesAt(7));
  });

  test.each([{ share: 0 }, { share: 2 }, { count: 0 }, { count: 1e6 }])(
    'is refused with %o',
    (by) => {
      const options = { share: 0.1, count: 5, seed: '', ...by };
      expect(() => jitterSearch(space, values, options)).toThrow('moves by');
    },
  );

  test('has no other trials', () => {
    for (const trial of [-1, 301, 0.5]) expect(() => search.valuesAt(trial)).toThrow('no trial');
  });
});
