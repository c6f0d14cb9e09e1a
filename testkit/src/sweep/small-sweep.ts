import { money, toCurrency } from 'argosy/core';
import { sma } from 'argosy/indicators';
import { feePercent } from 'argosy/matching';
import {
  crossSignals,
  gridSearch,
  toBarColumns,
  type BarColumns,
  type SearchSpace,
  type SweepOptions,
} from 'argosy/vector';

import { anInstrument } from '../instrument.ts';
import { aBar } from '../market-data.ts';

/** What the small sweep is given. */
export type SmallSweep = {
  readonly bars: BarColumns;
  /** The longest slow average. */
  readonly slow: number;
  /** The fast average that it throws at. */
  readonly failsAt?: number;
  /** The fast average at which it ends its thread. */
  readonly endsAt?: number;
};

/** Two hundred bars of a wave. */
export function waveBars(): BarColumns {
  const bars = Array.from({ length: 200 }, (_, row) => {
    const close = 10_000 + 5 * Math.round(200 * Math.sin(row / 9) + 90 * Math.sin(row / 2.3));
    return aBar({ at: (row + 1) * 60_000_000, open: close, close });
  });
  return toBarColumns(anInstrument(), bars);
}

/** A module of a sweep, which threads load; it can be told to fail at a trial, or to end its thread there. */
export function makeSweep({ bars, slow, ...of }: SmallSweep): SweepOptions<SearchSpace> {
  return {
    bars,
    rules: {
      funds: money(100_000_000n, toCurrency('INR')),
      size: { qty: 100 },
      fees: feePercent('0.03'),
    },
    search: gridSearch({ fast: { from: 2, to: 20 }, slow: { from: 21, to: slow } }),
    strategy: {
      name: 'smaCross',
      signals(lines, values, into) {
        const [fast, longer] = [Number(values['fast']), Number(values['slow'])];
        if (of.failsAt === fast) throw new Error(`no average of ${fast}`);
        if (of.endsAt === fast) process.exit(3);
        const one = lines.line(sma, { period: fast });
        crossSignals(one, lines.line(sma, { period: longer }), into);
      },
    },
  };
}
