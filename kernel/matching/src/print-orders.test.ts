import { parseTimestamp, toCalendarId, toPrice, unwrap } from 'argosy/core';
import { instructOrder, type OrderTerms, type TimeInForce } from 'argosy/domain';
import {
  VenueRig,
  aBar,
  aQuote,
  aTrade,
  anInstrument,
  anOrderRequest,
  type RigOptions,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const on = (day: string, time: string): number =>
  unwrap(parseTimestamp(`2026-11-${day}T${time}+05:30`)).at;
const at = (time: string): number => on('20', time);
const limit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });
const nse = (options: RigOptions = {}, calendar = 'NSE'): VenueRig =>
  new VenueRig({ instruments: [anInstrument({ calendar: toCalendarId(calendar) })], ...options });
const order = (tif: TimeInForce, terms: OrderTerms = { type: 'market' }) =>
  anOrderRequest({ tif, terms });
const fate = (rig: VenueRig): readonly string[] =>
  rig.said().map((line) => line.replace(/ @\d+/u, ''));

describe('an order for the opening', () => {
  test('is taken before the day begins and gets the price of its auction', () => {
    const rig = nse({ fedBy: 'trades' }).submit(order('AT_OPEN'), at('07:00:00'));
    rig.feed(aTrade({ at: at('09:10:00'), price: 10_020 }));
    expect(fate(rig)).toEqual(['accepted', 'filled: 10 at 10020, taker']);
  });

  test('gets the first price of the session where no auction printed one', () => {
    const rig = nse().submit(order('AT_OPEN'), at('09:01:00'));
    rig.feed(aQuote({ at: at('09:16:00'), bid: 10_030, ask: 10_035 }));
    expect(fate(rig).at(-1)).toBe('filled: 10 at 10035, taker');
  });

  test('ends where the opening is beyond its limit, and takes no later price', () => {
    const rig = nse().submit(order('AT_OPEN', limit(10_000)), at('09:01:00'));
    rig.feed(
      aQuote({ at: at('09:15:00') }),
      aQuote({ at: at('09:16:00'), bid: 9_990, ask: 9_995 }),
    );
    expect(fate(rig)).toEqual(['accepted', 'canceled: NOT_MARKETABLE']);
  });

  test('gets the open of the day’s first bar', () => {
    const opensAt = at('09:15:00');
    const bar = aBar({ at: at('09:16:00'), opensAt, open: 10_040, close: 10_060 });
    const yesterday = aBar({ at: on('19', '15:30:00'), opensAt: on('19', '15:29:00') });
    const rig = nse({ fedBy: 'bars' }).announce(yesterday, bar).feed(yesterday);
    rig.submit(order('AT_OPEN'), at('08:00:00')).play(bar);
    expect(fate(rig)).toEqual(['accepted', 'filled: 10 at 10040, taker']);
  });

  test('ends with its day where the market never opens', () => {
    const rig = nse().submit(order('AT_OPEN'), at('08:00:00')).runUntil(at('15:31:00'));
    expect(fate(rig)).toEqual(['accepted', 'expired']);
  });

  test.each(['10:00:00', '15:45:00', '17:00:00'])(
    'that comes after it, at %s, is for the next',
    (time) => {
      const rig = nse()
        .feed(aQuote({ at: at('09:15:00') }))
        .submit(order('AT_OPEN'), at(time));
      rig.feed(aQuote({ at: on('23', '09:15:00'), bid: 10_050, ask: 10_055 }));
      expect(fate(rig)).toEqual(['accepted', 'filled: 10 at 10055, taker']);
    },
  );
});

test('an order that only makes takes part in an auction, where nobody takes', () => {
  const making = instructOrder(order('DAY', limit(10_050)), { postOnly: true });
  const rig = nse({ fedBy: 'trades' }).submit(making, at('09:03:00'));
  rig.feed(aTrade({ at: at('09:10:00'), price: 10_020 }));
  expect(fate(rig)).toEqual(['accepted', 'filled: 10 at 10020, taker']);
});

describe('an order for the close', () => {
  test('gets the last price of the day and none before', () => {
    const rig = nse()
      .feed(aQuote({ at: at('10:00:00') }))
      .submit(order('AT_CLOSE'), at('10:01:00'));
    rig.feed(aQuote({ at: at('15:29:00'), bid: 10_050, ask: 10_055 })).runUntil(at('15:31:00'));
    expect(fate(rig)).toEqual(['accepted', 'filled: 10 at 10055, taker']);
  });

  test('gets the price of a closing auction', () => {
    const rig = nse({ fedBy: 'trades' }, 'NSE-CAS').feed(aTrade({ at: at('15:14:00') }));
    rig.submit(order('AT_CLOSE'), at('15:14:30'));
    rig.feed(aTrade({ at: at('15:32:00'), price: 10_070 }));
    expect(fate(rig)).toEqual(['accepted', 'filled: 10 at 10070, taker']);
  });

  test('ends where the close is beyond its limit', () => {
    const rig = nse().feed(aQuote({ at: at('10:00:00') }));
    rig.submit(order('AT_CLOSE', limit(9_990)), at('10:01:00')).runUntil(at('15:31:00'));
    expect(fate(rig)).toEqual(['accepted', 'canceled: NOT_MARKETABLE']);
  });

  test('gets the close of the day’s last bar', () => {
    const bars = ['15:28:00', '15:29:00', '15:30:00'].map((time, n) =>
      aBar({ at: at(time), open: 10_000, close: 10_010 + 10 * n }),
    );
    const [first, ...rest] = bars;
    const rig = nse({ fedBy: 'bars' }).announce(...bars);
    if (first !== undefined) rig.feed(first);
    rig
      .submit(order('AT_CLOSE'), at('15:28:00'))
      .play(...rest)
      .runUntil(at('15:31:00'));
    expect(fate(rig)).toEqual(['accepted', 'filled: 10 at 10030, taker']);
  });

  test('is not taken after the close', () => {
    const rig = nse().submit(order('AT_CLOSE'), at('16:00:00')).runUntil(at('16:01:00'));
    expect(fate(rig)).toEqual(['rejected: SESSION_CLOSED']);
  });
});
