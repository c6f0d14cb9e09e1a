import {
  at,
  average,
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

import { volatilityIndicators } from './group.ts';

const YEAR = 252;

/** The prices of bars by their rows. */
function bars({
  open,
  high,
  low,
  close,
}: IndicatorWalk): Readonly<Record<'o' | 'h' | 'l' | 'c', At>> {
  return { o: at(open), h: at(high), l: at(low), c: at(close) };
}

/** Returns by logarithm. */
function returns({ close }: IndicatorWalk): At {
  return (row) => Math.log(at(close)(row) / at(close)(row - 1));
}

/** A line that is the root of a year's part of something. */
function yearly(name: string, first: number, of: (walk: IndicatorWalk) => At) {
  return {
    values: { period: 12 },
    lines: (walk: IndicatorWalk) => ({
      [name]: fromRow(walk, first, (row) => Math.sqrt(YEAR * of(walk)(row))),
    }),
  };
}

/** By a mean over the last twelve bars of what each gives. */
function ofEach(name: string, first: number, of: (walk: IndicatorWalk) => At) {
  return yearly(name, first, (walk) => (row) => mean(last(of(walk), row, 12)));
}

function rogersSatchell(walk: IndicatorWalk): At {
  const { o, h, l, c } = bars(walk);
  return (row) =>
    Math.log(h(row) / c(row)) * Math.log(h(row) / o(row)) +
    Math.log(l(row) / c(row)) * Math.log(l(row) / o(row));
}

function trueRange(walk: IndicatorWalk): At {
  const { h, l, c } = bars(walk);
  return (row) =>
    Math.max(h(row) - l(row), Math.abs(h(row) - c(row - 1)), Math.abs(l(row) - c(row - 1)));
}

const atr = (walk: IndicatorWalk, period: number): At =>
  average(walk, trueRange(walk), { first: 1, seeds: period, weight: 1 / period });

/** Squared volatility that fades by its own rule, from the second row on. */
function variances(
  walk: IndicatorWalk,
  begin: (square: number) => number,
  next: (square: number, before: number) => number,
): At {
  const line = [NaN];
  for (let row = 1; row < walk.close.length; row += 1) {
    const square = returns(walk)(row) ** 2;
    line.push(row === 1 ? begin(square) : next(square, line[row - 1] ?? NaN));
  }
  return (row) => line[row] ?? NaN;
}

describeFormulas(volatilityIndicators, {
  aberration: {
    lines: (walk) => {
      const { h, l, c } = bars(walk);
      const middle: At = (row) => mean(last((one) => (h(one) + l(one) + c(one)) / 3, row, 5));
      const range = atr(walk, 15);
      return {
        middle: fromRow(walk, 4, middle),
        upper: fromRow(walk, 15, (row) => middle(row) + range(row)),
        lower: fromRow(walk, 15, (row) => middle(row) - range(row)),
      };
    },
  },
  bandWidth: {
    lines: (walk) => ({
      bandWidth: fromRow(walk, 19, (row) => {
        const closes = last(at(walk.close), row, 20);
        return (4 * Math.sqrt(products(closes) / 20)) / mean(closes);
      }),
    }),
  },
  bipowerVariation: {
    values: { period: 9 },
    lines: (walk) => {
      const bipower: At = (row) =>
        (Math.PI / 2) *
        sum(last((one) => Math.abs(returns(walk)(one) * returns(walk)(one - 1)), row, 8));
      const squares: At = (row) => sum(last((one) => returns(walk)(one) ** 2, row, 9));
      return {
        bipower: fromRow(walk, 9, bipower),
        jumps: fromRow(walk, 9, (row) => Math.max(0, squares(row) - bipower(row))),
      };
    },
  },
  choppiness: {
    lines: (walk) => {
      const { h, l } = bars(walk);
      return {
        choppiness: fromRow(walk, 14, (row) => {
          const height = Math.max(...last(h, row, 14)) - Math.min(...last(l, row, 14));
          return (100 * Math.log10(sum(last(trueRange(walk), row, 14)) / height)) / Math.log10(14);
        }),
      };
    },
  },
  donchianWidth: {
    lines: (walk) => ({
      donchianWidth: fromRow(walk, 19, (row) => {
        const top = Math.max(...last(at(walk.high), row, 20));
        const bottom = Math.min(...last(at(walk.low), row, 20));
        return (2 * (top - bottom)) / (top + bottom);
      }),
    }),
  },
  downsideDeviation: ofEach(
    'downsideDeviation',
    12,
    ({ close }) =>
      (row) =>
        Math.min(0, at(close)(row) / at(close)(row - 1) - 1) ** 2,
  ),
  ewmaVolatility: {
    lines: (walk) => {
      const variance = variances(
        walk,
        (square) => square,
        (square, before) => 0.94 * before + 0.06 * square,
      );
      return { ewmaVolatility: fromRow(walk, 1, (row) => Math.sqrt(YEAR * variance(row))) };
    },
  },
  garch: [
    {
      lines: (walk) => {
        const step = (square: number, before: number): number =>
          0.000002 + 0.1 * square + 0.88 * before;
        const variance = variances(walk, (square) => step(square, 0.0001), step);
        return { garch: fromRow(walk, 1, (row) => Math.sqrt(YEAR * variance(row))) };
      },
    },
    {
      values: { omega: 0, alpha: 0.2, beta: 0.8, year: 1 },
      lines: (walk) => {
        const step = (square: number, before: number): number => 0.2 * square + 0.8 * before;
        const variance = variances(walk, (square) => step(square, square), step);
        return { garch: fromRow(walk, 1, (row) => Math.sqrt(variance(row))) };
      },
    },
  ],
  garmanKlass: ofEach('garmanKlass', 11, (walk) => (row) => {
    const { o, h, l, c } = bars(walk);
    return Math.log(h(row) / l(row)) ** 2 / 2 - (2 * Math.LN2 - 1) * Math.log(c(row) / o(row)) ** 2;
  }),
  historicalVolatility: [
    yearly(
      'historicalVolatility',
      12,
      (walk) => (row) => products(last(returns(walk), row, 12)) / 11,
    ),
    {
      values: { period: 30, year: 1, deviation: 'population' },
      lines: (walk) => ({
        historicalVolatility: fromRow(walk, 30, (row) =>
          Math.sqrt(products(last(returns(walk), row, 30)) / 30),
        ),
      }),
    },
  ],
  keltnerWidth: {
    lines: (walk) => {
      const middle = average(walk, at(walk.close), { first: 0, seeds: 20, weight: 2 / 21 });
      return { keltnerWidth: fromRow(walk, 19, (row) => (4 * atr(walk, 10)(row)) / middle(row)) };
    },
  },
  medianRealised: yearly('medianRealised', 12, (walk) => (row) => {
    const middles = last(
      (one) => {
        const [, middle = NaN] = sorted(last(returns(walk), one, 3).map(Math.abs));
        return middle ** 2;
      },
      row,
      10,
    );
    return (Math.PI / (6 - 4 * Math.sqrt(3) + Math.PI)) * mean(middles);
  }),
  parkinson: ofEach(
    'parkinson',
    11,
    ({ high, low }) =>
      (row) =>
        Math.log(at(high)(row) / at(low)(row)) ** 2 / (4 * Math.log(2)),
  ),
  percentB: {
    lines: (walk) => ({
      percentB: fromRow(walk, 19, (row) => {
        const closes = last(at(walk.close), row, 20);
        const width = 2 * Math.sqrt(products(closes) / 20);
        return (at(walk.close)(row) - (mean(closes) - width)) / (2 * width);
      }),
    }),
  },
  priceDistance: {
    lines: (walk) => {
      const { o, h, l, c } = bars(walk);
      return {
        priceDistance: fromRow(
          walk,
          1,
          (row) =>
            2 * (h(row) - l(row)) - Math.abs(c(row) - o(row)) + Math.abs(o(row) - c(row - 1)),
        ),
      };
    },
  },
  realisedVolatility: ofEach('realisedVolatility', 12, (walk) => (row) => returns(walk)(row) ** 2),
  rogersSatchell: ofEach('rogersSatchell', 11, rogersSatchell),
  thermometer: {
    lines: (walk) => {
      const { h, l } = bars(walk);
      const reach: At = (row) => Math.max(0, h(row) - h(row - 1), l(row - 1) - l(row));
      return {
        thermometer: fromRow(walk, 1, reach),
        average: fromRow(walk, 22, average(walk, reach, { first: 1, seeds: 22, weight: 2 / 23 })),
      };
    },
  },
  ulcerIndex: {
    lines: (walk) => {
      const depth: At = (row) => {
        const top = Math.max(...last(at(walk.close), row, 14));
        return (100 * (at(walk.close)(row) - top)) / top;
      };
      return {
        ulcerIndex: fromRow(walk, 26, (row) =>
          Math.sqrt(mean(last((one) => depth(one) ** 2, row, 14))),
        ),
      };
    },
  },
  volatilityRatio: {
    lines: (walk) => {
      const { h, l, c } = bars(walk);
      return {
        volatilityRatio: fromRow(walk, 14, (row) => {
          const top = Math.max(...last(h, row, 14), ...last(c, row - 1, 14));
          const bottom = Math.min(...last(l, row, 14), ...last(c, row - 1, 14));
          return trueRange(walk)(row) / (top - bottom);
        }),
      };
    },
  },
  yangZhang: yearly('yangZhang', 12, (walk) => (row) => {
    const { o, c } = bars(walk);
    const gap = products(last((one) => Math.log(o(one) / c(one - 1)), row, 12)) / 11;
    const body = products(last((one) => Math.log(c(one) / o(one)), row, 12)) / 11;
    const k = 0.34 / (1.34 + 13 / 11);
    return gap + k * body + (1 - k) * mean(last(rogersSatchell(walk), row, 12));
  }),
});
