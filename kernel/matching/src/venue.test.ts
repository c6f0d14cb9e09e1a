import {
  Random,
  SessionClock,
  alwaysOpen,
  ledgerScales,
  toCalendarId,
  toInstrumentId,
  toMicros,
  toOrderId,
  toPrice,
} from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import { SimulatedVenue, noFees, noLatency, sureFills } from 'argosy/matching';
import { VenueRig, aBar, aQuote, anInstrument, anOrderRequest } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = (price: number) => ({ type: 'limit', limit: toPrice(price) }) as const;
const latency = {
  insert: toMicros(100),
  amend: toMicros(200),
  cancel: toMicros(50),
  report: toMicros(7),
  jitter: toMicros(0),
};
const resting = anOrderRequest({ terms: limit(9_990) });

describe('latency', () => {
  test('brings an order in after the insert latency', () => {
    const rig = new VenueRig({ latency }).feed(aQuote({ at: 1 })).submit(anOrderRequest(), 10);
    rig.feed(aQuote({ at: 60, ask: 10_100 })).runUntil(500);
    expect(rig.said()).toEqual(['accepted @110', 'filled @110: 10 at 10100, taker']);
  });

  test('brings an amendment in after the amend latency', () => {
    const rig = new VenueRig({ latency }).submit(resting, 10).amend(resting, { qty: 5 }, 500);
    expect(rig.runUntil(1000).said()).toEqual(['accepted @110', 'updated @700']);
  });

  test('brings a cancel in after the cancel latency', () => {
    const rig = new VenueRig({ latency }).submit(resting, 10).cancel(resting, 500);
    expect(rig.runUntil(1000).said()).toEqual(['accepted @110', 'canceled @550']);
  });

  test('lets a fill come before a cancel that was already sent', () => {
    const rig = new VenueRig({ latency }).feed(aQuote({ at: 1 })).submit(resting, 10);
    rig
      .runUntil(200)
      .cancel(resting, 500)
      .feed(aQuote({ at: 520, ask: 9_990 }))
      .runUntil(600);
    expect(rig.said().slice(1)).toEqual([
      'filled @520: 10 at 9990, maker',
      'cancelRejected @550: ORDER_NOT_OPEN',
    ]);
  });

  test('makes a report known after the report latency', () => {
    const rig = new VenueRig({ latency }).submit(resting, 10).runUntil(200);
    expect(rig.reports[0]).toMatchObject({ eventAt: 110, availableAt: 117 });
  });

  test('never lets a cancel overtake its order', () => {
    const rig = new VenueRig({ latency }).submit(resting, 10).cancel(resting, 11).runUntil(500);
    expect(rig.said()).toEqual(['accepted @110', 'canceled @110']);
  });

  test('with jitter stays within its bound', () => {
    const jittery = { ...latency, jitter: toMicros(30) };
    const arrivals = Array.from({ length: 40 }, (_, seed) => {
      const rig = new VenueRig({ latency: jittery, seed }).submit(resting, 0).runUntil(500);
      return rig.reports[0]?.eventAt ?? 0;
    });
    expect(Math.min(...arrivals)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...arrivals)).toBeLessThanOrEqual(130);
    expect(new Set(arrivals).size).toBeGreaterThan(10);
  });
});

describe('what the venue does next', () => {
  test('is nothing while it is empty', () => {
    const { venue } = new VenueRig();
    expect([venue.nextWakeAt, venue.nextWakeRank]).toEqual([Infinity, Infinity]);
  });

  test('is an arrival at rank 5', () => {
    const { venue } = new VenueRig({ latency }).submit(anOrderRequest(), 10);
    expect([venue.nextWakeAt, venue.nextWakeRank]).toEqual([110, 5]);
  });

  test('is a bar’s open at rank 6, then its inner points at rank 2', () => {
    const rig = new VenueRig({ fedBy: 'bars' }).announce(aBar({ opensAt: 0, at: 300 }));
    const seen: (readonly number[])[] = [];
    while (rig.venue.nextWakeAt < Infinity) {
      seen.push([rig.venue.nextWakeAt, rig.venue.nextWakeRank]);
      rig.runUntil(rig.venue.nextWakeAt);
    }
    expect(seen).toEqual([
      [0, 6],
      [100, 2],
      [200, 2],
    ]);
  });

  test('is the end of the day at rank 1', () => {
    const { venue } = new VenueRig().submit(anOrderRequest({ tif: 'DAY' }), 5).runUntil(5);
    expect([venue.nextWakeAt, venue.nextWakeRank]).toEqual([86_400_000_000, 1]);
  });
});

test('orders sent at one instant arrive in the order they were sent', () => {
  const ids = Array.from({ length: 9 }, (_, n) => toOrderId(`0000TEST00000${n}`)).toReversed();
  const rig = new VenueRig();
  for (const id of ids) rig.submit(anOrderRequest({ id }), 1);
  expect(rig.runUntil(1).reports.map((report) => report.order)).toEqual(ids);
});

test('open orders are counted from arrival to close', () => {
  const rig = new VenueRig({ latency }).submit(resting, 10);
  const counts = [rig.venue.openOrders()];
  counts.push(rig.runUntil(200).venue.openOrders());
  counts.push(rig.cancel(resting, 300).runUntil(400).venue.openOrders());
  expect(counts).toEqual([0, 1, 0]);
});

test('an order for an instrument it does not trade is turned away', () => {
  const rig = new VenueRig();
  rig.submit(anOrderRequest({ instrument: toInstrumentId('TCS.NSE') }), 2).runUntil(3);
  expect(rig.said()).toEqual(['rejected @2: UNKNOWN_INSTRUMENT']);
});

test('an order that was turned away is forgotten', () => {
  const order = anOrderRequest({ instrument: toInstrumentId('TCS.NSE') });
  const rig = new VenueRig().submit(order, 2).cancel(order, 3).runUntil(4);
  expect(rig.said().at(-1)).toBe('cancelRejected @3: ORDER_NOT_OPEN');
});

test('an amendment of an unknown order is refused', () => {
  const rig = new VenueRig().amend(resting, { qty: 5 }, 3).runUntil(4);
  expect(rig.said()).toEqual(['modifyRejected @3: ORDER_NOT_OPEN']);
});

test('the same order sent twice is a bug of its sender', () => {
  const rig = new VenueRig().submit(resting, 1);
  expect(() => rig.submit(resting, 2)).toThrow('an order is sent once');
});

test('a calendar that was not given is refused at the start', () => {
  const instrument = anInstrument({ calendar: toCalendarId('MOON') });
  const build = (): SimulatedVenue =>
    new SimulatedVenue({
      instruments: new InstrumentTable([instrument]),
      calendars: new Map([[alwaysOpen.id, new SessionClock(alwaysOpen)]]),
      fedBy: () => 'quotes',
      fees: noFees,
      latency: noLatency,
      fills: sureFills,
      bars: { fillAt: 'nextOpen', path: 'OHLC' },
      staleAfter: null,
      scales: ledgerScales({}),
      random: Random.fromSeed(1),
    });
  expect(build).toThrow('MOON of SBIN.NSE');
});
