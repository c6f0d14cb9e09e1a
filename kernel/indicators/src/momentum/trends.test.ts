import {
  ago,
  deviationOf,
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
import { expect, test } from 'vitest';

import { cti } from './correlation-trend.ts';
import { inertia } from './inertia.ts';
import { pfe } from './polarized-efficiency.ts';
import { rsx } from './rsx.ts';
import { squeeze } from './squeeze.ts';
import { tdSequential } from './td-sequential.ts';
import { trendIntensity } from './trend-intensity.ts';
import { waddahAttar } from './waddah-attar.ts';

const less = (one: Line, other: Line): Line => each((a = NaN, b = NaN) => a - b, one, other);

/** Where the straight line through the last numbers ends. */
function lineOf(line: Line, size: number): Line {
  return windows(line, size, (part) => {
    const [meanX, meanY] = [(size - 1) / 2, total(part) / size];
    const slope =
      total(part.map((one, at) => (at - meanX) * (one - meanY))) /
      total(part.map((_, at) => (at - meanX) ** 2));
    return meanY + (slope * (size - 1)) / 2;
  });
}

function trueRangesOf({ high, low, close }: Bars): Line {
  return each(
    (h = NaN, l = NaN, before = NaN) => Math.max(h - l, Math.abs(h - before), Math.abs(l - before)),
    high,
    low,
    ago(close, 1),
  );
}

test('the correlation trend is that of inputs with time', () => {
  expectLines(
    cti,
    ({ close }, { period }) => ({
      cti: windows(close, period, (part) => {
        const [meanX, meanY] = [(period - 1) / 2, total(part) / period];
        if (part.every((one) => one === part[0])) return 0;
        const both = total(part.map((one, at) => (at - meanX) * (one - meanY)));
        const times = total(part.map((_, at) => (at - meanX) ** 2));
        return both / Math.sqrt(times * total(part.map((one) => (one - meanY) ** 2)));
      }),
    }),
    { period: 5 },
    { period: 2 },
  );
});

test('inertia is the straight line through the relative volatility', () => {
  expectLines(
    inertia,
    ({ close }, { period, volatility, spread }) => {
      const deviations = deviationOf(close, spread);
      const changes = gained(close);
      const when = (of: (change: number) => boolean): Line =>
        wilderOf(
          each(
            (one = NaN, change = NaN) => {
              if (Number.isNaN(change)) return NaN;
              return of(change) ? one : Math.min(0, one);
            },
            deviations,
            changes,
          ),
          volatility,
        );
      const index = each(
        (up = NaN, down = NaN) => 100 * ratio(up, up + down, 0.5),
        when((change) => change > 0),
        when((change) => change < 0),
      );
      return { inertia: lineOf(index, period) };
    },
    { period: 5, volatility: 4, spread: 3 },
  );
});

test('fractal efficiency is the straight way of the way with one in time a step', () => {
  expectLines(
    pfe,
    ({ close }, { period, smoothing }) => {
      const way = sumOf(
        gained(close).map((one) => Math.hypot(one, 1)),
        period,
      );
      const raw = each(
        (made = NaN, all = NaN) => (Math.sign(made) * 100 * Math.hypot(made, period)) / all,
        gained(close, period),
        way,
      );
      return { pfe: smoothedOf(raw, smoothing) };
    },
    { period: 4, smoothing: 1 },
  );
});

/** An average that begins at 0. */
function fromZero(line: Line, alpha: number): Line {
  let average = 0;
  return line.map((one) => {
    if (Number.isNaN(one)) return NaN;
    average += alpha * (one - average);
    return average;
  });
}

test('RSX is changes of their sizes, both led three times', () => {
  expectLines(
    rsx,
    ({ close }, { period, flat }) => {
      const led = (line: Line): Line => {
        const once = fromZero(line, 3 / (period + 2));
        return each((a = NaN, b = NaN) => (3 * a - b) / 2, once, fromZero(once, 3 / (period + 2)));
      };
      const thrice = (line: Line): Line => led(led(led(line)));
      const changes = gained(close);
      const strength = each(
        (one = NaN, size = NaN) => (size > 0 ? 50 * (one / size + 1) : flat),
        thrice(changes),
        thrice(changes.map(Math.abs)),
      );
      const bounded = strength.map((one) => Math.min(100, Math.max(0, one)));
      return { rsx: bounded.map((one, at) => (at < period ? NaN : one)) };
    },
    { period: 5, flat: 0 },
  );
});

test('the squeeze is on where the bands lie in the channel, and its line leads to where closes go', () => {
  expectLines(
    squeeze,
    (bars, { period, deviations, ranges }) => {
      const { high, low, close } = bars;
      const mean = meanOf(close, period);
      const isOn = each(
        (deviation = NaN, range = NaN) =>
          Number.isNaN(range) ? NaN : Number(deviations * deviation < ranges * range),
        deviationOf(close, period),
        meanOf(trueRangesOf(bars), period),
      );
      const middle = each(
        (top = NaN, bottom = NaN, average = NaN) => ((top + bottom) / 2 + average) / 2,
        highestOf(high, period),
        lowestOf(low, period),
        mean,
      );
      return { momentum: lineOf(less(close, middle), period), isOn };
    },
    { period: 5, deviations: 1.5, ranges: 1.1 },
  );
});

test('the explosion is how a distance of averages grows, beside bands and ranges', () => {
  expectLines(
    waddahAttar,
    (bars, of) => {
      const distance = less(smoothedOf(bars.close, of.fast), smoothedOf(bars.close, of.slow));
      return {
        trend: gained(distance).map((one) => of.sensitivity * one),
        explosion: deviationOf(bars.close, of.band).map((one) => 2 * of.deviations * one),
        deadZone: wilderOf(trueRangesOf(bars), of.range).map((one) => of.dead * one),
      };
    },
    { fast: 3, slow: 5, sensitivity: 10, band: 12, deviations: 1, range: 4, dead: 2 },
  );
});

test('trend intensity is how much of the distance from a mean lies above it', () => {
  expectLines(
    trendIntensity,
    ({ close }, { average, period, flat }) => {
      const away = each(
        // What rounding leaves of a price counts for nothing.
        (one = NaN, mean = NaN) => (Math.abs(one - mean) <= 1e-12 * one ? 0 : one - mean),
        close,
        meanOf(close, average),
      );
      const above = sumOf(
        away.map((one) => Math.max(0, one)),
        period,
      );
      const all = sumOf(away.map(Math.abs), period);
      return {
        trendIntensity: each((up = NaN, both = NaN) => ratio(100 * up, both, flat), above, all),
      };
    },
    { average: 6, period: 4, flat: 0 },
  );
});

test('TD sequential counts closes against those four before', () => {
  expectLines(tdSequential, ({ high, low, close }) => {
    const setup = close.map((_, at) => {
      if (at < 4) return NaN;
      const sideAt = (row: number): number =>
        Math.sign((close[row] ?? NaN) - (close[row - 4] ?? NaN));
      let run = 0;
      while (at - run >= 4 && sideAt(at) !== 0 && sideAt(at - run) === sideAt(at)) run += 1;
      return run * sideAt(at);
    });
    const countdown = close.map((_, at) =>
      at < 4 ? NaN : countdownAt({ high, low, close }, setup, at),
    );
    return { setup, countdown };
  });
});

/** What was counted by a row, since the last ninth of a setup that began a countdown. */
function countdownAt(bars: Pick<Bars, 'high' | 'low' | 'close'>, setup: Line, at: number): number {
  let [side, count] = [0, 0];
  for (let row = 4; row <= at; row += 1) {
    if (count === 13) [side, count] = [0, 0];
    const one = setup[row] ?? 0;
    if (one === 9 * (side === 0 ? Math.sign(one) : -side)) [side, count] = [Math.sign(one), 0];
    count += counts(bars, side, row);
  }
  return count * side;
}

function counts(bars: Pick<Bars, 'high' | 'low' | 'close'>, side: number, row: number): number {
  const now = bars.close[row] ?? NaN;
  const [high, low] = [bars.high[row - 2] ?? NaN, bars.low[row - 2] ?? NaN];
  if (side === 0) return 0;
  return Number(side > 0 ? now >= high : now <= low);
}

test('a rise of thirty bars is counted to nine, and from there down to thirteen', () => {
  const close = Float64Array.from({ length: 30 }, (_, at) => 100 + at);
  const over = tdSequential.over({ high: close, low: close, close });
  expect(over.setup.slice(3, 14)).toEqual(Float64Array.of(NaN, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
  expect(over.countdown.slice(11, 15)).toEqual(Float64Array.of(0, 1, 2, 3));
  expect(over.countdown.slice(23, 27)).toEqual(Float64Array.of(12, 13, 0, 0));
});
