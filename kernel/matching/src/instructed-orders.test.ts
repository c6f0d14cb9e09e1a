import { toOrderId, toPrice, toQuantity, toTimestamp } from 'argosy/core';
import {
  instructOrder,
  type GivenInstructions,
  type OrderRequest,
  type OrderTerms,
  type TriggerSource,
} from 'argosy/domain';
import type { FedBy } from 'argosy/matching';
import {
  VenueRig,
  aBar,
  aBook,
  aMarkPrice,
  anIndexPrice,
  aQuote,
  aTrade,
  anOrderRequest,
  type BarChanges,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const minute = 60_000_000;
const limit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });
const stop = (price: number): OrderTerms => ({ type: 'stopMarket', trigger: toPrice(price) });
const bar = (n: number, changes: BarChanges = {}) => aBar({ at: (n + 1) * minute, ...changes });
const other = toOrderId('0000TEST000002');

function anOrder(given: GivenInstructions, changes: Partial<OrderRequest> = {}): OrderRequest {
  return instructOrder(anOrderRequest(changes), given);
}

describe('an order that shows a part of itself', () => {
  const iceberg = anOrder({ display: toQuantity(4) }, { terms: limit(9_990) });

  test('fills part by part while the price only comes to its limit', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 })).submit(iceberg, 2);
    const at = [3, 4, 5, 6];
    rig.feed(...at.map((now) => aQuote({ at: now, bid: 9_985, ask: 9_990 })));
    expect(rig.said().slice(1)).toEqual([
      'filled @3: 4 at 9990, maker',
      'filled @4: 4 at 9990, maker',
      'filled @5: 2 at 9990, maker',
    ]);
  });

  test('fills whole where the price goes through its limit', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 })).submit(iceberg, 2);
    rig.feed(aQuote({ at: 3, bid: 9_980, ask: 9_985 }));
    expect(rig.said().at(-1)).toBe('filled @3: 10 at 9990, maker');
  });

  test('takes with all of itself on arrival', () => {
    const taking = anOrder({ display: toQuantity(4) }, { terms: limit(10_005) });
    const rig = new VenueRig()
      .feed(aQuote({ at: 1 }))
      .submit(taking, 2)
      .runUntil(2);
    expect(rig.said().at(-1)).toBe('filled @2: 10 at 10005, taker');
  });

  test('fills part by part at the trades of a tape, and at the extremes of bars', () => {
    const traded = new VenueRig({ fedBy: 'trades' }).feed(aTrade({ at: 1 })).submit(iceberg, 2);
    traded.feed(aTrade({ at: 3, price: 9_990 }), aTrade({ at: 4, price: 9_990 }));
    expect(traded.said().slice(1)).toEqual([
      'filled @3: 4 at 9990, maker',
      'filled @4: 4 at 9990, maker',
    ]);
    const low = { open: 10_000, high: 10_000, low: 9_990, close: 10_000 };
    const rig = new VenueRig({ fedBy: 'bars' }).announce(bar(0), bar(1, low)).feed(bar(0));
    rig.submit(iceberg, minute).play(bar(1, low));
    expect(
      rig
        .said()
        .slice(1)
        .map((line) => line.split(': ')[1]),
    ).toEqual(['4 at 9990, maker']);
  });

  test('loses its place in a recorded book with each part', () => {
    const bids = [[10_000, 6]] as const;
    const joining = anOrder({ display: toQuantity(4) }, { terms: limit(10_000) });
    const rig = new VenueRig({ fedBy: 'book' }).feed(aBook({ at: 1, bids })).submit(joining, 2);
    const hit = (at: number, qty: number) => aTrade({ at, qty, price: 10_000, aggressor: 'sell' });
    // Six stood before it. Once they and its first part are gone nobody is left before the second.
    rig.feed(hit(3, 10)).feed(hit(4, 3));
    expect(rig.said().slice(1)).toEqual([
      'filled @3: 4 at 10000, maker',
      'filled @4: 3 at 10000, maker',
    ]);
    // The book tells five at its price: when the second part is done, four of them are left before
    // the third, for the tape has taken one.
    rig.feed(aBook({ at: 5, bids: [[10_000, 5]] })).feed(hit(6, 1), hit(7, 4), hit(8, 2));
    expect(rig.said().slice(3)).toEqual([
      'filled @6: 1 at 10000, maker',
      'filled @8: 2 at 10000, maker',
    ]);
  });

  test('stands behind those of us who were there when it showed its next part', () => {
    const joining = anOrder({ display: toQuantity(4) }, { terms: limit(10_000) });
    const plain = anOrderRequest({ id: other, terms: limit(10_000), qty: toQuantity(5) });
    const rig = new VenueRig({ fedBy: 'book' }).feed(aBook({ at: 1, bids: [] }));
    rig.submit(joining, 2).submit(plain, 3);
    rig.feed(aTrade({ at: 4, qty: 4, price: 10_000, aggressor: 'sell' }));
    rig.feed(aTrade({ at: 5, qty: 6, price: 10_000, aggressor: 'sell' }));
    expect(rig.said().slice(2)).toEqual([
      'filled @4: 4 at 10000, maker',
      'filled @5: 5 at 10000, maker',
      'filled @5: 1 at 10000, maker',
    ]);
  });
});

