import {
  nseEquity,
  SessionClock,
  toInstrumentId,
  toPrice,
  toTimestamp,
  unwrap,
  parseTimestamp,
} from 'argosy/core';
import { aBar, aFuture, aTrade } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { MarketData } from '../market-data.ts';
import { ContinuousSeries, type ContinuousTerms } from './continuous-series.ts';
import { mapPrice, type PriceMap } from './price-map.ts';
import { rollInstants } from './roll-plan.ts';

const at = (text: string): number => unwrap(parseTimestamp(text)).at;
const clock = new SessionClock(nseEquity);
const contracts = [
  ['N1.NFO', '2026-11-24T15:30:00+05:30'],
  ['N2.NFO', '2026-12-29T15:30:00+05:30'],
  ['N3.NFO', '2027-01-26T15:30:00+05:30'],
].map(([id = '', ends = '']) =>
  aFuture({ id: toInstrumentId(id), expiresAt: toTimestamp(at(ends)) }),
);
const self = aFuture({ id: toInstrumentId('N.NFO'), tick: toPrice(1) });

function seriesOf(changes: Partial<ContinuousTerms> = {}): ContinuousSeries {
  const terms: ContinuousTerms = {
    kind: 'continuous',
    chain: contracts.map(({ id }) => id),
    roll: { rule: 'daysBefore', days: 1 },
    adjust: 'none',
    direction: 'back',
    ...changes,
  };
  const chain = { self, contracts, clockOf: () => clock, volumeOf: () => 'trade' as const };
  return new ContinuousSeries(chain, terms);
}

type Told = readonly [when: string, instrument: string, price: number, qty?: number];

function say(series: ContinuousSeries, told: readonly Told[]): readonly MarketData[] {
  const said: MarketData[] = [];
  const instants = new Map<number, MarketData[]>();
  for (const [when, instrument, price, qty = 1] of told) {
    const instant = at(when);
    const row = aTrade({ at: instant, instrument, price, qty });
    instants.set(instant, [...(instants.get(instant) ?? []), row]);
  }
  for (const [instant, rows] of instants) {
    while (series.nextAt < instant) said.push(...series.end(series.nextAt, []));
    said.push(...series.end(instant, rows));
  }
  return said;
}

const linesOf = (rows: readonly MarketData[]): readonly (number | string)[] =>
  rows.map((row) =>
    row.kind === 'adjustment' ? row.detail : row.kind === 'trade' ? row.price : '',
  );

function mapOf(row: MarketData | undefined): PriceMap {
  if (row?.kind !== 'adjustment') throw new Error(`expected an adjustment, found ${row?.kind}`);
  return row;
}

const friday = '2026-11-20T10:00:00+05:30';
const monday = '2026-11-23T10:00:00+05:30';
const tuesday = '2026-11-24T10:00:00+05:30';
const rolled: readonly Told[] = [
  [friday, 'N1.NFO', 10_000],
  [friday, 'N2.NFO', 10_100],
  [monday, 'N1.NFO', 10_020],
  [monday, 'N2.NFO', 10_130],
];

