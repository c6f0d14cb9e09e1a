/** The sweep of the bench, as a module that threads load: pairs of averages over one walk. */
import { money, Random, toCurrency } from 'argosy/core';
import { sma } from 'argosy/indicators';
import { feePercent } from 'argosy/matching';
import {
  crossStrategy,
  gridSearch,
  toBarColumns,
  type BarColumns,
  type SearchSpace,
  type SignalRules,
  type SweepOptions,
} from 'argosy/vector';
import { aBar, anInstrument } from '@argosy/testkit';

/** 147 × 133 pairs. */
export const space = { fast: { from: 2, to: 148 }, slow: { from: 150, to: 282 } } as const;

/** Every fill is charged 3 of 10,000. */
export const rules: SignalRules = {
  funds: money(100_000_000n, toCurrency('INR')),
  size: { qty: 100 },
  fees: feePercent('0.03'),
};

/** Daily bars of a share around 1,000.00. */
export function walk(bars: number, seed: string): BarColumns {
  const random = Random.fromSeed(seed);
  let close = 100_000;
  const day = 86_400_000_000;
  const rows = Array.from({ length: bars }, (_, row) => {
    const open = Math.max(5_000, close + (random.nextInt(201) - 100) * 5);
    close = Math.max(5_000, open + (random.nextInt(601) - 300) * 5);
    const [high, low] = [Math.max(open, close) + 250, Math.min(open, close) - 250];
    return aBar({
      spec: '1-DAY-LAST-EXTERNAL',
      at: (row + 1) * day,
      opensAt: row * day,
      open,
      high,
      low,
      close,
    });
  });
  return toBarColumns(anInstrument(), rows);
}

/** Makes the sweep in a thread. */
export function makeSweep(bars: BarColumns): SweepOptions<SearchSpace> {
  return {
    bars,
    rules,
    search: gridSearch(space),
    strategy: crossStrategy('smaCross', (lines, { fast, slow }) => ({
      one: lines.line(sma, { period: Number(fast) }),
      other: lines.line(sma, { period: Number(slow) }),
    })),
  };
}
