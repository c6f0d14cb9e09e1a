import {
  parseTimestamp,
  toCalendarId,
  toInstrumentId,
  toMicros,
  toOrderId,
  toPrice,
  unwrap,
} from 'argosy/core';
import {
  indianHalts,
  priceBands,
  volatilityInterruptions,
  type BandTerms,
  type HaltModel,
} from 'argosy/matching';
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

import { bandAround } from './price-bands.ts';

const minute = 60_000_000;
const limit = (price: number) => ({ type: 'limit', limit: toPrice(price) }) as const;
const stop = (price: number) => ({ type: 'stopMarket', trigger: toPrice(price) }) as const;
const on = (day: string, time: string): number => {
  return unwrap(parseTimestamp(`2026-11-${day}T${time}+05:30`)).at;
};
const at = (time: string): number => on('20', time);
const nse = { instruments: [anInstrument({ calendar: toCalendarId('NSE') })] };
const second = toOrderId('0000TEST000002');
const banded = (terms: BandTerms, options: RigOptions = {}): VenueRig =>
  new VenueRig({ ...nse, fedBy: 'trades', bands: priceBands({ all: terms }), ...options });
/** Ten per cent around 100.00. */
const tenPercent: BandTerms = { basisPoints: 1000, reference: 10_000 };
const last = (rig: VenueRig): string | undefined => rig.said().at(-1)?.replace(/ @\d+/u, '');

describe('a band', () => {
  test.each([
    [10_000, 1000, 0, 9_000, 11_000],
    [10_003, 500, 0, 9_505, 10_500],
    [10_000, 1000, 1, 9_500, 11_500],
    [10_000, 1000, -2, 8_000, 10_000],
  ])('around %i by %i, moved %i times, lies on the tick within', (...given) => {
    const [reference, basisPoints, moves, low, high] = given;
    const flex = { basisPoints: 500, within: 10, prices: 1, wait: toMicros(0) };
    expect(bandAround(reference, { basisPoints, flex }, { tick: 5, moves })).toEqual({ low, high });
  });

  test.each([
    ['a limit above it', { terms: limit(11_005) }],
    ['a limit below it', { side: 'sell', terms: limit(8_995) }],
    ['a trigger above it', { terms: stop(11_005) }],
  ] as const)('refuses %s', (_, request) => {
    const rig = banded(tenPercent).feed(aTrade({ at: at('09:20:00') }));
    rig.submit(anOrderRequest(request), at('09:21:00')).runUntil(at('09:21:00'));
    expect(last(rig)).toBe('rejected: PRICE_BAND');
  });

  test('lets its ends pass', () => {
    const rig = banded(tenPercent).feed(aTrade({ at: at('09:20:00'), price: 10_990 }));
    rig.submit(anOrderRequest({ terms: limit(9_000) }), at('09:21:00')).runUntil(at('09:21:00'));
    expect(last(rig)).toBe('accepted');
  });

  test('refuses an amendment to beyond it', () => {
    const rig = banded(tenPercent).feed(aTrade({ at: at('09:20:00') }));
    const order = anOrderRequest({ terms: limit(9_500) });
    rig.submit(order, at('09:21:00')).amend(order, { terms: limit(8_990) }, at('09:22:00'));
    expect(last(rig.runUntil(at('09:22:00')))).toBe('modifyRejected: PRICE_BAND');
  });

  test('is made of the close of the day before, where that was in the data', () => {
    const rig = banded({ basisPoints: 1000 }).feed(
      aTrade({ at: on('19', '15:29:00'), price: 20_000 }),
      aTrade({ at: at('09:15:00'), price: 20_100 }),
    );
    rig.submit(anOrderRequest({ terms: limit(22_005) }), at('09:16:00')).runUntil(at('09:16:00'));
    expect(last(rig)).toBe('rejected: PRICE_BAND');
  });

  test('is there before the first price of its day', () => {
    const rig = banded(tenPercent).submit(anOrderRequest({ terms: limit(8_995) }), at('09:01:00'));
    expect(last(rig.runUntil(at('09:01:00')))).toBe('rejected: PRICE_BAND');
    const next = banded({ basisPoints: 1000 }).feed(
      aTrade({ at: on('19', '15:29:00'), price: 20_000 }),
    );
    next.submit(anOrderRequest({ terms: limit(17_995) }), at('09:01:00'));
    expect(last(next.runUntil(at('09:01:00')))).toBe('rejected: PRICE_BAND');
  });

  test('is none while no close is known, and none where the market trades beyond it', () => {
    for (const terms of [{ basisPoints: 1000 }, { basisPoints: 1000, reference: 5_000 }]) {
      const rig = banded(terms).feed(aTrade({ at: at('09:20:00'), price: 10_000 }));
      rig.submit(anOrderRequest({ terms: limit(9_000) }), at('09:21:00'));
      expect(last(rig.runUntil(at('09:21:00')))).toBe('accepted');
    }
  });
});

