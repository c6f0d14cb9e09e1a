import {
  at,
  average,
  describeFormulas,
  fromRow,
  last,
  mean,
  type At,
  type IndicatorWalk,
} from '@argosy/testkit/contracts';
import { expect, test } from 'vitest';

import { chaikinMoneyFlow } from './chaikin-money-flow.ts';
import { volumeIndicators } from './group.ts';
import { relativeVolume } from './relative-volume.ts';
import { volumeOscillator } from './volume-oscillator.ts';

/** Klinger's volume force, told as a story of trends: where each began, and the ranges since. */
function volumeForce({ high, low, close, volume }: IndicatorWalk): At {
  const [sum, range]: [At, At] = [
    (row) => at(high)(row) + at(low)(row) + at(close)(row),
    (row) => at(high)(row) - at(low)(row),
  ];
  const trend = (row: number): number => {
    if (sum(row) === sum(row - 1) && row > 1) return trend(row - 1);
    return sum(row) > sum(row - 1) ? 1 : -1;
  };
  const turn = (row: number): number =>
    row > 1 && trend(row) === trend(row - 1) ? turn(row - 1) : row;
  return (row) => {
    let ranges = 0;
    for (let one = turn(row) - 1; one <= row; one += 1) ranges += range(one);
    return at(volume)(row) * Math.abs((2 * range(row)) / ranges - 1) * 100 * trend(row);
  };
}

describeFormulas(volumeIndicators, {
  easeOfMovement: {
    lines: (walk) => {
      const [high, low, volume] = [at(walk.high), at(walk.low), at(walk.volume)];
      const ease = (row: number): number => {
        const moved = (high(row) + low(row)) / 2 - (high(row - 1) + low(row - 1)) / 2;
        return moved / (volume(row) / 10_000 / (high(row) - low(row)));
      };
      return { easeOfMovement: fromRow(walk, 14, (row) => mean(last(ease, row, 14))) };
    },
  },
  klinger: {
    lines: (walk) => {
      const force = volumeForce(walk);
      const fast = average(walk, force, { first: 1, seeds: 1, weight: 2 / 35 });
      const slow = average(walk, force, { first: 1, seeds: 1, weight: 2 / 56 });
      const line: At = (row) => fast(row) - slow(row);
      return {
        klinger: fromRow(walk, 1, line),
        signal: fromRow(walk, 1, average(walk, line, { first: 1, seeds: 1, weight: 2 / 14 })),
      };
    },
  },
  volumeOscillator: {
    values: { fast: 5, slow: 12 },
    lines: (walk) => ({
      volumeOscillator: fromRow(walk, 11, (row) => {
        const slow = mean(last(at(walk.volume), row, 12));
        return (100 * (mean(last(at(walk.volume), row, 5)) - slow)) / slow;
      }),
    }),
  },
  volumeRateOfChange: {
    lines: (walk) => ({
      volumeRateOfChange: fromRow(
        walk,
        14,
        (row) =>
          (100 * (at(walk.volume)(row) - at(walk.volume)(row - 14))) / at(walk.volume)(row - 14),
      ),
    }),
  },
});

test('volume that ran dry is not divided by what rounding left of it', () => {
  const volume = Float64Array.from({ length: 40 }, (_, row) => (row < 20 ? 0.1 * (row % 7) : 0));
  const flat = (price: number): Float64Array => new Float64Array(40).fill(price);
  const bars = { high: flat(12), low: flat(10), close: flat(11.5), volume };
  expect(chaikinMoneyFlow.over(bars, { period: 6 }).chaikinMoneyFlow.slice(-14)).toEqual(
    new Float64Array(14),
  );
  expect(relativeVolume.over(bars, { period: 6 }).relativeVolume.slice(-13)).toEqual(
    new Float64Array(13),
  );
  const { volumeOscillator: line } = volumeOscillator.over(bars, { fast: 3, slow: 6 });
  expect(line.slice(-14)).toEqual(new Float64Array(14));
});
