import {
  parseTimestamp,
  toBrokerOrderId,
  toCalendarId,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
  unwrap,
} from 'argosy/core';
import type { Order, OrderChange, OrderRequest } from 'argosy/domain';
import { cappedFee, feePerShare } from 'argosy/matching';
import { VenueRig, aFill, aQuote, aTouch, anInstrument, anOrder, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = (price: number) => ({ type: 'limit', limit: toPrice(price) }) as const;
const ist = (text: string): number => unwrap(parseTimestamp(`2026-01-${text}+05:30`)).at;
const accepted: OrderChange = { type: 'accepted', brokerId: toBrokerOrderId('V-1') };
const submitted: OrderChange = { type: 'submitted', touch: aTouch() };

function working(request: Partial<OrderRequest>, ...fills: readonly [string, number][]): Order {
  const filled = fills.map(([trade, qty]): OrderChange => {
    return { type: 'filled', fill: aFill({ trade, qty, price: 10_000 }) };
  });
  return anOrder(request, [submitted, accepted, ...filled]);
}

describe('an order that comes back', () => {
  test('is not accepted anew', () => {
    const order = working({ terms: limit(9_990) });
    expect(new VenueRig().restore(order, 5).runUntil(6).said()).toEqual([]);
  });

  test('works: a price that comes to it fills it', () => {
    const rig = new VenueRig().restore(working({ terms: limit(9_990) }), 5);
    rig.feed(aQuote({ at: 6 }), aQuote({ at: 7, bid: 9_985, ask: 9_990 }));
    expect(rig.said()).toEqual(['filled @7: 10 at 9990, maker']);
  });

  test('fills no more than was left of it', () => {
    const order = working({ terms: limit(9_990) }, ['0000TEST000001-1', 4]);
    const rig = new VenueRig().restore(order, 5);
    rig.feed(aQuote({ at: 6 }), aQuote({ at: 7, bid: 9_985, ask: 9_990 }));
    expect(rig.said()).toEqual(['filled @7: 6 at 9990, maker']);
  });

  test('numbers its trades behind those it had', () => {
    const order = working({ terms: limit(9_990) }, ['0000TEST000001-3', 4]);
    const rig = new VenueRig().restore(order, 5).feed(aQuote({ at: 7, bid: 9_985, ask: 9_990 }));
    const bodies = rig.reports.map(({ body }) => body);
    expect(bodies).toMatchObject([{ type: 'filled', fill: { trade: '0000TEST000001-4' } }]);
  });

  test('can be canceled', () => {
    const order = working({ terms: limit(9_990) });
    const rig = new VenueRig().restore(order, 5).cancel(order.request, 6).runUntil(7);
    expect(rig.said()).toEqual(['canceled @6']);
  });

  test('can be amended down to nothing less than it has filled', () => {
    const order = working({ terms: limit(9_990) }, ['0000TEST000001-1', 4]);
    const rig = new VenueRig().restore(order, 5).amend(order.request, { qty: 4 }, 6).runUntil(7);
    expect(rig.said()).toEqual(['modifyRejected @6: QTY_NOT_ABOVE_FILLED']);
  });

  test('comes back as it was last amended', () => {
    const order = { ...working({ terms: limit(9_990) }), qty: toQuantity(3), terms: limit(9_980) };
    const rig = new VenueRig().restore(order, 5);
    rig.feed(aQuote({ at: 6, bid: 9_985, ask: 9_990 }), aQuote({ at: 7, bid: 9_970, ask: 9_980 }));
    expect(rig.said()).toEqual(['filled @7: 3 at 9980, maker']);
  });

  test('has fired where it had', () => {
    const stop = { type: 'stopLimit', trigger: toPrice(10_050), limit: toPrice(9_990) } as const;
    const order = { ...working({ terms: stop }), state: 'TRIGGERED' } as const;
    const rig = new VenueRig().restore(order, 5);
    rig.feed(aQuote({ at: 6 }), aQuote({ at: 7, bid: 9_985, ask: 9_990 }));
    expect(rig.said()).toEqual(['filled @7: 10 at 9990, maker']);
  });

  test('waits for its trigger where that had not fired', () => {
    const stop = { type: 'stopMarket', trigger: toPrice(10_050) } as const;
    const rig = new VenueRig().restore(working({ terms: stop }), 5).feed(aQuote({ at: 6 }));
    expect(rig.said()).toEqual([]);
  });

  test('counts on toward the bound of its fee', () => {
    const fees = cappedFee(feePerShare('1'), { min: '0', max: '6' });
    const order = working({ terms: limit(9_990) }, ['0000TEST000001-1', 4]);
    const rig = new VenueRig({ fees }).restore(order, 5);
    rig.feed(aQuote({ at: 7, bid: 9_985, ask: 9_990 }));
    const bodies = rig.reports.map(({ body }) => body);
    expect(bodies).toMatchObject([{ type: 'filled', fill: { fee: rupees(200n) } }]);
  });

  test('is left out where it is there already', () => {
    const order = working({ terms: limit(9_990) });
    const rig = new VenueRig().restore(order, 5).restore(order, 6);
    rig.feed(aQuote({ at: 7, bid: 9_985, ask: 9_990 }));
    expect(rig.said()).toEqual(['filled @7: 10 at 9990, taker']);
  });

  test('of an instrument that is not traded here is left out', () => {
    const rig = new VenueRig({ instruments: [anInstrument({ id: toInstrumentId('OTHER.NSE') })] });
    const order = working({ terms: limit(9_990) });
    expect(rig.restore(order, 5).venue.openOrders()).toBe(0);
  });
});

describe('at NSE', () => {
  const nse = { instruments: [anInstrument({ calendar: toCalendarId('NSE') })] };
  const sentAt = (order: Order, text: string): Order => {
    const at = toTimestamp(ist(text));
    return { ...order, initializedAt: at, touches: { ...order.touches, send: aTouch({ at }) } };
  };

  test('a DAY order of an ended session has expired', () => {
    const order = sentAt(working({ tif: 'DAY', terms: limit(9_990) }), '07T10:00:00');
    const rig = new VenueRig(nse).restore(order, ist('08T10:00:00')).runUntil(ist('08T10:00:01'));
    expect(rig.reports.map(({ body }) => body.type)).toEqual(['expired']);
    expect(rig.venue.openOrders()).toBe(0);
  });

  test('a DAY order of this session works until its end', () => {
    const order = sentAt(working({ tif: 'DAY', terms: limit(9_990) }), '08T10:00:00');
    const rig = new VenueRig(nse).restore(order, ist('08T11:00:00')).runUntil(ist('08T15:29:59'));
    expect(rig.said()).toEqual([]);
    expect(rig.runUntil(ist('08T16:00:00')).reports.map(({ body }) => body.type)).toEqual([
      'expired',
    ]);
  });

  test('a GTC order comes back outside the session as well', () => {
    const order = sentAt(working({ tif: 'GTC', terms: limit(9_990) }), '07T10:00:00');
    const rig = new VenueRig(nse).restore(order, ist('07T22:00:00')).runUntil(ist('08T08:00:00'));
    expect(rig.said()).toEqual([]);
    expect(rig.venue.openOrders()).toBe(1);
  });
});
