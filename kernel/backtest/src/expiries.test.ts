import {
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import type { Future, Instrument, MarketData, Option } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { aFuture, anInstrument, anOption, aQuote, aTrade } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import { marginAccount, type BacktestConfig } from './config.ts';
import type { BacktestResult } from './result.ts';
import { arraySource } from './source.ts';

const SECOND = 1_000_000;
const share = anInstrument();
const one = toQuantity(1);
const ends = { underlying: share.id, lot: one, minQty: one, expiresAt: toTimestamp(10 * SECOND) };
const call = anOption({ ...ends, strike: toPrice(100_00) });
const future = aFuture(ends);
const account = marginAccount(toAccountId('A1'), money(10_000_00n, toCurrency('INR')));

/** Buys one of each at its first quote. */
class Buyer extends Strategy {
  override onStart(): void {
    for (const { id } of [call, future]) this.data.subscribeQuotes(id);
  }

  override onQuote({ instrument }: { instrument: Instrument['id'] }): void {
    if (this.portfolio.qty(instrument) !== 0 || this.cache.openOrderCount > 0) return;
    this.orders.submit(this.orders.market({ instrument, side: 'buy', qty: one }));
  }
}

function run(
  dated: Future | Option,
  rows: readonly MarketData[],
  changes: Partial<BacktestConfig> = {},
): BacktestResult {
  const { id: instrument } = dated;
  const config: BacktestConfig = {
    instruments: [share, call, future],
    sources: [
      arraySource('dated', [
        aQuote({ instrument, at: SECOND, bid: 10_00, ask: 10_00 }),
        aQuote({ instrument, at: 2 * SECOND, bid: 10_00, ask: 10_00 }),
      ]),
      arraySource('share', rows),
    ],
    accounts: [account],
    strategies: [{ id: 'buyer', strategy: Buyer, account: account.id, product: 'margin' }],
    ...changes,
  };
  return runBacktest(config);
}

const cashOf = ({ accounts: [summary] }: BacktestResult): bigint => {
  return (summary?.cash.amount ?? 0n) - 10_000_00n;
};
/** The last price before the end is 120, and 200 a second behind it. */
const rows = [120_00, 130_00, 200_00].map((price, place) =>
  aTrade({ at: (9 + place) * SECOND, price }),
);

describe('in a run a dated instrument', () => {
  test('ends by itself at its instant, at the last price of what it is on', () => {
    const result = run(call, rows);
    expect(cashOf(result)).toBe(-10_00n + 30_00n);
    expect(result.positions).toEqual([]);
    expect(result.accounts[0]?.equity.amount).toBe(10_020_00n);
  });

  test('ends at a price that is given for it', () => {
    const result = run(future, rows, { settlementPrices: { [future.id]: toPrice(15_00) } });
    expect(cashOf(result)).toBe(5_00n);
  });

  test('is kept, with what it is held for, where the run says so', () => {
    const result = run(call, rows, { atExpiry: 'keep' });
    expect(result.positions.map(({ key, qty }) => `${key.instrument} ${qty}`)).toEqual([
      `${call.id} 1`,
    ]);
  });

  test('that nobody holds ends without a word', () => {
    const [kept, ended] = (['keep', 'settle'] as const).map((atExpiry) =>
      run(call, rows, { atExpiry, strategies: [] }),
    );
    expect(ended?.counts.anomalies).toBe(0);
    expect(ended?.hash).toBe(kept?.hash);
  });

  test('that ended before the first row takes no part in the run', () => {
    const past = { ...future, id: toInstrumentId('PAST.NFO'), expiresAt: toTimestamp(5) };
    const [without, beside] = [[], [past]].map((more) =>
      run(call, rows, { instruments: [share, call, future, ...more] }),
    );
    expect(beside?.inputs).toBe(without?.inputs);
    expect(beside?.hash).toBe(without?.hash);
  });

  test('that ends behind the run stays', () => {
    const result = run(call, [aTrade({ at: 9 * SECOND, price: 120_00 })]);
    expect(result.positions).toHaveLength(1);
  });

  test('cannot end while nothing tells at what: a note says so', () => {
    const result = run(call, [aTrade({ at: 11 * SECOND, price: 120_00 })]);
    expect(result.positions).toHaveLength(1);
    expect(result.notes.join('\n')).toMatch(/SETTLEMENT_PRICE_UNKNOWN/);
  });
});

describe('by hand a run books', () => {
  const book = (action: object): BacktestResult => {
    const commands = [
      {
        at: toTimestamp(5 * SECOND),
        type: 'bookAction',
        account: 'A1',
        instrument: future.id,
        action,
      },
    ];
    return run(future, rows, { atExpiry: 'keep', commands } as unknown as Partial<BacktestConfig>);
  };

  test('what an issuer does, and it is a gain, not money that came in', () => {
    const result = book({ type: 'redemption', price: toPrice(12_00) });
    expect(cashOf(result)).toBe(2_00n);
    expect(result.commands).toMatchObject([{ outcome: 'done' }]);
    expect(result.accounts[0]?.transferred.amount).toBe(0n);
  });

  test('nothing that contradicts itself: the run is not begun', () => {
    expect(() => book({ type: 'dividend', perUnit: 0n, scale: 0, withheldBps: 0 })).toThrow(
      /perUnit/,
    );
    expect(() => book({ type: 'burial' })).toThrow(/burial/);
  });
});
