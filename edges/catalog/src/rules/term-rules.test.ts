import { formatDay, parseDay, unwrap } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Answer, DatedRules, Rule } from './dated-rules.ts';
import { readMarketTerms, tickOf } from './term-rules.ts';
import { marketTerms } from './terms-file.ts';

const terms = marketTerms();
const dayOf = (text: string): number => unwrap(parseDay(text));

function valueOf<Value>(answer: Answer<Rule<Value>>): Value | string {
  return answer.known ? answer.value.value : answer.why;
}

test.each([
  // by the last day of the contract, on each side of each revision
  ['NIFTY', '2024-04-25', 50],
  ['NIFTY', '2024-05-02', 25],
  ['NIFTY', '2025-02-27', 75],
  ['NIFTY', '2025-12-30', 75],
  ['NIFTY', '2026-01-06', 65],
  ['BANKNIFTY', '2025-06-26', 30],
  ['BANKNIFTY', '2025-07-31', 35],
  ['BANKNIFTY', '2026-01-27', 30],
  ['FINNIFTY', '2025-12-30', 65],
  ['FINNIFTY', '2026-01-27', 60],
  ['MIDCPNIFTY', '2025-07-31', 140],
  ['MIDCPNIFTY', '2026-01-27', 120],
  ['SENSEX', '2024-06-28', 10],
  ['SENSEX', '2026-01-08', 20],
  ['CRUDEOIL', '2025-11-19', 100],
])('a contract on %s that ends on %s is of %i units', (underlying, day, lot) => {
  expect(valueOf(terms.lots.on(underlying, dayOf(day)))).toMatchObject({ lot });
});

test.each([
  ['NIFTY', '2025-01-30', 'NIFTY: not known on 2025-01-30'],
  ['NIFTY', '2021-06-24', 'NIFTY: not known before 2022-01-01'],
  ['RELIANCE', '2026-01-27', 'RELIANCE: no rule is known'],
])('of %s on %s no lot is known, and that is said', (underlying, day, why) => {
  expect(valueOf(terms.lots.on(underlying, dayOf(day)))).toBe(why);
});

test.each([
  ['NIFTY', '2026-02-02', 1_800],
  ['BANKNIFTY', '2024-08-01', 900],
  ['BANKNIFTY', '2025-08-29', 600],
  ['BANKNIFTY', '2025-09-01', 900],
  ['BANKNIFTY', '2025-11-03', 600],
  ['FINNIFTY', '2025-11-30', 1_800],
  ['FINNIFTY', '2025-12-01', 1_200],
  ['FINNIFTY', '2026-02-01', 1_800],
  ['MIDCPNIFTY', '2025-03-03', 4_200],
  ['SENSEX', '2026-11-20', 1_000],
  ['BANKNIFTY', '2026-03-31', 600],
  ['BANKNIFTY', '2026-04-01', 900],
  ['BANKNIFTY', '2026-06-30', 900],
  ['BANKNIFTY', '2026-07-01', 600],
  ['FINNIFTY', '2026-03-01', 1_800],
  ['FINNIFTY', '2026-03-02', 1_200],
  ['FINNIFTY', '2026-04-01', 1_800],
  ['CRUDEOIL', '2026-11-20', 10_000],
  ['USDINR', '2026-11-20', 10_000],
  ['NATURALGAS', '2026-11-20', 'NATURALGAS: no rule is known'],
  ['SILVER', '2020-08-31', 'SILVER: not known before 2020-09-01'],
  ['BANKNIFTY', '2025-10-15', 'BANKNIFTY: not known on 2025-10-15'],
  ['NIFTY', '2023-04-02', 'NIFTY: not known before 2023-04-03'],
])('of %s on %s more than %s in an order is frozen', (underlying, day, qty) => {
  expect(valueOf(terms.freeze.on(underlying, dayOf(day)))).toBe(qty);
});

test('a freeze quantity of a month that nobody wrote down is an estimate', () => {
  const certainties = ['2026-08-31', '2026-09-01'].map((day) => {
    const rule = terms.freeze.on('BANKNIFTY', dayOf(day));
    return rule.known ? rule.value.source.certainty : null;
  });
  expect(certainties).toEqual(['checked', 'estimate']);
});

