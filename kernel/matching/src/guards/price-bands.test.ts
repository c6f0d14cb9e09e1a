import {
  parseTimestamp,
  toCalendarId,
  toMicros,
  toOrderId,
  toPrice,
  toTimestamp,
  unwrap,
} from 'argosy/core';
import { priceBands, volatilityInterruptions, type BandTerms } from 'argosy/matching';
import {
  VenueRig,
  aBar,
  aQuote,
  aTrade,
  anAdjustment,
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

  test('has nothing to say of a trigger by the index, which is no price of the instrument', () => {
    const rig = banded(tenPercent).feed(aTrade({ at: at('09:20:00') }));
    const common = { display: null, postOnly: false, expiresAt: null };
    const instructions = { ...common, triggerBy: 'index' } as const;
    const order = anOrderRequest({ terms: stop(2_400_000), instructions });
    rig.submit(order, at('09:21:00')).runUntil(at('09:21:00'));
    expect(last(rig)).toBe('accepted');
    rig.amend(order, { terms: stop(2_500_000) }, at('09:22:00')).runUntil(at('09:22:00'));
    expect(last(rig)).toBe('updated');
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

  test('is made of the close of a day of bars, which is told as the day ends', () => {
    const bars = [
      aBar({ at: on('19', '15:30:00'), open: 20_000, high: 23_000, low: 19_900, close: 22_800 }),
      aBar({ at: at('09:16:00'), open: 23_000 }),
    ];
    for (const late of [0, 2_000_000]) {
      const [before, first] = bars.map((bar) => ({
        ...bar,
        availableAt: toTimestamp(bar.closesAt + late),
      }));
      const rig = banded({ basisPoints: 500 }, { fedBy: 'bars' });
      if (before !== undefined) rig.play(before);
      // An order of the very end of the day asks for the band of the next.
      rig.submit(
        anOrderRequest({ id: second, terms: limit(22_000), tif: 'GTC' }),
        on('19', '15:30:00'),
      );
      if (first !== undefined) rig.play(first);
      rig.submit(anOrderRequest({ terms: limit(24_100) }), at('09:17:00')).runUntil(at('09:17:00'));
      expect(rig.reports.at(-1)?.body).toMatchObject({
        reason:
          'PRICE_BAND: the price is outside the band of the day: 241.00, SBIN.NSE may be from 216.60 to 239.40',
      });
    }
  });

  test('begins anew with a bar that opens as the day before ends, where trading never pauses', () => {
    const rig = new VenueRig({ fedBy: 'bars', bands: priceBands({ all: { basisPoints: 1000 } }) });
    const midnight = 86_400_000_000;
    rig.play(
      aBar({ at: midnight, open: 10_000, high: 10_500, close: 10_100 }),
      aBar({ at: midnight + minute, open: 10_400 }),
    );
    rig
      .submit(anOrderRequest({ terms: limit(11_115) }), midnight + minute)
      .runUntil(midnight + minute);
    expect(rig.reports.at(-1)?.body).toMatchObject({
      reason:
        'PRICE_BAND: the price is outside the band of the day: 111.15, SBIN.NSE may be from 90.90 to 111.10',
    });
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

describe('a band over an action', () => {
  const split = anAdjustment({ at: on('20', '00:00:00') });
  const reasonOf = (rig: VenueRig, price: number): string => {
    const id = toOrderId(`0000TEST0000${price}`);
    rig.submit(anOrderRequest({ id, terms: limit(price) }), at('09:16:00'));
    rig.runUntil(at('09:16:00'));
    const body = rig.reports.at(-1)?.body;
    return body?.type === 'rejected' ? body.reason : 'taken';
  };
  const halved =
    'PRICE_BAND: the price is outside the band of the day: 60.05, SBIN.NSE may be from 45.00 to 55.00';

  test.each([
    ['before the first price of its day', []],
    ['behind it', [aTrade({ at: at('09:15:00'), price: 5_100 })]],
  ])('lies around the close as it is with the new units, %s', (_, rows) => {
    const rig = banded({ basisPoints: 1000 }).feed(
      aTrade({ at: on('19', '15:00:00') }),
      split,
      ...rows,
    );
    expect([reasonOf(rig, 5_000), reasonOf(rig, 6_005)]).toEqual(['taken', halved]);
  });

  test('that becomes known late is moved then, and what was traded since stays as it is', () => {
    const late = { ...split, availableAt: toTimestamp(at('09:15:30')) };
    const rig = banded({ basisPoints: 1000 }).feed(
      aTrade({ at: on('19', '15:00:00') }),
      aTrade({ at: at('09:15:00'), price: 5_100 }),
      late,
    );
    expect(reasonOf(rig, 6_005)).toBe(halved);
    rig.feed(aTrade({ at: on('23', '09:15:00'), price: 5_100 }));
    rig.submit(anOrderRequest({ terms: limit(5_615) }), on('23', '09:16:00'));
    expect(last(rig.runUntil(on('23', '09:16:00')))).toBe('rejected: PRICE_BAND');
  });

  test('stays where it is for a dividend, and for what a series says', () => {
    for (const changes of [{ addend: -100n, denominator: 1n }, { cause: 'roll' }] as const) {
      const rig = banded({ basisPoints: 1000 }).feed(aTrade({ at: on('19', '15:00:00') }), {
        ...split,
        ...changes,
      });
      expect(reasonOf(rig, 8_995)).toContain('from 90.00 to 110.00');
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

describe('a stop with a limit at the end of a band', () => {
  const asks = { type: 'stopLimit', trigger: toPrice(9_600), limit: toPrice(9_550) } as const;

  test('fires by a gap to where nobody buys, and rests until somebody does', () => {
    const rig = banded({ ...tenPercent, basisPoints: 500 }).feed(aTrade({ at: at('09:20:00') }));
    rig.submit(anOrderRequest({ side: 'sell', terms: asks }), at('09:21:00'));
    rig.feed(aTrade({ at: at('09:22:00'), price: 9_500 }));
    expect(last(rig)).toBe('triggered');
    rig.feed(aTrade({ at: at('09:23:00'), price: 9_700 }));
    expect(last(rig)).toBe('filled: 10 at 9550, maker');
  });

  test('follows a price that stands there', () => {
    const rig = banded({ ...tenPercent, basisPoints: 500 }).feed(
      aTrade({ at: at('09:20:00'), price: 9_600 }),
    );
    const trail = { by: 'price', distance: toPrice(100) } as const;
    const terms = { type: 'trailingStopMarket', trail, activation: null, trigger: null } as const;
    rig.submit(anOrderRequest({ terms }), at('09:21:00'));
    for (const [minutes, price] of [9_500, 9_605].entries()) {
      rig.feed(aTrade({ at: at(`09:2${2 + minutes}:00`), price }));
    }
    expect(last(rig)).toBe('filled: 10 at 9605, taker');
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

describe('a gap over night', () => {
  const interruptions = volatilityInterruptions({
    basisPoints: 500,
    halt: toMicros(minute),
    auction: toMicros(0),
  });

  test('interrupts nothing, though the close was told as the day ended, or traded at behind it', () => {
    const ofBars = new VenueRig({ ...nse, fedBy: 'bars', interruptions });
    ofBars.play(aBar({ at: on('19', '15:30:00'), open: 10_000 }));
    ofBars.submit(anOrderRequest({ tif: 'GTC' }), on('19', '16:00:00'));
    ofBars.play(aBar({ at: at('09:16:00'), open: 11_000 }));
    const ofTrades = new VenueRig({ ...nse, fedBy: 'trades', interruptions });
    ofTrades.feed(aTrade({ at: on('19', '15:29:00') }), aTrade({ at: on('19', '15:45:00') }));
    ofTrades.submit(anOrderRequest({ tif: 'AT_OPEN' }), on('19', '16:30:00'));
    ofTrades.feed(aTrade({ at: at('09:15:00'), price: 11_000 }));
    expect([last(ofBars), last(ofTrades)]).toEqual(Array(2).fill('filled: 10 at 11000, taker'));
  });
});
