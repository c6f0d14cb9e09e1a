import {
  MICROS_PER_DAY,
  money,
  toAccountId,
  toBookId,
  toCurrency,
  toPrice,
  toQuantity,
  toTimestamp,
  type Quantity,
} from 'argosy/core';
import { toBarSpecText, type Bar } from 'argosy/domain';
import { parameter, Strategy, type Sizing } from 'argosy/engine';
import { feeByDate, feePercent, feeTable } from 'argosy/matching';
import { aBar, anInstrument } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { Backtest, runBacktest } from './backtest.ts';
import { cashAccount, marginAccount, type BacktestConfig } from './config.ts';
import type { FillRow } from './run-sink.ts';
import { arraySource } from './source.ts';

const MINUTE = 60_000_000;
const inr = toCurrency('INR');
const instrument = anInstrument();
const spec = toBarSpecText(`${instrument.id}-1-MINUTE-LAST-EXTERNAL`);
const cash = cashAccount(toAccountId('A1'), money(100_000_00n, inr));

const closes = [10_000, 10_010, 10_020, 10_030, 10_040];
const bars = closes.map((close, n) =>
  aBar({
    spec: '1-MINUTE-LAST-EXTERNAL',
    at: (n + 1) * MINUTE,
    open: close,
    high: close,
    low: close,
    close,
  }),
);

const parameters = {
  qty: parameter.integer({ default: 10 }),
  flip: parameter.integer({ default: 0 }),
};

/** Buys at each bar while it holds nothing; sells `flip` at the third one. */
class Buyer extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;
  #bars = 0;

  override onStart(): void {
    this.data.subscribeBars(spec);
  }

  override onBar(): void {
    this.#bars += 1;
    const { qty, flip } = this.parameters;
    const of = { instrument: instrument.id, tif: 'GTC' } as const;
    const isFlat = this.portfolio.qty(instrument.id) === 0 && this.cache.openOrderCount === 0;
    if (isFlat)
      this.orders.submit(this.orders.market({ ...of, side: 'buy', qty: toQuantity(qty) }));
    if (this.#bars !== 3 || flip === 0) return;
    this.orders.submit(this.orders.market({ ...of, side: 'sell', qty: toQuantity(flip) }));
  }
}

const configOf = (changes: Partial<BacktestConfig> = {}): BacktestConfig => ({
  instruments: [instrument],
  accounts: [cash],
  sources: [arraySource('bars', bars)],
  strategies: [{ id: 'buyer', strategy: Buyer, account: cash.id }],
  ...changes,
});

/** What a run fills: side, quantity, price, and in which minute. */
function fillsOf(config: BacktestConfig): readonly string[] {
  const rows: FillRow[] = [];
  const run = new Backtest(config, { fill: (row) => rows.push(row) });
  while (run.advance(1000) === 'running');
  return rows.map(({ request: { side }, fill }) => {
    return `${side} ${fill.qty} at ${fill.price} in ${Math.floor(fill.at / MINUTE)}`;
  });
}

describe('warm-up by bars', () => {
  test('takes the first order on the bar after the last that is only listened to', () => {
    const config = configOf({ warmUpBars: { spec, count: 2 } });
    expect(fillsOf(config)).toEqual(['buy 10 at 10030 in 3']);
  });

  test('of no bars is none', () => {
    expect(fillsOf(configOf({ warmUpBars: { spec, count: 0 } }))).toEqual(['buy 10 at 10010 in 1']);
  });

  test('of more bars than there are is a mistake', () => {
    expect(() => runBacktest(configOf({ warmUpBars: { spec, count: 6 } }))).toThrow(
      'warmUpBars.count: 6, bars has 5 bars',
    );
  });
});

describe('fees that change by date', () => {
  const fees = feeByDate([
    { from: toTimestamp(0), fee: feePercent('1') },
    { from: toTimestamp(3 * MINUTE), fee: feePercent('50') },
  ]);

  test('charge each fill by its instant, and hold for an order what it costs now', () => {
    // 990 x 100.00 and a hundredth of it are within 100,000.00; with half of it they would not be.
    const strategies = [
      { id: 'buyer', strategy: Buyer, account: cash.id, parameters: { qty: 990, flip: 10 } },
    ];
    const { accounts } = runBacktest(configOf({ strategies, venue: { fees } }));
    const bought = 99_099_00n + 990_99n;
    const sold = 1_003_00n - 501_50n;
    expect(accounts[0]?.cash.amount).toBe(100_000_00n - bought + sold);
  });

  test('are by the instant of closing at the end as well', () => {
    const { accounts } = runBacktest(configOf({ atEnd: 'closeAtMark', venue: { fees } }));
    expect(accounts[0]?.cash.amount).toBe(100_000_00n - 1_001_00n - 10_01n + 1_004_00n - 502_00n);
  });
});

