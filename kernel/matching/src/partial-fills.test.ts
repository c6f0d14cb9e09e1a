import { toAccountId, toMicros, toOrderId, toPrice, toQuantity } from 'argosy/core';
import { instructOrder, type OrderRequest, type Quote } from 'argosy/domain';
import { noLatency, probabilisticFills, sizeAwareFills, volumeLimitedFills } from 'argosy/matching';
import { VenueRig, aBar, aQuote, aTrade, anOrderRequest, type RigOptions } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = (price: number) => ({ type: 'limit', limit: toPrice(price) }) as const;
const stop = (price: number) => ({ type: 'stopMarket', trigger: toPrice(price) }) as const;
const stopLimit = (trigger: number, worst: number) =>
  ({ type: 'stopLimit', trigger: toPrice(trigger), limit: toPrice(worst) }) as const;

const waits = sizeAwareFills({ rest: 'waits' });
const sweeps = sizeAwareFills({ rest: 'sweeps', ticksPerLevel: 1 });
const rigOf = (options: RigOptions = {}): VenueRig => new VenueRig({ fills: waits, ...options });
/** A quote of 100.00 to 100.05 that shows four on each side unless told. */
const four = (changes: Parameters<typeof aQuote>[0] & { readonly size?: number } = {}): Quote => {
  const size = toQuantity(changes.size ?? 4);
  return { ...aQuote(changes), bidQty: size, askQty: size };
};
const order = (changes: Partial<OrderRequest> = {}): OrderRequest => anOrderRequest(changes);
const second = order({ id: toOrderId('0000TEST000002') });

describe('the rest of a market order', () => {
  test('goes on with the next prices until it is filled', () => {
    const rig = rigOf()
      .feed(four({ at: 1 }))
      .submit(order(), 2);
    rig.feed(four({ at: 3, ask: 10_010 }), four({ at: 4, ask: 10_020 }), four({ at: 5 }));
    expect(rig.said()).toEqual([
      'accepted @2',
      'filled @2: 4 at 10005, taker',
      'filled @3: 4 at 10010, taker',
      'filled @4: 2 at 10020, taker',
    ]);
    expect(rig.venue.openOrders()).toBe(0);
  });

  test('sells on at the bid', () => {
    const rig = rigOf()
      .feed(four({ at: 1 }))
      .submit(order({ side: 'sell' }), 2);
    rig.feed(four({ at: 3, bid: 9_990 }));
    expect(rig.said().at(-1)).toBe('filled @3: 4 at 9990, taker');
  });

  test('takes what each trade prints where trades set the price', () => {
    const rig = rigOf({ fedBy: 'trades' })
      .feed(aTrade({ at: 1, qty: 3 }))
      .submit(order(), 2);
    rig.feed(aTrade({ at: 3, price: 10_015, qty: 20 }));
    expect(rig.said().slice(1)).toEqual([
      'filled @2: 3 at 10000, taker',
      'filled @3: 7 at 10015, taker',
    ]);
  });

  test('waits open where nothing is shown', () => {
    const rig = rigOf()
      .feed(four({ at: 1, size: 0 }))
      .submit(order(), 2)
      .runUntil(3);
    expect([rig.said(), rig.venue.openOrders()]).toEqual([['accepted @2'], 1]);
  });
});