describe('a market at the end of its band', () => {
  test.each(['buy', 'sell'] as const)('has nobody for who would %s there', (side) => {
    const price = side === 'buy' ? 11_000 : 9_000;
    const rig = banded(tenPercent).feed(aTrade({ at: at('09:20:00'), price }));
    rig.submit(anOrderRequest({ side }), at('09:21:00'));
    rig.feed(aTrade({ at: at('09:22:00'), price }));
    expect(last(rig)).toBe('accepted');
    rig.feed(aTrade({ at: at('09:23:00'), price: side === 'buy' ? 10_990 : 9_010 }));
    expect(last(rig)).toBe(`filled: 10 at ${side === 'buy' ? 10_990 : 9_010}, taker`);
  });

  test('has many for the other side', () => {
    const rig = banded(tenPercent).feed(aTrade({ at: at('09:20:00'), price: 11_000 }));
    rig.submit(anOrderRequest({ side: 'sell' }), at('09:21:00')).runUntil(at('09:21:00'));
    expect(last(rig)).toBe('filled: 10 at 11000, taker');
  });

  test('says so to an order that will not wait', () => {
    const rig = banded(tenPercent).feed(aTrade({ at: at('09:20:00'), price: 11_000 }));
    rig.submit(anOrderRequest({ tif: 'IOC' }), at('09:21:00')).runUntil(at('09:21:00'));
    expect(last(rig)).toBe('canceled: NOBODY_THERE');
  });

  test('is known of quotes by its best bid', () => {
    const rig = banded(tenPercent, { fedBy: 'quotes' });
    rig.feed(aQuote({ at: at('09:20:00'), bid: 11_000, ask: 11_000 }));
    rig.submit(anOrderRequest(), at('09:21:00')).runUntil(at('09:21:00'));
    expect(last(rig)).toBe('accepted');
    rig.feed(aQuote({ at: at('09:22:00'), bid: 10_990, ask: 11_000 }));
    expect(last(rig)).toBe('filled: 10 at 11000, taker');
  });

  test('triggers a stop, which then waits for somebody', () => {
    const rig = banded(tenPercent).feed(aTrade({ at: at('09:20:00') }));
    rig.submit(anOrderRequest({ terms: stop(10_500) }), at('09:21:00'));
    rig.feed(aTrade({ at: at('09:22:00'), price: 11_000 }));
    expect(last(rig)).toBe('triggered');
    rig.feed(aTrade({ at: at('09:23:00'), price: 10_950 }));
    expect(last(rig)).toBe('filled: 10 at 10950, taker');
  });
});

describe('a band that gives way', () => {
  const flex = { basisPoints: 500, within: 10, prices: 2, wait: toMicros(15 * minute) };
  const terms = { ...tenPercent, flex };

  test('does so once enough prices have pressed for long enough, with both of its ends', () => {
    const rig = banded(terms).feed(aTrade({ at: at('10:00:00') }));
    rig.submit(anOrderRequest({ terms: limit(9_100) }), at('10:00:01'));
    const above = (id: string, time: string): string | undefined => {
      rig.submit(
        anOrderRequest({ id: toOrderId(id), side: 'sell', terms: limit(11_400) }),
        at(time),
      );
      return last(rig.runUntil(at(time)));
    };
    rig.feed(aTrade({ at: at('10:01:00'), price: 10_990 }));
    rig.feed(aTrade({ at: at('10:02:00'), price: 10_990 }));
    expect(above('0000TEST000002', '10:03:00')).toBe('rejected: PRICE_BAND');
    rig.feed(aTrade({ at: at('10:16:00'), price: 10_990 }));
    expect(last(rig)).toBe('canceled: PRICE_BAND');
    expect(above('0000TEST000003', '10:17:00')).toBe('accepted');
  });

  test('stands where the prices in between press no more but from the other end', () => {
    const rig = banded(terms).feed(aTrade({ at: at('10:01:00'), price: 10_990 }));
    rig.feed(
      aTrade({ at: at('10:10:00'), price: 9_005 }),
      aTrade({ at: at('10:17:00'), price: 10_990 }),
    );
    rig.submit(anOrderRequest({ side: 'sell', terms: limit(11_400) }), at('10:18:00'));
    expect(last(rig.runUntil(at('10:18:00')))).toBe('rejected: PRICE_BAND');
  });
});

