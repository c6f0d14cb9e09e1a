import { parseDay, unwrap } from 'argosy/core';
import { aSearchRow } from '@argosy/testkit/search';
import { expect, test } from 'vitest';

import { findContracts, type Leniency } from './contract-finder.ts';
import { ContractTable, isContract } from './contract-table.ts';
import { emptyReading, type Reading } from './reading.ts';
import { sourceOfRows, type SearchRow } from './search-row.ts';

const day = (text: string): number => unwrap(parseDay(text));
const contract = { exchange: 'NFO', underlying: 'NIFTY' } as const;
const future = (date: string): SearchRow =>
  aSearchRow({ ...contract, kind: 'future', symbol: `F ${date}`, expiry: day(date) });
const option = (date: string, strike: number, right: 'call' | 'put'): SearchRow =>
  aSearchRow({
    ...contract,
    kind: 'option',
    symbol: `${right} ${strike} ${date}`,
    expiry: day(date),
    strike,
    right,
  });
const chain = (date: string): SearchRow[] =>
  [100, 110, 120].flatMap((strike) => [option(date, strike, 'call'), option(date, strike, 'put')]);

// Tuesdays: the last of November, a week later, the last of December.
const rows = [
  ...chain('2026-12-29'),
  ...chain('2026-12-01'),
  ...chain('2026-11-24'),
  future('2026-12-29'),
  future('2026-11-24'),
];
const table = tableOf(rows);

type Asked = {
  readonly wish?: Partial<Reading>;
  readonly leniency?: Leniency;
  readonly spot?: number | null;
};

function found(
  { wish = {}, leniency = 'strict', spot = null }: Asked,
  list: readonly SearchRow[] = rows,
): readonly string[] {
  const of = tableOf(list);
  const [family] = of.families;
  if (family === undefined) return [];
  const seen: (readonly [string, number, number])[] = [];
  const reading = { ...emptyReading, ...wish };
  findContracts(of, { family, reading, leniency, spot, expiriesMax: 9 }, (place, turn, rank) => {
    seen.push([list[of.rows[place] ?? 0]?.symbol ?? '', turn, rank]);
  });
  return seen
    .toSorted(([, one, rank], [, other, otherRank]) => one - other || rank - otherRank)
    .map(([symbol]) => symbol);
}

function tableOf(list: readonly SearchRow[]): ContractTable {
  return new ContractTable(sourceOfRows(list, { version: '1', day: 0 }), [...list.keys()]);
}

const expiry = (wish: Partial<Reading['expiry']>): Pick<Reading, 'expiry'> => ({
  expiry: { ...emptyReading.expiry, ...wish },
});

test('contracts are one family, their expiries in order, the last of each month monthly', () => {
  expect(table.families).toMatchObject([
    { exchange: 'NFO', underlying: 'NIFTY', contracts: rows.length },
  ]);
  expect(
    table.expiries.map(({ date, isMonthly, weekday }) => [date.day, isMonthly, weekday]),
  ).toEqual([
    [24, true, 2],
    [1, false, 2],
    [29, true, 2],
  ]);
});

test('futures and options of a month that end on different days are both monthly', () => {
  const two = [future('2026-12-18'), option('2026-12-16', 100, 'call')];
  const { expiries } = tableOf(two);
  expect(expiries.map(({ isMonthly }) => isMonthly)).toEqual([true, true]);
});

test('a row is a contract only where it says all that one is known by', () => {
  expect(isContract(future('2026-11-24'))).toBe(true);
  for (const lack of [
    { expiry: null },
    { underlying: null },
    { strike: null },
    { right: null },
    { kind: 'equity' },
  ] as const) {
    expect(isContract({ ...option('2026-11-24', 100, 'call'), ...lack })).toBe(false);
  }
});

test('a strike and a right, the nearest expiry first', () => {
  expect(found({ wish: { strike: 110, right: 'put' } })).toEqual([
    'put 110 2026-11-24',
    'put 110 2026-12-01',
    'put 110 2026-12-29',
  ]);
});

test('futures alone', () => {
  expect(found({ wish: { product: 'future' } })).toEqual(['F 2026-11-24', 'F 2026-12-29']);
});

test('no future has a strike or a right', () => {
  expect(found({ wish: { product: 'future', right: 'call' } })).toEqual([]);
  expect(found({ wish: { product: 'future', strike: 100 } })).toEqual([]);
});

