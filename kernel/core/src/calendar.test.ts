import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { toMicros, toTimestamp, type Timestamp } from './amounts.ts';
import { SEARCH_DAYS_MAX, SessionClock } from './calendar.ts';
import { alwaysOpen, nseEquity } from './calendars.ts';
import { toCalendarId } from './ids.ts';
import { unwrap } from './result.ts';
import type { SessionPhase, SessionWindow, TradingCalendar } from './session-table.ts';
import {
  formatDay,
  formatTimestamp,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  parseDay,
  weekdayOf,
} from './time.ts';
import { parseTimestamp } from './timestamp-text.ts';

const instant = (text: string): Timestamp => unwrap(parseTimestamp(text)).at;
const ist = (text: string): Timestamp => instant(`${text}+05:30`);
const window = (phase: SessionPhase, from: number, until: number): SessionWindow => ({
  phase,
  fromMicros: toMicros(from * MICROS_PER_HOUR),
  untilMicros: toMicros(until * MICROS_PER_HOUR),
});
const aCalendar = (change: Partial<TradingCalendar> = {}): TradingCalendar => ({
  id: toCalendarId('TEST'),
  offsets: [{ from: toTimestamp(0), offset: toMicros(0) }],
  week: { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] },
  holidays: [],
  specials: {},
  ...change,
});
const daily = (...windows: readonly SessionWindow[]): TradingCalendar['week'] => ({
  1: windows,
  2: windows,
  3: windows,
  4: windows,
  5: windows,
  6: windows,
  7: windows,
});
const aClock = (change: Partial<TradingCalendar> = {}): SessionClock =>
  new SessionClock(aCalendar(change));

describe('an interval', () => {
  const clock = new SessionClock(nseEquity);

  test('is the session around an instant', () => {
    expect(clock.intervalAt(ist('2026-11-20T10:00:00'))).toEqual({
      phase: 'open',
      from: ist('2026-11-20T09:15:00'),
      until: ist('2026-11-20T15:30:00'),
    });
  });

  test('of no session spans the weekend', () => {
    expect(clock.intervalAt(ist('2026-11-22T10:00:00'))).toEqual({
      phase: null,
      from: ist('2026-11-20T16:00:00'),
      until: ist('2026-11-23T09:00:00'),
    });
  });

  test('runs through days that touch', () => {
    const week = { ...daily(), 2: [window('open', 0, 24)], 3: [window('open', 0, 24)] };
    const { from, until } = aClock({ week }).intervalAt(instant('2026-11-18T12:00:00Z'));
    expect([from, until].map((at) => formatTimestamp(at))).toEqual([
      '2026-11-17T00:00:00Z',
      '2026-11-19T00:00:00Z',
    ]);
  });

  test('without an end is cut where the search ends, the same from wherever it is asked', () => {
    const day = (text: string) => instant(`${text}T00:00:00Z`);
    const [one, other] = [new SessionClock(alwaysOpen), new SessionClock(alwaysOpen)];
    one.intervalAt(day('2026-01-01'));
    other.intervalAt(day('2027-06-01'));
    expect(one.intervalAt(day('2026-11-20'))).toEqual(other.intervalAt(day('2026-11-20')));
  });

  test('without an end is as long as the search', () => {
    const { from, until } = new SessionClock(alwaysOpen).intervalAt(instant('2026-11-20'));
    expect((until - from) / MICROS_PER_DAY).toBe(SEARCH_DAYS_MAX);
  });
});