describe('the rest of a limit order', () => {
  test('that took goes on taking at better prices than its limit', () => {
    const rig = rigOf()
      .feed(four({ at: 1 }))
      .submit(order({ terms: limit(10_020) }), 2);
    rig.feed(four({ at: 3, ask: 10_010 }));
    expect(rig.said().slice(1)).toEqual([
      'filled @2: 4 at 10005, taker',
      'filled @3: 4 at 10010, taker',
    ]);
  });

  test('that took makes once the price has left it resting', () => {
    const rig = rigOf()
      .feed(four({ at: 1 }))
      .submit(order({ terms: limit(10_005) }), 2);
    rig.feed(four({ at: 3, ask: 10_010 }), four({ at: 4, ask: 10_000, bid: 9_995 }));
    expect(rig.said().slice(2)).toEqual(['filled @4: 4 at 10005, maker']);
  });

  test('that makes goes on making while the price stays at its limit', () => {
    const rig = rigOf()
      .feed(four({ at: 1 }))
      .submit(order({ terms: limit(9_990) }), 2);
    rig.feed(...[3, 4, 5].map((at) => four({ at, bid: 9_985, ask: 9_990 })));
    expect(rig.said().slice(1)).toEqual([
      'filled @3: 4 at 9990, maker',
      'filled @4: 4 at 9990, maker',
      'filled @5: 2 at 9990, maker',
    ]);
  });

  test('draws its chance once while the price stays at its limit', () => {
    const draws: number[] = [];
    const fills = { ...waits, fillsOnTouch: () => draws.push(0) > 0 };
    const rig = rigOf({ fills })
      .feed(four({ at: 1 }))
      .submit(order({ terms: limit(9_990) }), 2);
    rig.feed(...[3, 4].map((at) => four({ at, bid: 9_985, ask: 9_990 })));
    expect([draws, rig.said().at(-1)]).toEqual([[0], 'filled @4: 4 at 9990, maker']);
  });

  test('that lost its draw fills nothing while the price stays', () => {
    const rig = rigOf({ fills: { ...waits, fillsOnTouch: () => false } }).feed(four({ at: 1 }));
    rig.submit(order({ terms: limit(9_990) }), 2);
    rig.feed(...[3, 4].map((at) => four({ at, bid: 9_985, ask: 9_990 })));
    expect(rig.said()).toEqual(['accepted @2']);
  });

  test('makes by the size of a trade that prints beside quotes', () => {
    const rig = rigOf({ fedBy: 'quotesAndTrades' }).feed(four({ at: 1 }));
    rig.submit(order({ terms: limit(10_000) }), 2).feed(aTrade({ at: 3, price: 10_000, qty: 7 }));
    expect(rig.said().at(-1)).toBe('filled @3: 7 at 10000, maker');
  });
});

describe('the rest of a stop', () => {
  test('goes on at the market, also where the price goes back behind the trigger', () => {
    const rig = rigOf()
      .feed(four({ at: 1 }))
      .submit(order({ terms: stop(10_010) }), 2);
    rig.feed(four({ at: 3, ask: 10_010 }), four({ at: 4, ask: 10_000, bid: 9_995 }));
    expect(rig.said()).toEqual([
      'accepted @2',
      'triggered @3',
      'filled @3: 4 at 10010, taker',
      'filled @4: 4 at 10000, taker',
    ]);
  });

  test('with a limit takes up to its limit, then rests there', () => {
    const rig = rigOf()
      .feed(four({ at: 1 }))
      .submit(order({ terms: stopLimit(10_010, 10_015) }), 2);
    rig.feed(four({ at: 3, ask: 10_010 }), four({ at: 4, ask: 10_020 }), four({ at: 5 }));
    expect(rig.said().slice(1)).toEqual([
      'triggered @3',
      'filled @3: 4 at 10010, taker',
      'filled @5: 4 at 10015, maker',
    ]);
  });

  test('triggers once, also where nothing is shown at first', () => {
    const rig = rigOf()
      .feed(four({ at: 1 }))
      .submit(order({ terms: stop(10_010) }), 2);
    rig.feed(four({ at: 3, ask: 10_010, size: 0 }), four({ at: 4, ask: 10_005, size: 50 }));
    expect(rig.said().slice(1)).toEqual(['triggered @3', 'filled @4: 10 at 10005, taker']);
  });
});

describe('an order that has to fill at once', () => {
  test('as IOC fills what is there and is canceled for the rest', () => {
    const rig = rigOf()
      .feed(four({ at: 1 }))
      .submit(order({ tif: 'IOC' }), 2)
      .runUntil(3);
    expect(rig.said().slice(1)).toEqual([
      'filled @2: 4 at 10005, taker',
      'canceled @2: NOT_ENOUGH_SIZE',
    ]);
    expect(rig.reports.at(-1)?.body).toMatchObject({
      reason:
        'NOT_ENOUGH_SIZE: less is there than the order wants: 6 of 10 left, size 4, 4 of it taken',
    });
  });

  test.each([
    [9, ['canceled @2: NOT_ENOUGH_SIZE']],
    [10, ['filled @2: 10 at 10005, taker']],
    [11, ['filled @2: 10 at 10005, taker']],
  ])('as FOK of ten where %d are shown fills whole or not at all', (size, said) => {
    const rig = rigOf()
      .feed(four({ at: 1, size }))
      .submit(order({ tif: 'FOK' }), 2)
      .runUntil(3);
    expect(rig.said().slice(1)).toEqual(said);
  });

  test('as FOK counts only levels within its limit', () => {
    const fok = order({ tif: 'FOK', terms: limit(10_010) });
    const rig = rigOf({ fills: sweeps })
      .feed(four({ at: 1 }))
      .submit(fok, 2)
      .runUntil(3);
    expect(rig.said().slice(1)).toEqual(['canceled @2: NOT_ENOUGH_SIZE']);
  });

  test('as FOK stop triggers, then is canceled where too little is there', () => {
    const rig = rigOf().feed(four({ at: 1 }));
    rig.submit(order({ tif: 'FOK', terms: stop(10_010) }), 2).feed(four({ at: 3, ask: 10_010 }));
    expect(rig.said().slice(1)).toEqual(['triggered @3', 'canceled @3: NOT_ENOUGH_SIZE']);
  });

  test('leaves what a refused FOK did not take', () => {
    const rig = rigOf()
      .feed(four({ at: 1 }))
      .submit(order({ tif: 'FOK' }), 2);
    rig.submit(order({ id: second.id, qty: toQuantity(4) }), 3).runUntil(4);
    expect(rig.said(second.id).at(-1)).toBe('filled @3: 4 at 10005, taker');
  });
});

