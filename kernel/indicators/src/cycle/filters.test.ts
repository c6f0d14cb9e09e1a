import {
  each,
  expectLines,
  gained,
  ratio,
  total,
  windows,
  type Line,
} from '@argosy/testkit/series';
import { expect, test } from 'vitest';

import { bandPass } from './band-pass.ts';
import { correlationCycle } from './correlation-cycle.ts';
import { cyberCycle } from './cyber-cycle.ts';
import { evenBetterSine } from './even-better-sine.ts';
import { reflex, trendflex } from './flex.ts';
import { mesaSine } from './mesa-sine.ts';
import { mesaStochastic } from './mesa-stochastic.ts';
import { rocketRsi } from './rocket-rsi.ts';
import { decycler, roofingFilter } from './roofing-filter.ts';

const DEGREES = Math.PI / 180;

/** A line of which each number is made of its row and the two that were made before it. */
function recursive(rows: number, of: (row: number, one: number, two: number) => number): Line {
  const made: number[] = [];
  for (let row = 0; row < rows; row += 1)
    made.push(of(row, made[row - 1] ?? 0, made[row - 2] ?? 0));
  return made;
}

function from(line: Line, row: number): Line {
  return line.map((one, at) => (at < row ? NaN : one));
}

/** As the author writes it, in degrees. */
function superSmoother(line: Line, period: number): Line {
  const a = Math.exp((-Math.SQRT2 * Math.PI) / period);
  const b = 2 * a * Math.cos((Math.SQRT2 * 180 * DEGREES) / period);
  const c = 1 - b + a * a;
  return recursive(
    line.length,
    (row, one, two) => (c * ((line[row] ?? 0) + (line[row - 1] ?? 0))) / 2 + b * one - a * a * two,
  );
}

function highPass(line: Line, period: number): Line {
  const angle = ((Math.SQRT2 / 2) * 360 * DEGREES) / period;
  const alpha = (Math.cos(angle) + Math.sin(angle) - 1) / Math.cos(angle);
  return recursive(line.length, (row, one, two) => {
    if (row < 2) return 0;
    const bend = (line[row] ?? 0) - 2 * (line[row - 1] ?? 0) + (line[row - 2] ?? 0);
    return (1 - alpha / 2) ** 2 * bend + 2 * (1 - alpha) * one - (1 - alpha) ** 2 * two;
  });
}

test('the roofing filter smooths what a high pass lets through', () => {
  expectLines(
    roofingFilter,
    ({ close }, { slow, fast }) => ({
      roofingFilter: from(superSmoother(highPass(close, slow), fast), slow - 1),
    }),
    { slow: 20, fast: 6 },
  );
});

test('the decycler takes what is fast from the inputs', () => {
  expectLines(
    decycler,
    ({ close }, { period }) => ({
      decycler: from(
        each((one = NaN, fast = NaN) => one - fast, close, highPass(close, period)),
        2,
      ),
    }),
    { period: 15 },
  );
});

test('the even better sine is three smoothed numbers over the root of their power', () => {
  expectLines(
    evenBetterSine,
    ({ close }, { period, smoothing }) => {
      const angle = (360 * DEGREES) / period;
      const alpha = (1 - Math.sin(angle)) / Math.cos(angle);
      const high = recursive(close.length, (row, one) =>
        row === 0
          ? 0
          : ((1 + alpha) / 2) * ((close[row] ?? 0) - (close[row - 1] ?? 0)) + alpha * one,
      );
      const smooth = superSmoother(high, smoothing);
      const wave = each(
        // What rounding leaves of a price counts for nothing.
        (mean = NaN, power = NaN, price = NaN) =>
          Math.abs(mean) <= 1e-12 * price ? 0 : mean / Math.sqrt(power),
        windows(smooth, 3, (part) => total(part) / 3),
        windows(smooth, 3, (part) => total(part.map((one) => one * one)) / 3),
        close,
      );
      return { evenBetterSine: from(wave, period - 1) };
    },
    { period: 12, smoothing: 5 },
  );
});

