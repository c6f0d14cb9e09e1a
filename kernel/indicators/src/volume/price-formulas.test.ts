import {
  at,
  average,
  describeFormulas,
  fromRow,
  last,
  mean,
  sum,
  type At,
  type IndicatorWalk,
} from '@argosy/testkit/contracts';
import { expect, test } from 'vitest';

import { volumeIndicators } from './group.ts';
import { rollingVwap } from './rolling-vwap.ts';
import { sessionVwap } from './session-vwap.ts';
import { volumeProfile } from './volume-profile.ts';
import { vwap } from './vwap.ts';

const DAY_US = 86_400_000_000;

const typical = ({ high, low, close }: IndicatorWalk): At => {
  return (row) => (at(high)(row) + at(low)(row) + at(close)(row)) / 3;
};

const change =
  (of: At): At =>
  (row) =>
    of(row) - of(row - 1);

/** The mean of prices by weights, and so many deviations around it. */
function bands(prices: readonly number[], weights: readonly number[], deviations: number) {
  const by = (of: (price: number) => number): number =>
    sum(prices.map((price, place) => of(price) * (weights[place] ?? NaN))) / sum(weights);
  const middle = by((price) => price);
  const width = deviations * Math.sqrt(by((price) => (price - middle) ** 2));
  return [middle, middle + width, middle - width] as const;
}

/** Three lines of which each row is reckoned of so many rows before it. */
function bandLines(
  walk: IndicatorWalk,
  names: readonly [string, string, string],
  rule: {
    readonly price: At;
    readonly rows: At;
    readonly deviations: number;
    readonly first: number;
  },
): Readonly<Record<string, readonly number[]>> {
  const of = (place: 0 | 1 | 2): readonly number[] =>
    fromRow(walk, rule.first, (row) => {
      const count = rule.rows(row);
      const weights = last(at(walk.volume), row, count);
      return bands(last(rule.price, row, count), weights, rule.deviations)[place];
    });
  return { [names[0]]: of(0), [names[1]]: of(1), [names[2]]: of(2) };
}

/** How many rows of the same day there are so far. */
function rowsOfDay({ time }: IndicatorWalk, offsetUs: number): At {
  const day = (row: number): number => Math.floor((at(time)(row) + offsetUs) / DAY_US);
  return (row) => last(day, row, row + 1).filter((one) => one === day(row)).length;
}

/** Which bins hold the value area: all that are told of it, by trying each wider one. */
function profile(walk: IndicatorWalk, row: number): readonly [number, number, number] {
  const prices = last(typical(walk), row, 30);
  const volumes = last(at(walk.volume), row, 30);
  const [bottom, top] = [Math.min(...prices), Math.max(...prices)];
  const width = (top - bottom) / 8;
  const inBin = Array.from({ length: 8 }, (_, bin) =>
    sum(
      volumes.filter((__, place) => {
        const found = Math.min(7, Math.floor(((prices[place] ?? NaN) - bottom) / width));
        return found === bin;
      }),
    ),
  );
  const point = inBin.indexOf(Math.max(...inBin));
  let area = [point];
  while (sum(area.map((bin) => inBin[bin] ?? 0)) < 0.6 * sum(volumes)) {
    const [down, up] = [Math.min(...area) - 1, Math.max(...area) + 1];
    area = [...area, (inBin[up] ?? -1) >= (inBin[down] ?? -1) ? up : down];
  }
  const edges = [bottom + (Math.max(...area) + 1) * width, bottom + Math.min(...area) * width];
  return [bottom + (point + 0.5) * width, edges[0] ?? NaN, edges[1] ?? NaN];
}

