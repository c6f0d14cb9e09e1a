import { money, toAccountId, toCurrency, toPrice, toQuantity, toTimestamp } from 'argosy/core';
import type { OrderRequest, Quote } from 'argosy/domain';
import { Strategy, type OrderDesk, type OrderEventOf } from 'argosy/engine';
import { anInstrument, aQuote } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { Backtest } from './backtest.ts';
import { cashAccount } from './config.ts';
import { arraySource } from './source.ts';

const { id: instrument } = anInstrument();
const account = cashAccount(toAccountId('A1'), money(1_000_000_00n, toCurrency('INR')));
const buy = { instrument, side: 'buy', qty: toQuantity(10), tif: 'GTC' } as const;

/** What the orders that a strategy makes at the first quote come to, by quotes of a tick's width. */
function run(make: (orders: OrderDesk) => OrderRequest, asks: readonly number[]) {
  const told: string[] = [];
  let sent: OrderRequest | null = null;
  class Sender extends Strategy {
    override onStart(): void {
      this.data.subscribeQuotes(instrument);
    }

    override onQuote(): void {
      this.data.unsubscribeQuotes(instrument);
      sent = make(this.orders);
      this.orders.submit(sent);
    }

    override onOrderFilled({ change: { fill } }: OrderEventOf<'filled'>): void {
      told.push(`${fill.qty} at ${fill.price}`);
    }

    override onOrderDenied({ change }: OrderEventOf<'denied'>): void {
      told.push(change.code);
    }

    override onOrderExpired(): void {
      told.push('expired');
    }
  }
  const quotes: readonly Quote[] = asks.map((ask, n) => aQuote({ at: 1 + n, bid: ask - 5, ask }));
  new Backtest({
    instruments: [anInstrument()],
    sources: [arraySource('quotes', quotes)],
    accounts: [account],
    strategies: [{ id: 'sender', strategy: Sender, account: 'A1' }],
    seed: 1,
  }).advance(1_000);
  return { told, sent };
}