test('the cyber cycle is a high pass of the smoothed inputs, and begins as their bend', () => {
  expectLines(
    cyberCycle,
    ({ close }, { alpha }) => {
      const smooth = windows(
        close,
        4,
        ([d = NaN, c = NaN, b = NaN, a = NaN]) => (a + 2 * b + 2 * c + d) / 6,
      );
      const at = (line: Line, row: number): number => line[row] ?? NaN;
      const bend = (line: Line, row: number): number =>
        at(line, row) - 2 * at(line, row - 1) + at(line, row - 2);
      const cycle = recursive(close.length, (row, one, two) => {
        if (row < 6) return row < 2 ? 0 : bend(close, row) / 4;
        const high = (1 - alpha / 2) ** 2 * bend(smooth, row);
        return high + 2 * (1 - alpha) * one - (1 - alpha) ** 2 * two;
      });
      const before = cycle.map((_, row) => cycle[row - 1] ?? NaN);
      return { cycle: from(cycle, 6), signal: from(before, 6) };
    },
    { alpha: 0.3 },
  );
});

test('the band pass lets through what swings with its period', () => {
  expectLines(
    bandPass,
    ({ close }, { period, width }) => {
      const beta = Math.cos((360 * DEGREES) / period);
      const gamma = 1 / Math.cos((360 * width * DEGREES) / period);
      const alpha = gamma - Math.sqrt(gamma ** 2 - 1);
      const line = recursive(close.length, (row, one, two) =>
        row < 2
          ? 0
          : ((1 - alpha) / 2) * ((close[row] ?? 0) - (close[row - 2] ?? 0)) +
            beta * (1 + alpha) * one -
            alpha * two,
      );
      return { bandPass: from(line, period - 1) };
    },
    { period: 9, width: 0.6 },
  );
  const swing = (period: number): number =>
    Math.max(
      ...bandPass
        .over(Float64Array.from({ length: 400 }, (_, at) => Math.sin((at * 2 * Math.PI) / period)))
        .bandPass.slice(200),
    );
  expect(swing(20)).toBeCloseTo(1, 2);
  expect(swing(60)).toBeLessThan(0.5);
  expect(swing(7)).toBeLessThan(0.5);
});

function waveOf(period: number, wave: (angle: number) => number): Line {
  return Array.from({ length: period }, (_, back) => wave((360 * DEGREES * back) / period));
}

test('the correlation cycle is Pearson’s with a cosine and with a falling sine', () => {
  expectLines(
    correlationCycle,
    ({ close }, { period }) => {
      const against = (wave: Line): Line =>
        windows(close, period, (part) => {
          if (part.every((one) => one === part[0])) return 0;
          const newest = part.toReversed();
          const sums = [
            total(newest),
            total(wave),
            total(newest.map((one, at) => one * (wave[at] ?? NaN))),
            total(newest.map((one) => one * one)),
            total(wave.map((one) => one * one)),
          ];
          const [x = NaN, y = NaN, xy = NaN, xx = NaN, yy = NaN] = sums;
          return (period * xy - x * y) / Math.sqrt((period * xx - x * x) * (period * yy - y * y));
        });
      return {
        real: against(waveOf(period, Math.cos)),
        imaginary: against(waveOf(period, (angle) => -Math.sin(angle))),
      };
    },
    { period: 9 },
  );
});

test('the Mesa sine is that of the angle of the inputs in their period', () => {
  expectLines(
    mesaSine,
    ({ close }, { period }) => {
      const part = (wave: Line): Line =>
        windows(close, period, (inputs) =>
          total(inputs.toReversed().map((one, at) => one * (wave[at] ?? NaN))),
        );
      const phase = each(
        (real = NaN, imaginary = NaN) => {
          if (Number.isNaN(real)) return NaN;
          const angle = Math.abs(real) > 0.001 ? Math.atan(imaginary / real) : Math.PI;
          return angle + (real < 0 ? Math.PI : 0) + Math.PI / 2;
        },
        part(waveOf(period, Math.cos)),
        part(waveOf(period, Math.sin)),
      );
      return { sine: phase.map(Math.sin), lead: phase.map((one) => Math.sin(one + Math.PI / 4)) };
    },
    { period: 7 },
  );
});