describe('a chain of futures', () => {
  test('begins with a contract, says its rows, and goes on to the next as its day begins', () => {
    const said = say(seriesOf(), rolled);
    expect(linesOf(said)).toEqual(['begins with N1.NFO', 10_000, 'N1.NFO to N2.NFO', 10_130]);
    expect(said.map(({ instrument }) => instrument)).toEqual(said.map(() => 'N.NFO'));
    expect(said[2]).toMatchObject({
      cause: 'roll',
      into: 'N2.NFO',
      availableAt: at('2026-11-23T00:00:00+05:30'),
      restates: false,
    });
  });

  test.each([
    ['difference', 10_050, 10_150],
    ['ratio', 10_000, 10_100],
    ['ratio', 20_000, 20_200],
  ] as const)('says its past in prices of the new contract, by %s', (adjust, price, expected) => {
    const adjustment = say(seriesOf({ adjust }), rolled)[2];
    expect(adjustment).toMatchObject({ restates: true });
    expect(mapPrice(mapOf(adjustment), price)).toBe(expected);
  });

  test.each([
    ['difference', 10_030],
    ['ratio', 10_030],
  ] as const)('goes forward in prices of the first contract, by %s', (adjust, expected) => {
    const said = say(seriesOf({ adjust, direction: 'forward' }), rolled);
    expect(linesOf(said).at(-1)).toBe(expected);
    expect(said[2]).toMatchObject({ restates: false });
  });

  test('measures the gap by the last prices before the roll, never by later ones', () => {
    const later: readonly Told[] = [...rolled.slice(0, 2), [monday, 'N2.NFO', 50_000]];
    const [, , adjustment] = say(seriesOf({ adjust: 'difference' }), later);
    expect(mapPrice(mapOf(adjustment), 0)).toBe(100);
  });

  test('waits for the first price of the next contract where it has none yet', () => {
    const said = say(seriesOf(), [
      [friday, 'N1.NFO', 10_000],
      [monday, 'N1.NFO', 10_010],
      [tuesday, 'N2.NFO', 10_200],
      [tuesday, 'N1.NFO', 10_050],
    ]);
    expect(linesOf(said)).toEqual([
      'begins with N1.NFO',
      10_000,
      10_010,
      'N1.NFO to N2.NFO',
      10_200,
    ]);
  });

  test('goes over a contract that never had a price', () => {
    const said = say(seriesOf(), [
      [friday, 'N1.NFO', 10_000],
      ['2026-12-28T09:00:00+05:30', 'N3.NFO', 10_400],
    ]);
    expect(linesOf(said)).toEqual(['begins with N1.NFO', 10_000, 'N1.NFO to N3.NFO', 10_400]);
  });

  test('leaves difference and ratio where a price is not above zero', () => {
    const said = say(seriesOf({ adjust: 'ratio' }), [
      [friday, 'N1.NFO', -100],
      [friday, 'N2.NFO', 200],
      [monday, 'N2.NFO', 210],
    ]);
    expect(said[2]).toMatchObject({ restates: false });
  });

  test('goes on after a day on which the next contract was traded more', () => {
    const said = say(seriesOf({ roll: { rule: 'volume' } }), [
      ['2026-11-19T10:00:00+05:30', 'N1.NFO', 10_000, 100],
      ['2026-11-19T10:00:00+05:30', 'N2.NFO', 10_100, 99],
      [friday, 'N1.NFO', 10_000, 100],
      [friday, 'N2.NFO', 10_100, 60],
      ['2026-11-20T11:00:00+05:30', 'N2.NFO', 10_110, 41],
      ['2026-11-20T12:00:00+05:30', 'N1.NFO', 10_011, 0],
      [monday, 'N2.NFO', 10_130],
    ]);
    expect(linesOf(said)).toEqual([
      'begins with N1.NFO',
      10_000,
      10_000,
      10_011,
      'N1.NFO to N2.NFO',
      10_130,
    ]);
    expect(said[4]?.availableAt).toBe(at('2026-11-21T00:00:00+05:30'));
  });

  test('stays where the next contract was traded as much', () => {
    const said = say(seriesOf({ roll: { rule: 'volume' } }), [
      [friday, 'N1.NFO', 10_000, 50],
      [friday, 'N2.NFO', 10_100, 50],
      [monday, 'N1.NFO', 10_010],
    ]);
    expect(linesOf(said)).toEqual(['begins with N1.NFO', 10_000, 10_010]);
  });

  test('goes on with the first row of a day that is known only later', () => {
    const series = seriesOf({ roll: { rule: 'volume' } });
    const known = at('2026-11-21T09:00:00+05:30');
    const rows = [
      ['N1.NFO', 10],
      ['N2.NFO', 20],
    ].map(([instrument, qty]) =>
      aTrade({
        at: at(friday),
        availableAt: known,
        instrument: String(instrument),
        price: 10_000,
        qty: Number(qty),
      }),
    );
    expect(series.end(known, rows).map(({ kind }) => kind)).toEqual(['adjustment', 'trade']);
    expect(series.nextAt).toBe(known);
    expect(linesOf(series.end(known, []))).toEqual(['N1.NFO to N2.NFO']);
  });

  test('goes on as a contract ends at the latest, however little the next was traded', () => {
    const said = say(seriesOf({ roll: { rule: 'volume' } }), [
      [tuesday, 'N1.NFO', 10_000, 100],
      [tuesday, 'N2.NFO', 10_100, 1],
      ['2026-11-25T10:00:00+05:30', 'N2.NFO', 10_130],
    ]);
    expect(linesOf(said)).toEqual(['begins with N1.NFO', 10_000, 'N1.NFO to N2.NFO', 10_130]);
    expect(said[2]?.availableAt).toBe(at('2026-11-24T15:30:00+05:30'));
  });

  test('goes on at given instants', () => {
    const dates = [at(monday), at('2026-12-20T00:00:00+05:30')].map(toTimestamp);
    const said = say(seriesOf({ roll: { rule: 'dates', dates } }), [
      ...rolled,
      [tuesday, 'N1.NFO', 9_000],
      [tuesday, 'N2.NFO', 10_140],
    ]);
    expect(linesOf(said)).toEqual([
      'begins with N1.NFO',
      10_000,
      'N1.NFO to N2.NFO',
      10_130,
      10_140,
    ]);
  });

  test('says its first bar, which began before it was known', () => {
    const series = seriesOf();
    const day = { opensAt: at('2026-11-20T09:15:00+05:30'), at: at('2026-11-20T15:30:00+05:30') };
    const said = series.end(day.at, [aBar({ ...day, instrument: 'N1.NFO' })]);
    expect(said.map(({ kind }) => kind)).toEqual(['adjustment', 'bar']);
  });

  test('says the first bar of a contract that was waited for from the planned roll on', () => {
    const series = seriesOf();
    const bars = (day: number, ...names: readonly string[]): readonly MarketData[] => {
      const span = {
        opensAt: at(`2026-11-${day}T09:15:00+05:30`),
        at: at(`2026-11-${day}T15:30:00+05:30`),
      };
      return names.map((instrument) => aBar({ ...span, instrument }));
    };
    series.end(at(friday), bars(20, 'N1.NFO'));
    series.end(series.nextAt, []);
    const [roll, bar] = series.end(at('2026-11-23T15:30:00+05:30'), bars(23, 'N2.NFO'));
    expect([roll?.kind, bar?.kind]).toEqual(['adjustment', 'bar']);
  });

  test('gives a bar that opened before a roll to the contract of then', () => {
    const series = seriesOf({ adjust: 'difference' });
    say(series, rolled.slice(0, 2));
    const opensAt = at('2026-11-20T09:15:00+05:30');
    const known = at('2026-11-23T08:00:00+05:30');
    const day = { opensAt, at: at('2026-11-20T15:30:00+05:30'), availableAt: known };
    const [old, fresh] = ['N1.NFO', 'N2.NFO'].map((instrument) =>
      aBar({ ...day, instrument, open: 10_000 }),
    );
    if (old === undefined || fresh === undefined) throw new Error('two bars');
    series.end(series.nextAt, []);
    const said = series.end(known, [old, fresh]);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({ open: 10_100, opensAt });
  });
});