describe('at the end of a run', () => {
  test('positions are kept and valued at their last mark', () => {
    const { accounts, positions } = runBacktest(configOf());
    expect([accounts[0]?.unrealised.amount, positions.length]).toEqual([3_00n, 1]);
  });

  test('positions are closed at their last mark, with charges, where that is asked for', () => {
    const venue = { fees: feePercent('0.1') };
    const config = configOf({ atEnd: 'closeAtMark', venue });
    const { accounts, positions } = runBacktest(config);
    expect([fillsOf(config).at(-1), positions]).toEqual(['sell 10 at 10040 in 5', []]);
    expect(accounts[0]?.cash.amount).toBe(100_000_00n - 1_001_00n + 1_004_00n - 1_00n - 1_00n);
  });

  test('the last sample of equity is the one after closing', () => {
    const { daily, accounts } = runBacktest(configOf({ atEnd: 'closeAtMark' }));
    expect(daily.at(-1)?.cash).toEqual(accounts[0]?.equity);
  });

  test('what closing costs on a day without data is a sample of its own', () => {
    const day = toTimestamp(3 * MICROS_PER_DAY);
    class Waiter extends Buyer {
      override onStart(): void {
        super.onStart();
        this.clock.setTimer('later', day);
      }
    }
    const strategies = [{ id: 'buyer', strategy: Waiter, account: cash.id }];
    const venue = { fees: feePercent('0.1') };
    const config = configOf({ atEnd: 'closeAtMark', venue, until: day, strategies });
    const { daily, accounts } = runBacktest(config);
    expect(daily.map(({ at }) => at)).toEqual([5 * MINUTE, day]);
    expect(daily.at(-1)?.equity).toEqual(accounts[0]?.equity);
  });
});

describe('a flip', () => {
  const account = marginAccount(toAccountId('A1'), money(1_001_00n, inr), { margin: '1' });
  const strategies = [
    { id: 'buyer', strategy: Buyer, parameters: { flip: 20 }, account: account.id },
  ];

  test('waits for the money of its closing part unless told otherwise', () => {
    const { counts } = runBacktest(configOf({ accounts: [account], strategies }));
    expect(counts.denied).toBe(1);
  });

  test('uses it at once where that is asked for', () => {
    const config = configOf({ accounts: [account], strategies, limits: { flipFrees: 'atOnce' } });
    expect(fillsOf(config)[1]).toBe('sell 20 at 10030 in 3');
  });
});

describe('a size', () => {
  const venue = { fees: feePercent('1') };

  /** What sizing gives at the first bar. */
  function sizeOf(sizing: Partial<Sizing>, changes: Partial<BacktestConfig> = {}): Quantity | null {
    let size: Quantity | null = null;
    class Sizer extends Strategy {
      override onStart(): void {
        this.data.subscribeBars(spec);
      }

      override onBar({ close }: Bar): void {
        size ??= this.context.size({
          instrument: instrument.id,
          price: close,
          share: 1,
          ...sizing,
        });
      }
    }
    const strategies = [{ id: 'sizer', strategy: Sizer, account: cash.id, book: 'sized' }];
    runBacktest(configOf({ strategies, venue, ...changes }));
    return size;
  }

  test.each([
    ['all free funds', {}, 1_000],
    ['half of them', { share: 0.5 }, 500],
    ['all of them, charges included', { charges: 'within' }, 990],
    ['all of the equity', { of: 'equity' }, 1_000],
    ['twice the equity', { of: 'equity', share: 2 }, 2_000],
  ] as const)('of %s', (_, sizing, expected) => {
    expect(sizeOf(sizing)).toBe(expected);
  });

  test('counts charges by what they are at that instant, and for its product', () => {
    const dear = { from: toTimestamp(3 * MINUTE), fee: feePercent('50') };
    const dated = feeByDate([{ from: toTimestamp(0), fee: feePercent('1') }, dear]);
    const fees = feeTable([
      { products: ['intraday'], fee: feePercent('20') },
      { products: ['delivery'], fee: dated },
    ]);
    expect(sizeOf({ charges: 'within' }, { venue: { fees } })).toBe(990);
  });

  test('on margin is what the margin carries', () => {
    const balance = money(100_000_00n, inr);
    const accounts = [marginAccount(toAccountId('A1'), balance, { margin: '5' })];
    expect(sizeOf({}, { accounts })).toBe(5_000);
  });

  test('stays within the book’s allotment', () => {
    const allotment = money(10_000_00n, inr).amount;
    const accounts = [{ ...cash, books: [{ id: toBookId('sized'), allotment }] }];
    expect(sizeOf({}, { accounts })).toBe(100);
  });

  test('is fractional where the lot is', () => {
    const fractional = {
      ...instrument,
      sizePrecision: 3,
      lot: toQuantity(1),
      minQty: toQuantity(1),
    };
    expect(sizeOf({ price: toPrice(30_000) }, { instruments: [fractional] })).toBe(333_333);
  });
});

test('the days of a year scale its ratios', () => {
  const days = [10_000, 10_100, 9_900, 10_300].map((close, n) =>
    aBar({
      spec: '1-MINUTE-LAST-EXTERNAL',
      at: (n * 1440 + 1) * MINUTE,
      open: close,
      high: close,
      low: close,
      close,
    }),
  );
  const of = (daysPerYear: number): number => {
    const config = configOf({
      sources: [arraySource('bars', days)],
      statistics: { daysPerYear, yearlyDaysMin: 1 },
    });
    return runBacktest(config).statistics.ReturnsVolatility ?? 0;
  };
  expect(of(365) / of(252)).toBeCloseTo(Math.sqrt(365 / 252), 12);
});

test('what fills at the open of the next bar is no part of the bar that ends there', () => {
  // Bought at 110 after a bar that closed at 100; the price never falls.
  const flat = [10_000, 11_000, 11_000].map((price, n) =>
    aBar({ spec: '1-MINUTE-LAST-EXTERNAL', at: (n + 1) * MINUTE, open: price, close: price }),
  );
  const equity: bigint[] = [];
  const run = new Backtest(configOf({ sources: [arraySource('flat', flat)] }), {
    equity: (sample) => sample.kind === 'bar' && equity.push(sample.equity.amount),
  });
  while (run.advance(1000) === 'running');
  expect(equity).toEqual([100_000_00n, 100_000_00n, 100_000_00n]);
  expect(run.result().statistics['MaxDrawdown']).toBe(0);
});
