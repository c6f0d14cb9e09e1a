import {
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
  nseEquity,
  ok,
  refuse,
  SessionClock,
  toTimestamp,
  unwrap,
  type Result,
} from 'argosy/core';
import {
  InstrumentTable,
  parseBarSpec,
  toBarSpecText,
  toInstrumentIndex,
  type Bar,
} from 'argosy/domain';
import { BarGrid } from 'argosy/engine';
import { anInstrument, aTrade } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import type { Page } from '../broker/call.ts';
import type { HistoryRange } from '../broker/history-part.ts';
import { foldMinutes } from './bar-sum.ts';
import { LiveBars, type PastBars } from './live-bars.ts';
import { SeenMinutes, type MinuteRow } from './seen-minutes.ts';

const sbin = toInstrumentIndex(0);
const instrument = anInstrument({ calendar: nseEquity.id });
const clock = new SessionClock(nseEquity);
/** 09:15 in India on Friday, 20 November 2026. */
const OPEN = Date.UTC(2026, 10, 20, 3, 45) * 1_000;
const CLOSE = OPEN + 375 * MICROS_PER_MINUTE;
const at = (minutes: number): number => OPEN + Math.round(minutes * MICROS_PER_MINUTE);
const specOf = (bar: string) => toBarSpecText(`${instrument.id}-${bar}-LAST-EXTERNAL`);
const minute = specOf('1-MINUTE');
const day = specOf('1-DAY');

/** What the past has of every minute: prices around 10,000, 1,000 traded. */
function pastMinute(opensAt: number): MinuteRow {
  const price = 10_000 + (Math.floor(opensAt / MICROS_PER_MINUTE) % 7);
  return { opensAt, open: price, high: price + 1, low: price - 1, close: price, volume: 1_000 };
}

/** A past without end: pages of three rows at most, of what is over by now. */
function pastUntil(now: () => number): PastBars {
  return (spec, { from, until, cursor, limit }): Promise<Result<Page<Bar>>> => {
    const parsed = unwrap(parseBarSpec(spec));
    if (parsed.step === 7) return Promise.resolve(refuse('UNSUPPORTED', spec));
    const grid = new BarGrid(clock, parsed);
    const first = Math.floor((from - MICROS_PER_DAY) / MICROS_PER_MINUTE) * MICROS_PER_MINUTE;
    const rows: MinuteRow[] = [];
    for (let opensAt = first; opensAt < until + MICROS_PER_DAY; opensAt += MICROS_PER_MINUTE) {
      if (clock.isOpen(toTimestamp(opensAt))) rows.push(pastMinute(opensAt));
    }
    const series = { instrument: instrument.id, spec };
    const known = { rows, holes: [] };
    const bars = foldMinutes(series, known, (instant) => grid.spanAt(instant)).filter(
      (bar) => bar.opensAt >= from && bar.opensAt < until && bar.closesAt <= now(),
    );
    const start = cursor === null ? 0 : Number(cursor);
    const end = start + Math.min(3, limit);
    const next = end < bars.length ? String(end) : null;
    return Promise.resolve(ok({ rows: bars.slice(start, end), next }));
  };
}

function aMarket(beginsAt: number) {
  const seen = new SeenMinutes(toTimestamp(beginsAt));
  const asked: HistoryRange[] = [];
  const past = pastUntil(() => seen.now);
  const live = new LiveBars({
    instruments: new InstrumentTable([instrument]),
    calendars: new Map([[nseEquity.id, clock]]),
    seen,
    past: (spec, range) => {
      asked.push(range);
      return past(spec, range);
    },
  });
  /** A trade of one each ten seconds, at 20,000. */
  const trade = (from: number, until: number): void => {
    for (let instant = from; instant < until; instant += MICROS_PER_MINUTE / 6) {
      seen.take(aTrade({ at: instant, availableAt: instant, price: 20_000 }), sbin);
    }
  };
  const all = async (spec = minute, from = at(0)): Promise<readonly Bar[]> => {
    const rows: Bar[] = [];
    let cursor: string | null = null;
    do {
      const range = { from: toTimestamp(from), until: toTimestamp(at(500)), cursor, limit: 5 };
      const page: Page<Bar> = unwrap(await live.bars(spec, range));
      rows.push(...page.rows);
      cursor = page.next;
    } while (cursor !== null);
    return rows;
  };
  return { seen, live, trade, all, asked };
}

const told = (bars: readonly Bar[]) =>
  bars.map(({ opensAt, volume }) => [(opensAt - OPEN) / MICROS_PER_MINUTE, Number(volume)]);

