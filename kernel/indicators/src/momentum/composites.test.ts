import {
  ago,
  each,
  expectLines,
  gained,
  meanOf,
  ratio,
  smoothedOf,
  sumOf,
  wilderOf,
  type Bars,
  type Line,
} from '@argosy/testkit/series';
import { expect, test } from 'vitest';

import { evenBetterSine } from '../cycle/even-better-sine.ts';
import { connorsRsi } from './connors-rsi.ts';
import { deMarker } from './de-marker.ts';
import { kst } from './kst.ts';
import { pgo } from './pretty-good.ts';
import { pmo } from './price-momentum.ts';
import { rmi } from './relative-momentum.ts';
import { schaff } from './schaff.ts';
import { stochasticRsi } from './stochastic-rsi.ts';
import { waveTrend } from './wave-trend.ts';

const ups = (line: Line): Line => line.map((one) => Math.max(0, one));
const downs = (line: Line): Line => line.map((one) => Math.max(0, -one));

/** How much of the changes is upwards, by Wilder's averages. */
function strengthOf(changes: Line, period: number, flat: number): Line {
  return each(
    (up = NaN, down = NaN) => ratio(100 * up, up + down, flat),
    wilderOf(ups(changes), period),
    wilderOf(downs(changes), period),
  );
}

function rateOf(line: Line, rows: number): Line {
  return each((now = NaN, before = NaN) => (100 * (now - before)) / before, line, ago(line, rows));
}

function trueRangesOf({ high, low, close }: Bars): Line {
  return each(
    (h = NaN, l = NaN, before = NaN) => Math.max(h - l, Math.abs(h - before), Math.abs(l - before)),
    high,
    low,
    ago(close, 1),
  );
}

test('Connors’ strength is the mean of a strength, of that of streaks and of a rank', () => {
  expectLines(
    connorsRsi,
    ({ close }, { strength, streak, rank, flat }) => {
      const changes = gained(close);
      let run = 0;
      const streaks = changes.map((one) => {
        if (Number.isNaN(one)) return NaN;
        run =
          one === 0
            ? 0
            : Math.sign(one) * (Math.sign(one) === Math.sign(run) ? Math.abs(run) + 1 : 1);
        return run;
      });
      const rates = rateOf(close, 1);
      const ranks = rates.map((now, at) => {
        if (at <= rank) return NaN;
        return (100 * rates.slice(at - rank, at).filter((one) => one < now).length) / rank;
      });
      return {
        connorsRsi: each(
          (one = NaN, two = NaN, three = NaN) => (one + two + three) / 3,
          strengthOf(changes, strength, flat),
          strengthOf(gained(streaks), streak, flat),
          ranks,
        ),
      };
    },
    { strength: 5, streak: 4, rank: 10, flat: 0 },
    { strength: 20, streak: 3, rank: 4 },
  );
});

test('the know sure thing adds up four averaged rates, the longest four times', () => {
  expectLines(
    kst,
    ({ close }, of) => {
      const line = each(
        (one = NaN, two = NaN, three = NaN, four = NaN) => one + 2 * two + 3 * three + 4 * four,
        meanOf(rateOf(close, of.first), of.firstAverage),
        meanOf(rateOf(close, of.second), of.secondAverage),
        meanOf(rateOf(close, of.third), of.thirdAverage),
        meanOf(rateOf(close, of.fourth), of.fourthAverage),
      );
      return { kst: line, signal: meanOf(line, of.signal) };
    },
    { first: 20, firstAverage: 9, second: 3, third: 5, fourth: 2, fourthAverage: 4, signal: 3 },
  );
});

test('the relative momentum is the strength of changes over several steps', () => {
  expectLines(
    rmi,
    ({ close }, { period, momentum, flat }) => ({
      rmi: strengthOf(gained(close, momentum), period, flat),
    }),
    { period: 6, momentum: 1, flat: 50 },
  );
});

test('the wave trend is the distance from an average in mean distances, smoothed', () => {
  expectLines(
    waveTrend,
    ({ high, low, close }, { channel, average, signal }) => {
      const typical = each((h = NaN, l = NaN, c = NaN) => (h + l + c) / 3, high, low, close);
      const away = each(
        // What rounding leaves of a price counts for nothing.
        (one = NaN, middle = NaN) => (Math.abs(one - middle) <= 1e-12 * one ? 0 : one - middle),
        typical,
        smoothedOf(typical, channel),
      );
      const place = each(
        (one = NaN, distance = NaN) => ratio(one, 0.015 * distance),
        away,
        smoothedOf(away.map(Math.abs), channel),
      );
      const line = smoothedOf(place, average);
      return { waveTrend: line, signal: meanOf(line, signal) };
    },
    { channel: 4, average: 3, signal: 7 },
  );
});

test('the pretty good oscillator is the distance from a mean in average ranges', () => {
  expectLines(
    pgo,
    (bars, { period }) => ({
      pgo: each(
        (close = NaN, mean = NaN, range = NaN) => ratio(close - mean, range),
        bars.close,
        meanOf(bars.close, period),
        smoothedOf(trueRangesOf(bars), period),
      ),
    }),
    { period: 5 },
  );
});

test('the price momentum oscillator smooths gains twice with a weight of two of the period', () => {
  expectLines(
    pmo,
    ({ close }, { first, second, signal }) => {
      const once = smoothedOf(rateOf(close, 1), first, 2 / first).map((one) => 10 * one);
      const line = smoothedOf(once, second, 2 / second);
      return { pmo: line, signal: smoothedOf(line, signal) };
    },
    { first: 5, second: 2, signal: 4 },
  );
});

test('DeMarker is how much of the new ground was above', () => {
  expectLines(
    deMarker,
    ({ high, low }, { period, flat }) => ({
      deMarker: each(
        (up = NaN, down = NaN) => ratio(up, up + down, flat),
        sumOf(ups(gained(high)), period),
        sumOf(downs(gained(low)), period),
      ),
    }),
    { period: 4, flat: 0.5 },
  );
});

test('where nothing has moved for long, what rounding leaves is not made large', () => {
  const close = Float64Array.from({ length: 900 }, (_, at) =>
    at < 60 ? 90 + (at % 7) / 3 : 100.07,
  );
  const still = { high: close, low: close, close };
  expect(waveTrend.over(still).waveTrend.at(-1)).toBeCloseTo(0, 9);
  expect(pgo.over(still).pgo.at(-1)).toBeCloseTo(0, 9);
  expect(stochasticRsi.over(close).d.at(-1)).toBe(0);
  expect(evenBetterSine.over(close).evenBetterSine.at(-1)).toBe(0);
  expect(schaff.over(close).schaff.at(-1)).toBeCloseTo(0, 9);
});
