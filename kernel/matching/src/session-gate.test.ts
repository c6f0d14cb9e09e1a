import {
  SessionClock,
  alwaysOpen,
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