describe('an order that only makes', () => {
  const at = (price: number) => anOrder({ postOnly: true }, { terms: limit(price) });

  test.each([
    [10_000, 'accepted @2'],
    [10_005, 'rejected @2: POST_ONLY_WOULD_TAKE'],
    [10_010, 'rejected @2: POST_ONLY_WOULD_TAKE'],
  ])('at %i of an ask of 10005: %s', (price, said) => {
    expect(
      new VenueRig()
        .feed(aQuote({ at: 1 }))
        .submit(at(price), 2)
        .runUntil(2)
        .said(),
    ).toEqual([said]);
  });

  test('says both prices where it is turned away', () => {
    const rig = new VenueRig()
      .feed(aQuote({ at: 1 }))
      .submit(at(10_010), 2)
      .runUntil(2);
    const reason =
      'POST_ONLY_WOULD_TAKE: the order only makes, and would take: limit 100.10, price 100.05';
    expect(rig.reports.at(-1)?.body).toEqual({ type: 'rejected', reason });
  });

  test('makes once the price comes to it', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 })).submit(at(9_990), 2);
    expect(
      rig
        .feed(aQuote({ at: 3, bid: 9_980, ask: 9_985 }))
        .said()
        .at(-1),
    ).toBe('filled @3: 10 at 9990, maker');
  });

  test('ends where it waited for a first price that would fill it', () => {
    const rig = new VenueRig().submit(at(10_010), 2).feed(aQuote({ at: 3 }));
    expect(rig.said()).toEqual(['accepted @2', 'canceled @3: POST_ONLY_WOULD_TAKE']);
  });

  test('is not amended to where it would take', () => {
    const order = at(9_990);
    const rig = new VenueRig().feed(aQuote({ at: 1 })).submit(order, 2);
    rig.amend(order, { terms: limit(10_005) }, 3).amend(order, { terms: limit(10_000) }, 4);
    expect(rig.runUntil(4).said().slice(1)).toEqual([
      'modifyRejected @3: POST_ONLY_WOULD_TAKE',
      'updated @4',
    ]);
  });

  test('on bars is judged by the open it meets first', () => {
    const rig = new VenueRig({ fedBy: 'bars' }).announce(bar(0), bar(1)).feed(bar(0));
    rig.submit(at(10_000), minute).play(bar(1));
    expect(rig.said().at(-1)).toBe(`canceled @${minute}: POST_ONLY_WOULD_TAKE`);
  });

  test('that rests makes at its limit where an open gaps over it', () => {
    const gap = bar(2, { open: 9_900 });
    const rig = new VenueRig({ fedBy: 'bars' }).announce(bar(0), bar(1), gap).feed(bar(0));
    rig.submit(at(9_990), minute).play(bar(1)).play(gap);
    expect(rig.said().at(-1)).toBe(`filled @${2 * minute}: 10 at 9990, maker`);
  });

  test('does not take from a recorded book or from trades', () => {
    const booked = new VenueRig({ fedBy: 'book' }).feed(aBook({ at: 1 })).submit(at(10_005), 2);
    const traded = new VenueRig({ fedBy: 'trades' }).feed(aTrade({ at: 1 })).submit(at(10_000), 2);
    expect([booked.runUntil(2).said(), traded.runUntil(2).said()]).toEqual([
      ['rejected @2: POST_ONLY_WOULD_TAKE'],
      ['rejected @2: POST_ONLY_WOULD_TAKE'],
    ]);
  });
});

