import {
  money,
  toAccountId,
  toBookId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toStrategyId,
  toTimestamp,
} from 'argosy/core';
import type { Quote, StateScope } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { anInstrument, aQuote } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import { marginAccount } from './config.ts';
import type { GivenLimits } from './given-limits.ts';
import type { HandCommand } from './hand-command.ts';
import { arraySource } from './source.ts';

const [inr, usd] = [toCurrency('INR'), toCurrency('USD')];
const [sbin, acme, pair] = ['SBIN.NSE', 'ACME.US', 'USDINR.FX'].map(toInstrumentId);
const instruments = [
  anInstrument(),
  { ...anInstrument(), id: toInstrumentId('ACME.US'), currency: usd },
  {
    ...anInstrument(),
    id: toInstrumentId('USDINR.FX'),
    kind: 'currencyPair' as const,
    base: usd,
  },
];

/** An instrument, how many of it, and the limit where it is not bought at the market. */
type Asked = readonly [string, number, number?];

type Setting = Pick<
  Extract<HandCommand, { readonly type: 'setLimit' }>,
  'limit' | 'value' | 'scope'
>;

/** Everything costs 100.00, a dollar 80 rupees; the account is worth 9,000,000 rupees. */
function deniedOf(
  limits: GivenLimits,
  orders: readonly Asked[],
  { set = [], isPriced = true }: { set?: readonly Setting[]; isPriced?: boolean } = {},
): unknown {
  class Buys extends Strategy {
    override onStart(): void {
      this.data.subscribeQuotes(toInstrumentId('SBIN.NSE'));
    }
    override onQuote(): void {
      for (const [name, qty, limit] of orders) {
        const of = { instrument: toInstrumentId(name), side: 'buy', qty: toQuantity(qty) } as const;
        const order =
          limit === undefined
            ? this.orders.market(of)
            : this.orders.limit({ ...of, limit: toPrice(limit) });
        this.orders.submit(order);
      }
    }
  }
  const account = marginAccount(toAccountId('A'), money(1_000_000_00n, inr));
  const names = isPriced ? [pair, acme, sbin] : [acme, sbin];
  const quotes: readonly Quote[] = names.map((instrument, place) => {
    const price = instrument === pair ? 8000 : 10_000;
    return aQuote({ at: place + 1, instrument: instrument ?? '', bid: price, ask: price });
  });
  const denied: unknown[] = [];
  const config = {
    instruments,
    limits,
    accounts: [{ ...account, balances: [...account.balances, money(100_000_00n, usd)] }],
    sources: [arraySource('quotes', quotes)],
    strategies: [{ id: 's', strategy: Buys, account: 'A' }],
    commands: set.map((one) => {
      return { type: 'setLimit' as const, at: toTimestamp(0), account: 'A', ...one };
    }),
  };
  runBacktest(config, {
    event: (event) => {
      if (event.kind !== 'order' || event.change.type !== 'denied') return;
      denied.push(event.change.reason);
    },
  });
  return denied;
}

test('an order is limited in the currency of its instrument', () => {
  const limits = { maxOrderNotional: [money(1000_00n, inr), money(500_00n, usd)] };
  const orders = [
    ['SBIN.NSE', 10],
    ['SBIN.NSE', 11],
    ['ACME.US', 5],
    ['ACME.US', 6],
  ] as const;
  expect(deniedOf(limits, orders)).toEqual([
    'worth 1100.00 INR, limit 1000.00 INR',
    'worth 600.00 USD, limit 500.00 USD',
  ]);
});

test('what the firm holds in rupees does not count against its limit in dollars', () => {
  const limits = { rules: { maxFirmValue: new Map([[usd, money(1000_00n, usd).amount]]) } };
  const orders = [
    ['SBIN.NSE', 50],
    ['ACME.US', 6],
    ['ACME.US', 4],
    ['ACME.US', 1],
  ] as const;
  expect(deniedOf(limits, orders)).toEqual([
    'all accounts would be worth 1100.00 USD, limit 1000.00 USD',
  ]);
});

test('a tenth of the equity is counted in the currency of the account', () => {
  const limits = { rules: { concentrationBps: 1000 } };
  const orders = [
    ['ACME.US', 113],
    ['ACME.US', 112],
  ] as const;
  expect(deniedOf(limits, orders)).toEqual([
    'would be worth 904000.00 INR, equity 9000000.00, limit 1000 bps',
  ]);
});

describe('a value that is set', () => {
  const thousand = { limit: 'orderValue', value: 1000_00n } as const;
  const scope = (of: StateScope): Setting => ({ ...thousand, scope: of });
  const orders = [
    ['SBIN.NSE', 11],
    ['SBIN.NSE', 10],
    ['ACME.US', 9],
  ] as const;
  const inRupees = [
    'worth 1100.00 INR, limit 1000.00 INR',
    'worth 72000.00 INR, limit 1000.00 INR',
  ];

  test.each([
    [{ kind: 'firm' }, inRupees],
    [{ kind: 'account' }, inRupees],
    [{ kind: 'book', book: toBookId('s') }, inRupees],
    [{ kind: 'strategy', strategy: toStrategyId('s') }, inRupees],
  ] satisfies [StateScope, unknown][])('on %o is in the currency of the account', (of, denied) => {
    expect(deniedOf({}, orders, { set: [scope(of)] })).toEqual(denied);
  });

  test('on an instrument is in the currency of the instrument', () => {
    const set = [scope({ kind: 'instrument', instrument: toInstrumentId('ACME.US') })];
    const both = [...orders, ['ACME.US', 11]] as const;
    expect(deniedOf({}, both, { set })).toEqual(['worth 1100.00 USD, limit 1000.00 USD']);
  });

  test('lets a configured one in the currency of the instrument hold beside it', () => {
    const limits = { maxOrderNotional: money(800_00n, usd) };
    const set = [{ limit: 'orderValue', value: 80_000_00n }] as const;
    expect(deniedOf(limits, [...orders, ['ACME.US', 8]], { set })).toEqual([
      'worth 900.00 USD, limit 800.00 USD',
    ]);
  });

  test('on the firm takes the place of the configured one in every currency', () => {
    const limits = { maxOrderNotional: money(800_00n, usd) };
    const set = [{ ...scope({ kind: 'firm' }), value: 80_000_00n }];
    expect(deniedOf(limits, orders, { set })).toEqual([]);
  });

  test('denies what cannot be converted, because no rate is known', () => {
    const denied = deniedOf({}, orders, { set: [thousand], isPriced: false });
    expect(denied).toContain('no rate from USD to INR');
  });

  test('of open orders is of those in all currencies together', () => {
    const set = [{ limit: 'openValue', value: 73_000_00n }] as const;
    const waiting = [
      ['ACME.US', 9, 9_000],
      ['SBIN.NSE', 82, 9_000],
      ['SBIN.NSE', 1, 9_000],
      ['ACME.US', 1, 9_000],
    ] as const;
    expect(deniedOf({}, waiting, { set })).toEqual(['worth 79470.00 INR, limit 73000.00 INR']);
  });

  test.each(['orderQty', 'position', 'orderValue', 'openValue'] as const)(
    'to 0 of %s lets nothing open',
    (limit) => {
      const set = [{ limit, value: 0n }];
      expect(deniedOf({}, orders, { set })).toHaveLength(3);
    },
  );
});