describe('the tick of a share on NSE', () => {
  const tick = (day: string, price: string, of = 'nse/shares'): string | null => {
    const steps = valueOf(terms.ticks.on(of, dayOf(day)));
    return typeof steps === 'string' ? steps : tickOf(steps, price);
  };

  test.each([
    ['2024-06-07', '100', '0.05'],
    ['2024-06-10', '249.99', '0.01'],
    ['2024-06-10', '250', '0.05'],
    ['2025-04-14', '3000', '0.05'],
    ['2025-04-15', '249.99', '0.01'],
    ['2025-04-15', '250', '0.05'],
    ['2025-04-15', '1000', '0.05'],
    ['2025-04-15', '1000.05', '0.1'],
    ['2025-04-15', '5000', '0.1'],
    ['2025-04-15', '5000.1', '0.5'],
    ['2025-04-15', '10000', '0.5'],
    ['2025-04-15', '10000.5', '1'],
    ['2025-04-15', '20000', '1'],
    ['2025-04-15', '20001', '5'],
    ['2025-04-15', '130000', '5'],
  ])('on %s at %s is %s', (day, price, expected) => {
    expect(tick(day, price)).toBe(expected);
  });

  test('of index futures goes by the level of the index, of options it is one', () => {
    const levels = ['15000', '15000.05', '30000', '30000.1'];
    const ticks = levels.map((price) => tick('2026-01-05', price, 'nse/indexFutures'));
    expect(ticks).toEqual(['0.05', '0.1', '0.1', '0.2']);
    expect(tick('2026-01-05', '900', 'nse/indexOptions')).toBe('0.05');

    expect(tick('2026-11-02', '20', 'us/shares')).toBe('us/shares: not known after 2026-11-01');
  });

  test('of options on a share goes by the price of the share, of futures since July 2024', () => {
    const shares = (day: string, of: string) =>
      ['249.95', '250'].map((price) => tick(day, price, of));
    expect(shares('2025-11-02', 'nse/shareOptions')).toEqual(['0.05', '0.05']);
    expect(shares('2025-11-03', 'nse/shareOptions')).toEqual(['0.01', '0.05']);
    expect(shares('2024-07-07', 'nse/shareFutures')).toEqual(['0.05', '0.05']);
    expect(shares('2024-07-08', 'nse/shareFutures')).toEqual(['0.01', '0.05']);
  });

  test('is of BSE, MCX and currencies where somebody wrote it down, and else not known', () => {
    const bse = (day: string) =>
      ['15', '15.05', '99.95', '100'].map((price) => tick(day, price, 'bse/shares'));
    expect(bse('2023-02-28')).toEqual(['0.01', '0.05', '0.05', '0.05']);
    expect(bse('2023-04-01')).toEqual(['0.01', '0.01', '0.01', '0.05']);
    expect(bse('2023-03-15')[0]).toBe('bse/shares: not known on 2023-03-15');
    expect(bse('2026-01-05')[0]).toBe('bse/shares: not known after 2024-05-31');
    expect(tick('2026-01-05', '6000', 'mcx/CRUDEOIL')).toBe('1');
    expect(tick('2019-12-31', '6000', 'mcx/CRUDEOIL')).toBe(
      'mcx/CRUDEOIL: not known before 2020-01-01',
    );
    expect(tick('2026-01-05', '6000', 'mcx/NATURALGAS')).toBe('mcx/NATURALGAS: no rule is known');
    expect(tick('2026-01-05', '88', 'cds/USDINR')).toBe('0.0025');
  });

  test('is there for any price, and never falls as the price rises', () => {
    const price = fc.integer({ min: 1, max: 20_000_000 });
    fc.assert(
      fc.property(price, price, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((paise) =>
          Number(tick('2026-01-05', (paise / 100).toFixed(2))),
        );
        expect(low).toBeGreaterThan(0);
        expect(high).toBeGreaterThanOrEqual(low ?? 0);
      }),
    );
  });
});

test('bands of MCX widen as they are reached, those of currencies go by how far their end is', () => {
  const on = (key: string) => valueOf(terms.bands.on(key, dayOf('2026-01-05')));
  expect(on('mcx/CRUDEOIL')).toMatchObject({ percents: ['4', '6', '9'], widens: true });
  expect(on('nse/derivatives')).toMatchObject({ widens: false });
  expect([on('cds/upToSixMonths'), on('cds/beyondSixMonths')]).toMatchObject([
    { percents: ['3'] },
    { percents: ['5'] },
  ]);
  expect(on('mcx/GOLD')).toBe('mcx/GOLD: no rule is known');
});

