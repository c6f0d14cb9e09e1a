import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BollingerBands } from './bollinger-bands.ts';
import { Ema, ema } from './ema.ts';
import { Highest, highest } from './highest.ts';
import type { Indicator } from './indicator.ts';
import { Lowest, lowest } from './lowest.ts';
import { Rsi, rsi } from './rsi.ts';
import { runBatch } from './run-batch.ts';
import { Sma, sma } from './sma.ts';
import { StandardDeviation, standardDeviation } from './standard-deviation.ts';
import { WilderAverage } from './wilder-average.ts';

type Subject = {
  readonly name: string;
  readonly create: (period: number) => Indicator;
  readonly batch: (values: Float64Array, period: number) => Float64Array;
};

/** Those whose value lies among their inputs; a new one gets a row. */
const levels: readonly Subject[] = [
  { name: 'Ema', create: (period) => new Ema(period), batch: (values, n) => ema(values, n) },
  {
    name: 'Ema seeded by a mean',
    create: (period) => new Ema(period, { seed: 'sma' }),
    batch: (values, n) => ema(values, n, { seed: 'sma' }),
  },
  { name: 'Sma', create: (period) => new Sma(period), batch: sma },
  { name: 'Highest', create: (period) => new Highest(period), batch: highest },
  { name: 'Lowest', create: (period) => new Lowest(period), batch: lowest },
  { name: 'BollingerBands', create: (period) => new BollingerBands(period), batch: sma },
  {
    name: 'WilderAverage',
    create: (period) => new WilderAverage(period),
    batch: (values, n) => runBatch(new WilderAverage(n), values),
  },
];

/** Every indicator of one number per input; those that measure something else come last. */
const subjects: readonly Subject[] = [
  ...levels,
  { name: 'Rsi', create: (period) => new Rsi(period), batch: rsi },
  {
    name: 'StandardDeviation',
    create: (period) => new StandardDeviation(period),
    batch: standardDeviation,
  },
];

const input = fc.double({ min: -1e9, max: 1e9, noNaN: true });
const inputs = fc.array(input, { maxLength: 60 });
const period = fc.integer({ min: 1, max: 20 });
/** A file keeps no sign of zero, so these have none. */
const paise = fc.array(
  fc.integer({ min: -1e9, max: 1e9 }).map((count) => count / 100),
  { maxLength: 60 },
);

function fed(indicator: Indicator, values: readonly number[]): Indicator {
  for (const value of values) indicator.update(value);
  return indicator;
}

describe.each(subjects)('$name', ({ create, batch }) => {
  test('has no value before its first input', () => {
    expect(create(3).value).toBeNaN();
  });

  test('returns from an update the value that it has then', () => {
    fc.assert(
      fc.property(inputs, period, input, (values, length, next) => {
        const indicator = fed(create(length), values);
        expect(indicator.update(next)).toBe(indicator.value);
      }),
    );
  });

  test('is ready from the input numbered by its warm-up', () => {
    fc.assert(
      fc.property(inputs, period, (values, length) => {
        const indicator = fed(create(length), values);
        expect(indicator.isReady).toBe(values.length >= indicator.warmUp);
      }),
    );
  });

  test('peeks at the very value that the update then gives', () => {
    fc.assert(
      fc.property(inputs, period, input, (values, length, next) => {
        const indicator = fed(create(length), values);
        const peeked = indicator.peek(next);
        expect(peeked).toBe(indicator.update(next));
      }),
    );
  });

  test('is not changed by a peek', () => {
    fc.assert(
      fc.property(inputs, period, inputs, (values, length, later) => {
        const indicator = fed(create(length), values);
        for (const value of later) indicator.peek(value);
        const untouched = fed(create(length), values);
        expect(batchOf(indicator, later)).toEqual(batchOf(untouched, later));
      }),
    );
  });

  test('forks into one that goes on alike', () => {
    fc.assert(
      fc.property(inputs, period, inputs, (values, length, later) => {
        const indicator = fed(create(length), values);
        const fork = indicator.fork();
        expect([fork.value, fork.isReady, fork.warmUp]).toEqual([
          indicator.value,
          indicator.isReady,
          indicator.warmUp,
        ]);
        expect(batchOf(fork, later)).toEqual(batchOf(indicator, later));
      }),
    );
  });

  test('goes on alike from a state that was in a file', () => {
    fc.assert(
      fc.property(paise, period, paise, paise, (values, length, other, later) => {
        const indicator = fed(create(length), values);
        const next = fed(create(length), other);
        next.importState(JSON.parse(JSON.stringify(indicator.exportState())));
        expect([next.value, next.isReady]).toEqual([indicator.value, indicator.isReady]);
        expect(batchOf(next, later)).toEqual(batchOf(indicator, later));
      }),
    );
  });

  test('refuses a state of another period, and what is no state, unchanged', () => {
    const indicator = fed(create(3), [1, 2, 4, 3, 5]);
    const before = indicator.exportState();
    const one = [...before.slice(0, -1), null];
    const bad = [create(4).exportState(), null, {}, [], 'x', [...before, 7], one, [NaN]];
    for (const state of bad) expect(() => indicator.importState(state)).toThrow('a state must be');
    expect(indicator.exportState()).toEqual(before);
    expect(indicator.value).toBe(fed(create(3), [1, 2, 4, 3, 5]).value);
  });

  test('is not changed by what its fork takes in', () => {
    fc.assert(
      fc.property(inputs, period, inputs, (values, length, later) => {
        const indicator = fed(create(length), values);
        fed(indicator.fork(), later);
        const untouched = fed(create(length), values);
        expect(batchOf(indicator, later)).toEqual(batchOf(untouched, later));
      }),
    );
  });

  test('gives in a batch what it gives one by one, bit for bit', () => {
    fc.assert(
      fc.property(inputs, period, (values, length) => {
        expect([...batch(Float64Array.from(values), length)]).toEqual(
          batchOf(create(length), values),
        );
      }),
    );
  });

  test.each([NaN, Infinity, -Infinity])('refuses the input %d', (value) => {
    expect(() => create(3).update(value)).toThrow('finite number');
  });

  test('is not changed by an input that it refuses', () => {
    const indicator = fed(create(3), [1, 2]);
    expect(() => indicator.update(NaN)).toThrow('finite number');
    expect(indicator.update(4)).toBe(fed(create(3), [1, 2, 4]).value);
  });

  test.each([0, -1, 1.5, NaN, Infinity, 1_000_001])('refuses the period %d', (length) => {
    expect(() => create(length)).toThrow('period');
  });
});

describe.each(levels)('$name', ({ create }) => {
  test('takes its first input for its value', () => {
    expect(create(3).update(7.5)).toBe(7.5);
  });

  test('repeats its input with a period of one', () => {
    expect(fed(create(1), [4, 9]).value).toBe(9);
  });

  test('warms up over its period', () => {
    expect(create(12).warmUp).toBe(12);
  });

  test('stays between the lowest and the highest input', () => {
    fc.assert(
      fc.property(fc.array(input, { minLength: 1 }), period, (values, length) => {
        const { value } = fed(create(length), values);
        const slack = 1e-5; // rounding at 1e9, summed over a window
        expect(value).toBeGreaterThanOrEqual(Math.min(...values) - slack);
        expect(value).toBeLessThanOrEqual(Math.max(...values) + slack);
      }),
    );
  });
});

function batchOf(indicator: Indicator, values: readonly number[]): readonly number[] {
  return values.map((value) => indicator.update(value));
}