test('a chain says the same of the past whatever comes later', () => {
  const HOUR = 3_600_000_000;
  const rows = fc.array(
    fc.record({
      hour: fc.nat(24 * 80),
      contract: fc.nat(2),
      price: fc.integer({ min: -50, max: 20_000 }),
      qty: fc.nat(50),
    }),
    { maxLength: 40 },
  );
  const roll = fc.constantFrom<ContinuousTerms['roll']>(
    { rule: 'daysBefore', days: 2 },
    { rule: 'volume' },
  );
  const adjust = fc.constantFrom<ContinuousTerms['adjust']>('none', 'difference', 'ratio');
  const direction = fc.constantFrom<ContinuousTerms['direction']>('back', 'forward');
  const start = at('2026-11-16T09:15:00+05:30');
  fc.assert(
    fc.property(
      rows,
      fc.record({ roll, adjust, direction }),
      fc.nat(24 * 80),
      (given, terms, cut) => {
        const trades = given
          .toSorted((a, b) => a.hour - b.hour)
          .map(({ hour, contract, price, qty }) => {
            const instrument = contracts[contract]?.id ?? '';
            return aTrade({ at: start + hour * HOUR, instrument, price, qty });
          });
        const until = start + cut * HOUR;
        const whole = play(seriesOf(terms), trades, Number.NEGATIVE_INFINITY);
        const before = trades.filter(({ availableAt }) => availableAt <= until);
        const short = play(seriesOf(terms), before, until);
        const known = whole.filter(({ availableAt }) => availableAt <= until);
        expect(short.slice(0, known.length)).toEqual(known);
      },
    ),
  );
});

function play(
  series: ContinuousSeries,
  rows: readonly MarketData[],
  until: number,
): readonly MarketData[] {
  const said: MarketData[] = [];
  const instants = new Set(rows.map(({ availableAt }) => availableAt));
  for (const instant of instants) {
    while (series.nextAt < instant) said.push(...series.end(series.nextAt, []));
    const now = rows.filter(({ availableAt }) => availableAt === instant);
    said.push(...series.end(instant, now));
  }
  while (series.nextAt <= until) said.push(...series.end(series.nextAt, []));
  return said;
}

describe('the instants of rolls', () => {
  test('count trading days, not days', () => {
    const roll = (days: number): readonly number[] =>
      rollInstants(contracts, { rule: 'daysBefore', days }, () => clock);
    expect(roll(0)[0]).toBe(at('2026-11-24T00:00:00+05:30'));
    expect(roll(1)[0]).toBe(at('2026-11-23T00:00:00+05:30'));
    expect(roll(2)[0]).toBe(at('2026-11-20T00:00:00+05:30'));
    expect(roll(2)[2]).toBe(Number.POSITIVE_INFINITY);
  });
});