describe('what is there', () => {
  test('is shared by the orders of an instrument in order of arrival', () => {
    const rig = rigOf()
      .feed(four({ at: 1, size: 15 }))
      .submit(order(), 2)
      .submit(second, 3);
    rig.runUntil(4);
    expect(rig.said(second.id)).toEqual(['accepted @3', 'filled @3: 5 at 10005, taker']);
  });

  test('of a quote is one size for buyers and another for sellers', () => {
    const rig = rigOf()
      .feed(four({ at: 1 }))
      .submit(order(), 2);
    rig.submit({ ...second, side: 'sell' }, 3).runUntil(4);
    expect(rig.said(second.id).at(-1)).toBe('filled @3: 4 at 10000, taker');
  });

  test.each([
    ['buy', 'filled @2: 3 at 10005, taker'],
    ['sell', 'filled @2: 7 at 10000, taker'],
  ] as const)('of a quote is the size on the side a %s takes', (side, said) => {
    const rig = rigOf().feed({
      ...aQuote({ at: 1 }),
      askQty: toQuantity(3),
      bidQty: toQuantity(7),
    });
    expect(rig.submit(order({ side }), 2).runUntil(3).said().at(-1)).toBe(said);
  });

  test('of a trade is one size for both', () => {
    const rig = rigOf({ fedBy: 'trades' })
      .feed(aTrade({ at: 1, qty: 12 }))
      .submit(order(), 2);
    rig.submit({ ...second, side: 'sell' }, 3).runUntil(4);
    expect(rig.said(second.id).at(-1)).toBe('filled @3: 2 at 10000, taker');
  });

  test('is shared by accounts alike', () => {
    const rig = rigOf()
      .feed(four({ at: 1, size: 15 }))
      .submit(order(), 2);
    rig.submit({ ...second, account: toAccountId('OTHER') }, 3).runUntil(4);
    expect(rig.said(second.id).at(-1)).toBe('filled @3: 5 at 10005, taker');
  });

  test('is not there again for an order that is amended', () => {
    const rig = rigOf()
      .feed(four({ at: 1 }))
      .submit(order(), 2)
      .amend(order(), { qty: 20 }, 3);
    rig.runUntil(4);
    expect(rig.said().slice(1)).toEqual(['filled @2: 4 at 10005, taker', 'updated @3']);
  });

  test('limits our orders together to a share of it', () => {
    const fills = volumeLimitedFills({ share: 0.5, roundToLot: false });
    const rig = rigOf({ fills })
      .feed(four({ at: 1, size: 25 }))
      .submit(order(), 2);
    rig.submit(second, 3).runUntil(4);
    expect(rig.said(second.id).at(-1)).toBe('filled @3: 2 at 10005, taker');
  });
});