describeFormulas(volumeIndicators, {
  anchoredVwap: {
    values: { anchor: 1_700_020_000_000_000, deviations: 2 },
    lines: (walk) => {
      const first = walk.time.findIndex((time) => time >= 1_700_020_000_000_000);
      return bandLines(walk, ['anchoredVwap', 'upper', 'lower'], {
        price: at(walk.value),
        rows: (row) => row - first + 1,
        deviations: 2,
        first,
      });
    },
  },
  archerVolume: {
    lines: (walk) => {
      const line: At = (row) =>
        sum(
          last((one) => one, row, row + 1).map((one) => {
            const sign = one === 0 ? 1 : Math.sign(change(at(walk.close))(one));
            return sign * at(walk.volume)(one);
          }),
        );
      const ema = (period: number): readonly number[] => {
        const rule = { first: 0, seeds: period, weight: 2 / (period + 1) };
        return fromRow(walk, period - 1, average(walk, line, rule));
      };
      return { onBalanceVolume: fromRow(walk, 0, line), fast: ema(4), slow: ema(12) };
    },
  },
  priceVolume: {
    lines: (walk) => ({
      priceVolume: fromRow(walk, 0, (row) => at(walk.close)(row) * at(walk.volume)(row)),
    }),
  },
  priceVolumeRank: {
    lines: (walk) => ({
      priceVolumeRank: fromRow(walk, 1, (row) => {
        const hasRisen = [walk.close, walk.volume].map((column) => change(at(column))(row) >= 0);
        return (
          1 + ['true,true', 'true,false', 'false,true', 'false,false'].indexOf(String(hasRisen))
        );
      }),
    }),
  },
  rollingVwap: {
    values: { period: 15, deviations: 2 },
    lines: (walk) =>
      bandLines(walk, ['rollingVwap', 'upper', 'lower'], {
        price: typical(walk),
        rows: () => 15,
        deviations: 2,
        first: 14,
      }),
  },
  sessionVwap: {
    values: { offset: 330, deviations: 1 },
    lines: (walk) =>
      bandLines(walk, ['sessionVwap', 'upper', 'lower'], {
        price: at(walk.value),
        rows: rowsOfDay(walk, 330 * 60_000_000),
        deviations: 1,
        first: 0,
      }),
  },
  tradeVolumeIndex: {
    lines: (walk) => {
      const direction: At = (row) => {
        const moved = change(at(walk.close))(row);
        if (row === 0) return 0;
        return Math.abs(moved) > 0.5 ? Math.sign(moved) : direction(row - 1);
      };
      return {
        tradeVolumeIndex: fromRow(walk, 0, (row) =>
          sum(last((one) => direction(one) * at(walk.volume)(one), row, row + 1)),
        ),
      };
    },
  },
  twap: {
    lines: ({ open, high, low, close, ...walk }) => {
      const price: At = (row) => mean([open, high, low, close].map((column) => at(column)(row)));
      return {
        twap: fromRow({ open, high, low, close, ...walk }, 19, (row) => mean(last(price, row, 20))),
      };
    },
  },
  twiggsMoneyFlow: {
    lines: (walk) => {
      const [c, v] = [at(walk.close), at(walk.volume)];
      const flow: At = (row) => {
        const [top, bottom] = [
          Math.max(at(walk.high)(row), c(row - 1)),
          Math.min(at(walk.low)(row), c(row - 1)),
        ];
        return (v(row) * (c(row) - bottom - (top - c(row)))) / (top - bottom);
      };
      const rule = { first: 1, seeds: 21, weight: 1 / 21 };
      const [flows, all] = [average(walk, flow, rule), average(walk, v, rule)];
      return { twiggsMoneyFlow: fromRow(walk, 21, (row) => flows(row) / all(row)) };
    },
  },
  volumeDelta: {
    lines: (walk) => ({
      volumeDelta: fromRow(walk, 0, (row) =>
        sum(
          last(
            (one) => Math.sign(at(walk.close)(one) - at(walk.open)(one)) * at(walk.volume)(one),
            row,
            row + 1,
          ),
        ),
      ),
    }),
  },
  volumeProfile: {
    values: { period: 30, bins: 8, share: 60 },
    lines: (walk) => ({
      pointOfControl: fromRow(walk, 29, (row) => profile(walk, row)[0]),
      valueHigh: fromRow(walk, 29, (row) => profile(walk, row)[1]),
      valueLow: fromRow(walk, 29, (row) => profile(walk, row)[2]),
    }),
  },
  volumeZone: {
    lines: (walk) => {
      const rule = { first: 1, seeds: 14, weight: 2 / 15 };
      const signed = average(
        walk,
        (row) => Math.sign(change(at(walk.close))(row)) * at(walk.volume)(row),
        rule,
      );
      const all = average(walk, at(walk.volume), rule);
      return { volumeZone: fromRow(walk, 14, (row) => (100 * signed(row)) / all(row)) };
    },
  },
  vwap: {
    values: { deviations: 3 },
    lines: (walk) =>
      bandLines(walk, ['vwap', 'upper', 'lower'], {
        price: typical(walk),
        rows: (row) => row + 1,
        deviations: 3,
        first: 0,
      }),
  },
});

test('bands of a billion’s price are as wide as of a small one', () => {
  const waves = Float64Array.from({ length: 4_000 }, (_, row) => (row % 2 === 0 ? 0.25 : -0.25));
  const close = waves.map((wave) => 1e9 + wave);
  const bars = { high: close, low: close, close, volume: new Float64Array(4_000).fill(7) };
  expect(vwap.over(bars).upper.at(-1)).toBeCloseTo(1e9 + 0.25, 5);
  expect(rollingVwap.over(bars, { period: 10 }).lower.at(-1)).toBeCloseTo(1e9 - 0.25, 5);
});

test('a day begins at its own midnight, five and a half hours before that of Greenwich', () => {
  const midnight = 1_700_006_400_000_000 - 330 * 60_000_000;
  const india = sessionVwap.create({ offset: 330 });
  india.update(100, 10, midnight - 1);
  expect(india.update(200, 10, midnight)).toBe(200);
});

test('where nothing was traded the profile is the price alone', () => {
  const flat = volumeProfile.create({ period: 2 });
  flat.update(11, 9, 10, 0);
  expect([flat.update(14, 10, 12, 0), flat.valueLow, flat.valueHigh]).toEqual([12, 12, 12]);
});
