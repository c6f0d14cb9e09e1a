import {
  parseTimestamp,
  toCalendarId,
  toInstrumentId,
  toOrderId,
  toTimestamp,
  unwrap,
} from 'argosy/core';
import { indianHalts, type HaltModel } from 'argosy/matching';
import { VenueRig, aBar, aQuote, aTrade, anInstrument, anOrderRequest } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const on = (day: string, time: string): number => {
  return unwrap(parseTimestamp(`2026-11-${day}T${time}+05:30`)).at;
};
const at = (time: string): number => on('20', time);
const second = toOrderId('0000TEST000002');
const last = (rig: VenueRig): string | undefined => rig.said().at(-1)?.replace(/ @\d+/u, '');

describe('a market-wide halt', () => {
  const calendar = toCalendarId('NSE');
  const index = anInstrument({ id: toInstrumentId('NIFTY.NSE'), calendar });
  const share = anInstrument({ calendar });
  const coin = anInstrument({ id: toInstrumentId('BTC.X'), exchange: 'X', calendar });
  const halts: HaltModel = indianHalts('NIFTY.NSE', 1_000_000);
  const rigOf = (): VenueRig =>
    new VenueRig({ instruments: [index, share, coin], fedBy: 'trades', halts });
  const indexOn = (day: string, time: string, price: number) =>
    aTrade({ instrument: 'NIFTY.NSE', at: on(day, time), price });
  const indexAt = (time: string, price: number) => indexOn('20', time, price);

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

  test.each([
    [
      'a bar that closes as the day ends',
      aBar({ instrument: 'NIFTY.NSE', at: on('19', '15:30:00'), open: 930_000 }),
    ],
    [
      'a trade of that instant',
      aTrade({ instrument: 'NIFTY.NSE', at: on('19', '15:30:00'), price: 930_000 }),
    ],
    [
      'the same told late',
      {
        ...aBar({ instrument: 'NIFTY.NSE', at: on('19', '15:30:00'), open: 930_000 }),
        availableAt: toTimestamp(on('19', '15:30:02')),
      },
    ],
  ])('is measured from the close of the day before, which %s tells', (_, close) => {
    const rig = rigOf().feed(
      indexOn('19', '15:29:00', 1_000_000),
      close,
      indexAt('09:20:00', 890_000),
    );
    rig.feed(aTrade({ at: at('09:21:00') })).submit(anOrderRequest(), at('09:22:00'));
    expect(last(rig.runUntil(at('09:22:00')))).toBe('filled: 10 at 10000, taker');
    rig.feed(indexAt('09:23:00', 837_000)).submit(anOrderRequest({ id: second }), at('09:24:00'));
    expect(last(rig.feed(aTrade({ at: at('09:25:00') })))).toBe('accepted');
  });

  test('is over with its day: what the last bar tells stops no other', () => {
    const rig = rigOf().feed(indexOn('19', '15:00:00', 1_000_000));
    rig.feed(aBar({ instrument: 'NIFTY.NSE', at: on('19', '15:30:00'), open: 790_000 }));
    rig.feed(aTrade({ at: at('09:21:00') })).submit(anOrderRequest(), at('09:22:00'));
    expect(last(rig.runUntil(at('09:22:00')))).toBe('filled: 10 at 10000, taker');
  });

  test('of a day is measured from the day before of daily bars', () => {
    const daily = (day: string, open: number) =>
      aBar({ instrument: 'NIFTY.NSE', spec: '1-DAY-LAST-EXTERNAL', at: on(day, '15:30:00'), open });
    const rig = new VenueRig({
      instruments: [index, share],
      fedBy: 'trades',
      halts: indianHalts('NIFTY.NSE'),
    });
    rig.feed(daily('18', 1_000_000), daily('19', 920_000), indexAt('09:20:00', 810_000));
    rig.feed(aTrade({ at: at('09:21:00') })).submit(anOrderRequest(), at('09:22:00'));
    expect(last(rig.runUntil(at('09:22:00')))).toBe('accepted');
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
