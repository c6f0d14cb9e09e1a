// What users of other engines complain about in how history is told, each as a test. In brackets where.
import {
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { toBarSpecText, type Bar, type DatedAction, type Quote, type Series } from 'argosy/domain';
import { Strategy, type StrategyClass } from 'argosy/engine';
import { aBar, anInstrument, aQuote } from '@argosy/testkit';
import { beforeEach, describe, expect, test } from 'vitest';

import { runBacktest } from '../backtest.ts';
import { cashAccount, type BacktestConfig } from '../config.ts';
import { proveBacktest } from '../prove/prove.ts';
import type { EquitySample } from '../run-sink.ts';
import { arraySource } from '../source.ts';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const [share, other] = ['SBIN.NSE', 'TCS.NSE'].map((id) =>
  anInstrument({ id: toInstrumentId(id) }),
);
if (share === undefined || other === undefined) throw new Error('two shares');
const account = cashAccount(toAccountId('A1'), money(10_000_00n, toCurrency('INR')));
const split: DatedAction = {
  type: 'split',
  instrument: share.id,
  numerator: 5,
  denominator: 1,
  fractionPrice: null,
  exAt: toTimestamp(2 * DAY),
  knownAt: toTimestamp(2 * DAY),
};
let told: string[] = [];

beforeEach(() => {
  told = [];
});

class BuysAll extends Strategy {
  #hasBought = false;

  override onStart(): void {
    this.data.subscribeQuotes(share?.id ?? toInstrumentId('X'));
  }

  override onQuote({ instrument }: Quote): void {
    if (this.#hasBought) return;
    this.#hasBought = true;
    this.orders.submit(this.orders.market({ instrument, side: 'buy', qty: toQuantity(90) }));
  }
}

/** A quote each half hour from ten to noon, over three days; a fifth from the third on. */
const quotes: readonly Quote[] = [0, 1, 2].flatMap((day) =>
  [0, 1, 2, 3, 4].map((half) => {
    const bid = (day === 2 ? 2_000 : 10_000) + 5 * half;
    return aQuote({ at: day * DAY + 10 * HOUR + half * 30 * MINUTE, bid, ask: bid + 5 });
  }),
);

function configOf(strategy: StrategyClass, changes: Partial<BacktestConfig> = {}): BacktestConfig {
  return {
    instruments: [share, other].flatMap((one) => one ?? []),
    sources: [arraySource('quotes', quotes)],
    actions: [split],
    accounts: [account],
    strategies: [{ id: 'one', strategy, account: account.id }],
    ...changes,
  };
}

describe('corporate actions are missing (nautilus_trader 3307)', () => {
  test('a split is no loss: not in the worth of any moment, nor in the drawdown', () => {
    const samples: EquitySample[] = [];
    const { statistics, daily } = runBacktest(configOf(BuysAll), {
      equity: (sample) => void samples.push(sample),
    });
    expect(samples.length).toBeGreaterThan(8);
    for (const { equity } of [...samples, ...daily]) {
      expect(Math.abs(Number(equity.amount) / 10_000_00 - 1)).toBeLessThan(0.01);
    }
    expect(Math.abs(statistics.MaxDrawdown ?? 1)).toBeLessThan(0.01);
  });

  test('orders fill at what was paid on the day, whatever a later split makes of it', () => {
    const fills: number[] = [];
    runBacktest(configOf(BuysAll), { fill: ({ fill }) => void fills.push(fill.price) });
    expect(fills).toEqual([10_005]);
  });

  test('a run that ends before a split knows nothing of it', () => {
    const until = toTimestamp(2 * DAY - 1);
    const short = runBacktest(configOf(BuysAll, { until }));
    const bare = runBacktest(configOf(BuysAll, { until, actions: [] }));
    expect(short.hash).toBe(bare.hash);
    expect(short.positions.map(({ qty }) => qty)).toEqual([90]);
  });
});

describe('adjusted history leaks the future (freqtrade 12894, 10294)', () => {
  const id = toInstrumentId('SBIN-ADJ.NSE');
  const spec = toBarSpecText(`${id}-1-HOUR-LAST-EXTERNAL`);
  const rows = [1, 2, 3, 4, 5, 6].map((hour) => {
    const price = hour > 3 ? 2_000 : 10_000;
    return aBar({
      spec: '1-HOUR-LAST-EXTERNAL',
      at: hour * HOUR,
      opensAt: (hour - 1) * HOUR,
      open: price,
    });
  });
  const early: DatedAction = {
    ...split,
    exAt: toTimestamp(3 * HOUR),
    knownAt: toTimestamp(3 * HOUR),
  };
  const series: Series = {
    kind: 'adjusted',
    id,
    of: share.id,
    prices: 'splits',
    direction: 'back',
  };
  class Peeks extends Strategy {
    override onStart(): void {
      this.data.subscribeBars(spec);
    }

    override onBar(_bar: Bar): void {
      told.push(
        this.cache
          .bars(spec)
          .map(({ close }) => close)
          .join(' '),
      );
    }
  }
  const config = configOf(Peeks, {
    sources: [arraySource('bars', rows)],
    series: [series],
    actions: [early],
  });

  test('on no day is a price divided by a split of a later day', () => {
    runBacktest(config);
    expect(told).toEqual([
      '10000',
      '10000 10000',
      '10000 10000 10000',
      '2000 2000 2000 2000',
      '2000 2000 2000 2000 2000',
      '2000 2000 2000 2000 2000 2000',
    ]);
  });

  test('the proof cuts what a series is made of, not the series alone', () => {
    /** Sells what it holds once the past has changed: it hangs on all there is of a series. */
    class Acts extends Peeks {
      override onBar(bar: Bar): void {
        super.onBar(bar);
        const [first] = this.cache.bars(spec);
        const side = first?.close === 10_000 ? 'buy' : 'sell';
        const of = { instrument: share?.id ?? bar.instrument, side, qty: toQuantity(1) } as const;
        this.orders.submit(this.orders.market({ ...of, tif: 'GTC' }));
      }
    }
    const strategies = [{ id: 'acts', strategy: Acts, account: account.id }];
    const proof = proveBacktest({ ...config, strategies }, { truncations: 10 });
    expect(proof.findings).toEqual([]);
    expect(proof.result.counts.orders).toBe(6);
  });
});

describe('a bar of one instrument meets one of another that is not known yet (freqtrade 11346)', () => {
  test('a spread of bars is known when the later of them is', () => {
    const id = toInstrumentId('SPREAD.NSE');
    const spec = toBarSpecText(`${id}-1-DAY-LAST-EXTERNAL`);
    class Hears extends Strategy {
      override onStart(): void {
        this.data.subscribeBars(spec);
      }

      override onBar({ close }: Bar): void {
        told.push(`${this.clock.now / HOUR}: ${close}`);
      }
    }
    const day = { spec: '1-DAY-LAST-EXTERNAL', opensAt: 9 * HOUR, at: 15 * HOUR };
    const rows = [
      aBar({ ...day, open: 10_000 }),
      aBar({ ...day, availableAt: 18 * HOUR, open: 9_000, instrument: other.id }),
    ];
    runBacktest(
      configOf(Hears, {
        sources: rows.map((row) => arraySource(row.instrument, [row])),
        series: [{ kind: 'formula', id, formula: 'SBIN.NSE - TCS.NSE', staleAfter: null }],
        actions: [],
      }),
    );
    expect(told).toEqual(['18: 1000']);
  });
});

describe('what is added first changes the result (nautilus_trader 4891)', () => {
  test('neither the order of series nor of actions of different days does', () => {
    const [one, two]: readonly Series[] = [
      { kind: 'formula', id: toInstrumentId('A.X'), formula: 'SBIN.NSE * 2', staleAfter: null },
      { kind: 'formula', id: toInstrumentId('B.X'), formula: 'A.X - SBIN.NSE', staleAfter: null },
    ];
    if (one === undefined || two === undefined) throw new Error('two series');
    const later: DatedAction = { ...split, exAt: toTimestamp(DAY), knownAt: toTimestamp(DAY) };
    const hashes = [
      [
        [one, two],
        [later, split],
      ] as const,
      [
        [two, one],
        [split, later],
      ] as const,
    ].map(([series, actions]) => runBacktest(configOf(BuysAll, { series, actions })).hash);
    expect(hashes[0]).toBe(hashes[1]);
  });
});