test('bands of derivatives flex, since June 2024 by more trades, since November both of them', () => {
  const on = (day: string) => valueOf(terms.bands.on('nse/derivatives', dayOf(day)));
  expect(on('2024-06-02')).toMatchObject({ percents: ['10'], flexAfter: null, slides: false });
  const flexAfter = { trades: 50, clients: 10, members: 3 };
  expect(on('2024-06-03')).toMatchObject({ flexPercent: '5', flexAfter, slides: false });
  expect(on('2024-11-18')).toMatchObject({ flexAfter, slides: true });
  const shares = valueOf(terms.bands.on('nse/shares', dayOf('2026-01-05')));
  expect(shares).toMatchObject({ percents: ['2', '5', '10', '20'], flexPercent: null });
});

test('the whole market halts by how far it has moved, and when', () => {
  const levels = valueOf(terms.halts.on('nse/market', dayOf('2026-01-05')));
  expect(levels).toEqual([
    { percent: '10', before: '13:00', haltMinutes: 45, auctionMinutes: 15 },
    { percent: '10', before: '14:30', haltMinutes: 15, auctionMinutes: 15 },
    { percent: '15', before: '13:00', haltMinutes: 105, auctionMinutes: 15 },
    { percent: '15', before: '14:00', haltMinutes: 45, auctionMinutes: 15 },
    { percent: '15', before: '24:00', haltMinutes: null, auctionMinutes: 0 },
    { percent: '20', before: '24:00', haltMinutes: null, auctionMinutes: 0 },
  ]);
});

test('a margin that is only an estimate says so', () => {
  const certainty = (of: string): unknown => {
    const answer = terms.margins.on(of, dayOf('2026-01-05'));
    return answer.known ? answer.value.source.certainty : answer.why;
  };
  expect(certainty('nse/indexFutures')).toBe('estimate');
  expect(certainty('nse/shares')).toBe('checked');
  expect(certainty('nse/bonds')).toBe('nse/bonds: no rule is known');
});

test('any day has exactly one rule of anything, or an honest answer', () => {
  const tables: readonly DatedRules<unknown>[] = Object.values(terms);
  const days = fc.integer({ min: dayOf('2018-01-01'), max: dayOf('2027-12-31') });
  fc.assert(
    fc.property(fc.constantFrom(...tables), days, (table, day) => {
      for (const key of table.keys) {
        const holding = table.of(key).filter(({ from, to }) => from <= day && day <= to);
        expect([key, formatDay(day), holding.length]).toEqual([
          key,
          formatDay(day),
          table.on(key, day).known ? 1 : 0,
        ]);
      }
    }),
  );
});

test('mistakes of terms are told with their rows', () => {
  const row = { from: '2020-01-01', source: 's' };
  const content = {
    knownUntil: '2026-12-31',
    sources: { s: { text: 'a list', written: '2026-01-01', certainty: 'checked' } },
    lots: [{ ...row, instruments: ['A'], lot: 0 }],
    freeze: [{ ...row, instruments: ['A'], qty: 1.5 }],
    ticks: [
      { ...row, of: 'a', steps: [{ upTo: '10', tick: '1' }] },
      {
        ...row,
        of: 'b',
        steps: [{ upTo: '10', tick: '1' }, { below: '9', tick: '2' }, { tick: '3' }],
      },
    ],
    bands: [{ ...row, of: 'a', percents: ['5'], flexAfter: { trades: 1, clients: 1 } }],
    halts: [{ ...row, of: 'a', levels: [{ percent: '10', before: '25:00', haltMinutes: 1 }] }],
    margins: [{ ...row, of: 'a', initialPercent: -5 }],
  };
  expect(() => readMarketTerms('t.json', content)).toThrow(
    [
      "  t.json, row 1: 'lot': expected a whole number above 0, found 0",
      "  t.json, row 1: 'qty': expected a whole number above 0, found 1.5",
      "  t.json, row 1: 'steps': the last one is for all prices that are left",
      "  t.json, row 1: 'flexAfter': 'members': expected a whole number above 0, found nothing",
      `  t.json, row 1: 'levels' 1: 'before': expected a time of day, 13:00, found "25:00"`,
      "  t.json, row 1: 'initialPercent': expected a decimal from 0 in quotes, found -5",
      "  t.json, row 2: 'steps': expected rising prices",
    ].join('\n'),
  );
});
