import {
  alwaysOpen,
  MICROS_PER_MINUTE,
  nseEquity,
  SessionClock,
  toPrice,
  toQuantity,
  toTimestamp,
  unwrap,
  type TradingCalendar,
} from 'argosy/core';
import { parseBarSpec, toInstrumentIndex, type Bar } from 'argosy/domain';
import { aTrade } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { BarDesk } from './bar-desk.ts';
import type { LatePolicy } from './late-data.ts';

type Tick = { readonly now: number; readonly eventAt: number; price: number; qty: number };
type Shape = { open: number; high: number; low: number; close: number; volume: number };

const index = toInstrumentIndex(0);
/** Friday 2026-11-20, 09:00 in India. */
const start = 1_795_145_400_000_000;

/** Ticks over several days, in order of arrival, some of them late. */
const ticks = fc
  .array(
    fc.record({
      gapMinutes: fc.oneof(
        { weight: 8, arbitrary: fc.double({ min: 0, max: 4, noNaN: true }) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: 2000 }) },
      ),
      lagMinutes: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.double({ min: 0, max: 6, noNaN: true }) },
      ),
      price: fc.integer({ min: 1, max: 50 }),
      qty: fc.integer({ min: 1, max: 40 }),
    }),
    { maxLength: 80 },
  )
  .map((rows) => {
    let now = start;
    return rows.map(({ gapMinutes, lagMinutes, price, qty }): Tick => {
      now += Math.floor(gapMinutes * MICROS_PER_MINUTE);
      return { now, eventAt: now - Math.floor(lagMinutes * MICROS_PER_MINUTE), price, qty };
    });
  });
const calendars = fc.constantFrom(nseEquity, alwaysOpen);
const minutes = fc.constantFrom(1, 3, 5, 7, 30, 60);

function build(spec: string, given: readonly Tick[], calendar: TradingCalendar, late: LatePolicy) {
  const bars: Bar[] = [];
  const desk = new BarDesk({ late, onBar: (bar) => bars.push(bar) });
  const ground = {
    index,
    clock: new SessionClock(calendar),
    sizePrecision: 0,
    pricePrecision: 2,
    tick: 5,
    multiplier: 1n,
    multiplierScale: 0,
  };
  desk.start(unwrap(parseBarSpec(`SBIN.NSE-${spec}`)), ground);
  for (const { now, eventAt, price, qty } of given) {
    desk.closeUntil(now);
    const told = { price: toPrice(price), qty: toQuantity(qty), eventAt: toTimestamp(eventAt) };
    desk.onTrade(index, { ...aTrade(), ...told }, now);
  }
  desk.closeUntil(Number.MAX_SAFE_INTEGER);
  return { bars: bars.filter((bar) => bar.spec === `SBIN.NSE-${spec}`), counts: desk.counts };
}

/** Where the naive reference puts an instant: walks each step of each session from its opening. */
function openingOf(calendar: TradingCalendar, span: number, at: number): number | null {
  const clock = new SessionClock(calendar);
  const session = clock.sessionAt(toTimestamp(at));
  if (session === null || session.phase !== 'open') return null;
  let opensAt = session.from;
  while (opensAt + span <= at) opensAt += span;
  return opensAt;
}

function shapeOf(part: readonly Pick<Tick, 'price' | 'qty'>[]): Shape {
  const prices = part.map(({ price }) => price);
  return {
    open: prices[0] ?? Number.NaN,
    high: Math.max(...prices),
    low: Math.min(...prices),
    close: prices.at(-1) ?? Number.NaN,
    volume: part.reduce((sum, { qty }) => sum + qty, 0),
  };
}

function shapes(bars: readonly Bar[]): readonly Shape[] {
  return bars.map(({ open, high, low, close, volume }) => ({ open, high, low, close, volume }));
}

function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  const count = Math.floor(items.length / size);
  return Array.from({ length: count }, (_, place) => items.slice(place * size, (place + 1) * size));
}

/** The ticks of each interval, keyed by its opening, in order. */
function grouped(
  given: readonly Tick[],
  keyOf: (tick: Tick) => number | null,
): ReadonlyMap<number, readonly Tick[]> {
  const groups = new Map<number, Tick[]>();
  for (const tick of given) {
    const key = keyOf(tick);
    if (key !== null) groups.set(key, [...(groups.get(key) ?? []), tick]);
  }
  return new Map([...groups].sort(([a], [b]) => a - b));
}