describe('bars', () => {
  const options = { fedBy: 'bars', fills: volumeLimitedFills({ share: 0.1, roundToLot: false }) };
  const minute = 60_000_000;
  const bar = aBar({ at: minute, open: 10_000, high: 10_030, low: 9_970, close: 10_010 });

  test('give each of their four points a quarter of their volume', () => {
    const rig = rigOf({ ...options, fedBy: 'bars' }).submit(order({ qty: toQuantity(110) }), 0);
    rig.announce(bar).feed(bar).runUntil(minute);
    expect(rig.said()).toEqual([
      'accepted @0',
      'filled @0: 25 at 10000, taker',
      `filled @${minute / 3}: 25 at 10030, taker`,
      `filled @${(2 * minute) / 3}: 25 at 9970, taker`,
      `filled @${minute}: 25 at 10010, taker`,
    ]);
  });

  test('share that volume between buyers and sellers', () => {
    const rig = rigOf({ ...options, fedBy: 'bars' }).submit(order({ qty: toQuantity(20) }), 0);
    rig
      .submit({ ...second, side: 'sell' }, 0)
      .announce(bar)
      .feed(bar);
    expect(rig.said(second.id).slice(1)).toEqual([
      'filled @0: 5 at 10000, taker',
      `filled @${minute / 3}: 5 at 10030, taker`,
    ]);
  });

  test('give orders that fill at this close what is left of the last quarter', () => {
    const rig = rigOf({ ...options, fedBy: 'bars', bars: { fillAt: 'thisClose', path: 'OHLC' } });
    rig.play(bar).submit(order({ qty: toQuantity(20) }), minute);
    rig.submit(second, minute).runUntil(minute);
    expect(rig.said(second.id).at(-1)).toBe(`filled @${minute}: 5 at 10010, taker`);
  });
});

describe('requests between fills', () => {
  const partly = (): VenueRig =>
    rigOf()
      .feed(four({ at: 1 }))
      .submit(order(), 2)
      .runUntil(2);

  test('a cancel ends the rest', () => {
    const rig = partly()
      .cancel(order(), 3)
      .feed(four({ at: 4 }));
    expect(rig.said().slice(2)).toEqual(['canceled @3']);
  });

  test('a cancel that arrives after the last fill is refused', () => {
    const latency = { ...noLatency, cancel: toMicros(5) };
    const rig = rigOf({ latency })
      .feed(four({ at: 1 }))
      .submit(order(), 2)
      .cancel(order(), 3);
    rig.feed(four({ at: 4, size: 6 })).runUntil(8);
    expect(rig.said().slice(2)).toEqual([
      'filled @4: 6 at 10005, taker',
      'cancelRejected @8: ORDER_NOT_OPEN',
    ]);
  });

  test.each([
    [3, 'modifyRejected @3: QTY_NOT_ABOVE_FILLED'],
    [4, 'modifyRejected @3: QTY_NOT_ABOVE_FILLED'],
    [5, 'updated @3'],
  ])('an amendment to %d of which four are filled', (qty, said) => {
    expect(partly().amend(order(), { qty }, 3).runUntil(3).said().at(-1)).toBe(said);
  });

  test('an amendment to less fills only what is then left', () => {
    const rig = partly()
      .amend(order(), { qty: 5 }, 3)
      .feed(four({ at: 4 }));
    expect(rig.said().at(-1)).toBe('filled @4: 1 at 10005, taker');
    expect(rig.venue.openOrders()).toBe(0);
  });

  test('who waits at a limit and only wants less takes nothing of the price that is there', () => {
    const asked = { ...order({ terms: limit(10_000) }), qty: toQuantity(30) };
    const shown = instructOrder(asked, { display: toQuantity(10) });
    const rig = rigOf({ fedBy: 'trades' })
      .feed(aTrade({ at: 1, price: 10_010 }))
      .submit(shown, 2);
    rig
      .feed(aTrade({ at: 3, qty: 50 }))
      .amend(shown, { qty: 25 }, 4)
      .runUntil(4);
    expect(rig.said().slice(1)).toEqual(['filled @3: 10 at 10000, maker', 'updated @4']);
    rig.feed(aTrade({ at: 5, qty: 50 }));
    expect(rig.said().at(-1)).toBe('filled @5: 10 at 10000, maker');
  });

  test('who waits at a limit and only wants less draws no chance anew', () => {
    const fills = probabilisticFills({ limit: 0, slip: 0 });
    const asked = order({ terms: limit(10_000) });
    const rig = rigOf({ fills })
      .feed(aQuote({ at: 1, bid: 10_000, ask: 10_010 }))
      .submit(asked, 2);
    rig
      .feed(aQuote({ at: 3, bid: 9_995, ask: 10_000 }))
      .amend(asked, { qty: 5 }, 4)
      .runUntil(4);
    expect(rig.said().slice(1)).toEqual(['updated @4']);
    expect(rig.amend(asked, { qty: 6 }, 5).runUntil(5).said().at(-1)).toContain('filled @5: 6');
  });

  test('a DAY order’s rest expires with its day', () => {
    const day = 86_400_000_000;
    const rig = rigOf()
      .feed(four({ at: 1 }))
      .submit(order({ tif: 'DAY' }), 2)
      .runUntil(day);
    expect(rig.said().slice(2)).toEqual([`expired @${day}`]);
  });
});