describe('the next', () => {
  const clock = new SessionClock(nseEquity);

  test.each([
    ['2026-11-20T09:14:59', '2026-11-20T09:15:00', '2026-11-20T15:30:00'],
    ['2026-11-20T09:15:00', '2026-11-23T09:15:00', '2026-11-20T15:30:00'],
    ['2026-11-20T15:29:59', '2026-11-23T09:15:00', '2026-11-20T15:30:00'],
    ['2026-11-20T15:30:00', '2026-11-23T09:15:00', '2026-11-23T15:30:00'],
    ['2026-11-21T12:00:00', '2026-11-23T09:15:00', '2026-11-23T15:30:00'],
  ])('open and close come strictly after %s', (from, open, close) => {
    const at = ist(from);
    expect([clock.nextOpen(at), clock.nextClose(at)]).toEqual([ist(open), ist(close)]);
  });

  test('open passes over sessions of other phases', () => {
    const week = daily(window('preOpen', 8, 9), window('open', 9, 15), window('closing', 15, 16));
    const at = instant('2026-11-20T09:30:00Z');
    expect(formatTimestamp(aClock({ week }).nextOpen(at))).toBe('2026-11-21T09:00:00Z');
  });

  test('close is where trading ends though another phase follows', () => {
    const week = daily(window('open', 9, 15), window('closing', 15, 16));
    const at = instant('2026-11-20T09:30:00Z');
    expect(formatTimestamp(aClock({ week }).nextClose(at))).toBe('2026-11-20T15:00:00Z');
  });

  test('open is not found where trading never stops', () => {
    expect(() => new SessionClock(alwaysOpen).nextOpen(instant('2026-11-20'))).toThrow(
      expect.objectContaining({ code: 'SESSION_NOT_FOUND' }),
    );
  });

  test('close is not found where there is no session at all', () => {
    expect(() => aClock().nextClose(instant('2026-11-20'))).toThrow(
      'TEST within 400 days after 2026-11-20T00:00:00Z',
    );
  });

  test('open is found most of a year ahead', () => {
    const specials = { '2027-11-01': [window('open', 9, 10)] };
    const next = aClock({ specials }).nextOpen(instant('2026-11-20'));
    expect(formatTimestamp(next)).toBe('2027-11-01T09:00:00Z');
  });
});

describe('the trading day', () => {
  const dayOf = (clock: SessionClock, text: string): string =>
    formatDay(clock.tradingDay(instant(text)));

  test('of a session past midnight is the one it began on', () => {
    const clock = aClock({ week: daily(window('open', 17, 26)) });
    expect(dayOf(clock, '2026-11-21T01:00:00Z')).toBe('2026-11-20');
  });

  test('of an evening that trades for tomorrow is tomorrow', () => {
    const clock = aClock({ week: daily(window('open', -6, 17)) });
    expect(dayOf(clock, '2026-11-19T19:00:00Z')).toBe('2026-11-20');
  });

  test('outside every session is the day of the local clock', () => {
    expect(formatDay(new SessionClock(nseEquity).tradingDay(ist('2026-11-21T00:30:00')))).toBe(
      '2026-11-21',
    );
  });

  test('changes at midnight where trading never stops', () => {
    const clock = new SessionClock(alwaysOpen);
    expect(
      ['2026-11-20T23:59:59Z', '2026-11-21T00:00:00Z'].map((text) => dayOf(clock, text)),
    ).toEqual(['2026-11-20', '2026-11-21']);
  });
});