describe('bars of minutes', () => {
  test('are what was heard where that was heard whole, and the past everywhere else', async () => {
    const { trade, all } = aMarket(at(5.5));
    trade(at(5.5), at(8.3));
    expect(told(await all())).toEqual([
      ...[0, 1, 2, 3, 4, 5].map((opensAt) => [opensAt, 1_000]),
      [6, 6],
      [7, 6],
    ]);
  });

  test('of a minute without a trade are none, though the past would have one', async () => {
    const { seen, trade, all } = aMarket(at(0));
    trade(at(0), at(2));
    seen.advance(at(4.5));
    trade(at(4.5), at(5));
    seen.advance(at(6));
    expect(told(await all())).toEqual([
      [0, 6],
      [1, 6],
      [4, 3],
    ]);
  });

  test('are none of before their range, whatever cursor is made up', async () => {
    const { seen, live } = aMarket(at(0));
    seen.advance(at(10));
    const range = { from: toTimestamp(at(5)), until: toTimestamp(at(9)), limit: 5 };
    for (const cursor of ['0', '-1', String(at(4)), 'x', '1.5']) {
      const answer = await live.bars(minute, { ...range, cursor });
      expect([cursor, answer]).toEqual([
        cursor,
        { ok: false, refusal: { code: 'BAD_REQUEST', reason: `a cursor ${cursor}` } },
      ]);
    }
  });

  test('are the past again where nobody listened', async () => {
    const { seen, trade, all } = aMarket(at(0));
    trade(at(0), at(2.5));
    seen.pause();
    trade(at(2.5), at(2.8));
    seen.resume(toTimestamp(at(4.5)));
    trade(at(4.5), at(6.1));
    expect(told(await all())).toEqual([
      [0, 6],
      [1, 6],
      [2, 1_000],
      [3, 1_000],
      [4, 1_000],
      [5, 6],
    ]);
  });

  test('are the past alone while nothing was heard', async () => {
    const { seen, all } = aMarket(at(3.2));
    seen.advance(at(4.2));
    expect(told(await all())).toHaveLength(4);
  });
});

describe('longer bars', () => {
  test('are made of minutes where any was heard, and end with the session', async () => {
    const { trade, all } = aMarket(at(5.5));
    trade(at(5.5), at(15.2));
    expect(told(await all(specOf('5-MINUTE')))).toEqual([
      [0, 5_000],
      [5, 1_000 + 4 * 6],
      [10, 30],
    ]);
    trade(at(15.2), CLOSE);
    trade(CLOSE, CLOSE + MICROS_PER_MINUTE);
    const hours = await all(specOf('60-MINUTE'), at(300));
    expect(told(hours)).toEqual([
      [300, 360],
      [360, 90],
    ]);
    expect(hours.at(-1)?.closesAt).toBe(CLOSE);
  });

  test('of a length that the past does not have are made of its minutes', async () => {
    const { trade, all } = aMarket(at(8));
    trade(at(8), at(14.5));
    expect(told(await all(specOf('7-MINUTE')))).toEqual([[7, 1_000 + 36]]);
  });
});

describe('bars of which not all is known', () => {
  /** A market whose past nobody keeps. */
  function aFedMarket(beginsAt: number) {
    const seen = new SeenMinutes(toTimestamp(beginsAt));
    const live = new LiveBars({
      instruments: new InstrumentTable([instrument]),
      calendars: new Map([[nseEquity.id, clock]]),
      seen,
      past: () => Promise.resolve(refuse('UNSUPPORTED', 'history')),
    });
    const trade = (from: number, until: number): void => {
      for (let instant = from; instant < until; instant += MICROS_PER_MINUTE / 6) {
        seen.take(aTrade({ at: instant, availableAt: instant, price: 20_000 }), sbin);
      }
    };
    const marks = async (spec = minute) => {
      const range = { from: toTimestamp(at(0)), until: toTimestamp(at(500)), cursor: null };
      const { rows } = unwrap(await live.bars(spec, { ...range, limit: 100 }));
      return rows.map(({ opensAt, isWhole }) => [(opensAt - OPEN) / MICROS_PER_MINUTE, isWhole]);
    };
    const forming = async (spec = minute) => unwrap(await live.latest(spec)).forming?.isWhole;
    return { seen, trade, marks, forming };
  }

  test('say so: those that a feed was away for in part, and those around them that hold one', async () => {
    const { seen, trade, marks } = aFedMarket(at(0));
    trade(at(0), at(7.5));
    seen.pause();
    seen.advance(at(8.2));
    seen.resume(toTimestamp(at(8.2)));
    trade(at(8.2), at(15.1));
    expect(await marks()).toEqual([
      ...[0, 1, 2, 3, 4, 5, 6].map((opensAt) => [opensAt, true]),
      [7, false],
      [8, false],
      ...[9, 10, 11, 12, 13, 14].map((opensAt) => [opensAt, true]),
    ]);
    expect(await marks(specOf('5-MINUTE'))).toEqual([
      [0, true],
      [5, false],
      [10, true],
    ]);
  });

  test('say so while they are under way, from when the feed is away', async () => {
    const { seen, trade, forming } = aFedMarket(at(0));
    trade(at(0), at(2.5));
    expect([await forming(), await forming(specOf('5-MINUTE'))]).toEqual([true, true]);
    seen.pause();
    expect([await forming(), await forming(specOf('5-MINUTE'))]).toEqual([false, false]);
    seen.resume(toTimestamp(at(2.6)));
    trade(at(2.6), at(3.5));
    expect([await forming(), await forming(specOf('5-MINUTE'))]).toEqual([true, false]);
  });

  test('are none where the past knows what was not heard', async () => {
    const { seen, trade, live } = aMarket(at(0));
    trade(at(0), at(2.5));
    seen.pause();
    seen.resume(toTimestamp(at(4.5)));
    trade(at(4.5), at(6.1));
    const range = { from: toTimestamp(at(0)), until: toTimestamp(at(6)), cursor: null, limit: 9 };
    const { rows } = unwrap(await live.bars(minute, range));
    expect(rows.map(({ isWhole }) => isWhole)).toEqual(rows.map(() => true));
  });
});