describe('an order that ends at an instant of its own', () => {
  const until = (at: number, terms: OrderTerms = limit(9_990)) =>
    anOrder({ expiresAt: toTimestamp(at) }, { tif: 'GTD', terms });
  const low = (at: number) => aQuote({ at, bid: 9_980, ask: 9_985 });

  test('fills up to it and no longer', () => {
    const [early, late] = [4, 5].map((at) =>
      new VenueRig()
        .feed(aQuote({ at: 1 }))
        .submit(until(5), 2)
        .feed(low(at))
        .said()
        .at(-1),
    );
    expect([early, late]).toEqual(['filled @4: 10 at 9990, maker', 'expired @5']);
  });

  test('ends without a price, and before data of its instant', () => {
    const rig = new VenueRig().submit(until(5), 2).runUntil(5);
    expect(rig.said()).toEqual(['accepted @2', 'expired @5']);
  });

  test('is turned away where it came too late', () => {
    const rig = new VenueRig()
      .feed(aQuote({ at: 1 }))
      .submit(until(5), 5)
      .runUntil(6);
    expect(rig.said()).toEqual(['rejected @5: EXPIRY_PAST']);
  });

  test('ends alone: another goes on, and a cancel before it leaves nothing behind', () => {
    const plain = anOrderRequest({ id: other, terms: limit(9_990) });
    const rig = new VenueRig()
      .feed(aQuote({ at: 1 }))
      .submit(until(5), 2)
      .submit(plain, 2);
    rig.cancel(until(5), 3).feed(low(6));
    expect(rig.said()).toEqual([
      'accepted @2',
      'accepted @2',
      'canceled @3',
      'filled @6: 10 at 9990, maker',
    ]);
  });

  test('ends inside a bar, before the points behind it', () => {
    const wide = { open: 10_000, high: 10_100, low: 9_900, close: 10_000 };
    const rigTo = (at: number) => {
      const rig = new VenueRig({ fedBy: 'bars' }).announce(bar(0), bar(1, wide)).feed(bar(0));
      return rig.submit(until(at), minute).play(bar(1, wide)).said().at(-1);
    };
    const second = minute + 40_000_000;
    expect([rigTo(second + 1), rigTo(second)]).toEqual([
      `filled @${second}: 10 at 9990, maker`,
      `expired @${second}`,
    ]);
  });
});

