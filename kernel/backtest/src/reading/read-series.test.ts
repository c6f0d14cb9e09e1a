import { describe, expect, it } from 'vitest';

import { readActionTable } from './read-actions.ts';
import { readRunFile } from './read-run-file.ts';

const future = { kind: 'future', underlying: 'N.NSE' };
const run = {
  instruments: [
    { id: 'SBIN.NSE' },
    { id: 'ACME.US', calendar: '24x7', pricePrecision: '4' },
    { id: 'N1.NFO', expiresAt: '2026-11-24T10:00:00Z', ...future },
    { id: 'N2.NFO', expiresAt: '2026-12-29T10:00:00Z', ...future },
  ],
  accounts: [{ id: 'A1', balance: '1000.00 INR' }],
  sources: [{ file: 'rows.csv' }],
  strategies: [{ id: 's', strategy: 'EmaCross', account: 'A1' }],
};

function mistakesOf(changes: object): readonly string[] {
  const read = readRunFile({ ...run, ...changes });
  return read.ok ? [] : read.mistakes.map(({ place, detail }) => `${place}: ${detail}`);
}

function configOf(changes: object) {
  const read = readRunFile({ ...run, ...changes });
  if (!read.ok) throw new Error(JSON.stringify(read.mistakes));
  return read.value.config;
}

describe('actions in a run file', () => {
  it('are read each by its kind', () => {
    const actions = [
      { type: 'split', ratio: '1 for 10', fractionsAt: '100.50' },
      { type: 'bonus', ratio: '1 for 2' },
      { type: 'dividend', perUnit: '3.125', withheldBps: '1000' },
      { type: 'rights', ratio: '1 for 4', price: '80', into: 'ACME.US' },
      { type: 'rename', was: 'STATEBANK.NSE' },
      { type: 'demerger', ratio: '1 for 5', into: 'ACME.US', costBps: '2500', fractionsAt: '1.5' },
      { type: 'delisting', price: '0' },
    ].map((action) => ({ ...action, instrument: 'SBIN.NSE', ex: '2026-11-20' }));
    // Midnight in India is half past six in the evening before in London.
    const at = Date.UTC(2026, 10, 19, 18, 30) * 1000;
    const dated = { instrument: 'SBIN.NSE', exAt: at, knownAt: at };
    expect(configOf({ actions }).actions).toEqual([
      { ...dated, type: 'split', numerator: 1, denominator: 10, fractionPrice: 10_050 },
      { ...dated, type: 'bonus', numerator: 1, denominator: 2, fractionPrice: null },
      { ...dated, type: 'dividend', perUnit: 3_125n, scale: 3, withheldBps: 1_000 },
      { ...dated, type: 'rights', numerator: 1, denominator: 4, price: 8_000, into: 'ACME.US' },
      { ...dated, type: 'rename', was: 'STATEBANK.NSE' },
      {
        ...dated,
        type: 'demerger',
        numerator: 1,
        denominator: 5,
        into: 'ACME.US',
        costBps: 2_500,
        fractionPrice: 15_000,
      },
      { ...dated, type: 'delisting', price: 0 },
    ]);
  });

  it('may become known later than they take effect, at an instant', () => {
    const action = { instrument: 'ACME.US', type: 'delisting', price: '1', ex: '2026-11-20' };
    const known = '2026-11-21T10:00:00Z';
    expect(configOf({ actions: [{ ...action, known }] }).actions).toMatchObject([
      { exAt: Date.UTC(2026, 10, 20) * 1000, knownAt: Date.UTC(2026, 10, 21, 10) * 1000 },
    ]);
  });

  it('tell every mistake at once, each with its place', () => {
    const actions = [
      { instrument: 'SBIN.NSE', type: 'split', ratio: '0 for 1', ex: '20.11.2026' },
      { instrument: 'SBIN.NSE', type: 'dividend', perUnit: '-1' },
      { instrument: 'SBIN.NSE', type: 'spinOff', ex: '2026-11-20' },
      { instrument: 'SBIN.NSE', type: 'delisting', ex: '2026-11-20', price: '1', ratio: '1 for 1' },
    ];
    expect(mistakesOf({ actions })).toEqual([
      'actions[0].ex: expected a day, 2026-11-20, or an instant with its zone, got 20.11.2026',
      'actions[0].ratio: expected a ratio, 2 for 1, got 0 for 1',
      'actions[1].ex: is missing',
      'actions[1].perUnit: expected an amount above 0, got -1',
      'actions[2].type: expected split, bonus, dividend, rights, demerger, rename, delisting, got "spinOff"',
      expect.stringContaining('actions[3].ratio: unknown'),
    ]);
  });

  it('are read from a table by the numbers of its rows', () => {
    const units = { instruments: configOf({}).instruments, calendars: [] };
    const rows = [
      { instrument: 'SBIN.NSE', type: 'split', ratio: '2 for 1', ex: '2026-11-20' },
      { instrument: 'SBIN.NSE', type: 'split', ratio: '2', ex: 'never' },
    ];
    const read = readActionTable(rows, units);
    expect(read.ok ? [] : read.mistakes.map(({ place }) => place)).toEqual([
      'rows[1].ex',
      'rows[1].ratio',
    ]);
    const sound = readActionTable(rows.slice(0, 1), units);
    expect(sound.ok && sound.value).toHaveLength(1);
  });
});