describe('any calendar, in any order of questions', () => {
  const FIRST_DAY = unwrap(parseDay('2026-11-02'));
  const DAYS = 40;
  const SLOT = MICROS_PER_HOUR / 2;
  const SLOTS_PER_DAY = 48;
  type Cell = { readonly phase: SessionPhase; readonly day: number } | null;

  const hours = fc.integer({ min: -48, max: 95 }).map((half) => half / 2);
  const windows = fc
    .tuple(
      fc.constantFrom('preOpen' as const, 'open' as const, 'closing' as const),
      hours,
      fc.integer({ min: 1, max: 40 }),
    )
    .map(([phase, from, halves]) => window(phase, from, Math.min(48, from + halves / 2)));
  const day = fc.array(windows, { maxLength: 3 });
  const dayText = fc.integer({ min: FIRST_DAY, max: FIRST_DAY + DAYS }).map(formatDay);
  const calendars = fc
    .record({
      week: fc.record({ 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day }),
      holidays: fc.array(dayText, { maxLength: 4 }),
      specials: fc.dictionary(dayText, day, { maxKeys: 3 }),
      offset: fc.integer({ min: -24, max: 24 }).map((half) => toMicros(half * SLOT)),
    })
    .map(({ offset, ...rest }) =>
      aCalendar({ ...rest, offsets: [{ from: toTimestamp(0), offset }] }),
    );

  const windowsOf = (calendar: TradingCalendar, of: number): readonly SessionWindow[] => {
    const text = formatDay(of);
    const special = Object.hasOwn(calendar.specials, text) ? calendar.specials[text] : undefined;
    return special ?? (calendar.holidays.includes(text) ? [] : calendar.week[weekdayOf(of)]);
  };

  /** Half hours of the local clock, painted from the last window to the first, so the first wins. */
  const paint = (calendar: TradingCalendar): readonly Cell[] => {
    const cells: Cell[] = Array.from({ length: DAYS * SLOTS_PER_DAY }, () => null);
    for (let index = DAYS + 1; index >= -2; index -= 1) {
      for (const { phase, fromMicros, untilMicros } of windowsOf(
        calendar,
        FIRST_DAY + index,
      ).toReversed()) {
        const from = Math.max(0, index * SLOTS_PER_DAY + fromMicros / SLOT);
        const until = Math.min(cells.length, index * SLOTS_PER_DAY + untilMicros / SLOT);
        for (let cell = from; cell < until; cell += 1)
          cells[cell] = { phase, day: FIRST_DAY + index };
      }
    }
    return cells;
  };
  const instantOf = (calendar: TradingCalendar, cell: number, into = 0): Timestamp =>
    toTimestamp(
      FIRST_DAY * MICROS_PER_DAY + cell * SLOT + into - (calendar.offsets[0]?.offset ?? 0),
    );
  const phaseOf = (cells: readonly Cell[], cell: number): SessionPhase | null =>
    cells[cell]?.phase ?? null;
  /** Only the middle of what is painted is asked about; stretches that reach its rim are left out. */
  const questions = fc.array(
    fc.tuple(fc.integer({ min: 8 * SLOTS_PER_DAY, max: 24 * SLOTS_PER_DAY }), fc.nat(SLOT - 1)),
    { minLength: 1, maxLength: 12 },
  );
  const forEachQuestion = (
    check: (asked: {
      clock: SessionClock;
      cells: readonly Cell[];
      cell: number;
      at: Timestamp;
      when: (cell: number) => Timestamp;
    }) => void,
  ): void => {
    fc.assert(
      fc.property(calendars, questions, (calendar, list) => {
        const clock = new SessionClock(calendar);
        const cells = paint(calendar);
        const when = (cell: number): Timestamp => instantOf(calendar, cell);
        for (const [cell, into] of list) {
          check({ clock, cells, cell, at: instantOf(calendar, cell, into), when });
        }
      }),
      { numRuns: 300 },
    );
  };
  const findFrom = (from: number, isIt: (cell: number) => boolean): number | null => {
    for (let cell = from; cell < DAYS * SLOTS_PER_DAY; cell += 1) if (isIt(cell)) return cell;
    return null;
  };

  test('the phase is that of a scan by half hours', () => {
    forEachQuestion(({ clock, cells, cell, at }) => {
      expect(clock.phaseAt(at)).toBe(phaseOf(cells, cell));
    });
  });

  test('the trading day is that of a scan by half hours', () => {
    forEachQuestion(({ clock, cells, cell, at }) => {
      const expected = cells[cell]?.day ?? FIRST_DAY + Math.floor(cell / SLOTS_PER_DAY);
      expect(clock.tradingDay(at)).toBe(expected);
    });
  });

  test('the interval begins and ends where the phase does', () => {
    forEachQuestion(({ clock, cells, cell, at, when }) => {
      const phase = phaseOf(cells, cell);
      const until = findFrom(cell, (other) => phaseOf(cells, other) !== phase);
      let from = cell;
      while (from > 0 && phaseOf(cells, from - 1) === phase) from -= 1;
      if (until === null || from === 0) return;
      expect(clock.intervalAt(at)).toEqual({ phase, from: when(from), until: when(until) });
    });
  });

  test('the next open and close are those of a scan by half hours', () => {
    forEachQuestion(({ clock, cells, cell, at, when }) => {
      const isOpen = (other: number): boolean => phaseOf(cells, other) === 'open';
      const open = findFrom(cell + 1, (other) => isOpen(other) && !isOpen(other - 1));
      const close = findFrom(cell + 1, (other) => !isOpen(other) && isOpen(other - 1));
      if (open !== null) expect(clock.nextOpen(at)).toBe(when(open));
      if (close !== null) expect(clock.nextClose(at)).toBe(when(close));
    });
  });
});
