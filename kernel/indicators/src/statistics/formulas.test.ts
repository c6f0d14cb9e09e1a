import {
  at,
  describeFormulas,
  fromRow,
  last,
  mean,
  products,
  sorted,
  sum,
  type At,
  type IndicatorWalk,
} from '@argosy/testkit/contracts';

import { statisticIndicators } from './group.ts';

const closes = (walk: IndicatorWalk): At => at(walk.value);

/** A line of one name that is reckoned of the last closes. */
function ofLast(name: string, count: number, of: (numbers: readonly number[]) => number) {
  return {
    values: { period: count },
    lines: (walk: IndicatorWalk) => ({
      [name]: fromRow(walk, count - 1, (row) => of(last(closes(walk), row, count))),
    }),
  };
}

/** Between ranks on a straight line. */
function quantile(numbers: readonly number[], part: number): number {
  const inOrder = sorted(numbers);
  const place = part * (inOrder.length - 1);
  const [low = NaN, high = low] = inOrder.slice(Math.floor(place), Math.floor(place) + 2);
  return low + (high - low) * (place - Math.floor(place));
}

const deviation = (numbers: readonly number[], less = 0): number =>
  Math.sqrt(products(numbers) / (numbers.length - less));

/** A line that fades, of the whole past told anew at each row. */
function fading(name: string, fade: (value: number, steps: number) => number) {
  return {
    lines: (walk: IndicatorWalk) => ({
      [name]: fromRow(walk, 0, (row) =>
        Math.max(
          ...last(closes(walk), row, row + 1).map((value, place) => fade(value, row - place)),
        ),
      ),
    }),
  };
}

describeFormulas(statisticIndicators, {
  coefficientOfVariation: ofLast(
    'coefficientOfVariation',
    12,
    (numbers) => deviation(numbers) / mean(numbers),
  ),
  covariance: [
    {
      lines: (walk) => ({
        covariance: fromRow(
          walk,
          29,
          (row) => products(last(closes(walk), row, 30), last(at(walk.other), row, 30)) / 30,
        ),
      }),
    },
    {
      values: { period: 8, deviation: 'sample' },
      lines: (walk) => ({
        covariance: fromRow(
          walk,
          7,
          (row) => products(last(closes(walk), row, 8), last(at(walk.other), row, 8)) / 7,
        ),
      }),
    },
  ],
  decay: fading('decay', (value, steps) => value - steps / 5),
  exponentialDecay: fading('exponentialDecay', (value, steps) => value * 0.8 ** steps),
  interquartileRange: ofLast(
    'interquartileRange',
    10,
    (numbers) => quantile(numbers, 0.75) - quantile(numbers, 0.25),
  ),
  lag: {
    values: { period: 3 },
    lines: (walk) => ({ lag: fromRow(walk, 3, (row) => closes(walk)(row - 3)) }),
  },
  maxIndex: {
    values: { period: 9, from: 'now' },
    lines: (walk) => ({
      maxIndex: fromRow(walk, 8, (row) => ageOf(last(closes(walk), row, 9), 1)),
    }),
  },
  median: [
    ofLast('median', 7, (numbers) => quantile(numbers, 0.5)),
    ofLast('median', 8, (numbers) => quantile(numbers, 0.5)),
  ],
  medianDeviation: [7, 8].map((count) =>
    ofLast('medianDeviation', count, (numbers) => {
      const middle = quantile(numbers, 0.5);
      return quantile(
        numbers.map((number) => Math.abs(number - middle)),
        0.5,
      );
    }),
  ),
  percentile: {
    values: { period: 11, percent: 30, method: 'linear' },
    lines: (walk) => ({
      percentile: fromRow(walk, 10, (row) => quantile(last(closes(walk), row, 11), 0.3)),
    }),
  },
  percentRank: {
    values: { period: 13 },
    lines: (walk) => ({
      percentRank: fromRow(walk, 13, (row) => {
        const below = last(closes(walk), row - 1, 13).map((one) =>
          one < closes(walk)(row) ? 1 : 0,
        );
        return (100 * sum(below)) / 13;
      }),
    }),
  },
  standardError: ofLast('standardError', 9, (numbers) => deviation(numbers) / 3),
  zScore: [
    ofLast('zScore', 10, (numbers) => {
      return ((numbers.at(-1) ?? NaN) - mean(numbers)) / deviation(numbers);
    }),
    {
      values: { period: 10, deviation: 'sample' },
      lines: (walk) => ({
        zScore: fromRow(walk, 9, (row) => {
          const numbers = last(closes(walk), row, 10);
          return (closes(walk)(row) - mean(numbers)) / deviation(numbers, 1);
        }),
      }),
    },
  ],
});

/** How many rows ago the highest came, or the lowest (`sign` -1); of equals the latest. */
function ageOf(numbers: readonly number[], sign: 1 | -1): number {
  const signed = numbers.map((number) => number * sign);
  return numbers.length - 1 - signed.lastIndexOf(Math.max(...signed));
}
