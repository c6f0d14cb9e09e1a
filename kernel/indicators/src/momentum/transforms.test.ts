import {
  each,
  expectLines,
  gained,
  highestOf,
  lowestOf,
  ratio,
  smoothedOf,
  total,
  wilderOf,
  windows,
  type Line,
} from '@argosy/testkit/series';
import { expect, test } from 'vitest';

import { centreOfGravity } from './centre-of-gravity.ts';
import { fisher } from './fisher.ts';
import { laguerreRsi } from './laguerre-rsi.ts';
import { qqe } from './qqe.ts';
import { schaff } from './schaff.ts';

test('the Fisher transform stretches the smoothed place of the middle', () => {
  expectLines(
    fisher,
    ({ high, low }, { period }) => {
      const middle = each((h = NaN, l = NaN) => (h + l) / 2, high, low);
      const raw = windows(middle, period, (part) => {
        const [top, bottom] = [Math.max(...part), Math.min(...part)];
        return ratio((part.at(-1) ?? NaN) - bottom, top - bottom, 0.5) - 0.5;
      });
      let [place, line] = [0, 0];
      const signal: number[] = [];
      const lines = raw.map((one) => {
        signal.push(Number.isNaN(one) ? NaN : line);
        if (Number.isNaN(one)) return NaN;
        place = 0.66 * one + 0.67 * place;
        if (place > 0.99) place = 0.999;
        if (place < -0.99) place = -0.999;
        line = Math.atanh(place) + line / 2;
        return line;
      });
      return { fisher: lines, signal };
    },
    { period: 4 },
  );
});

test('the centre of gravity lies where the weight of the inputs does', () => {
  expectLines(
    centreOfGravity,
    ({ close }, { period }) => ({
      centreOfGravity: windows(close, period, (part) => {
        const weights = total(part.map((one, at) => one * (period - at)));
        return (period + 1) / 2 - weights / total(part);
      }),
    }),
    { period: 3 },
  );
});

test('the Laguerre strength is that of the steps between four filters', () => {
  expectLines(
    laguerreRsi,
    ({ close }, { gamma }) => {
      const first = smoothedFrom(close, gamma);
      const [second, third, fourth] = chained(first, gamma);
      const strength = each(
        (...filters) => {
          const steps = filters.slice(1).map((one, at) => (filters[at] ?? NaN) - one);
          const up = total(steps.filter((one) => one > 0));
          return ratio(up, total(steps.map(Math.abs)));
        },
        first,
        second,
        third,
        fourth,
      );
      return { laguerreRsi: strength.map((one, at) => (at === 0 ? NaN : one)) };
    },
    { gamma: 0.8 },
    { gamma: 0.2 },
  );
});

/** Each input weighs 1 − gamma, all before it the rest; from the first input on. */
function smoothedFrom(inputs: Line, gamma: number): Line {
  let average = inputs[0] ?? NaN;
  return inputs.map((one) => (average = (1 - gamma) * one + gamma * average));
}

function chained(first: Line, gamma: number): readonly [Line, Line, Line] {
  const next = (line: Line): Line => {
    let made = line[0] ?? NaN;
    return line.map((one, at) => {
      if (at > 0) made = -gamma * one + (line[at - 1] ?? NaN) + gamma * made;
      return made;
    });
  };
  const second = next(first);
  const third = next(second);
  return [second, third, next(third)];
}

function strengthOf(close: Line, period: number, flat: number): Line {
  const changes = gained(close);
  const ups = wilderOf(
    changes.map((one) => Math.max(0, one)),
    period,
  );
  const downs = wilderOf(
    changes.map((one) => Math.max(0, -one)),
    period,
  );
  return each((up = NaN, down = NaN) => ratio(100 * up, up + down, flat), ups, downs);
}

test('the trail of the smoothed strength keeps its distance and goes back only when it is crossed', () => {
  expectLines(
    qqe,
    ({ close }, { strength, smoothing, width }) => {
      const line = smoothedOf(strengthOf(close, strength, 50), smoothing);
      const size = 2 * strength - 1;
      const change = smoothedOf(smoothedOf(gained(line).map(Math.abs), size), size);
      let trail = NaN;
      const trails = line.map((now, at) => {
        const [wide, before] = [width * (change[at] ?? NaN), line[at - 1] ?? NaN];
        if (Number.isNaN(trail)) trail = now - wide;
        else if (now > trail && before > trail) trail = Math.max(trail, now - wide);
        else if (now < trail && before < trail) trail = Math.min(trail, now + wide);
        else if (now !== trail) trail = now > trail ? now - wide : now + wide;
        return trail;
      });
      return { qqe: line, trail: trails };
    },
    { strength: 4, smoothing: 3, width: 1.5 },
  );
});

function placed(line: Line, cycle: number, factor: number): Line {
  const [tops, bottoms] = [highestOf(line, cycle), lowestOf(line, cycle)];
  let [place, smoothed] = [0, NaN];
  return line.map((one, at) => {
    const [top = NaN, bottom = NaN] = [tops[at], bottoms[at]];
    if (Number.isNaN(top)) return NaN;
    if (top !== bottom) place = (100 * (one - bottom)) / (top - bottom);
    smoothed = Number.isNaN(smoothed) ? place : factor * place + (1 - factor) * smoothed;
    return smoothed;
  });
}

test('Schaff’s cycle is the place of the place of a distance of averages', () => {
  expectLines(
    schaff,
    ({ close }, { fast, slow, cycle, factor }) => {
      const distance = each(
        (one = NaN, other = NaN) => one - other,
        smoothedOf(close, fast),
        smoothedOf(close, slow),
      );
      return { schaff: placed(placed(distance, cycle, factor), cycle, factor) };
    },
    { fast: 3, slow: 7, cycle: 4, factor: 0.3 },
  );
});

test('a straight rise has all its weight on one side', () => {
  const rise = Float64Array.from({ length: 60 }, (_, at) => 100 + at);
  expect(laguerreRsi.over(rise).laguerreRsi.at(-1)).toBeCloseTo(1, 12);
  expect(centreOfGravity.over(rise).centreOfGravity.at(-1)).toBeGreaterThan(0);
});
