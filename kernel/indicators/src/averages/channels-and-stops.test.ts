import {
  ago,
  each,
  expectLines,
  highestOf,
  lowestOf,
  meanOf,
  smoothedOf,
  wilderOf,
  type Bars,
  type Line,
} from '@argosy/testkit/series';
import { expect, test } from 'vitest';

import { alligator } from './alligator.ts';
import { chandeKrollStop } from './chande-kroll-stop.ts';
import { gannHiLo } from './gann-hi-lo.ts';
import { ichimoku } from './ichimoku.ts';
import { keltner } from './keltner.ts';
import { volatilityStop } from './volatility-stop.ts';

const sum = (one = NaN, other = NaN): number => one + other;
const less = (one = NaN, other = NaN): number => one - other;
const middleOf = (one = NaN, other = NaN): number => (one + other) / 2;

/** Wilder's averages of true ranges, which begin with the second bar. */
function rangeOf({ high, low, close }: Bars, size: number): Line {
  const reach = each(
    (top = NaN, bottom = NaN, before = NaN) =>
      Math.max(top - bottom, Math.abs(top - before), Math.abs(bottom - before)),
    high,
    low,
    ago(close, 1),
  );
  return wilderOf(reach, size);
}

test('an alligator’s lines are averages of some bars before', () => {
  expectLines(
    alligator,
    ({ high, low }, { jaw, jawShift, teeth, teethShift, lips, lipsShift }) => {
      const middle = each(middleOf, high, low);
      return {
        jaw: ago(wilderOf(middle, jaw), jawShift),
        teeth: ago(wilderOf(middle, teeth), teethShift),
        lips: ago(wilderOf(middle, lips), lipsShift),
      };
    },
    { jaw: 3, jawShift: 1, teeth: 9, teethShift: 12, lips: 1, lipsShift: 4 },
  );
});

test('Hosoda’s lines are middles of ranges, and the cloud is those of some bars before', () => {
  expectLines(
    ichimoku,
    ({ high, low }, { conversion, base, span, displacement }) => {
      const middle = (size: number): Line =>
        each(middleOf, highestOf(high, size), lowestOf(low, size));
      const spanA = each(middleOf, middle(conversion), middle(base));
      const spanB = middle(span);
      return {
        conversion: middle(conversion),
        base: middle(base),
        spanA,
        spanB,
        cloudA: ago(spanA, displacement - 1),
        cloudB: ago(spanB, displacement - 1),
      };
    },
    { conversion: 3, base: 20, span: 7, displacement: 1 },
    { conversion: 2, base: 4, span: 6, displacement: 5 },
  );
});

test('Keltner’s bands are ranges away from an average, of either kind', () => {
  expectLines(
    keltner,
    (bars, { period, range, ranges, price, by, average }) => {
      const { high, low, close } = bars;
      const typical = each(
        (top = NaN, bottom = NaN, end = NaN) => (top + bottom + end) / 3,
        high,
        low,
        close,
      );
      const prices = price === 'close' ? close : typical;
      const middle = average === 'ema' ? smoothedOf(prices, period) : meanOf(prices, period);
      const reach = by === 'true' ? rangeOf(bars, range) : meanOf(each(less, high, low), range);
      const width = reach.map((one) => ranges * one);
      return { middle, upper: each(sum, middle, width), lower: each(less, middle, width) };
    },
    { period: 10, range: 10, ranges: 1, price: 'typical', by: 'bar', average: 'sma' },
    { period: 3, range: 12, price: 'typical' },
  );
});

test('Chande and Kroll’s stops are the farthest of those that hang from extremes', () => {
  expectLines(
    chandeKrollStop,
    (bars, { period, multiplier, stop }) => {
      const room = rangeOf(bars, period).map((one) => multiplier * one);
      const hung = each(less, highestOf(bars.high, period), room);
      const standing = each(sum, lowestOf(bars.low, period), room);
      return { long: lowestOf(standing, stop), short: highestOf(hung, stop) };
    },
    { period: 3, multiplier: 2.5, stop: 5 },
  );
});

test('Gann’s activator is the average that prices have to pass to turn', () => {
  expectLines(
    gannHiLo,
    ({ high, low, close }, { highs, lows }) => {
      const [tops, bottoms] = [meanOf(high, highs), meanOf(low, lows)];
      let side = NaN;
      const direction = each(
        (end = NaN, top = NaN, bottom = NaN) => {
          if (Number.isNaN(top + bottom)) return NaN;
          if (end > top) side = 1;
          else if (end < bottom) side = -1;
          else if (Number.isNaN(side)) side = 1;
          return side;
        },
        close,
        ago(tops, 1),
        ago(bottoms, 1),
      );
      const line = each(
        (way = NaN, top = NaN, bottom = NaN) => (way > 0 ? bottom : way < 0 ? top : NaN),
        direction,
        tops,
        bottoms,
      );
      return { gannHiLo: line, direction };
    },
    { highs: 13, lows: 21 },
  );
});

test('a volatility stop hangs from the best close, and turns where one passes it', () => {
  // True ranges of 2 each but for the fall, which is of 7: averages over one bar.
  const high = Float64Array.of(11, 12, 13, 13, 8, 7, 9);
  const low = Float64Array.of(9, 10, 11, 11, 5, 5, 7);
  const close = Float64Array.of(10, 11, 12, 12, 6, 6, 8);
  const bars = { high, low, close };
  const { volatilityStop: line, direction } = volatilityStop.over(bars, {
    period: 1,
    multiplier: 0.5,
  });
  expect([...direction]).toEqual([NaN, 1, 1, 1, -1, -1, 1]);
  // 11 − 1, 12 − 1 twice; 6 + 3.5 as it falls, nearer as ranges shrink; 8 passes 6 + 1.5 and is the best of a rise then.
  expect([...line]).toEqual([NaN, 10, 11, 11, 9.5, 7, 6.5]);
});

test('a volatility stop that only comes nearer stays where ranges grow', () => {
  const high = Float64Array.of(11, 12, 14, 13);
  const low = Float64Array.of(9, 10, 10, 11);
  const close = Float64Array.of(10, 11, 11, 12);
  const settings = { period: 1, multiplier: 1 } as const;
  const own = volatilityStop.over({ high, low, close }, settings).volatilityStop;
  const nearer = volatilityStop.over({ high, low, close }, { ...settings, moves: 'nearer' });
  expect([...own]).toEqual([NaN, 9, 7, 10]);
  expect([...nearer.volatilityStop]).toEqual([NaN, 9, 9, 10]);
});
