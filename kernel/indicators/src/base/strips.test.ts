import fc from 'fast-check';
import { expect, test } from 'vitest';

import { UltimateOscillator, ultimateOscillator } from '../momentum/ultimate-oscillator.ts';
import { MoneyFlowIndex, moneyFlowIndex } from '../volume/money-flow-index.ts';
import { placeOf, stripsOf } from './strips.ts';

const ROWS = 5_000;
const periods = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 });

test('strips follow each other, and begin where windows of all periods do', () => {
  fc.assert(
    fc.property(periods, fc.integer({ min: 1, max: 40 }), (all, first) => {
      let next = first;
      for (const strip of stripsOf(first, ROWS, all)) {
        expect(strip.start + strip.lead).toBe(next);
        next = strip.end;
        if (strip.lead === 0) continue;
        for (const period of all) {
          expect((strip.start + strip.lead - first + 1) % period).toBe(0);
          expect(placeOf(strip, period)).toBe(strip.lead + 1 - period);
        }
      }
      expect(next).toBe(ROWS);
    }),
  );
});

test('rows are one strip where windows never begin together', () => {
  expect(stripsOf(1, ROWS, [61, 67, 71])).toEqual([{ start: 1, end: ROWS, lead: 0 }]);
});

test('no rows are left where there are fewer than come first', () => {
  expect(stripsOf(1, 1, [14]).map(({ start, end }) => end - start)).toEqual([0]);
});

/** A walk that stands still for longer than a window now and then. */
function walk(): Readonly<Record<'high' | 'low' | 'close' | 'volume', Float64Array>> {
  const column = (of: (row: number) => number): Float64Array =>
    Float64Array.from({ length: ROWS }, (_, row) => of(row));
  const isStill = (row: number): boolean => row % 700 > 600;
  const close = column((row) => 100 + (isStill(row) ? 0 : ((row * 37) % 91) / 8));
  return {
    close,
    high: column((row) => (close[row] ?? NaN) + (isStill(row) ? 0 : (row % 7) / 8)),
    low: column((row) => (close[row] ?? NaN) - (isStill(row) ? 0 : (row % 5) / 8)),
    volume: column((row) => (row % 900 > 800 ? 0 : 1_000 + (row % 13) / 3)),
  };
}

test.each([3, 14, 700, 1_100, 6_000])(
  'a money flow index over %d is filled strip by strip with the bits of its steps',
  (period) => {
    const columns = walk();
    const { high, low, close, volume } = columns;
    const made = new MoneyFlowIndex(period);
    const steps = Float64Array.from(close, (last, row) =>
      made.step(high[row] ?? NaN, low[row] ?? NaN, last, volume[row] ?? NaN),
    );
    expect(moneyFlowIndex.over(columns, { period }).moneyFlowIndex).toEqual(steps);
  },
);

test.each([
  [7, 14, 28],
  [1, 2, 3],
  [5, 30, 101],
  [9, 700, 1_500],
])('an ultimate oscillator over %d, %d and %d likewise', (short, middle, long) => {
  const columns = walk();
  const { high, low, close } = columns;
  const made = new UltimateOscillator({ short, middle, long });
  const steps = Float64Array.from(close, (last, row) =>
    made.step(high[row] ?? NaN, low[row] ?? NaN, last),
  );
  const over = ultimateOscillator.over(columns, { short, middle, long });
  expect(over.ultimateOscillator).toEqual(steps);
});
