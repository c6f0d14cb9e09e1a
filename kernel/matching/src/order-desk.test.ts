import { toAccountId, toOrderId, toPrice, toQuantity, toTradeId } from 'argosy/core';
import { feePerShare, oneTickSlippage, probabilisticFills } from 'argosy/matching';
import { VenueRig, aQuote, aTrade, anInstrument, anOrderRequest } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = (price: number) => ({ type: 'limit', limit: toPrice(price) }) as const;
const stop = (price: number) => ({ type: 'stopMarket', trigger: toPrice(price) }) as const;
const resting = anOrderRequest({ terms: limit(9_990) });
const aRestingRig = (): VenueRig => new VenueRig().feed(aQuote({ at: 1 })).submit(resting, 2);

describe('time in force', () => {
  test.each(['IOC', 'FOK'] as const)('an %s limit away from the price is canceled', (tif) => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ tif, terms: limit(9_990) }), 2).runUntil(3);
    expect(rig.said()).toEqual(['accepted @2', 'canceled @2: NOT_MARKETABLE']);
  });

  test('a limit that is canceled for its price says both prices', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ tif: 'IOC', terms: limit(9_990) }), 2).runUntil(3);
    const reason = 'NOT_MARKETABLE: the price is beyond the limit: limit 99.90, price 100.05';
    expect(rig.reports.at(-1)?.body).toEqual({ type: 'canceled', reason });
  });

  test.each(['IOC', 'FOK'] as const)('an %s order fills the whole of it now', (tif) => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ tif, qty: toQuantity(5_000) }), 2).runUntil(3);
    expect(rig.said()).toEqual(['accepted @2', 'filled @2: 5000 at 10005, taker']);
  });

  test('an IOC stop rests until it triggers, then fills', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ tif: 'IOC', terms: stop(10_010) }), 2);
    rig.feed(aQuote({ at: 3 }), aQuote({ at: 4, ask: 10_010 }));
    expect(rig.said()).toEqual(['accepted @2', 'triggered @4', 'filled @4: 10 at 10010, taker']);
  });
});

describe('an amendment', () => {
  test('moves a limit, which then makes at the new price', () => {
    const rig = aRestingRig().amend(resting, { terms: limit(9_980) }, 3);
    rig.feed(aQuote({ at: 4, ask: 9_990 }), aQuote({ at: 5, ask: 9_980 }));
    expect(rig.said()).toEqual(['accepted @2', 'updated @3', 'filled @5: 10 at 9980, maker']);
  });

  test('to a marketable limit takes the touch at once', () => {
    const rig = aRestingRig()
      .amend(resting, { terms: limit(10_020) }, 3)
      .runUntil(4);
    expect(rig.said().slice(1)).toEqual(['updated @3', 'filled @3: 10 at 10005, taker']);
  });

  test('changes the quantity that fills', () => {
    const rig = aRestingRig()
      .amend(resting, { qty: 25 }, 3)
      .feed(aQuote({ at: 4, ask: 9_990 }));
    expect(rig.said().at(-1)).toBe('filled @4: 25 at 9990, maker');
  });

  test('moves a trigger', () => {
    const order = anOrderRequest({ terms: stop(10_050) });
    const rig = new VenueRig().feed(aQuote({ at: 1 })).submit(order, 2);
    rig.amend(order, { terms: stop(10_010) }, 3).feed(aQuote({ at: 4, ask: 10_010 }));
    expect(rig.said().at(-1)).toBe('filled @4: 10 at 10010, taker');
  });

  test('that leaves nothing to fill is refused and the order works on', () => {
    const rig = aRestingRig()
      .amend(resting, { qty: 0 }, 3)
      .feed(aQuote({ at: 4, ask: 9_990 }));
    expect(rig.said().slice(1)).toEqual([
      'modifyRejected @3: QTY_NOT_ABOVE_FILLED',
      'filled @4: 10 at 9990, maker',
    ]);
  });

  test('to another type of order is refused', () => {
    const rig = aRestingRig()
      .amend(resting, { terms: stop(10_010) }, 3)
      .runUntil(4);
    expect(rig.said().at(-1)).toBe('modifyRejected @3: ORDER_TYPE_CHANGED');
  });

  test('of an order that is filled is refused', () => {
    const rig = aRestingRig().feed(aQuote({ at: 3, ask: 9_990 }));
    rig.amend(resting, { qty: 20 }, 4).runUntil(5);
    expect(rig.said().at(-1)).toBe('modifyRejected @4: ORDER_NOT_OPEN');
  });
});

describe('a cancel', () => {
  test('ends a working order without a reason', () => {
    const rig = aRestingRig()
      .cancel(resting, 3)
      .feed(aQuote({ at: 4, ask: 9_990 }));
    expect(rig.said()).toEqual(['accepted @2', 'canceled @3']);
  });

  test('of an order that is filled is refused', () => {
    const rig = aRestingRig()
      .feed(aQuote({ at: 3, ask: 9_990 }))
      .cancel(resting, 4)
      .runUntil(5);
    expect(rig.said().at(-1)).toBe('cancelRejected @4: ORDER_NOT_OPEN');
  });

  test('of an order that never came is refused', () => {
    const rig = new VenueRig().cancel(resting, 4).runUntil(5);
    expect(rig.said()).toEqual(['cancelRejected @4: ORDER_NOT_OPEN']);
  });

  test('of one account leaves the same order id of another alone', () => {
    const other = { ...resting, account: toAccountId('OTHER') };
    const rig = aRestingRig()
      .submit(other, 3)
      .cancel(other, 4)
      .feed(aQuote({ at: 5, ask: 9_990 }));
    expect(rig.said()).toEqual([
      'accepted @2',
      'accepted @3',
      'canceled @4',
      'filled @5: 10 at 9990, maker',
    ]);
  });
});

