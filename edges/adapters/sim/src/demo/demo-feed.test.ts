import { parseTimestamp, toTimestamp, unwrap, type Timestamp } from 'argosy/core';
import type { MarketData } from 'argosy/domain';
import { describe, expect, test } from 'vitest';

import { ROWS_AT_ONCE } from '../adapter/sim-adapter.ts';
import { DemoFeed } from './demo-feed.ts';
import { DemoMarket } from './demo-market.ts';
import type { DemoPlan } from './demo-plan.ts';

const instant = (text: string): Timestamp => unwrap(parseTimestamp(text)).at;
const SECOND = 1_000_000;
const market = { sectors: [{ name: 'BANK', shares: 3 }], indexMembers: 2, futures: 1, chain: null };
const plan: DemoPlan = { seed: 'feed', ticksPerSecond: 20, days: 2, market };
const noon = instant('2026-11-18T12:00:00Z');

function rowsOf(feed: DemoFeed, until: number): readonly MarketData[] {
  const rows: MarketData[] = [];
  const to = toTimestamp(until);
  while (feed.take(to, (row) => void rows.push(row)) < to);
  return rows;
}

function feedFrom(from: Timestamp, changes: Partial<DemoPlan> = {}): DemoFeed {
  return new DemoFeed(DemoMarket.found({ ...plan, ...changes }, from), from);
}

describe('the feed of a demo', () => {
  test('brings what is due, in order, and no more', () => {
    const rows = rowsOf(feedFrom(noon), noon + 10 * SECOND);
    const times = rows.map(({ availableAt }) => availableAt);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times.at(-1)).toBeLessThanOrEqual(noon + 10 * SECOND);
    expect(times.length).toBeGreaterThan(100);
  });

  test('brings as many ticks as were asked for', () => {
    const rows = rowsOf(feedFrom(noon, { ticksPerSecond: 200 }), noon + 60 * SECOND);
    const ticks = rows.filter(({ kind }) => kind === 'quote' || kind === 'trade').length;
    expect(ticks / 60 / 200).toBeGreaterThan(0.9);
    expect(ticks / 60 / 200).toBeLessThan(1.2);
  });

  test('brings as many of them where a day takes five minutes', () => {
    const open = instant('2026-11-18T09:15:00+05:30');
    const hours = { minutesPerDay: 5 };
    const rows = rowsOf(
      feedFrom(open, { hours, days: 1, ticksPerSecond: 50 }),
      open + 86_400 * SECOND,
    );
    const ticks = rows.filter(({ kind }) => kind === 'quote' || kind === 'trade').length;
    expect(ticks / 300 / 50).toBeGreaterThan(0.8);
    expect(ticks / 300 / 50).toBeLessThan(1.4);
  });

  test('brings so many at once, and says how far it has come', () => {
    const feed = feedFrom(noon, { ticksPerSecond: 1_000 });
    const rows: MarketData[] = [];
    const until = toTimestamp(noon + 60 * SECOND);
    const reached = feed.take(until, (row) => void rows.push(row));
    expect(rows).toHaveLength(ROWS_AT_ONCE);
    expect(reached).toBe(rows.at(-1)?.availableAt);
    expect(reached).toBeLessThan(until);
  });

  test('is the same however often it is asked', () => {
    const [one, many] = [feedFrom(noon), feedFrom(noon)];
    const whole = rowsOf(one, noon + 5 * SECOND);
    const pieces = [1, 2, 3, 4, 5].flatMap((second) => rowsOf(many, noon + second * SECOND));
    expect(pieces).toEqual(whole);
  });

  test('finds the market where it would have been, after a restart', () => {
    const later = instant('2026-11-18T12:40:00Z');
    const lived = rowsOf(feedFrom(noon), later + SECOND).filter(({ kind }) => kind === 'quote');
    const restarted = rowsOf(feedFrom(later), later + SECOND);
    const [first] = restarted.flatMap((row) => (row.kind === 'quote' ? [row] : []));
    const before = lived.findLast(({ instrument }) => instrument === first?.instrument);
    const bid = before?.kind === 'quote' ? before.bid : 0;
    expect(Math.abs(bid / (first?.bid ?? 1) - 1)).toBeLessThan(0.003);
  });

  test('goes on past midnight where trading never stops, and never says that it closed', () => {
    const late = instant('2026-11-18T23:59:50Z');
    const rows = rowsOf(feedFrom(late), late + 30 * SECOND);
    expect(rows.at(-1)?.availableAt).toBeGreaterThan(instant('2026-11-19T00:00:00Z'));
    const states = rows.flatMap((row) => (row.kind === 'status' ? [row.state] : []));
    expect(states).not.toContain('closed');
  });

  test('opens with an auction in the hours of a market, and closes', () => {
    const early = instant('2026-11-18T08:59:00+05:30');
    const feed = feedFrom(early, { hours: 'market', days: 1, ticksPerSecond: 1 });
    const rows = rowsOf(feed, early + 86_400 * SECOND);
    const states = rows.flatMap((row) => (row.kind === 'status' ? [row.state] : []));
    expect([...new Set(states)]).toEqual(['preOpen', 'open', 'closed']);
    const [auction] = rows.filter(({ kind }) => kind === 'trade');
    expect(auction?.availableAt).toBe(instant('2026-11-18T09:08:00+05:30'));
  });

  test('ends behind the last day that is listed', () => {
    const feed = feedFrom(noon, { days: 1, ticksPerSecond: 1 });
    rowsOf(feed, noon + 86_400 * SECOND);
    expect(feed.nextAt).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a plan', () => {
  test.each([
    [{ ticksPerSecond: 0 }, '0 ticks a second'],
    [{ ticksPerSecond: 50_001 }, '50001 ticks a second'],
    [{ hours: { minutesPerDay: 400 } }, 'a day of 400 minutes'],
    [{ hours: { minutesPerDay: 0 } }, 'a day of 0 minutes'],
  ])('that cannot be is refused: %j', (changes, why) => {
    expect(() => DemoMarket.found(changes, noon)).toThrow(why);
  });

  test('lists 500 instruments unless told otherwise, each once', () => {
    const ids = DemoMarket.found({}, noon).instruments.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(500);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