describe('the newest bars', () => {
  test('are the one that is over and the one under way, which ends as it is told from then on', async () => {
    const { seen, live, trade, all } = aMarket(at(5.5));
    trade(at(5.5), at(7.5));
    const before = unwrap(await live.latest(minute));
    expect(told(before.closed)).toEqual([
      [5, 1_000],
      [6, 6],
    ]);
    expect(before.forming).toMatchObject({ opensAt: at(7), closesAt: at(8), volume: 3 });
    trade(at(7.5), at(8));
    const full = unwrap(await live.latest(minute)).forming;
    seen.advance(at(8));
    const after = unwrap(await live.latest(minute));
    expect(after.forming).toBeNull();
    expect(after.closed.at(-1)).toEqual(full);
    expect((await all()).at(-1)).toEqual(full);
  });

  test('of a day begin with what the morning was, and know the day before', async () => {
    const { live, trade, asked } = aMarket(at(30.5));
    trade(at(30.5), at(33.5));
    const { closed, forming } = unwrap(await live.latest(day));
    const lastMinute = pastMinute(CLOSE - MICROS_PER_DAY - MICROS_PER_MINUTE);
    expect(closed.at(-1)).toMatchObject({ volume: 375_000, close: lastMinute.close });
    expect(forming).toMatchObject({ opensAt: OPEN, high: 20_000, volume: 31_000 + 15 });
    const { length } = asked;
    trade(at(33.5), at(40.5));
    expect(unwrap(await live.latest(day)).forming?.volume).toBe(31_000 + 15 + 42);
    // What is over of the day is not asked for again.
    expect(asked).toHaveLength(length);
  });

  test('of a day are those of the last one, while the market is closed', async () => {
    const { seen, live, trade } = aMarket(at(0));
    trade(at(0), CLOSE);
    seen.advance(CLOSE + 60 * MICROS_PER_MINUTE);
    const { closed, forming } = unwrap(await live.latest(day));
    expect(forming).toBeNull();
    expect(closed.map(({ volume }) => Number(volume))).toEqual([375_000, 375 * 6]);
  });

  test('are asked for again where the past could not tell', async () => {
    const { live, seen } = aMarket(at(5.5));
    let isDown = true;
    const failing = new LiveBars({
      instruments: new InstrumentTable([instrument]),
      calendars: new Map([[nseEquity.id, clock]]),
      seen,
      past: (spec, range) =>
        isDown
          ? Promise.resolve(refuse('TIMED_OUT', 'nobody answers'))
          : pastUntil(() => seen.now)(spec, range),
    });
    expect((await failing.latest(day)).ok).toBe(false);
    isDown = false;
    expect(unwrap(await failing.latest(day))).toEqual(unwrap(await live.latest(day)));
  });

  test('of what minutes do not make are none', async () => {
    const { live } = aMarket(at(1));
    for (const bar of [
      '100-VOLUME-LAST-INTERNAL',
      '1-MINUTE-BID-EXTERNAL',
      '5-SECOND-LAST-EXTERNAL',
    ]) {
      const latest = await live.latest(toBarSpecText(`${instrument.id}-${bar}`));
      expect(latest).toEqual(ok({ closed: [], forming: null }));
    }
    const other = await live.latest(toBarSpecText('OTHER.NSE-1-MINUTE-LAST-EXTERNAL'));
    expect(other).toMatchObject({ ok: false, refusal: { code: 'UNKNOWN_INSTRUMENT' } });
  });
});