test('the Mesa sine of a sine of its period is the sine', () => {
  const inputs = Float64Array.from({ length: 60 }, (_, at) =>
    Math.sin((at * 2 * Math.PI) / 12 + 0.3),
  );
  const over = mesaSine.over(inputs, { period: 12 });
  for (let row = 20; row < 60; row += 1) {
    expect(Math.abs(over.sine[row] ?? NaN)).toBeCloseTo(Math.abs(inputs[row] ?? NaN), 6);
  }
});

/** How far the smoothed inputs lie from the newest, or from the way to it, over the root of its power. */
function flexOf(close: Line, period: number, isFromSlope: boolean): Line {
  const first = close[0] ?? NaN;
  const smooth = superSmoother(
    close.map((one) => one - first),
    period / 2,
  );
  let power = 0;
  return close.map((one, row) => {
    if (row < period) return NaN;
    const at = (back: number): number => smooth[row - back] ?? NaN;
    const slope = isFromSlope ? (at(period) - at(0)) / period : 0;
    const ways = Array.from({ length: period }, (_, k) => at(0) + (k + 1) * slope - at(k + 1));
    const mean = total(ways) / period;
    // What rounding leaves of a price counts for nothing.
    const distance = Math.abs(mean) <= 1e-12 * one ? 0 : mean;
    power = 0.04 * distance ** 2 + 0.96 * power;
    return ratio(distance, Math.sqrt(power));
  });
}

test('trendflex is how far the smoothed inputs have come, reflex how far they bent', () => {
  expectLines(trendflex, ({ close }, { period }) => ({ trendflex: flexOf(close, period, false) }), {
    period: 9,
  });
  expectLines(reflex, ({ close }, { period }) => ({ reflex: flexOf(close, period, true) }), {
    period: 9,
  });
});

test('the Mesa stochastic is the place of the roofing filter in its range, smoothed', () => {
  expectLines(
    mesaStochastic,
    ({ close }, { period, slow, fast }) => {
      const roof = superSmoother(highPass(close, slow), fast).map((one, at) =>
        // What rounding leaves of a price counts for nothing.
        Math.abs(one) <= 1e-12 * (close[at] ?? NaN) ? 0 : one,
      );
      const place = windows(from(roof, slow - 1), period, (part) => {
        const [top, bottom] = [Math.max(...part), Math.min(...part)];
        return ratio((part.at(-1) ?? NaN) - bottom, top - bottom);
      });
      const first = slow + period - 2;
      const smooth = superSmoother(place.slice(first), fast);
      return { mesaStochastic: [...place.slice(0, first), ...smooth] };
    },
    { period: 7, slow: 20, fast: 5 },
  );
});

test('the rocket is the stretched strength of the smoothed momentum', () => {
  expectLines(
    rocketRsi,
    ({ close }, { period, smoothing }) => {
      const momentum = gained(close, period - 1).slice(period - 1);
      const changes = gained(superSmoother(momentum, smoothing)).map((one, at) =>
        // What rounding leaves of a price counts for nothing.
        Math.abs(one) <= 1e-12 * (close[at + period - 1] ?? NaN) ? 0 : one,
      );
      const line = windows(changes, period, (part) => {
        const strength = ratio(total(part), total(part.map(Math.abs)));
        return Math.atanh(Math.min(0.999, Math.max(-0.999, strength)));
      });
      return { rocketRsi: [...close.slice(0, period - 1).map(() => NaN), ...line] };
    },
    { period: 4, smoothing: 6 },
  );
});
