import {
  ago,
  each,
  expectLines,
  meanOf,
  smoothedOf,
  weightedOf,
  type Bars,
  type Line,
} from '@argosy/testkit/series';
import { test } from 'vitest';

import { acceleratorOscillator, awesomeOscillator } from './awesome-oscillator.ts';
import { coppock } from './coppock.ts';
import { dpo } from './dpo.ts';
import { elderRay } from './elder-ray.ts';
import { qstick } from './qstick.ts';

function less(one: Line, other: Line): Line {
  return each((a = NaN, b = NaN) => a - b, one, other);
}

function awesome({ high, low }: Bars, fast: number, slow: number): Line {
  const middle = each((h = NaN, l = NaN) => (h + l) / 2, high, low);
  return less(meanOf(middle, fast), meanOf(middle, slow));
}

test('the awesome oscillator is the distance of two averages of middles', () => {
  expectLines(
    awesomeOscillator,
    (bars, { fast, slow }) => ({ awesomeOscillator: awesome(bars, fast, slow) }),
    { fast: 20, slow: 3 },
  );
});

test('the accelerator oscillator is the awesome one less its average', () => {
  expectLines(
    acceleratorOscillator,
    (bars, { fast, slow, signal }) => {
      const line = awesome(bars, fast, slow);
      return { acceleratorOscillator: less(line, meanOf(line, signal)) };
    },
    { fast: 3, slow: 8, signal: 4 },
  );
});

test('Coppock’s curve is the weighted average of two rates of change', () => {
  expectLines(
    coppock,
    ({ close }, { short, long, average }) => {
      const percent = (rows: number): Line =>
        each((now = NaN, before = NaN) => (now / before - 1) * 100, close, ago(close, rows));
      const both = each((a = NaN, b = NaN) => a + b, percent(short), percent(long));
      return { coppock: weightedOf(both, average) };
    },
    { short: 6, long: 2, average: 3 },
  );
});

test('the detrended price is that of half a period ago less the average', () => {
  expectLines(
    dpo,
    ({ close }, { period }) => ({
      dpo: less(ago(close, Math.floor(period / 2) + 1), meanOf(close, period)),
    }),
    { period: 7 },
    { period: 1 },
  );
});

test('Elder’s ray is high and low less the average of closes', () => {
  expectLines(
    elderRay,
    ({ high, low, close }, { period }) => {
      const average = smoothedOf(close, period);
      return { bull: less(high, average), bear: less(low, average) };
    },
    { period: 5 },
  );
});

test('Qstick is the average of what bars moved', () => {
  expectLines(
    qstick,
    ({ open, close }, { period, average }) => ({
      qstick: (average === 'ema' ? smoothedOf : meanOf)(less(close, open), period),
    }),
    { period: 4, average: 'ema' },
  );
});