test('the strikes nearest to the price first', () => {
  const wish = { right: 'call', ...expiry({ month: 11 }) } as const;
  expect(found({ wish, spot: 118 })).toEqual([
    'call 120 2026-11-24',
    'call 110 2026-11-24',
    'call 100 2026-11-24',
  ]);
});

test('without a price those in the middle of the chain', () => {
  expect(found({ wish: { right: 'call', ...expiry({ month: 11 }) } })[0]).toBe(
    'call 110 2026-11-24',
  );
});

test('weekly is what is not monthly', () => {
  expect(found({ wish: { strike: 110, right: 'call', ...expiry({ cadence: 'weekly' }) } })).toEqual(
    ['call 110 2026-12-01'],
  );
  expect(found({ wish: { product: 'future', ...expiry({ cadence: 'monthly' }) } })).toEqual([
    'F 2026-11-24',
    'F 2026-12-29',
  ]);
});

test('next week is the next expiry, next month the next monthly one', () => {
  const call = { strike: 110, right: 'call' } as const;
  expect(found({ wish: { ...call, ...expiry({ cadence: 'weekly', turn: 1 }) } })[0]).toBe(
    'call 110 2026-12-01',
  );
  expect(found({ wish: { ...call, ...expiry({ cadence: 'monthly', turn: 1 }) } })).toEqual([
    'call 110 2026-12-29',
  ]);
});

test('a day, a month, a year and a weekday have to fit', () => {
  const future29 = {
    product: 'future',
    ...expiry({ day: 29, month: 12, year: 2_026, weekday: 2 }),
  } as const;
  expect(found({ wish: future29 })).toEqual(['F 2026-12-29']);
  for (const wrong of [{ day: 28 }, { month: 11 }, { year: 2_027 }, { weekday: 3 }]) {
    expect(found({ wish: { ...future29, expiry: { ...future29.expiry, ...wrong } } })).toEqual([]);
  }
});

test('leniently the nearest day of the month stands for one that is none', () => {
  const wish = { product: 'future', ...expiry({ day: 27, month: 11 }) } as const;
  expect(found({ wish })).toEqual([]);
  expect(found({ wish, leniency: 'nearDay' })).toEqual(['F 2026-11-24']);
});

test('leniently what is wanted weekly and is only monthly is the monthly one, and the other way round', () => {
  const weekly = {
    strike: 110,
    right: 'call',
    ...expiry({ cadence: 'weekly', month: 11 }),
  } as const;
  expect(found({ wish: weekly })).toEqual([]);
  expect(found({ wish: weekly, leniency: 'nearDay' })).toEqual(['call 110 2026-11-24']);
  const monthly = {
    right: 'call',
    strike: 110,
    ...expiry({ day: 1, month: 12, cadence: 'monthly' }),
  } as const;
  expect(found({ wish: monthly, leniency: 'nearDay' })[0]).toBe('call 110 2026-12-01');
});

test('leniently a strike may be begun, from three digits on', () => {
  const strikes = [24_450, 24_500, 24_550, 245, 2_450_000];
  const list = strikes.map((strike) => option('2026-11-24', strike, 'call'));
  const begun = (strike: number): readonly string[] =>
    found({ wish: { strike }, leniency: 'strikeStart' }, list);
  expect(begun(245)).toEqual(['call 24500 2026-11-24', 'call 24550 2026-11-24']);
  expect(begun(2_445)).toEqual(['call 24450 2026-11-24']);
  expect(begun(24)).toEqual([]);
});

test('or be next to one', () => {
  const wish = { strike: 112, right: 'call' } as const;
  expect(found({ wish, leniency: 'nearStrike' }).slice(0, 2)).toEqual([
    'call 110 2026-11-24',
    'call 120 2026-11-24',
  ]);
});

test('a strike far from all there are stands for none of them', () => {
  expect(found({ wish: { strike: 200 }, leniency: 'nearStrike' })).toEqual([]);
});

test('both at once', () => {
  const wish = { strike: 112, right: 'put', ...expiry({ day: 27, month: 11 }) } as const;
  expect(found({ wish, leniency: 'nearBoth' })[0]).toBe('put 110 2026-11-24');
});
