import { parseTimestamp, toCalendarId, toInstrumentId, toMicros, unwrap } from 'argosy/core';
import { VenueRig, aStatus, aTrade, anInstrument, anOrderRequest } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { volatilityInterruptions } from './interruption.ts';
import { indianHalts } from './market-halts.ts';

const minute = 60_000_000;
const at = (time: string): number => unwrap(parseTimestamp(`2026-11-20T${time}+05:30`)).at;
const instruments = [anInstrument({ calendar: toCalendarId('NSE') })];
const aRig = (halt: number, auction: number): VenueRig => {
  const terms = { basisPoints: 500, halt: toMicros(halt), auction: toMicros(auction) };
  const interruptions = volatilityInterruptions(terms);
  const rig = new VenueRig({ instruments, fedBy: 'trades', interruptions });
  return rig.feed(aTrade({ at: at('10:00:00') }));
};
const aFall = (time: string, price = 9_400) => aTrade({ at: at(time), price });
/** What was told of stops: the state, and when. */
const told = (rig: VenueRig): readonly (readonly [string, number])[] =>
  rig.told.flatMap((one) => (one.kind === 'status' ? [[one.state, one.availableAt] as const] : []));

describe('a stop of the venue’s own is told', () => {
  test('as it begins, as orders are collected, and as trading goes on', () => {
    const rig = aRig(minute, 2 * minute)
      .feed(aFall('10:01:00'))
      .runUntil(at('10:10:00'));
    expect(told(rig)).toEqual([
      ['halted', at('10:01:00')],
      ['preOpen', at('10:02:00')],
      ['open', at('10:04:00')],
    ]);
  });

  test('without a halt where orders are collected at once', () => {
    const rig = aRig(0, minute).feed(aFall('10:01:00')).runUntil(at('10:10:00'));
    expect(told(rig)).toEqual([
      ['preOpen', at('10:01:00')],
      ['open', at('10:02:00')],
    ]);
  });

  test('once, however often it is there', () => {
    const rig = aRig(minute, minute).feed(aFall('10:01:00')).runUntil(at('10:10:00'));
    rig.feed(aFall('10:11:00'), aFall('10:12:00', 8_800)).runUntil(at('10:20:00'));
    expect(told(rig).map(([state]) => state)).toEqual([
      'halted',
      'preOpen',
      'open',
      'halted',
      'preOpen',
      'open',
    ]);
  });

  test('of a whole market for each of its instruments, and ends with the longest', () => {
    const calendar = toCalendarId('NSE');
    const index = anInstrument({ id: toInstrumentId('NIFTY.NSE'), calendar });
    const halts = indianHalts('NIFTY.NSE', 1_000_000);
    const rig = new VenueRig({ instruments: [index, ...instruments], fedBy: 'trades', halts });
    const indexAt = (time: string, price: number) =>
      aTrade({ instrument: 'NIFTY.NSE', at: at(time), price });
    rig.feed(indexAt('10:00:00', 900_000), indexAt('10:10:00', 850_000)).runUntil(at('13:00:00'));
    const ofShare = rig.told.filter(({ instrument }) => instrument === instruments[0]?.id);
    expect(ofShare.map(({ availableAt }) => availableAt)).toEqual(
      ['10:00:00', '11:55:00', '12:10:00'].map(at),
    );
    expect(told(rig)).toHaveLength(6);
  });

  test('to be over with what the exchange has said meanwhile', () => {
    const rig = aRig(minute, minute).feed(aFall('10:01:00'));
    rig.feed(aStatus({ at: at('10:01:30'), state: 'closed' })).runUntil(at('10:10:00'));
    expect(told(rig).at(-1)).toEqual(['closed', at('10:03:00')]);
  });
});

test('what comes back of it changes nothing: trading begins again by itself', () => {
  const rig = aRig(minute, minute).feed(aFall('10:01:00'));
  rig.submit(anOrderRequest(), at('10:02:30')).feed(aFall('10:03:00', 9_300));
  expect(rig.said().at(-1)).toMatch('10 at 9300');
});

test('an owner who wants no data hears nothing of it', () => {
  const rig = aRig(minute, minute);
  const fall = aFall('10:01:00');
  const out = { report: () => undefined };
  expect(() => {
    rig.feed(fall);
    while (rig.venue.nextWakeAt < Number.POSITIVE_INFINITY) rig.venue.wake(out);
  }).not.toThrow();
  expect(told(rig)).toEqual([]);
});
