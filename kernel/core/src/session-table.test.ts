import { describe, expect, test } from 'vitest';

import { toMicros, toTimestamp } from './amounts.ts';
import { toCalendarId } from './ids.ts';
import { unwrap } from './result.ts';
import {
  SessionTable,
  type SessionPhase,
  type SessionWindow,
  type TradingCalendar,
} from './session-table.ts';
import { formatDay, formatTimestamp, MICROS_PER_DAY, MICROS_PER_HOUR } from './time.ts';
import { parseTimestamp } from './timestamp-text.ts';

const instant = (text: string) => unwrap(parseTimestamp(text)).at;
const window = (phase: SessionPhase, from: number, until: number): SessionWindow => ({
  phase,
  fromMicros: toMicros(from * MICROS_PER_HOUR),
  untilMicros: toMicros(until * MICROS_PER_HOUR),
});
const daily = (...day: readonly SessionWindow[]): TradingCalendar['week'] => ({
  1: day,
  2: day,
  3: day,
  4: day,
  5: day,
  6: day,
  7: day,
});
const aTable = (change: Partial<TradingCalendar> = {}): SessionTable =>
  new SessionTable({
    id: toCalendarId('TEST'),
    offsets: [{ from: toTimestamp(0), offset: toMicros(0) }],
    week: daily(),
    holidays: [],
    specials: {},
    ...change,
  });
const spanOf = (table: SessionTable, text: string): readonly string[] => {
  const { from = 0, until = 0 } = table.sessionAt(instant(text)) ?? {};
  return [from, until].map((at) => formatTimestamp(toTimestamp(at)));
};

describe('a session', () => {
  const overlapping = aTable({ week: daily(window('open', 22, 30), window('preOpen', 4, 8)) });

  test('of an earlier day wins where two overlap', () => {
    const { phase, day } = overlapping.sessionAt(instant('2026-11-20T05:00:00Z')) ?? {};
    expect([phase, formatDay(day ?? 0)]).toEqual(['open', '2026-11-19']);
  });

  test('goes on where the one that covered it ends', () => {
    expect(overlapping.sessionAt(instant('2026-11-20T07:00:00Z'))?.phase).toBe('preOpen');
  });

  test('that is listed first wins where two of a day overlap', () => {
    const table = aTable({ week: daily(window('closing', 14, 16), window('open', 9, 15)) });
    expect(table.sessionAt(instant('2026-11-20T14:30:00Z'))?.phase).toBe('closing');
  });

  test('is none on a holiday', () => {
    const table = aTable({ week: daily(window('open', 9, 15)), holidays: ['2026-11-20'] });
    expect(table.sessionAt(instant('2026-11-20T10:00:00Z'))).toBeNull();
  });

  test('is that of the special day, even on a holiday', () => {
    const table = aTable({
      week: daily(window('open', 9, 15)),
      holidays: ['2026-11-08'],
      specials: { '2026-11-08': [window('open', 18, 19)] },
    });
    const times = ['2026-11-08T10:00:00Z', '2026-11-08T18:00:00Z'];
    expect(times.map((text) => table.sessionAt(instant(text))?.phase)).toEqual([undefined, 'open']);
  });

  test('is right for days that share a place of the memo', () => {
    const table = aTable({ specials: { '2026-11-20': [window('open', 9, 15)] } });
    const at = instant('2026-11-20T10:00:00Z');
    const days = [0, 64, 0, -64].map((day) => toTimestamp(at + day * MICROS_PER_DAY));
    expect(days.map((day) => table.sessionAt(day)?.phase)).toEqual([
      'open',
      undefined,
      'open',
      undefined,
    ]);
  });
});

describe('an edge', () => {
  const table = aTable({ week: daily(window('open', 9, 15)) });
  const noon = instant('2026-11-20T12:00:00Z');

  test('after an instant is the next begin or end', () => {
    const edges = [noon, table.edgeAfter(noon)].map((at) =>
      formatTimestamp(toTimestamp(table.edgeAfter(at))),
    );
    expect(edges).toEqual(['2026-11-20T15:00:00Z', '2026-11-21T09:00:00Z']);
  });

  test('up to an instant is the last begin or end, the instant itself included', () => {
    const nine = instant('2026-11-20T09:00:00Z');
    expect([table.edgeUpTo(noon), table.edgeUpTo(nine), table.edgeUpTo(nine - 1)]).toEqual([
      nine,
      nine,
      instant('2026-11-19T15:00:00Z'),
    ]);
  });

  test('is never more than a day off', () => {
    const edges = [aTable().edgeUpTo(noon), aTable().edgeAfter(noon)];
    expect(edges).toEqual([noon - MICROS_PER_DAY, noon + MICROS_PER_DAY]);
  });
});