describe('series in a run file', () => {
  it('are read each by its kind', () => {
    const series = [
      { id: 'A.X', kind: 'adjusted', of: 'SBIN.NSE', prices: 'totalReturn', direction: 'forward' },
      {
        id: 'C.X',
        kind: 'continuous',
        chain: ['N1.NFO', 'N2.NFO'],
        roll: { rule: 'dates', dates: ['2026-11-20'] },
        adjust: 'ratio',
      },
      {
        id: 'F.X',
        kind: 'formula',
        formula: 'ACME.US - SBIN.NSE',
        staleAfter: '1.5',
        tick: '0.0025',
      },
      { id: 'G.X', kind: 'formula', formula: 'SBIN.NSE', currency: 'USD', calendar: '24x7' },
    ];
    expect(configOf({ series }).series).toEqual([
      { id: 'A.X', kind: 'adjusted', of: 'SBIN.NSE', prices: 'totalReturn', direction: 'forward' },
      {
        id: 'C.X',
        kind: 'continuous',
        chain: ['N1.NFO', 'N2.NFO'],
        roll: { rule: 'dates', dates: [Date.UTC(2026, 10, 19, 18, 30) * 1000] },
        adjust: 'ratio',
        direction: 'back',
      },
      {
        id: 'F.X',
        kind: 'formula',
        formula: 'ACME.US - SBIN.NSE',
        staleAfter: 1_500,
        pricePrecision: 4,
        tick: 25,
      },
      {
        id: 'G.X',
        kind: 'formula',
        formula: 'SBIN.NSE',
        staleAfter: null,
        currency: 'USD',
        calendar: '24x7',
      },
    ]);
  });

  it('tell every mistake at once, each with its place', () => {
    const series = [
      { id: 'A.X', kind: 'adjust' },
      { id: 'B.X', kind: 'formula', formula: 'SBIN.NSE -' },
      { id: 'C.X', kind: 'continuous', chain: ['N1.NFO'], roll: { rule: 'daysBefore' } },
      { id: 'D.X', kind: 'adjusted', of: 'SBIN.NSE', formula: '1' },
      { id: 'E.X', kind: 'continuous', chain: ['N1.NFO'], roll: { rule: 'volumes' } },
    ];
    expect(mistakesOf({ series })).toEqual([
      'series[0].kind: expected adjusted, continuous, formula, got "adjust"',
      'series[1].formula: formula, column 11: expected a number, an instrument or (, found the end',
      'series[2].roll.days: is missing',
      expect.stringContaining('series[3].formula: unknown'),
      'series[4].roll.rule: expected daysBefore, volume, dates, got "volumes"',
    ]);
  });
});
