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

/** The k-th moment. */
const moment = (numbers: readonly number[], k: number): number =>
  mean(numbers.map((number) => (number - mean(numbers)) ** k));

const skew = (numbers: readonly number[]): number => moment(numbers, 3) / moment(numbers, 2) ** 1.5;

const excess = (numbers: readonly number[]): number =>
  moment(numbers, 4) / moment(numbers, 2) ** 2 - 3;

/** Simple returns of the closes. */
function returns(walk: IndicatorWalk): At {
  return (row) => closes(walk)(row) / closes(walk)(row - 1) - 1;
}

const change =
  (of: At): At =>
  (row) =>
    of(row) - of(row - 1);

/** The line through points: where it begins, how it rises, and what it leaves. */
function fit(xs: readonly number[], ys: readonly number[]) {
  const slope = products(xs, ys) / products(xs);
  const start = mean(ys) - slope * mean(xs);
  return { slope, rests: ys.map((y, place) => y - start - slope * (xs[place] ?? NaN)) };
}

/** Of a fit by least squares the statistic of each weight, by the inverse of the products (Gauss and Jordan). */
function statisticsOf(
  rows: readonly (readonly number[])[],
  ys: readonly number[],
): readonly number[] {
  const size = rows[0]?.length ?? 0;
  const cell = (list: readonly (readonly number[])[], row: number, column: number): number =>
    list[row]?.[column] ?? NaN;
  const square = Array.from({ length: size }, (_, one) =>
    Array.from({ length: 2 * size }, (__, other) => {
      if (other >= size) return other - size === one ? 1 : 0;
      return sum(rows.map((row) => (row[one] ?? NaN) * (row[other] ?? NaN)));
    }),
  );
  for (let pivot = 0; pivot < size; pivot += 1) {
    const scale = cell(square, pivot, pivot);
    square[pivot] = (square[pivot] ?? []).map((value) => value / scale);
    for (let row = 0; row < size; row += 1) {
      const times = row === pivot ? 0 : cell(square, row, pivot);
      square[row] = (square[row] ?? []).map((value, at) => value - times * cell(square, pivot, at));
    }
  }
  const inverse = square.map((row) => row.slice(size));
  const toward = Array.from({ length: size }, (_, one) =>
    sum(rows.map((row, place) => (row[one] ?? NaN) * (ys[place] ?? NaN))),
  );
  const dot = (one: readonly number[], other: readonly number[]): number =>
    sum(one.map((value, place) => value * (other[place] ?? NaN)));
  const weights = inverse.map((row) => dot(row, toward));
  const rests = rows.map((row, place) => (ys[place] ?? NaN) - dot(row, weights));
  const variance = dot(rests, rests) / (rows.length - size);
  return weights.map((weight, one) => weight / Math.sqrt(variance * cell(inverse, one, one)));
}

function dickeyFuller(count: number, lags: number) {
  return {
    values: { period: count, lags },
    lines: (walk: IndicatorWalk) => ({
      dickeyFuller: fromRow(walk, count + lags, (row) => {
        const moved = change(closes(walk));
        const rows = last((one) => one, row, count).map((one) => [
          closes(walk)(one - 1) - 120,
          1,
          ...Array.from({ length: lags }, (_, lag) => moved(one - lag - 1)),
        ]);
        return statisticsOf(rows, last(moved, row, count))[0] ?? NaN;
      }),
    }),
  };
}