describe('a clock that is put forward and back', () => {
  // The rule of New York: -05:00 in winter, -04:00 from 8 March to 1 November 2026.
  const newYork = (...windows: readonly SessionWindow[]): SessionTable =>
    aTable({
      offsets: [
        { from: toTimestamp(0), offset: toMicros(-5 * MICROS_PER_HOUR) },
        { from: instant('2026-03-08T07:00:00Z'), offset: toMicros(-4 * MICROS_PER_HOUR) },
        { from: instant('2026-11-01T06:00:00Z'), offset: toMicros(-5 * MICROS_PER_HOUR) },
      ],
      week: daily(...windows),
    });

  test.each([
    ['2026-03-06T18:00:00Z', '2026-03-06T14:30:00Z', '2026-03-06T21:00:00Z'],
    ['2026-03-09T18:00:00Z', '2026-03-09T13:30:00Z', '2026-03-09T20:00:00Z'],
    ['2026-11-02T18:00:00Z', '2026-11-02T14:30:00Z', '2026-11-02T21:00:00Z'],
  ])('opens by the wall at %s', (at, from, until) => {
    expect(spanOf(newYork(window('open', 9.5, 16)), at)).toEqual([from, until]);
  });

  test('opens at once where its opening time is skipped', () => {
    const span = spanOf(newYork(window('open', 2.5, 5)), '2026-03-08T08:00:00Z');
    expect(span).toEqual(['2026-03-08T07:00:00Z', '2026-03-08T09:00:00Z']);
  });

  test('opens the first time that its opening time comes', () => {
    const span = spanOf(newYork(window('open', 1.5, 5)), '2026-11-01T08:00:00Z');
    expect(span).toEqual(['2026-11-01T05:30:00Z', '2026-11-01T10:00:00Z']);
  });

  test('says how far it is ahead', () => {
    const table = newYork();
    const at = ['1960-01-01', '2026-03-08T06:59:59Z', '2026-03-08T07:00:00Z', '2026-12-01'];
    const hours = at.map((text) => table.offsetAt(instant(text)) / MICROS_PER_HOUR);
    expect(hours).toEqual([-5, -5, -4, -5]);
  });

  test('shows the day of the wall', () => {
    const at = ['2026-03-08T04:59:59Z', '2026-03-08T05:00:00Z', '2026-06-01T04:00:00Z'];
    const days = at.map((text) => formatDay(newYork().dayAt(instant(text))));
    expect(days).toEqual(['2026-03-07', '2026-03-08', '2026-06-01']);
  });
});

describe('a calendar is refused', () => {
  const badCalendar: unknown = expect.objectContaining({ code: 'BAD_CALENDAR' });
  const same = { from: toTimestamp(5), offset: toMicros(0) };
  const wholeDay = { from: toTimestamp(0), offset: toMicros(MICROS_PER_DAY) };

  test.each([
    ['without an offset', { offsets: [] }],
    ['with offsets out of order', { offsets: [same, same] }],
    ['with an offset of a day', { offsets: [wholeDay] }],
    ['with a window that ends before it begins', { week: daily(window('open', 10, 10)) }],
    ['with a window before the day before', { week: daily(window('open', -25, 10)) }],
    ['with a window past the next day', { specials: { '2026-01-01': [window('open', 10, 49)] } }],
  ])('%s', (_, change) => {
    expect(() => aTable(change)).toThrow(badCalendar);
  });

  test.each([
    ['holiday', { holidays: ['26-01-2026'] }],
    ['special day', { specials: { '2026-02-30': [] } }],
  ])('with a %s that is no day', (_, change) => {
    expect(() => aTable(change)).toThrow(expect.objectContaining({ code: 'BAD_DAY' }));
  });
});
