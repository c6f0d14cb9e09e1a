import {
  ago,
  each,
  expectLines,
  gained,
  highestOf,
  lowestOf,
  ratio,
  sumOf,
  total,
  windows,
  type Line,
} from '@argosy/testkit/series';
import { test } from 'vitest';

import { efficiencyRatio } from './efficiency-ratio.ts';
import { cfo, fosc } from './forecast-oscillator.ts';
import { vhf } from './vhf.ts';
import { vortex } from './vortex.ts';

/** Where the straight line through the last inputs stands so many steps behind the newest. */
function lineAt(inputs: Line, size: number, ahead: number): Line {
  return windows(inputs, size, (part) => {
    const [meanX, meanY] = [(size - 1) / 2, total(part) / size];
    const slope =
      total(part.map((one, at) => (at - meanX) * (one - meanY))) /
      total(part.map((_, at) => (at - meanX) ** 2));
    return meanY + slope * (size - 1 + ahead - meanX);
  });
}

function percentOff(inputs: Line, line: Line): Line {
  return each((now = NaN, told = NaN) => (100 * (now - told)) / now, inputs, line);
}

test('efficiency is what was gained, of the way', () => {
  expectLines(
    efficiencyRatio,
    ({ close }, { period, flat }) => ({
      efficiencyRatio: each(
        (made = NaN, way = NaN) => ratio(Math.abs(made), way, flat),
        gained(close, period),
        sumOf(gained(close).map(Math.abs), period),
      ),
    }),
    { period: 4, flat: 0 },
  );
});

test('the vertical horizontal filter is how far apart inputs lie, of the way', () => {
  expectLines(
    vhf,
    ({ close }, { period }) => ({
      vhf: each(
        (top = NaN, bottom = NaN, way = NaN) => ratio(top - bottom, way),
        highestOf(close, period),
        lowestOf(close, period),
        sumOf(gained(close).map(Math.abs), period),
      ),
    }),
    { period: 3 },
  );
});

test('the vortex is how far highs came from lows before and lows from highs, of the true range', () => {
  expectLines(
    vortex,
    ({ high, low, close }, { period }) => {
      const ranges = each(
        (h = NaN, l = NaN, before = NaN) => Math.max(h, before) - Math.min(l, before),
        high,
        low,
        ago(close, 1),
      );
      const of = (one: Line, other: Line): Line =>
        each(
          (way = NaN, range = NaN) => ratio(way, range),
          sumOf(
            each((a = NaN, b = NaN) => Math.abs(a - b), one, ago(other, 1)),
            period,
          ),
          sumOf(ranges, period),
        );
      return { plus: of(high, low), minus: of(low, high) };
    },
    { period: 5 },
  );
});

test('the forecast oscillator is the distance from what the line of a step before foretold', () => {
  expectLines(
    fosc,
    ({ close }, { period }) => ({ fosc: percentOff(close, ago(lineAt(close, period, 1), 1)) }),
    { period: 9 },
  );
});

test('Chande’s forecast oscillator is the distance from the end of the line', () => {
  expectLines(
    cfo,
    ({ close }, { period }) => ({ cfo: percentOff(close, lineAt(close, period, 0)) }),
    { period: 4 },
  );
});
