import {
  parseTimestamp,
  toAccountId,
  toCalendarId,
  toInstrumentId,
  toMicros,
  toOrderId,
  toPrice,
  toQuantity,
  toTimestamp,
  unwrap,
} from 'argosy/core';
import { instructOrder, type OrderRequest } from 'argosy/domain';
import {
  feeMakerTaker,
  indianHalts,
  priceBands,
  volatilityInterruptions,
  type SelfTradePolicy,
} from 'argosy/matching';
import {
  VenueRig,
  aStatus,
  aTrade,
  anAdjustment,
  anInstrument,
  anOrderRequest,
  type RigOptions,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = (price: number) => ({ type: 'limit', limit: toPrice(price) }) as const;
const stop = (price: number) => ({ type: 'stopMarket', trigger: toPrice(price) }) as const;
const at = (time: string): number => unwrap(parseTimestamp(`2026-11-20T${time}+05:30`)).at;
const rigOf = (options: RigOptions = {}): VenueRig => new VenueRig({ fedBy: 'orders', ...options });
const onNse = (options: RigOptions = {}): VenueRig =>
  rigOf({ instruments: [anInstrument({ calendar: toCalendarId('NSE') })], ...options });

/** The order of a number, of the account that its number says: odd ones of one, even ones of another. */
function order(number: number, changes: Partial<OrderRequest> = {}): OrderRequest {
  return anOrderRequest({
    id: idOf(number),
    account: toAccountId(number % 2 === 1 ? 'ONE' : 'TWO'),
    terms: limit(10_000),
    ...changes,
  });
}
const sale = (number: number, changes: Partial<OrderRequest> = {}): OrderRequest =>
  order(number, { side: 'sell', ...changes });
const idOf = (number: number) => toOrderId(`0000TEST00000${number}`);
const fate = (rig: VenueRig, number: number): readonly string[] =>
  rig.said(idOf(number)).map((line) => line.replace(/ @\d+/u, ''));

describe('in a market of orders', () => {
  test('who comes takes what waits, at the price of that', () => {
    const rig = rigOf()
      .submit(sale(1), 1)
      .submit(order(2, { terms: limit(10_050) }), 2)
      .runUntil(2);
    expect([fate(rig, 1), fate(rig, 2)]).toEqual([
      ['accepted', 'filled: 10 at 10000, maker'],
      ['accepted', 'filled: 10 at 10000, taker'],
    ]);
  });

  test('the better price trades first, and of one price who came first', () => {
    const rig = rigOf()
      .submit(sale(1), 1)
      .submit(sale(3, { terms: limit(9_995) }), 2);
    rig
      .submit(sale(5), 3)
      .submit(order(2, { qty: toQuantity(25) }), 4)
      .runUntil(4);
    expect(fate(rig, 2)).toEqual([
      'accepted',
      'filled: 10 at 9995, taker',
      'filled: 10 at 10000, taker',
      'filled: 5 at 10000, taker',
    ]);
    expect(fate(rig, 5).at(-1)).toBe('filled: 5 at 10000, maker');
  });

  test('a market order takes what is there and leaves nothing behind', () => {
    const rig = rigOf().submit(sale(1, { qty: toQuantity(4) }), 1);
    rig.submit(order(2, { terms: { type: 'market' } }), 2).runUntil(2);
    expect(fate(rig, 2)).toEqual([
      'accepted',
      'filled: 4 at 10000, taker',
      'canceled: NOT_ENOUGH_SIZE',
    ]);
    expect(rig.venue.openOrders()).toBe(0);
  });

  test.each([
    ['IOC', ['accepted', 'filled: 4 at 10000, taker', 'canceled: NOT_ENOUGH_SIZE']],
    ['FOK', ['accepted', 'canceled: NOT_ENOUGH_SIZE']],
    ['GTC', ['accepted', 'filled: 4 at 10000, taker']],
  ] as const)('%s means what it says', (tif, expected) => {
    const rig = rigOf().submit(sale(1, { qty: toQuantity(4) }), 1);
    expect(fate(rig.submit(order(2, { tif }), 2).runUntil(2), 2)).toEqual(expected);
  });

  test('an order that only makes ends where it would take', () => {
    const rig = rigOf().submit(sale(1), 1);
    rig.submit(instructOrder(order(2), { postOnly: true }), 2).runUntil(2);
    expect(fate(rig, 2)).toEqual(['accepted', 'canceled: POST_ONLY_WOULD_TAKE']);
  });

  test('what an iceberg hides trades behind what others show', () => {
    const rig = rigOf().submit(instructOrder(sale(1), { display: toQuantity(4) }), 1);
    rig
      .submit(sale(3, { qty: toQuantity(5) }), 2)
      .submit(order(2), 3)
      .runUntil(3);
    expect(rig.said().filter((line) => line.includes('maker'))).toEqual([
      'filled @3: 4 at 10000, maker',
      'filled @3: 5 at 10000, maker',
      'filled @3: 1 at 10000, maker',
    ]);
  });

  test('a stop fires by the last trade, and its order trades at once', () => {
    const rig = rigOf().submit(order(1, { terms: stop(10_010) }), 1);
    rig.submit(sale(2, { terms: limit(10_010) }), 2).submit(sale(4, { terms: limit(10_020) }), 2);
    rig.submit(order(3, { terms: limit(10_010) }), 3).runUntil(3);
    expect(fate(rig, 1)).toEqual(['accepted', 'triggered', 'filled: 10 at 10020, taker']);
  });

  test('an order that only makes is not changed to take, and works on as it was', () => {
    const only = instructOrder(order(2, { terms: limit(9_900) }), { postOnly: true });
    const rig = rigOf()
      .submit(sale(1), 1)
      .submit(only, 2)
      .amend(only, { terms: limit(10_000) }, 3);
    rig.amend(only, { terms: limit(9_995) }, 4).submit(sale(3, { terms: limit(9_000) }), 5);
    expect(fate(rig.runUntil(5), 2)).toEqual([
      'accepted',
      'modifyRejected: POST_ONLY_WOULD_TAKE',
      'updated',
      'filled: 10 at 9995, maker',
    ]);
    expect(fate(rig, 1)).toEqual(['accepted']);
  });

  test('an order that only makes comes in and may be changed to any price while orders are collected', () => {
    const time = at('09:03:00');
    const only = instructOrder(order(2, { terms: limit(9_900) }), { postOnly: true });
    const rig = onNse()
      .submit(sale(1), time)
      .submit(only, time)
      .amend(only, { terms: limit(10_000) }, time + 1);
    expect(fate(rig.runUntil(time + 1), 2)).toEqual(['accepted', 'updated']);
    expect(fate(rig.runUntil(at('09:08:00')), 2).at(-1)).toBe('filled: 10 at 10000, taker');
  });

  test('what was traded before a split fires no trigger in units of after it', () => {
    const rig = rigOf().submit(sale(1), 1).submit(order(2), 2);
    const units = { numerator: 1n, addend: 0n, denominator: 2n };
    rig.runUntil(2).feed(anAdjustment({ at: 3, ...units }));
    rig.submit(order(4, { terms: stop(5_500) }), 4).runUntil(4);
    expect(fate(rig, 4)).toEqual(['accepted']);
    rig.submit(order(6, { terms: stop(5_000) }), 5).runUntil(5);
    expect(fate(rig, 6)).toContain('triggered');
  });

  test('an amendment down keeps its place, up it does not', () => {
    const [first, second] = [sale(1), sale(3)];
    const rig = rigOf().submit(first, 1).submit(second, 2).amend(first, { qty: 6 }, 3);
    rig.submit(order(2, { qty: toQuantity(6) }), 4).runUntil(4);
    expect(fate(rig, 1).at(-1)).toBe('filled: 6 at 10000, maker');
    rig.submit(sale(5), 5).amend(second, { qty: 11 }, 6).submit(order(4), 7).runUntil(7);
    expect(fate(rig, 5).at(-1)).toBe('filled: 10 at 10000, maker');
  });

  test('an amendment to a price that trades, trades', () => {
    const buy = order(1, { terms: limit(9_990) });
    const rig = rigOf()
      .submit(buy, 1)
      .submit(sale(2), 2)
      .amend(buy, { terms: limit(10_000) }, 3);
    expect(fate(rig.runUntil(3), 1)).toEqual(['accepted', 'updated', 'filled: 10 at 10000, taker']);
  });

  test('who is canceled or over trades no more', () => {
    const rig = rigOf().submit(sale(1), 1).cancel(sale(1), 2);
    const until = instructOrder(sale(3, { tif: 'GTD' }), { expiresAt: toTimestamp(4) });
    rig.submit(until, 3).submit(order(2), 5).runUntil(5);
    expect([fate(rig, 1).at(-1), fate(rig, 3).at(-1), fate(rig, 2)]).toEqual([
      'canceled',
      'expired',
      ['accepted'],
    ]);
  });

  test('makers and takers are charged as such', () => {
    const fees = feeMakerTaker({ maker: '-0.01', taker: '0.05' });
    const rig = rigOf({ fees }).submit(sale(1), 1).submit(order(2), 2).runUntil(2);
    const paid = rig.reports.flatMap(({ body }) =>
      body.type === 'filled' ? [body.fill.fee.amount] : [],
    );
    expect(paid).toEqual([-10n, 50n]);
  });

  test('every trade is told, and what the book shows after it', () => {
    const rig = rigOf()
      .submit(sale(1), 1)
      .submit(order(2, { qty: toQuantity(4) }), 2)
      .runUntil(2);
    expect(
      rig.told.map((datum) => {
        if (datum.kind === 'trade') return datum.aggressor;
        return datum.kind === 'book' ? datum.asks : datum.state;
      }),
    ).toEqual([[{ price: 10_000, qty: 10 }], 'buy', [{ price: 10_000, qty: 6 }]]);
  });

  test.each([
    ['trailing stops', { terms: { type: 'marketToLimit', limit: null } }],
    ['orders for an auction alone', { tif: 'AT_OPEN' }],
  ] as const)('there are no %s', (_, changes) => {
    expect(fate(rigOf().submit(order(1, changes), 1).runUntil(1), 1)).toEqual([
      'rejected: ORDER_NOT_OFFERED',
    ]);
  });
});

describe('orders of one account that meet', () => {
  const met = (selfTrade?: SelfTradePolicy): VenueRig => {
    const rig = rigOf(selfTrade === undefined ? {} : { selfTrade });
    return rig
      .submit(sale(1), 1)
      .submit(order(3, { qty: toQuantity(15) }), 2)
      .runUntil(2);
  };

  test.each([
    [undefined, ['accepted'], ['accepted', 'canceled: SELF_TRADE']],
    ['cancelNewest', ['accepted'], ['accepted', 'canceled: SELF_TRADE']],
    ['cancelOldest', ['accepted', 'canceled: SELF_TRADE'], ['accepted']],
    ['cancelBoth', ['accepted', 'canceled: SELF_TRADE'], ['accepted', 'canceled: SELF_TRADE']],
    ['decrement', ['accepted', 'canceled: SELF_TRADE'], ['accepted', 'updated']],
    [
      'none',
      ['accepted', 'filled: 10 at 10000, maker'],
      ['accepted', 'filled: 10 at 10000, taker'],
    ],
  ] as const)('by %s', (policy, oldest, newest) => {
    const rig = met(policy);
    expect([fate(rig, 1), fate(rig, 3)]).toEqual([oldest, newest]);
  });

  test('by decrement the rest goes on with others', () => {
    const rig = met('decrement').submit(sale(2), 3).runUntil(3);
    expect(fate(rig, 3).slice(1)).toEqual(['updated', 'filled: 5 at 10000, maker']);
    expect(rig.venue.openOrders()).toBe(1);
  });
});

describe('the sessions of a market of orders', () => {
  test('collect orders and give all of them one price', () => {
    const rig = onNse().submit(order(1, { terms: limit(10_020) }), at('09:01:00'));
    rig.submit(sale(2, { terms: limit(9_980) }), at('09:02:00'));
    rig.submit(sale(4, { terms: limit(10_010), qty: toQuantity(5) }), at('09:03:00'));
    rig.submit(order(3, { terms: { type: 'market' }, qty: toQuantity(5) }), at('09:04:00'));
    expect(rig.reports.every(({ body }) => body.type === 'accepted')).toBe(true);
    rig.runUntil(at('09:08:00'));
    const fills = rig.reports.flatMap(({ body }) => (body.type === 'filled' ? [body.fill] : []));
    expect(new Set(fills.map(({ price }) => price))).toEqual(new Set([10_010]));
    expect(fills.every(({ liquidity }) => liquidity === 'taker')).toBe(true);
    expect(fate(rig, 3).at(-1)).toBe('filled: 5 at 10010, taker');
  });

  test('leave what an auction did not trade in the book', () => {
    const rig = onNse().submit(order(1, { terms: limit(9_990) }), at('09:01:00'));
    rig.submit(sale(2, { terms: limit(10_000) }), at('09:02:00')).runUntil(at('09:15:00'));
    rig.submit(sale(4, { terms: limit(9_990) }), at('09:16:00')).runUntil(at('09:16:00'));
    expect(fate(rig, 1).at(-1)).toBe('filled: 10 at 9990, maker');
  });

  test('let a market order rest at the price of its auction, and cancel it where there was none', () => {
    const rig = onNse().submit(order(1, { terms: { type: 'market' } }), at('09:01:00'));
    rig.submit(sale(2, { qty: toQuantity(4) }), at('09:02:00')).runUntil(at('09:15:00'));
    rig.submit(sale(4), at('09:16:00')).runUntil(at('09:16:00'));
    expect(fate(rig, 1)).toEqual([
      'accepted',
      'filled: 4 at 10000, taker',
      'filled: 6 at 10000, maker',
    ]);
    const alone = onNse().submit(order(1, { terms: { type: 'market' } }), at('09:01:00'));
    expect(fate(alone.runUntil(at('09:08:00')), 1).at(-1)).toBe('canceled: NOT_ENOUGH_SIZE');
  });

  test('take no orders while an auction is matched, and none after the close', () => {
    for (const time of ['09:10:00', '15:45:00', '20:00:00']) {
      const rig = onNse().submit(order(1), at(time)).runUntil(at(time));
      expect(fate(rig, 1)).toEqual(['rejected: SESSION_CLOSED']);
    }
  });

  test('end with the day', () => {
    const rig = onNse()
      .submit(order(1, { tif: 'DAY' }), at('10:00:00'))
      .runUntil(at('15:30:00'));
    expect(fate(rig, 1)).toEqual(['accepted', 'expired']);
  });

  test('begin again with an auction after the exchange has stopped them', () => {
    const rig = onNse().submit(sale(2), at('10:00:00'));
    rig.feed(aStatus({ at: at('10:01:00'), state: 'halted' }));
    rig.submit(order(1), at('10:02:00')).submit(order(3, { tif: 'IOC' }), at('10:03:00'));
    rig.runUntil(at('10:04:00'));
    expect([fate(rig, 1), fate(rig, 3)]).toEqual([
      ['accepted'],
      ['accepted', 'canceled: NO_PRICE'],
    ]);
    rig.feed(aStatus({ at: at('10:30:00') }));
    expect(fate(rig, 1).at(-1)).toBe('filled: 10 at 10000, taker');
  });

  test('stop by an index, and by a price that has gone too far', () => {
    const minute = toMicros(60_000_000);
    const calendar = toCalendarId('NSE');
    const instruments = [
      anInstrument({ calendar }),
      anInstrument({ id: toInstrumentId('NIFTY.NSE'), calendar }),
    ];
    const halted = rigOf({ instruments, halts: indianHalts('NIFTY.NSE', 10_000) });
    halted.submit(sale(2), at('10:00:00'));
    halted.feed(aTrade({ instrument: 'NIFTY.NSE', at: at('10:01:00'), price: 9_000 }));
    halted.submit(order(1), at('10:02:00')).runUntil(at('11:00:59'));
    expect(fate(halted, 1)).toEqual(['accepted']);
    expect(fate(halted.runUntil(at('11:01:00')), 1).at(-1)).toBe('filled: 10 at 10000, taker');
    const terms = { basisPoints: 500, halt: toMicros(0), auction: minute };
    const paused = onNse({ interruptions: volatilityInterruptions(terms) });
    for (const [number, price] of [
      [2, 10_000],
      [4, 10_600],
      [6, 10_700],
    ] as const) {
      paused.submit(sale(number, { terms: limit(price) }), at('10:00:00'));
    }
    paused.submit(order(1, { qty: toQuantity(20), terms: limit(10_600) }), at('10:01:00'));
    paused.submit(order(3, { terms: limit(10_700) }), at('10:01:30')).runUntil(at('10:01:59'));
    expect(fate(paused, 3)).toEqual(['accepted']);
  });

  test('bound limits by the band of the day', () => {
    const bands = priceBands({ all: { basisPoints: 1000, reference: 10_000 } });
    const rig = onNse({ bands }).submit(sale(2), at('10:00:00')).submit(order(1), at('10:01:00'));
    rig.submit(order(3, { terms: limit(11_005) }), at('10:02:00')).runUntil(at('10:02:00'));
    expect(fate(rig, 3)).toEqual(['rejected: PRICE_BAND']);
  });
});