describeFormulas(statisticIndicators, {
  autocorrelation: {
    values: { period: 12, lag: 3 },
    lines: (walk) => ({
      autocorrelation: fromRow(walk, 14, (row) => {
        const [now, then] = [last(closes(walk), row, 12), last(closes(walk), row - 3, 12)];
        return products(then, now) / Math.sqrt(products(then) * products(now));
      }),
    }),
  },
  dickeyFuller: [dickeyFuller(30, 0), dickeyFuller(25, 1), dickeyFuller(40, 3)],
  entropy: ofLast('entropy', 50, (numbers) => {
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
    const parts = Array.from({ length: 10 }, (_, bin) => {
      const inside = numbers.filter(
        (number) => Math.min(9, Math.floor((10 * (number - low)) / (high - low))) === bin,
      );
      return inside.length / 50;
    });
    return -sum(parts.map((part) => (part === 0 ? 0 : part * Math.log2(part))));
  }),
  halfLife: {
    values: { period: 20, most: 50 },
    lines: (walk) => ({
      halfLife: fromRow(walk, 20, (row) => {
        const moved = last(change(closes(walk)), row, 20);
        const { slope } = fit(last(closes(walk), row - 1, 20), moved);
        return slope >= 0 ? 50 : Math.min(50, -Math.log(2) / Math.log(1 + slope));
      }),
    }),
  },
  hurst: {
    values: { period: 40 },
    lines: (walk) => ({
      hurst: fromRow(walk, 40, (row) => {
        const moved = last(change(closes(walk)), row, 40);
        const sums = moved.map((_, place) =>
          sum(moved.slice(0, place + 1).map((one) => one - mean(moved))),
        );
        const range = Math.max(0, ...sums) - Math.min(0, ...sums);
        return Math.log(range / deviation(moved)) / Math.log(20);
      }),
    }),
  },
  jarqueBera: ofLast('jarqueBera', 25, (numbers) => {
    return (25 / 6) * (skew(numbers) ** 2 + excess(numbers) ** 2 / 4);
  }),
  kurtosis: [
    ofLast('kurtosis', 9, excess),
    {
      values: { period: 9, deviation: 'sample' },
      lines: (walk) => ({
        kurtosis: fromRow(walk, 8, (row) => {
          const g = excess(last(closes(walk), row, 9));
          return (8 / (7 * 6)) * (10 * g + 6);
        }),
      }),
    },
  ],
  pairSpread: {
    values: { period: 15 },
    lines: (walk) => {
      const at15 = (row: number) => fit(last(at(walk.other), row, 15), last(closes(walk), row, 15));
      const now = (row: number): number => at15(row).rests.at(-1) ?? NaN;
      return {
        pairSpread: fromRow(walk, 14, now),
        score: fromRow(walk, 14, (row) => now(row) / Math.sqrt(products(at15(row).rests) / 15)),
        ratio: fromRow(walk, 14, (row) => at15(row).slope),
      };
    },
  },
  regressionError: ofLast('regressionError', 10, (numbers) => {
    const { rests } = fit([...numbers.keys()], numbers);
    return Math.sqrt(products(rests) / 8);
  }),
  rollingSharpe: {
    values: { period: 20, year: 100, rate: 0.05 },
    lines: (walk) => ({
      rollingSharpe: fromRow(walk, 20, (row) => {
        const excesses = last(returns(walk), row, 20).map((one) => one - 0.0005);
        return (10 * mean(excesses)) / deviation(excesses, 1);
      }),
    }),
  },
  rollingSortino: {
    values: { period: 20, year: 100, rate: 0.05 },
    lines: (walk) => ({
      rollingSortino: fromRow(walk, 20, (row) => {
        const excesses = last(returns(walk), row, 20).map((one) => one - 0.0005);
        const falls = mean(excesses.map((one) => Math.min(0, one) ** 2));
        return (10 * mean(excesses)) / Math.sqrt(falls);
      }),
    }),
  },
  rSquared: ofLast('rSquared', 10, (numbers) => {
    const { rests } = fit([...numbers.keys()], numbers);
    return 1 - products(rests) / products(numbers);
  }),
  skewness: [
    ofLast('skewness', 9, skew),
    {
      values: { period: 9, deviation: 'sample' },
      lines: (walk) => ({
        skewness: fromRow(walk, 8, (row) => {
          return (skew(last(closes(walk), row, 9)) * Math.sqrt(9 * 8)) / 7;
        }),
      }),
    },
  ],
  standardDeviation: {
    values: { period: 7, deviation: 'sample' },
    lines: (walk) => ({
      standardDeviation: fromRow(walk, 6, (row) => deviation(last(closes(walk), row, 7), 1)),
    }),
  },
  variance: {
    values: { period: 7, deviation: 'sample' },
    lines: (walk) => ({
      variance: fromRow(walk, 6, (row) => products(last(closes(walk), row, 7)) / 6),
    }),
  },
  varianceRatio: {
    values: { period: 24, steps: 4 },
    lines: (walk) => ({
      varianceRatio: fromRow(walk, 24, (row) => {
        const logs = last((one) => Math.log(closes(walk)(one)), row, 25);
        const over = (steps: number): readonly number[] =>
          logs.slice(steps).map((log, place) => log - (logs[place] ?? NaN));
        const drift = mean(over(1));
        const single = sum(over(1).map((one) => (one - drift) ** 2)) / 23;
        const longer = sum(over(4).map((one) => (one - 4 * drift) ** 2));
        return longer / (4 * (24 - 4 + 1) * (1 - 4 / 24)) / single;
      }),
    }),
  },
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
