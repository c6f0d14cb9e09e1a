import {
  SessionClock,
  alwaysOpen,
  nseClosingAuction,
  nseEquity,
  parseTimestamp,
  toCalendarId,
  toMicros,
  toTimestamp,
  unwrap,
  type SessionWindow,
  type TradingCalendar,
} from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { SessionGate } from './session-gate.ts';

const hour = 3_600_000_000;
const ist = (text: string) => unwrap(parseTimestamp(`2026-01-${text}+05:30`)).at;
const utc = (text: string) => unwrap(parseTimestamp(`2026-01-${text}Z`)).at;
const open = (from: number, until: number): SessionWindow => ({
  phase: 'open',
  fromMicros: toMicros(from * hour),
  untilMicros: toMicros(until * hour),
});
const daily = (...windows: readonly SessionWindow[]): SessionGate => {
  const week = { 1: windows, 2: windows, 3: windows, 4: windows, 5: windows, 6: [], 7: [] };
  const offsets = [{ from: toTimestamp(0), offset: toMicros(0) }];
  const calendar: TradingCalendar = {
    id: toCalendarId('TEST'),
    offsets,
    week,
    holidays: [],
    specials: {},
  };
  return new SessionGate(new SessionClock(calendar));
};
const nse = new SessionGate(new SessionClock(nseEquity));

describe('the phase', () => {
  test('is open from the open up to the close', () => {
    const at = ['05T09:15:00', '05T15:29:59.999999', '05T15:30:00'].map(ist);
    expect(at.map((one) => nse.phaseAt(one))).toEqual(['open', 'open', 'closed']);
  });

  test('is pre-open while orders may wait', () => {
    expect(nse.phaseAt(ist('05T09:05:00'))).toBe('preOpen');
  });
});

describe('the end of the day', () => {
  test('is the close of the session the order comes in', () => {
    expect(nse.dayEndAt(ist('05T10:00:00'))).toBe(ist('05T15:30:00'));
  });

  test('is the next close for an order from before the open', () => {
    expect(nse.dayEndAt(ist('05T09:05:00'))).toBe(ist('05T15:30:00'));
  });

  test('is the next day’s close for an order at the close', () => {
    expect(nse.dayEndAt(ist('05T15:30:00'))).toBe(ist('06T15:30:00'));
  });

  test('passes over the weekend', () => {
    expect(nse.dayEndAt(ist('09T16:00:00'))).toBe(ist('12T15:30:00'));
  });

  test('is the last close of a day with a pause', () => {
    const gate = daily(open(9, 12), open(13, 17));
    expect(gate.dayEndAt(utc('05T10:00:00'))).toBe(utc('05T17:00:00'));
  });

  test('is the last close for an order in the pause', () => {
    const gate = daily(open(9, 12), open(13, 17));
    expect(gate.dayEndAt(utc('05T12:30:00'))).toBe(utc('05T17:00:00'));
  });

  test('is the close of a session that passes midnight', () => {
    expect(daily(open(18, 26)).dayEndAt(utc('05T23:00:00'))).toBe(utc('06T02:00:00'));
  });

  test('is local midnight where trading never pauses', () => {
    const gate = new SessionGate(new SessionClock(alwaysOpen));
    expect(gate.dayEndAt(utc('05T10:00:00'))).toBe(utc('06T00:00:00'));
  });

  test('is the midnight of the exchange’s own clock', () => {
    const gate = new SessionGate(
      new SessionClock({
        ...alwaysOpen,
        offsets: [{ from: toTimestamp(0), offset: toMicros(5.5 * hour) }],
      }),
    );
    expect(gate.dayEndAt(ist('05T10:00:00'))).toBe(ist('06T00:00:00'));
  });

  test('is midnight inside a week without pauses and its close on the last day', () => {
    const gate = daily(open(0, 24));
    expect(gate.dayEndAt(utc('06T10:00:00'))).toBe(utc('07T00:00:00'));
    expect(gate.dayEndAt(utc('09T10:00:00'))).toBe(utc('10T00:00:00'));
  });
});

describe('the instant from which orders for an opening are taken', () => {
  test.each([
    ['is that of the auction before it', '05T08:00:00', '05T09:00:00'],
    ['is now while they are collected', '05T09:05:00', '05T09:05:00'],
    ['is the open itself once they are matched', '05T09:10:00', '05T09:15:00'],
    ['is of the next day within a session', '05T10:00:00', '06T09:00:00'],
    ['is of the next day behind the close', '05T15:45:00', '06T09:00:00'],
    ['passes over the weekend', '09T10:00:00', '12T09:00:00'],
  ])('%s', (_, at, enters) => {
    expect(nse.entersOpeningAt(ist(at))).toBe(ist(enters));
  });

  test('is the open of a day that begins without an auction', () => {
    const gate = daily(open(9, 12), open(13, 17));
    expect(gate.entersOpeningAt(utc('05T08:00:00'))).toBe(utc('05T09:00:00'));
    expect(gate.entersOpeningAt(utc('05T10:00:00'))).toBe(utc('05T13:00:00'));
  });

  test('is behind the matching of a close that goes on right before it', () => {
    const phase = (name: SessionWindow['phase'], from: number, until: number): SessionWindow => ({
      ...open(from, until),
      phase: name,
    });
    const between = [phase('closing', 12, 13), phase('matching', 13, 14), phase('preOpen', 14, 15)];
    const gate = daily(open(9, 12), ...between, open(15, 17));
    expect(gate.entersOpeningAt(utc('05T10:00:00'))).toBe(utc('05T14:00:00'));
    expect(gate.entersOpeningAt(utc('05T13:30:00'))).toBe(utc('05T14:00:00'));
  });

  test('is never where trading never pauses', () => {
    const gate = new SessionGate(new SessionClock(alwaysOpen));
    expect(gate.entersOpeningAt(utc('05T10:00:00'))).toBeNull();
  });

  test('leads to the open that they are for', () => {
    expect(nse.opensFrom(ist('05T09:00:00'))).toBe(ist('05T09:15:00'));
    expect(nse.opensFrom(ist('05T09:15:00'))).toBe(ist('05T09:15:00'));
  });
});

describe('the instant from which orders for a close are taken', () => {
  const lead = toMicros(60_000_000);
  const cas = new SessionGate(new SessionClock(nseClosingAuction));

  test.each([
    ['is a lead before it', nse, '05T10:00:00', '05T15:29:00'],
    ['is now within that', nse, '05T15:29:30', '05T15:29:30'],
    ['is of this day before the open', nse, '05T09:05:00', '05T15:29:00'],
    ['is of the next day behind it', nse, '05T15:45:00', '06T15:29:00'],
    ['is when they are collected for its auction', cas, '05T10:00:00', '05T15:20:00'],
    ['is now while they are', cas, '05T15:25:00', '05T15:25:00'],
  ])('%s', (_, gate, at, enters) => {
    expect(gate.entersClosingAt(ist(at), lead)).toBe(ist(enters));
  });

  test('is before the last close of a day with a pause', () => {
    const gate = daily(open(9, 12), open(13, 17));
    expect(gate.entersClosingAt(utc('05T10:00:00'), lead)).toBe(utc('05T16:59:00'));
  });

  test('is before midnight where trading never pauses', () => {
    const gate = new SessionGate(new SessionClock(alwaysOpen));
    expect(gate.entersClosingAt(utc('05T10:00:00'), lead)).toBe(utc('05T23:59:00'));
  });
});
