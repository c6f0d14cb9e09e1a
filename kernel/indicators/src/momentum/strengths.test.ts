import {
  each,
  expectLines,
  gained,
  highestOf,
  lowestOf,
  ratio,
  smoothedOf,
  sumOf,
  wilderOf,
  type Bars,
  type Line,
} from '@argosy/testkit/series';
import { test } from 'vitest';

import { cmoPlain } from './cmo-plain.ts';
import { kdj } from './kdj.ts';
import { smi } from './smi.ts';
import { tsi } from './tsi.ts';

function percent(parts: Line, wholes: Line): Line {
  return each((part = NaN, whole = NaN) => 100 * ratio(part, whole), parts, wholes);
}

function twice(line: Line, first: number, second: number): Line {
  return smoothedOf(smoothedOf(line, first), second);
}

function rangeOf({ high, low }: Bars, period: number): { top: Line; bottom: Line; range: Line } {
  const [top, bottom] = [highestOf(high, period), lowestOf(low, period)];
  return { top, bottom, range: each((t = NaN, b = NaN) => t - b, top, bottom) };
}

test('the true strength is changes smoothed twice, of their sizes', () => {
  expectLines(
    tsi,
    ({ close }, { first, second, signal }) => {
      const changes = gained(close);
      const sizes = changes.map(Math.abs);
      const line = percent(twice(changes, first, second), twice(sizes, first, second));
      return { tsi: line, signal: smoothedOf(line, signal) };
    },
    { first: 6, second: 3, signal: 4 },
    { first: 1, second: 1, signal: 1 },
  );
});

test('the stochastic momentum is the distance from the middle, of half the range', () => {
  expectLines(
    smi,
    (bars, { period, first, second, signal }) => {
      const { top, bottom, range } = rangeOf(bars, period);
      const distance = each(
        (close = NaN, t = NaN, b = NaN) => close - (t + b) / 2,
        bars.close,
        top,
        bottom,
      );
      const half = twice(range, first, second).map((one) => one / 2);
      const line = percent(twice(distance, first, second), half);
      return { smi: line, signal: smoothedOf(line, signal) };
    },
    { period: 5, first: 3, second: 4, signal: 6 },
  );
});

test('KDJ is a stochastic of Wilder’s averages and the line ahead of both', () => {
  expectLines(
    kdj,
    (bars, { period, smoothing, signal }) => {
      const { bottom, range } = rangeOf(bars, period);
      const raw = percent(
        each((close = NaN, b = NaN) => close - b, bars.close, bottom),
        range,
      );
      const k = wilderOf(raw, smoothing);
      const d = wilderOf(k, signal);
      return { k, d, j: each((a = NaN, b = NaN) => 3 * a - 2 * b, k, d) };
    },
    { period: 4, smoothing: 5, signal: 2 },
  );
});

test('Chande’s oscillator of plain sums is changes of their sizes', () => {
  expectLines(
    cmoPlain,
    ({ close }, { period }) => {
      const changes = gained(close);
      return { cmoPlain: percent(sumOf(changes, period), sumOf(changes.map(Math.abs), period)) };
    },
    { period: 5 },
  );
});
