import fc from 'fast-check';
import { expect, test } from 'vitest';

import { ema } from './ema.ts';
import { hma } from './hma.ts';
import { vwma } from './vwma.ts';
import { wilder } from './wilder.ts';
import { zlema } from './zlema.ts';

const prices = fc.array(
  fc.integer({ min: 1, max: 1e6 }).map((paise) => paise / 100),
  {
    minLength: 1,
    maxLength: 80,
  },
);
const period = fc.integer({ min: 1, max: 12 });

/** The weighted mean of the last inputs up to a place, newest heaviest; NaN where there are too few. */
function weighted(values: readonly number[], at: number, length: number): number {
  if (at + 1 < length) return NaN;
  let [sum, weights] = [0, 0];
  for (let weight = 1; weight <= length; weight += 1) {
    sum += weight * (values[at - length + weight] ?? NaN);
    weights += weight;
  }
  return sum / weights;
}

function expectNear(found: number | undefined, expected: number): void {
  if (Number.isNaN(expected)) expect(found).toBeNaN();
  else
    expect(Math.abs((found ?? NaN) - expected)).toBeLessThanOrEqual(
      1e-9 * Math.max(1, Math.abs(expected)),
    );
}

test('Hull’s average is a weighted one of twice the half less the whole', () => {
  fc.assert(
    fc.property(prices, period, (values, length) => {
      const [half, root] = [Math.max(1, Math.floor(length / 2)), Math.floor(Math.sqrt(length))];
      const raw = values.map(
        (_, at) => 2 * weighted(values, at, half) - weighted(values, at, length),
      );
      const line = hma.over(Float64Array.from(values), { period: length }).hma;
      for (const at of values.keys()) expectNear(line[at], weighted(raw, at, root));
    }),
  );
});

test('Wilder’s average begins with a mean, and takes a part of each input in', () => {
  fc.assert(
    fc.property(prices, period, (values, length) => {
      const line = wilder.over(Float64Array.from(values), { period: length }).wilder;
      let average = NaN;
      for (const [at, value] of values.entries()) {
        if (at + 1 === length)
          average = values.slice(0, length).reduce((one, other) => one + other) / length;
        else average += (value - average) / length;
        expectNear(line[at], average);
      }
    }),
  );
});

test('the average without lag is an exponential one of prices and what they gained', () => {
  fc.assert(
    fc.property(prices, period, (values, length) => {
      const lag = Math.floor((length - 1) / 2);
      const ahead = values.map((value, at) => 2 * value - (values[at - lag] ?? NaN));
      const line = zlema.over(Float64Array.from(values), { period: length }).zlema;
      expect(line).toEqual(ema.over(Float64Array.from(ahead), { period: length }).ema);
    }),
  );
});

test('an average by volume is the plain one where nothing was traded', () => {
  const value = Float64Array.of(10, 20, 40, 10);
  const volume = Float64Array.of(1, 3, 0, 0);
  expect([...vwma.over({ value, volume }, { period: 2 }).vwma]).toEqual([NaN, 17.5, 20, 25]);
});

test('an exponential average may begin with its first input', () => {
  const line = ema.over(Float64Array.of(10, 20, 30), { period: 3, seed: 'first' }).ema;
  expect([...line]).toEqual([10, 15, 22.5]);
});