describe('a volatility interruption', () => {
  const interruptions = volatilityInterruptions({
    basisPoints: 500,
    halt: toMicros(minute),
    auction: toMicros(2 * minute),
  });
  const rigOf = (): VenueRig => new VenueRig({ ...nse, fedBy: 'trades', interruptions });

  test('stops trading before anyone trades at the price, and ends with one for everyone', () => {
    const rig = rigOf().feed(aTrade({ at: at('10:00:00') }));
    rig.submit(anOrderRequest({ terms: limit(9_600) }), at('10:00:30'));
    rig.feed(
      aTrade({ at: at('10:01:00'), price: 9_490 }),
      aTrade({ at: at('10:03:59'), price: 9_450 }),
    );
    expect(last(rig)).toBe('accepted');
    rig.feed(aTrade({ at: at('10:04:00'), price: 9_400 }));
    expect(last(rig)).toBe('filled: 10 at 9400, taker');
  });

  test('refuses what has to trade at once while orders are collected', () => {
    const rig = rigOf().feed(
      aTrade({ at: at('10:00:00') }),
      aTrade({ at: at('10:01:00'), price: 10_600 }),
    );
    rig.submit(anOrderRequest({ tif: 'IOC' }), at('10:03:00')).runUntil(at('10:03:00'));
    expect(last(rig)).toBe('rejected: SESSION_CLOSED');
  });

  test('measures from the price that trading began with again', () => {
    const rig = rigOf().feed(
      aTrade({ at: at('10:00:00') }),
      aTrade({ at: at('10:01:00'), price: 10_600 }),
      aTrade({ at: at('10:05:00'), price: 10_700 }),
    );
    rig.submit(anOrderRequest(), at('10:06:00'));
    expect(last(rig.runUntil(at('10:06:00')))).toBe('filled: 10 at 10700, taker');
  });
});

describe('a market-wide halt', () => {
  const calendar = toCalendarId('NSE');
  const index = anInstrument({ id: toInstrumentId('NIFTY.NSE'), calendar });
  const share = anInstrument({ calendar });
  const coin = anInstrument({ id: toInstrumentId('BTC.X'), exchange: 'X', calendar });
  const halts: HaltModel = indianHalts('NIFTY.NSE', 1_000_000);
  const rigOf = (): VenueRig =>
    new VenueRig({ instruments: [index, share, coin], fedBy: 'trades', halts });
  const indexAt = (time: string, price: number) =>
    aTrade({ instrument: 'NIFTY.NSE', at: at(time), price });

  test.each([
    ['ten per cent in the morning', '10:00:00', 900_000, '11:00:00'],
    ['ten per cent in the afternoon', '13:00:00', 1_100_000, '13:30:00'],
    ['ten per cent late', '14:30:00', 900_000, '14:30:00'],
    ['fifteen per cent in the morning', '12:59:59', 850_000, '14:59:59'],
    ['fifteen per cent in the afternoon', '13:30:00', 850_000, '14:30:00'],
  ])('of %s lasts so long', (_, time, price, until) => {
    const rig = rigOf().feed(aTrade({ at: at('09:20:00') }), indexAt(time, price));
    const before = at(until) - 1;
    if (before > at(time)) {
      rig.submit(anOrderRequest(), before - 1).feed(aTrade({ at: before, price: 9_000 }));
      expect(rig.venue.openOrders()).toBe(1);
    } else {
      rig.submit(anOrderRequest(), at(time));
    }
    rig.feed(aTrade({ at: at(until), price: 8_000 }));
    expect(rig.venue.openOrders()).toBe(0);
  });

  test.each([
    ['fifteen per cent late', '14:00:00', 850_000],
    ['twenty per cent at any time', '09:30:00', 800_000],
  ])('of %s ends the day', (_, time, price) => {
    const rig = rigOf().feed(indexAt(time, price));
    rig.submit(anOrderRequest({ tif: 'DAY' }), at('15:00:00'));
    rig.feed(aTrade({ at: at('15:29:00') }));
    expect(last(rig.runUntil(at('15:30:00')))).toBe('expired');
  });

  test('comes for each move once a day', () => {
    const rig = rigOf().feed(indexAt('10:00:00', 900_000), indexAt('11:00:00', 899_000));
    rig.feed(aTrade({ at: at('11:00:01') }));
    rig.submit(anOrderRequest(), at('11:00:02')).runUntil(at('11:00:02'));
    expect(last(rig)).toBe('filled: 10 at 10000, taker');
    rig.feed(indexAt('11:10:00', 850_000));
    rig.submit(anOrderRequest({ id: second }), at('11:11:00'));
    expect(last(rig.feed(aTrade({ at: at('11:12:00') })))).toBe('accepted');
  });

  test('leaves other exchanges alone', () => {
    const rig = rigOf().feed(indexAt('10:00:00', 900_000));
    rig.feed(aTrade({ instrument: 'BTC.X', at: at('10:01:00') }));
    rig.submit(anOrderRequest({ instrument: coin.id }), at('10:02:00')).runUntil(at('10:02:00'));
    expect(last(rig)).toBe('filled: 10 at 10000, taker');
  });

  test('goes by bars and quotes of the index as well', () => {
    for (const datum of [
      aBar({ instrument: 'NIFTY.NSE', at: at('10:00:00'), open: 900_000 }),
      aQuote({ instrument: 'NIFTY.NSE', at: at('10:00:00'), bid: 899_000, ask: 901_000 }),
    ]) {
      const rig = rigOf().feed(datum);
      rig.submit(anOrderRequest(), at('10:01:00')).feed(aTrade({ at: at('10:02:00') }));
      expect(last(rig)).toBe('accepted');
    }
  });
});