describe('a strategy makes', () => {
  test.each<[string, (orders: OrderDesk) => OrderRequest, readonly number[], readonly string[]]>([
    ['a market-to-limit order', (o) => o.marketToLimit(buy), [10_005], ['10 at 10005']],
    [
      'an order that waits to be touched',
      (o) => o.marketIfTouched({ ...buy, trigger: toPrice(9_990) }),
      [10_005, 9_995, 9_990],
      ['10 at 9990'],
    ],
    [
      'an order that waits to be touched, with a limit',
      (o) => o.limitIfTouched({ ...buy, trigger: toPrice(9_990), limit: toPrice(9_985) }),
      [10_005, 9_990, 9_980],
      ['10 at 9985'],
    ],
    [
      'a stop that trails',
      (o) => o.trailingStopMarket({ ...buy, trail: { by: 'ticks', ticks: 4 } }),
      [10_005, 9_980, 9_995, 10_000],
      ['10 at 10000'],
    ],
    [
      'a stop that trails from a price on, with a limit',
      (o) =>
        o.trailingStopLimit({
          ...buy,
          trail: { by: 'price', distance: toPrice(20) },
          limitOffset: toPrice(5),
          activation: toPrice(9_990),
        }),
      [10_005, 9_990, 10_015],
      ['10 at 10015'],
    ],
    [
      'an order that hides, only makes and ends',
      (o) =>
        o.limit({
          ...buy,
          limit: toPrice(9_990),
          tif: 'GTD',
          display: toQuantity(4),
          postOnly: true,
          expiresAt: toTimestamp(4),
        }),
      [10_005, 9_990, 9_995, 9_990],
      ['4 at 9990', 'expired'],
    ],
    [
      'a stop that the middle fires',
      (o) => o.stopMarket({ ...buy, trigger: toPrice(10_020), triggerBy: 'mid' }),
      [10_005, 10_020, 10_025],
      ['10 at 10025'],
    ],
    [
      'an order that contradicts itself',
      (o) => o.market({ ...buy, postOnly: true }),
      [10_005],
      ['FLAG_UNSUPPORTED'],
    ],
  ])('%s', (_, make, asks, told) => {
    expect(run(make, asks).told).toEqual(told);
  });

  test('an order without instructions where it asks for none', () => {
    const { sent } = run(
      (orders) => orders.limit({ ...buy, limit: toPrice(9_990), postOnly: false }),
      [10_005],
    );
    expect(sent).not.toHaveProperty('instructions');
  });

  test('a bracket that takes its profit in parts and trails the rest', () => {
    const asks = [10_005, 10_105, 10_205, 10_165];
    const parts = [
      { price: toPrice(10_100), qty: toQuantity(4) },
      { price: toPrice(10_200), qty: toQuantity(3) },
    ];
    const stopTrail = { by: 'price', distance: toPrice(40) } as const;
    const { told } = run((orders) => {
      const { targets } = orders.submitBracket({
        ...buy,
        targets: parts,
        stop: toPrice(9_900),
        stopTrail,
      });
      return orders.limit({ ...buy, limit: toPrice(9_000), qty: toQuantity(targets.length) });
    }, asks);
    expect(told).toEqual(['10 at 10005', '4 at 10100', '3 at 10200', '3 at 10160']);
  });

  test('a bracket whose stop stands where it is told until its trail is nearer', () => {
    const stopTrail = { by: 'price', distance: toPrice(200) } as const;
    const { told } = run(
      (orders) => {
        orders.submitBracket({ ...buy, stop: toPrice(9_950), stopTrail });
        return orders.limit({ ...buy, limit: toPrice(9_000) });
      },
      [10_005, 9_960, 9_955],
    );
    expect(told).toEqual(['10 at 10005', '10 at 9950']);
  });

  test.each([
    [
      'targets for more than it enters',
      { targets: [{ price: toPrice(10_100), qty: toQuantity(11) }] },
    ],
    [
      'both a target and targets',
      { target: toPrice(10_100), targets: [{ price: toPrice(10_200), qty: toQuantity(5) }] },
    ],
    [
      'a target below its stop',
      { targets: [{ price: toPrice(9_800), qty: toQuantity(5) }], stop: toPrice(9_900) },
    ],
    ['no exit', {}],
  ])('no bracket with %s', (_, exits) => {
    const brackets: unknown[] = [];
    run(
      (orders) => {
        expect(() => orders.submitBracket({ ...buy, ...exits })).toThrow(/BAD_BRACKET|bracket/u);
        brackets.push(exits);
        return orders.limit({ ...buy, limit: toPrice(9_000) });
      },
      [10_005],
    );
    expect(brackets).toHaveLength(1);
  });

  test('a bracket that an index lets in, whose level is no price of its exits', () => {
    const brackets: unknown[] = [];
    run(
      (orders) => {
        const entry = { type: 'stopMarket', trigger: toPrice(2_400_000) } as const;
        const exits = { stop: toPrice(9_900), target: toPrice(10_100) };
        brackets.push(orders.submitBracket({ ...buy, ...exits, entry, triggerBy: 'index' }));
        return orders.limit({ ...buy, limit: toPrice(9_000) });
      },
      [10_005],
    );
    expect(brackets).toHaveLength(1);
  });

  test('a bracket whose exits do not ask for what its entry does', () => {
    const legs: OrderRequest[] = [];
    run(
      (orders) => {
        const entry = { type: 'limit', limit: toPrice(9_990) } as const;
        const exits = { target: toPrice(10_100), stop: toPrice(9_900) };
        const bracket = orders.submitBracket({ ...buy, entry, ...exits, postOnly: true });
        for (const leg of [bracket.entry, bracket.target, bracket.stop]) {
          if (leg !== null) legs.push(leg.request);
        }
        return orders.market(buy);
      },
      [10_005],
    );
    expect(legs.map(({ instructions }) => instructions?.postOnly)).toEqual([
      true,
      undefined,
      undefined,
    ]);
  });
});
