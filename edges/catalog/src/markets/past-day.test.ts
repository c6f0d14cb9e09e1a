import { alwaysOpen, MICROS_PER_MINUTE } from 'argosy/core';
import { beforeAll, expect, test } from 'vitest';

import { groundOfDay } from './day-ground.ts';
import { groundMarket } from './market-ground.ts';
import { MarketStream } from './market-stream.ts';
import { PastDay, type PastMinutes } from './past-day.ts';
import { PastTrades } from './past-trades.ts';

/** As the demo exchange is by default: five hundred instruments, a thousand ticks a second. */
const ground = groundMarket({
  seed: 5,
  calendar: alwaysOpen,
  firstDay: '2026-11-23',
  days: 2,
  pace: 'steady',
  eventsPerSecond: 1_000 / 1.35,
  stepSeconds: 1,
  sectors: 'ABCDEFGHIJ'.split('').map((name) => ({ name, shares: 40 })),
});
const [first, second] = ground.days;
if (first === undefined || second === undefined) throw new Error('two days');
const own = groundOfDay(ground, first);
const LEG = 4;
const MINUTES = 20;

type Played = { high: number; low: number; volume: number };

/** What minutes of a stream came to, by number and minute. */
function played(day: PastDay): ReadonlyMap<number, readonly Played[]> {
  const numbers = new Map(ground.instruments.map(({ id }, number) => [id, number]));
  const from = own.days[0]?.from ?? 0;
  const begin = from + LEG * day.legMicros;
  const found = new Map<number, Played[]>();
  const stream = MarketStream.beginAt(own, begin, { kinds: ['trade', 'index'] });
  for (let rows = stream.next(); rows !== null; rows = stream.next()) {
    for (const row of rows) {
      const minute = Math.floor((row.availableAt - begin) / MICROS_PER_MINUTE);
      if (minute >= MINUTES) return found;
      if (row.kind !== 'trade' && row.kind !== 'index') continue;
      const number = numbers.get(row.instrument) ?? -1;
      const minutes = found.get(number) ?? [];
      found.set(number, minutes);
      const sum = (minutes[minute] ??= { high: 0, low: Number.POSITIVE_INFINITY, volume: 0 });
      sum.high = Math.max(sum.high, row.price);
      sum.low = Math.min(sum.low, row.price);
      sum.volume += row.kind === 'trade' ? row.qty : 0;
    }
  }
  return found;
}

function made(day: PastDay, number: number): readonly Played[] {
  const minutes = day.empty();
  day.fill(minutes, { number, leg: LEG });
  const begin = LEG * 30;
  return Array.from({ length: MINUTES }, (_, minute) => ({
    high: minutes.high[begin + minute] ?? 0,
    low: minutes.low[begin + minute] ?? 0,
    volume: minutes.volume[begin + minute] ?? 0,
  })).filter(({ high }) => high > 0);
}

/** The mean range in parts of the price, and the mean volume. */
function meansOf(all: readonly Played[]): { readonly range: number; readonly volume: number } {
  const mean = (of: (one: Played) => number): number =>
    all.reduce((sum, one) => sum + of(one), 0) / all.length;
  return { range: mean(({ high, low }) => high / low - 1), volume: mean(({ volume }) => volume) };
}

let lived: ReturnType<typeof played>;
beforeAll(() => {
  lived = played(new PastDay(own, PastTrades.of(ground)));
});

const { shares, futures, options } = ground;
const derived = shares.length + futures.length;

test.each([
  ['shares that trade all the time', 0.15, [0, shares.length]],
  ['shares that trade now and then', 0, [0, shares.length]],
  ['futures', 0, [shares.length, derived]],
  ['options', 0, [derived, derived + options.length]],
] as const)(
  'a minute of %s is as wide and as busy as one that was played',
  (_, least, [from, to]) => {
    const day = new PastDay(own, PastTrades.of(ground));
    const most = least === 0 && to === shares.length ? 0.15 : Number.POSITIVE_INFINITY;
    const numbers = [...lived.keys()].filter((number) => {
      const activity = ground.activity[number] ?? 0;
      return number >= from && number < to && activity >= least && activity < most;
    });
    const one = meansOf(numbers.flatMap((number) => lived.get(number)?.filter(Boolean) ?? []));
    const other = meansOf(numbers.flatMap((number) => made(day, number)));
    for (const ratio of [other.range / one.range, other.volume / one.volume]) {
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.2);
    }
  },
);

test('a leg of an instrument is the same whatever was made before', () => {
  const number = 7;
  const alone = new PastDay(own, PastTrades.of(ground));
  const few = alone.empty();
  alone.fill(few, { number, leg: LEG });
  const all = new PastDay(own, PastTrades.of(ground));
  const many = all.empty();
  for (const leg of [9, 0, LEG, LEG + 1]) {
    for (const other of [ground.instruments.length - 1, shares.length, number]) {
      all.fill(other === number ? many : all.empty(), { number: other, leg });
    }
  }
  const ofLeg = ({ open, volume }: PastMinutes): unknown => [
    open.slice(LEG * 30, LEG * 30 + 30),
    volume.slice(LEG * 30, LEG * 30 + 30),
  ];
  expect(ofLeg(many)).toEqual(ofLeg(few));
});

test('a day that comes next begins where this one has ended', () => {
  const number = 3;
  const last = new PastDay(own, PastTrades.of(ground));
  const minutes = last.empty();
  last.fill(minutes, { number, leg: last.legs - 1 });
  const next = new PastDay(groundOfDay(ground, second), PastTrades.of(ground));
  const after = next.empty();
  next.fill(after, { number, leg: 0 });
  const close = minutes.close.findLast((price) => price > 0) ?? 0;
  const open = after.open.find((price) => price > 0) ?? 0;
  expect(Math.abs(open / close - 1)).toBeLessThan(0.01);
});