it('time bars are those of a naive computation over the ticks that were in time', () => {
  fc.assert(
    fc.property(ticks, minutes, calendars, (given, step, calendar) => {
      const span = step * MICROS_PER_MINUTE;
      const groups = grouped(given, ({ now, eventAt }) => {
        const key = openingOf(calendar, span, now);
        return key === null || eventAt < key ? null : key;
      });
      const { bars } = build(`${step}-MINUTE-LAST-INTERNAL`, given, calendar, 'drop');
      expect(bars.map(({ opensAt }) => opensAt)).toEqual([...groups.keys()]);
      expect(shapes(bars)).toEqual([...groups.values()].map(shapeOf));
    }),
  );
});

it('time bars that take late ticks with them are a naive computation by arrival', () => {
  fc.assert(
    fc.property(ticks, minutes, (given, step) => {
      const span = step * MICROS_PER_MINUTE;
      const groups = grouped(given, ({ now }) => openingOf(alwaysOpen, span, now));
      const { bars } = build(`${step}-MINUTE-LAST-INTERNAL`, given, alwaysOpen, 'nextBar');
      expect(shapes(bars)).toEqual([...groups.values()].map(shapeOf));
    }),
  );
});

it('every tick is in a bar, or counted as left out', () => {
  fc.assert(
    fc.property(
      ticks,
      minutes,
      calendars,
      fc.constantFrom<LatePolicy[]>('drop', 'nextBar', 'revise'),
      (given, step, calendar, late) => {
        const ones = given.map((tick) => ({ ...tick, qty: 1 }));
        const { bars, counts } = build(`${step}-MINUTE-LAST-INTERNAL`, ones, calendar, late);
        const last = new Map(bars.map((bar) => [bar.opensAt, bar.volume]));
        const kept = [...last.values()].reduce((sum, volume) => sum + volume, 0);
        expect(kept + counts.dropped + counts.outsideSession).toBe(given.length);
      },
    ),
  );
});

it('a revised bar has the prices and the volume of its ticks by their own time', () => {
  fc.assert(
    fc.property(ticks, minutes, (given, step) => {
      const span = step * MICROS_PER_MINUTE;
      const { bars, counts } = build(`${step}-MINUTE-LAST-INTERNAL`, given, alwaysOpen, 'revise');
      fc.pre(counts.dropped === 0);
      const groups = grouped(given, ({ eventAt }) => openingOf(alwaysOpen, span, eventAt));
      const last = new Map(bars.map((bar) => [Number(bar.opensAt), bar]));
      for (const [opensAt, group] of groups) {
        const { high, low, volume } = shapeOf(group);
        expect(last.get(opensAt)).toMatchObject({ high, low, volume });
      }
    }),
  );
});

it('tick bars are every n trades', () => {
  fc.assert(
    fc.property(ticks, fc.integer({ min: 1, max: 9 }), (given, step) => {
      const { bars } = build(`${step}-TICK-LAST-INTERNAL`, given, nseEquity, 'drop');
      expect(shapes(bars)).toEqual(chunks(given, step).map(shapeOf));
    }),
  );
});

it('volume bars are every n units, a larger trade split among them', () => {
  fc.assert(
    fc.property(ticks, fc.integer({ min: 1, max: 60 }), (given, step) => {
      const units = given.flatMap(({ price, qty }) => Array.from({ length: qty }, () => price));
      const { bars } = build(`${step}-VOLUME-LAST-INTERNAL`, given, nseEquity, 'drop');
      const parts = chunks(units, step).map((part) => part.map((price) => ({ price, qty: 1 })));
      expect(shapes(bars)).toEqual(parts.map(shapeOf));
    }),
  );
});

it.each([
  ['15-MINUTE', '1-MINUTE'],
  ['15-MINUTE', '5-MINUTE'],
  ['1-HOUR', '20-MINUTE'],
  ['1-DAY', '30-MINUTE'],
  ['4-DAY', '1-DAY'],
  ['6-TICK', '2-TICK'],
  ['60-VOLUME', '20-VOLUME'],
])('%s bars out of %s bars are those out of the ticks', (coarse, fine) => {
  fc.assert(
    fc.property(ticks, calendars, (given, calendar) => {
      const inTime = given.map((tick) => ({ ...tick, eventAt: tick.now }));
      const direct = build(`${coarse}-LAST-INTERNAL`, inTime, calendar, 'drop').bars;
      const composite = `${coarse}-LAST-INTERNAL@${fine}-INTERNAL`;
      const { bars } = build(composite, inTime, calendar, 'drop');
      expect(shapes(bars)).toEqual(shapes(direct));
      expect(bars.map(({ opensAt, closesAt }) => [opensAt, closesAt])).toEqual(
        direct.map(({ opensAt, closesAt }) => [opensAt, closesAt]),
      );
    }),
  );
});
