import {
  ago,
  each,
  expectLines,
  gained,
  highestOf,
  lowestOf,
  meanOf,
  ratio,
  smoothedOf,
  sumOf,
  total,
  wilderOf,
  windows,
  type Bars,
  type Line,
} from '@argosy/testkit/series';
import { test } from 'vitest';

import { brar } from './bull-bear.ts';
import { bias, disparity } from './disparity.ts';
import { derivativeOscillator } from './derivative-oscillator.ts';
import { premierStochastic } from './premier-stochastic.ts';
import { psl } from './psychological-line.ts';
import { randomWalk } from './random-walk.ts';
import { rci } from './rank-correlation.ts';
import { rei } from './range-expansion.ts';
import { rvgi } from './relative-vigor.ts';

const less = (one: Line, other: Line): Line => each((a = NaN, b = NaN) => a - b, one, other);
const divide = (one: Line, other: Line): Line =>
  each((a = NaN, b = NaN) => ratio(a, b), one, other);

function meanOfFour(line: Line): Line {
  return windows(line, 4, ([d = NaN, c = NaN, b = NaN, a = NaN]) => (a + 2 * b + 2 * c + d) / 6);
}

test('the relative vigour is what bars moved, of what they reached', () => {
  expectLines(
    rvgi,
    ({ open, high, low, close }, { period }) => {
      const moves = sumOf(meanOfFour(less(close, open)), period);
      const line = divide(moves, sumOf(meanOfFour(less(high, low)), period));
      return { rvgi: line, signal: meanOfFour(line) };
    },
    { period: 3 },
  );
});

test('the psychological line counts rises', () => {
  expectLines(
    psl,
    ({ close }, { period }) => ({
      psl: windows(
        gained(close),
        period,
        (part) => (100 * part.filter((one) => one > 0).length) / period,
      ),
    }),
    { period: 5 },
  );
});

test('the range expansion leaves out bars that broke away', () => {
  expectLines(
    rei,
    ({ high: h, low: l, close: c }, { period }) => {
      const move = each((up = NaN, down = NaN) => up + down, gained(h, 2), gained(l, 2));
      const way = each(
        (up = NaN, down = NaN) => Math.abs(up) + Math.abs(down),
        gained(h, 2),
        gained(l, 2),
      );
      const at = (line: Line, row: number): number => line[row] ?? NaN;
      const counted = move.map((one, row) => {
        if (row < 8) return NaN;
        const isLow =
          at(h, row - 2) < at(c, row - 7) &&
          at(h, row - 2) < at(c, row - 8) &&
          at(h, row) < at(l, row - 5) &&
          at(h, row) < at(l, row - 6);
        const isHigh =
          at(l, row - 2) > at(c, row - 7) &&
          at(l, row - 2) > at(c, row - 8) &&
          at(l, row) > at(h, row - 5) &&
          at(l, row) > at(h, row - 6);
        return isLow || isHigh ? 0 : one;
      });
      const line = divide(sumOf(counted, period), sumOf(way, period));
      return { rei: line.map((one) => 100 * one) };
    },
    { period: 8 },
  );
});

test('the rank correlation compares ranks with places in time', () => {
  expectLines(
    rci,
    ({ close }, { period }) => ({
      rci: windows(close, period, (part) => {
        const sorted = part.toSorted((one, other) => one - other);
        const ranks = part.map((one) => (sorted.indexOf(one) + sorted.lastIndexOf(one)) / 2);
        const squares = total(ranks.map((rank, place) => (rank - place) ** 2));
        return 100 * (1 - (6 * squares) / (period ** 3 - period));
      }),
    }),
    { period: 4 },
    { period: 20 },
  );
});

function percentOff(inputs: Line, average: Line): Line {
  return divide(less(inputs, average), average).map((one) => 100 * one);
}

test('disparity is the distance from an average in percent of it', () => {
  expectLines(
    disparity,
    ({ close }, { period, average }) => ({
      disparity: percentOff(close, (average === 'ema' ? smoothedOf : meanOf)(close, period)),
    }),
    { period: 5, average: 'ema' },
  );
});

test('bias is the same from three means', () => {
  expectLines(
    bias,
    ({ close }, { short, middle, long }) => ({
      short: percentOff(close, meanOf(close, short)),
      middle: percentOff(close, meanOf(close, middle)),
      long: percentOff(close, meanOf(close, long)),
    }),
    { short: 7, middle: 2, long: 3 },
  );
});

test('the derivative oscillator is the smoothed strength less its mean', () => {
  expectLines(
    derivativeOscillator,
    ({ close }, { strength, first, second, signal }) => {
      const up = wilderOf(
        gained(close).map((one) => Math.max(0, one)),
        strength,
      );
      const both = wilderOf(gained(close).map(Math.abs), strength);
      const percent = divide(up, both).map((one) => 100 * one);
      const smoothed = smoothedOf(smoothedOf(percent, first), second);
      return { derivativeOscillator: less(smoothed, meanOf(smoothed, signal)) };
    },
    { strength: 5, first: 2, second: 6, signal: 3 },
  );
});

test('the premier stochastic bends the smoothed place', () => {
  expectLines(
    premierStochastic,
    ({ high, low, close }, { period, smoothing }) => {
      const bottom = lowestOf(low, period);
      const place = each(
        (above = NaN, range = NaN) => 0.1 * (ratio(100 * above, range, 50) - 50),
        less(close, bottom),
        less(highestOf(high, period), bottom),
      );
      const smoothed = smoothedOf(smoothedOf(place, smoothing), smoothing);
      return {
        premierStochastic: smoothed.map((one) => (Math.exp(one) - 1) / (Math.exp(one) + 1)),
      };
    },
    { period: 5, smoothing: 2 },
  );
});

function trueRangesOf({ high, low, close }: Bars): Line {
  return each(
    (h = NaN, l = NaN, before = NaN) => Math.max(h - l, Math.abs(h - before), Math.abs(l - before)),
    high,
    low,
    ago(close, 1),
  );
}

test('the random walk is the furthest way of what chance would make of as many ranges', () => {
  expectLines(
    randomWalk,
    (bars, { period }) => {
      const ranges = trueRangesOf(bars);
      const furthest = (of: (back: number) => Line): Line => {
        const ways = Array.from({ length: period - 1 }, (_, at) => {
          const back = at + 2;
          const chance = meanOf(ranges, back).map((one) => one * Math.sqrt(back));
          return divide(of(back), chance);
        });
        return each((...all) => Math.max(...all), ...ways);
      };
      return {
        up: furthest((back) => less(bars.high, ago(bars.low, back))),
        down: furthest((back) => less(ago(bars.high, back), bars.low)),
      };
    },
    { period: 3 },
  );
});

test('AR and BR are ways up of ways down', () => {
  expectLines(
    brar,
    ({ open, high, low, close }, { period }) => {
      const before = ago(close, 1);
      const above = (one: Line, other: Line): Line =>
        sumOf(
          less(one, other).map((way) => Math.max(0, way)),
          period,
        );
      const percent = (one: Line, other: Line): Line => divide(one, other).map((x) => 100 * x);
      return {
        ar: percent(above(high, open), above(open, low)),
        br: percent(above(high, before), above(before, low)),
      };
    },
    { period: 4 },
  );
});
