import {
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import type { DatedAction } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { twap } from 'argosy/orders';
import { aBar, aFuture, anInstrument, aTrade } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { runBacktest } from '../backtest.ts';
import { cashAccount, marginAccount, type BacktestConfig } from '../config.ts';
import { arraySource } from '../source.ts';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const share = anInstrument();
const rupees = (paise: bigint) => money(paise, toCurrency('INR'));
const account = cashAccount(toAccountId('A1'), rupees(1_000_000_00n));
const on = (day: number) => ({
  instrument: share.id,
  exAt: toTimestamp(day * DAY),
  knownAt: toTimestamp(day * DAY),
});
const split: DatedAction = {
  ...on(3),
  type: 'split',
  numerator: 2,
  denominator: 1,
  fractionPrice: null,
};
const dividend: DatedAction = { ...on(2), type: 'dividend', perUnit: 5n, scale: 0, withheldBps: 0 };

/** A bar of an hour on each of four days; what is sent at the beginning fills at the second, at 101.20. */
const rows = [100_00, 101_20, 96_55, 51_25].map((price, day) => {
  const at = day * DAY + 12 * HOUR;
  return aBar({ spec: '1-HOUR-LAST-EXTERNAL', at, opensAt: at - HOUR, open: price });
});

/** Buys ten of the share. */
class Holder extends Strategy {
  override onStart(): void {
    const of = { instrument: share.id, side: 'buy', qty: toQuantity(10), tif: 'GTC' } as const;
    this.orders.submit(this.orders.limit({ ...of, limit: toPrice(102_00) }));
  }
}

function configOf(changes: Partial<BacktestConfig> = {}): BacktestConfig {
  return {
    instruments: [share],
    sources: [arraySource('bars', rows)],
    accounts: [account],
    strategies: [{ id: 'holder', strategy: Holder, account: account.id }],
    limits: { outsideSession: 'allow' },
    ...changes,
  };
}

describe('what issuers do', () => {
  test('pays what is less than a lot at what the last price comes to, unless another is told', () => {
    const threeForEight = { ...split, numerator: 3, denominator: 8 };
    for (const [told, price] of [
      [null, 2n * 96_55n * 8n], // of twice 96.55 for an old unit, three eighths for a new one
      [toPrice(100_00), 2n * 100_00n * 3n],
    ] as const) {
      const { positions, accounts } = runBacktest(
        configOf({ actions: [{ ...threeForEight, fractionPrice: told }] }),
      );
      // Ten make three and three quarters.
      expect(positions.map(({ qty }) => qty)).toEqual([3]);
      const paid = (price * 3n) / (4n * 2n * 3n);
      expect(accounts[0]?.cash.amount).toBe(1_000_000_00n - 10n * 101_20n + paid);
    }
  });

  test.each([
    ['a split of what they are on', [split], true],
    ['one that is listed for them too', [split, 'own'], false],
    ['a dividend', [dividend], false],
  ] as const)('says which contracts %s leaves as they are', (_, given, isTold) => {
    const contract = aFuture({
      id: toInstrumentId('SBIN-F.NFO'),
      underlying: share.id,
      calendar: share.calendar,
      expiresAt: toTimestamp(9 * DAY),
    });
    class Buyer extends Strategy {
      override onStart(): void {
        const of = { instrument: contract.id, side: 'buy', qty: contract.lot } as const;
        this.orders.submit(this.orders.market({ ...of, tif: 'GTC' }));
      }
    }
    const prices = arraySource('contract', [aTrade({ instrument: contract.id, at: HOUR })]);
    const { notes } = runBacktest(
      configOf({
        instruments: [share, contract],
        sources: [arraySource('bars', rows), prices],
        accounts: [marginAccount(account.id, rupees(1_000_000_00n))],
        strategies: [{ id: 'buyer', strategy: Buyer, account: account.id }],
        actions: given.map((one) => (one === 'own' ? { ...split, instrument: contract.id } : one)),
        limits: { outsideSession: 'allow' },
      }),
    );
    const told = `${contract.id} is on ${share.id}: what is held of it stays in units of before the split 2 for 1, and settles in them`;
    expect(notes.includes(told)).toBe(isTold);
  });

  test('ends the parent orders of an account that holds nothing', () => {
    class Parent extends Strategy {
      override onStart(): void {
        const of = { instrument: share.id, side: 'buy', limit: toPrice(9_000) } as const;
        const until = toTimestamp(4 * DAY);
        const plan = twap({ slices: 2, from: toTimestamp(3.25 * DAY), until });
        this.orders.execute(this.orders.limit({ ...of, qty: toQuantity(10) }), plan);
      }
    }
    const strategies = [{ id: 'parent', strategy: Parent, account: account.id }];
    const run = (actions: readonly DatedAction[]) =>
      runBacktest(configOf({ strategies, actions, limits: { outsideSession: 'allow' } }));
    expect([run([dividend]).counts.fills, run([split]).counts.fills]).toEqual([1, 0]);
  });

  test('books what is demerged beside what stays, with its share of cost and price', () => {
    const heir = anInstrument({ id: toInstrumentId('HEIR.NSE') });
    const demerger: DatedAction = {
      type: 'demerger',
      instrument: share.id,
      numerator: 1,
      denominator: 5,
      into: heir.id,
      costBps: 2_500,
      fractionPrice: null,
      exAt: toTimestamp(2 * DAY),
      knownAt: toTimestamp(2 * DAY),
    };
    const run = runBacktest(configOf({ instruments: [share, heir], actions: [demerger] }));
    const held = run.positions.map(({ key, qty, cost }) => [key.instrument, qty, cost]);
    // Ten were bought for 1,012.00.
    expect(held).toEqual(
      expect.arrayContaining([
        [share.id, 10, 759_00n],
        [heir.id, 2, 253_00n],
      ]),
    );
  });
});