describe('chance', () => {
  const never = probabilisticFills({ limit: 0, slip: 0 });
  const slips = probabilisticFills({ limit: 1, slip: 1 });

  test('decides whether a touch fills', () => {
    const rig = new VenueRig({ fills: never }).feed(aQuote({ at: 1 })).submit(resting, 2);
    rig.feed(aQuote({ at: 3, ask: 9_990 }));
    expect(rig.said()).toEqual(['accepted @2']);
  });

  test('has no say once the price goes through the limit', () => {
    const rig = new VenueRig({ fills: never }).feed(aQuote({ at: 1 })).submit(resting, 2);
    rig.feed(aQuote({ at: 3, ask: 9_990 }), aQuote({ at: 4, ask: 9_985 }));
    expect(rig.said().at(-1)).toBe('filled @4: 10 at 9990, maker');
  });

  test('is drawn once for each time the price comes to the limit', () => {
    const draws: number[] = [];
    const fills = { ...never, fillsOnTouch: () => draws.push(0) === 0 };
    const rig = new VenueRig({ fills }).feed(aQuote({ at: 1 })).submit(resting, 2);
    rig.feed(aQuote({ at: 3, bid: 9_980, ask: 9_990 }), aQuote({ at: 4, bid: 9_985, ask: 9_990 }));
    rig.feed(aQuote({ at: 5 }), aQuote({ at: 6, ask: 9_990 }));
    expect(draws).toHaveLength(2);
  });

  test('is drawn once while the bid stays at the limit of a sale', () => {
    const draws: number[] = [];
    const fills = { ...never, fillsOnTouch: () => draws.push(0) < 0 };
    const rig = new VenueRig({ fills }).feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ side: 'sell', terms: limit(10_020) }), 2);
    rig.feed(aQuote({ at: 3, bid: 10_020, ask: 10_025 }), aQuote({ at: 4, bid: 10_020 }));
    expect(draws).toHaveLength(1);
  });

  test('is drawn once while trades print at the limit', () => {
    const draws: number[] = [];
    const fills = { ...never, fillsOnTouch: () => draws.push(0) < 0 };
    const rig = new VenueRig({ fills, fedBy: 'trades' }).feed(aTrade({ at: 1 }));
    rig.submit(resting, 2);
    rig.feed(aTrade({ at: 3, price: 9_990 }), aTrade({ at: 4, price: 9_990 }));
    expect(draws).toHaveLength(1);
  });

  test('slips a market buy up by one tick', () => {
    const rig = new VenueRig({ fills: slips }).feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest(), 2).runUntil(3);
    expect(rig.said().at(-1)).toBe('filled @2: 10 at 10010, taker');
  });

  test('slips a sale stop down by one tick', () => {
    const rig = new VenueRig({ fills: slips }).feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ side: 'sell', terms: stop(9_990) }), 2);
    rig.feed(aQuote({ at: 3, bid: 9_990, ask: 9_995 }));
    expect(rig.said().at(-1)).toBe('filled @3: 10 at 9985, taker');
  });

  test('never slips a limit order', () => {
    const rig = new VenueRig({ fills: oneTickSlippage }).feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest({ terms: limit(10_005) }), 2).runUntil(3);
    expect(rig.said().at(-1)).toBe('filled @2: 10 at 10005, taker');
  });

  test('never slips a price to zero', () => {
    const rig = new VenueRig({ fills: oneTickSlippage }).feed(aQuote({ at: 1, bid: 5, ask: 10 }));
    rig.submit(anOrderRequest({ side: 'sell' }), 2).runUntil(3);
    expect(rig.said().at(-1)).toBe('filled @2: 10 at 5, taker');
  });
});

describe('what a fill says', () => {
  test('its trade id is made of the order id', () => {
    const rig = new VenueRig()
      .feed(aQuote({ at: 1 }))
      .submit(anOrderRequest(), 2)
      .runUntil(3);
    const trade = toTradeId('0000TEST000001-1');
    expect(rig.reports.at(-1)?.body).toMatchObject({ fill: { trade } });
  });

  test('its fee is the model’s at the ledger scale of the currency', () => {
    const rig = new VenueRig({ fees: feePerShare('0.126') }).feed(aQuote({ at: 1 }));
    rig.submit(anOrderRequest(), 2).runUntil(3);
    expect(rig.reports.at(-1)?.body).toMatchObject({ fill: { fee: { amount: 126n } } });
  });
});

test('orders of an instrument meet a price in the order they arrived', () => {
  const late = { ...resting, id: toOrderId('0000AAAA000001'), terms: limit(9_995) };
  const rig = aRestingRig()
    .submit(late, 3)
    .feed(aQuote({ at: 4, ask: 9_990 }));
  expect(rig.reports.slice(-2).map((report) => report.order)).toEqual([resting.id, late.id]);
});

test('an order accepted gets a broker id made of its own', () => {
  const rig = new VenueRig({ instruments: [anInstrument()] }).submit(resting, 2).runUntil(3);
  expect(rig.reports[0]?.body).toEqual({ type: 'accepted', brokerId: 'V-0000TEST000001' });
});
