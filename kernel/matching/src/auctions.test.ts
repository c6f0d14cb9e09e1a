import { parseTimestamp, toCalendarId, toOrderId, toPrice, toQuantity, unwrap } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
import { constantSlippage, probabilisticFills, sizeAwareFills } from 'argosy/matching';
import {
  VenueRig,
  aBook,
  aQuote,
  aStatus,
  aTrade,
  anInstrument,
  anOrderRequest,
  type RigOptions,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = (price: number) => ({ type: 'limit', limit: toPrice(price) }) as const;
const on = (day: string, time: string): number => {
  return unwrap(parseTimestamp(`2026-11-${day}T${time}+05:30`)).at;
};
const at = (time: string): number => on('20', time);
const second = toOrderId('0000TEST000002');

const market = (calendar: string, options: RigOptions): VenueRig => {
  const instruments = [anInstrument({ calendar: toCalendarId(calendar) })];
  return new VenueRig({ instruments, fedBy: 'trades', ...options });
};
const nse = (options: RigOptions = {}): VenueRig => market('NSE', options);
const withClose = (options: RigOptions = {}): VenueRig => market('NSE-CAS', options);
/** What became of an order, without its acceptance and without instants. */
const fate = (rig: VenueRig, order?: string): readonly string[] =>
  rig
    .said(order)
    .slice(1)
    .map((line) => line.replace(/ @\d+/u, ''));
const aDayOrder = (changes: Partial<OrderRequest> = {}): OrderRequest =>
  anOrderRequest({ tif: 'DAY', ...changes });

describe('the opening auction', () => {
  test('gives every order that was collected for it its one price, while it is matched', () => {
    const rig = nse().submit(anOrderRequest({ terms: limit(10_100) }), at('09:03:00'));
    rig.submit(anOrderRequest({ id: second }), at('09:04:00'));
    rig.feed(aTrade({ at: at('09:10:00'), price: 10_020, qty: 500 }));
    expect([fate(rig, '0000TEST000001'), fate(rig, second)]).toEqual([
      ['filled: 10 at 10020, taker'],
      ['filled: 10 at 10020, taker'],
    ]);
  });

  test('gives an order of the day before its price as well, not its own limit', () => {
    const rig = nse().feed(aTrade({ at: on('19', '15:00:00'), price: 10_050 }));
    rig.submit(anOrderRequest({ terms: limit(10_000) }), on('19', '15:01:00'));
    rig.feed(aTrade({ at: at('09:10:00'), price: 9_900 }));
    expect(fate(rig)).toEqual(['filled: 10 at 9900, taker']);
  });

  test('leaves an order whose limit its price does not reach to the session', () => {
    const rig = nse().submit(anOrderRequest({ terms: limit(9_990) }), at('09:03:00'));
    rig.feed(aTrade({ at: at('09:10:00'), price: 10_000 }));
    expect(fate(rig)).toEqual([]);
    rig.feed(aTrade({ at: at('09:20:00'), price: 9_985 }));
    expect(fate(rig)).toEqual(['filled: 10 at 9990, maker']);
  });

  test('lets nobody slip', () => {
    const rig = nse({ slippage: constantSlippage({ ticks: 2 }) });
    rig.submit(anOrderRequest(), at('09:03:00'));
    rig.feed(aTrade({ at: at('09:10:00'), price: 10_020 }));
    expect(fate(rig)).toEqual(['filled: 10 at 10020, taker']);
  });

  test('lets chance decide about an order at its very price, however late it came', () => {
    const fills = probabilisticFills({ limit: 0, slip: 0 });
    const rig = nse({ fills }).submit(anOrderRequest({ terms: limit(10_020) }), at('09:03:00'));
    rig.feed(aTrade({ at: at('09:10:00'), price: 10_020 }));
    expect(fate(rig)).toEqual([]);
  });

  test('fills no more than it traded where fills go by size; the rest goes on in the session', () => {
    const rig = nse({ fills: sizeAwareFills({ rest: 'waits' }) });
    rig.submit(anOrderRequest(), at('09:03:00'));
    rig.feed(aTrade({ at: at('09:10:00'), price: 10_020, qty: 4 }));
    rig.feed(aTrade({ at: at('09:15:00'), price: 10_030, qty: 50 }));
    expect(fate(rig)).toEqual(['filled: 4 at 10020, taker', 'filled: 6 at 10030, taker']);
  });

  test('takes no notice of what the session trades later', () => {
    const rig = nse().feed(aTrade({ at: at('09:10:00'), price: 10_050 }));
    rig.submit(anOrderRequest({ terms: limit(10_000) }), at('09:16:00'));
    rig.feed(aTrade({ at: at('09:17:00'), price: 10_040 }));
    rig.feed(aTrade({ at: at('09:18:00'), price: 9_900 }));
    expect(fate(rig)).toEqual(['filled: 10 at 10000, maker']);
  });

  test('is the first trade of the session where quotes come beside it and none was printed before', () => {
    const rig = nse({ fedBy: 'quotesAndTrades' });
    rig.submit(anOrderRequest(), at('09:03:00'));
    rig.feed(aQuote({ at: at('09:05:00'), bid: 9_000, ask: 11_000 }));
    rig.feed(aTrade({ at: at('09:15:00'), price: 10_020 }));
    rig.feed(aQuote({ at: at('09:15:01') }));
    expect(fate(rig)).toEqual(['filled: 10 at 10020, taker']);
  });

  test('is the first quote where nobody tells what was traded', () => {
    const rig = nse({ fedBy: 'quotes' }).feed(aQuote({ at: on('19', '15:00:00') }));
    rig.submit(anOrderRequest({ terms: limit(9_990) }), on('19', '15:01:00'));
    rig.feed(aQuote({ at: at('09:05:00'), bid: 9_000, ask: 9_005 }));
    expect(fate(rig)).toEqual([]);
    rig.feed(aQuote({ at: at('09:15:00'), bid: 9_900, ask: 9_905 }));
    expect(fate(rig)).toEqual(['filled: 10 at 9905, taker']);
  });

  test('is over with the first trade, whether or not anyone was there for it', () => {
    const rig = nse({ fedBy: 'quotesAndTrades' }).feed(
      aTrade({ at: at('09:15:00'), price: 10_000 }),
    );
    rig.submit(anOrderRequest({ terms: limit(10_050) }), at('09:16:00'));
    rig.feed(aTrade({ at: at('09:17:00'), price: 10_020 }));
    expect(fate(rig)).toEqual([]);
    rig.feed(aQuote({ at: at('09:18:00'), bid: 10_025, ask: 10_030 }));
    expect(fate(rig)).toEqual(['filled: 10 at 10030, taker']);
  });

  test('sends who is left over to the queue of a recorded book', () => {
    const rig = nse({ fedBy: 'book' }).feed(
      aBook({ at: at('09:07:00'), bids: [[10_000, 30]], asks: [[10_010, 5]] }),
    );
    rig.submit(anOrderRequest({ terms: limit(10_000) }), at('09:07:30'));
    rig.feed(aTrade({ at: at('09:10:00'), price: 10_005, qty: 90 }));
    rig.feed(aTrade({ at: at('09:16:00'), price: 10_000, qty: 30, aggressor: 'sell' }));
    expect(fate(rig)).toEqual([]);
    rig.feed(aTrade({ at: at('09:17:00'), price: 10_000, qty: 4, aggressor: 'sell' }));
    expect(fate(rig)).toEqual(['filled: 4 at 10000, maker']);
  });

  test.each([
    ['while it is matched', 'DAY', '09:10:00'],
    ['that has to trade at once', 'IOC', '09:03:00'],
  ] as const)('takes no order %s', (_, tif, time) => {
    const rig = nse().submit(anOrderRequest({ tif }), at(time)).runUntil(at(time));
    expect(rig.said()).toEqual([`rejected @${at(time)}: SESSION_CLOSED`]);
  });
});

describe('the closing auction', () => {
  test('gives its price to who waited in the session and to who came for it', () => {
    const rig = withClose().feed(aTrade({ at: at('15:00:00'), price: 10_000 }));
    rig.submit(aDayOrder({ terms: limit(9_990) }), at('15:01:00'));
    rig.submit(aDayOrder({ id: second, side: 'sell' }), at('15:25:00'));
    rig.feed(aTrade({ at: at('15:31:00'), price: 9_950, qty: 900 }));
    expect([fate(rig, '0000TEST000001'), fate(rig, second)]).toEqual([
      ['filled: 10 at 9950, taker'],
      ['filled: 10 at 9950, taker'],
    ]);
  });

  test('is the end of the day: what it leaves expires with it', () => {
    const rig = withClose().feed(aTrade({ at: at('15:00:00'), price: 10_000 }));
    rig.submit(aDayOrder({ terms: limit(9_990) }), at('15:01:00'));
    rig.feed(aTrade({ at: at('15:31:00'), price: 9_995 })).runUntil(at('15:36:00'));
    expect(rig.said().at(-1)).toBe(`expired @${at('15:35:00')}`);
  });

  test('is not there for orders between the session and it', () => {
    const rig = withClose().submit(anOrderRequest(), at('15:17:00')).runUntil(at('15:17:00'));
    expect(rig.said()).toEqual([`rejected @${at('15:17:00')}: SESSION_CLOSED`]);
  });
});

describe('after the close', () => {
  test('an order trades at the price that others trade at there', () => {
    const rig = nse().feed(aTrade({ at: at('15:29:59'), price: 10_000 }));
    rig.submit(aDayOrder(), at('15:45:00'));
    expect(fate(rig)).toEqual([]);
    rig.feed(aTrade({ at: at('15:46:00'), price: 9_998, qty: 20 }));
    expect(fate(rig)).toEqual(['filled: 10 at 9998, taker']);
  });

  test('what found nobody expires with that session', () => {
    const rig = nse().submit(aDayOrder(), at('15:45:00')).runUntil(at('16:00:00'));
    expect(rig.said().at(-1)).toBe(`expired @${at('16:00:00')}`);
  });

  test('an order of the session before it is over', () => {
    const rig = nse().feed(aTrade({ at: at('15:00:00'), price: 10_000 }));
    rig.submit(aDayOrder({ terms: limit(9_990) }), at('15:01:00'));
    rig.feed(aTrade({ at: at('15:46:00'), price: 9_900 }));
    expect(rig.said().at(-1)).toBe(`expired @${at('15:30:00')}`);
  });
});

describe('after the exchange has stopped trading', () => {
  test('the first price is everyone’s, and better than a limit where it is', () => {
    const rig = nse().feed(aTrade({ at: at('11:00:00'), price: 10_000 }));
    rig.submit(anOrderRequest({ terms: limit(9_990) }), at('11:01:00'));
    rig.feed(aStatus({ at: at('11:02:00'), state: 'halted' }));
    rig.submit(anOrderRequest({ id: second, qty: toQuantity(5) }), at('11:03:00'));
    rig.feed(aStatus({ at: at('11:30:00'), state: 'preOpen' }));
    rig.feed(aStatus({ at: at('11:45:00') }), aTrade({ at: at('11:45:00'), price: 9_800 }));
    expect([fate(rig, '0000TEST000001'), fate(rig, second)]).toEqual([
      ['filled: 10 at 9800, taker'],
      ['filled: 5 at 9800, taker'],
    ]);
  });
});