describe('a trigger that another price fires', () => {
  const by = (triggerBy: TriggerSource, terms = stop(10_010)) => anOrder({ triggerBy }, { terms });

  test('of the middle waits until that is there', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 })).submit(by('mid'), 2);
    rig.feed(
      aQuote({ at: 3, bid: 10_000, ask: 10_015 }),
      aQuote({ at: 4, bid: 10_006, ask: 10_014 }),
    );
    expect(rig.said().slice(1)).toEqual(['triggered @4', 'filled @4: 10 at 10014, taker']);
  });

  test('of the last trade waits for one, and fills at the quote', () => {
    const rig = new VenueRig({ fedBy: 'quotesAndTrades' }).feed(aQuote({ at: 1 }));
    rig.submit(by('last'), 2).feed(aQuote({ at: 3, bid: 10_015, ask: 10_020 }));
    rig.feed(aTrade({ at: 4, price: 10_010 }));
    expect(rig.said().slice(1)).toEqual(['triggered @4', 'filled @4: 10 at 10020, taker']);
  });

  test('of two touches in a row does not mind a single one', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 })).submit(by('doubleTouch'), 2);
    const asks = [10_010, 10_005, 10_010, 10_015];
    rig.feed(...asks.map((ask, n) => aQuote({ at: 3 + n, bid: ask - 5, ask })));
    expect(rig.said().slice(1)).toEqual(['triggered @6', 'filled @6: 10 at 10015, taker']);
  });

  test('of two trades in a row fires with the second', () => {
    const rig = new VenueRig({ fedBy: 'trades' })
      .feed(aTrade({ at: 1 }))
      .submit(by('doubleLast'), 2);
    rig.feed(...[10_010, 10_015].map((price, n) => aTrade({ at: 3 + n, price })));
    expect(rig.said().slice(1)).toEqual(['triggered @4', 'filled @4: 10 at 10015, taker']);
  });

  test.each([
    ['counts the first on where only the size changes', { qty: 4 }, 1],
    ['begins anew with another trigger', { terms: stop(10_005) }, 0],
  ] as const)('of two trades in a row %s', (_, change, fired) => {
    const order = by('doubleLast');
    const rig = new VenueRig({ fedBy: 'trades' }).feed(aTrade({ at: 1 })).submit(order, 2);
    rig.feed(aTrade({ at: 3, price: 10_010 })).amend(order, change, 4);
    rig.feed(aTrade({ at: 5, price: 10_010 }));
    expect(rig.said().filter((word) => word.startsWith('triggered'))).toHaveLength(fired);
    rig.feed(aTrade({ at: 6, price: 10_010 }));
    expect(rig.said().filter((word) => word.startsWith('triggered'))).toHaveLength(1);
  });

  test('is followed by a stop that trails', () => {
    const terms: OrderTerms = {
      type: 'trailingStopMarket',
      trail: { by: 'price', distance: toPrice(20) },
      activation: null,
      trigger: null,
    };
    const order = anOrder({ triggerBy: 'last' }, { side: 'sell', terms });
    const rig = new VenueRig({ fedBy: 'book' }).feed(aBook({ at: 1 })).submit(order, 2);
    rig.feed(...[10_010, 10_050, 10_030].map((price, n) => aTrade({ at: 3 + n, price })));
    expect(rig.said().slice(1)).toEqual([
      'updated @5',
      'triggered @5',
      'filled @5: 10 at 10000, taker',
    ]);
  });

  test('of others fires where nothing trades by it, and fills at the quote', () => {
    const rig = new VenueRig().feed(aQuote({ at: 1 }), aMarkPrice({ at: 1, price: 10_000 }));
    rig.submit(by('mark'), 2).feed(aQuote({ at: 3, bid: 10_050, ask: 10_055 }));
    rig.feed(anIndexPrice({ at: 4, price: 10_050 }), aMarkPrice({ at: 5, price: 10_010 }));
    expect(rig.said().slice(1)).toEqual(['triggered @5', 'filled @5: 10 at 10055, taker']);
  });

  test('of others has an order wait for the next point of a bar', () => {
    const path = { fillAt: 'nextOpen', path: 'OHLC' } as const;
    const next = bar(1, { open: 10_000, high: 10_040, low: 9_990, close: 10_000 });
    const rig = new VenueRig({ fedBy: 'bars', bars: path }).announce(bar(0), next).feed(bar(0));
    rig.feed(anIndexPrice({ at: minute })).submit(by('index'), minute);
    rig.feed(anIndexPrice({ at: minute + 1, price: 10_010 })).play(next);
    expect(rig.said().slice(1)).toEqual([
      `triggered @${minute + 1}`,
      `filled @${minute + 20_000_000}: 10 at 10040, taker`,
    ]);
  });

  test.each<[FedBy, TriggerSource]>([
    ['quotes', 'last'],
    ['trades', 'touch'],
    ['bars', 'mid'],
    ['orders', 'index'],
  ])('is turned away where %s feed no %s', (fedBy, source) => {
    const rig = new VenueRig({ fedBy }).submit(by(source), 2).runUntil(2);
    expect(rig.said()).toEqual(['rejected @2: TRIGGER_NOT_FED']);
  });

  test.each<[FedBy, TriggerSource]>([
    ['quotes', 'touch'],
    ['bars', 'last'],
  ])('is nothing special where %s fill by %s anyway', (fedBy, source) => {
    const rig = new VenueRig({ fedBy });
    if (fedBy === 'bars') {
      const up = bar(1, { open: 10_000, close: 10_020 });
      rig.announce(bar(0), up).feed(bar(0)).submit(by(source), minute).play(up);
    } else
      rig
        .feed(aQuote({ at: 1 }))
        .submit(by(source), 2)
        .feed(aQuote({ at: 3, ask: 10_010 }));
    expect(rig.said().at(-1)).toContain('10 at 10010, taker');
  });
});
