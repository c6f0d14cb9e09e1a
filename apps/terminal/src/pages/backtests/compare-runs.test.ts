import { expect, test } from 'vitest';

import { differences } from './compare-runs.ts';
import { timeLeft } from './eta.ts';
import { keyFigures } from './key-figures.ts';
import { readSheet, type Sheet } from './sheet.ts';

const none = { absent: 'not told' };

function aSheet(parameters: unknown, seed = 0): Sheet {
  return {
    schema: 'argosy-tear-sheet/1',
    title: 'a run',
    currency: 'INR',
    source: { isPartial: false },
    period: { from: '2024-01-01T00:00:00Z', until: '2024-06-01T00:00:00Z', days: 100 },
    summary: {
      opening: '100000.00',
      closing: '112345.50',
      net: '12345.50',
      growth: 0.123455,
      figures: { SharpeRatio: 1.2345, MaxDrawdown: -0.0512, SortinoRatio: null },
      notes: { SortinoRatio: 'no day was below zero' },
    },
    benchmark: none,
    curve: { at: [], equity: [], growth: [], fall: [], benchmark: [] },
    months: none,
    years: none,
    rolling: none,
    trades: none,
    excursions: none,
    costs: none,
    card: {
      command: none,
      file: none,
      argosy: '0.1.0',
      node: none,
      commit: none,
      seed,
      events: none,
      data: [{ name: 'quotes.csv', hash: 'sha256:1' }],
      strategies: [{ id: 'ema', name: 'Ema', parameters }],
      models: { fees: { model: 'percent', rate: 3 } },
    },
    notes: [],
  };
}

test('two runs differ in what they were made with, down to each parameter', () => {
  const first = aSheet({ fast: 12, exits: { stop: 5 } });
  const second = aSheet({ fast: 20, exits: { stop: 5 }, slow: 50 }, 7);
  expect(differences(first, second)).toEqual([
    { name: 'ema.fast', first: '12', second: '20' },
    { name: 'ema.slow', first: null, second: '50' },
    { name: 'seed', first: '0', second: '7' },
  ]);
  expect(differences(first, aSheet({ fast: 12, exits: { stop: 5 } }))).toEqual([]);
});

test('figures are those of the sheet; what is undefined is a dash with its reason', () => {
  const shown = keyFigures(aSheet({}), 'indian');
  const of = (id: string): readonly (string | null)[] => {
    const figure = shown.find((one) => one.id === id);
    return [figure?.text ?? null, figure?.note ?? null];
  };
  expect(of('net')).toEqual(['+12,345.50', null]);
  expect(of('growth')).toEqual(['+12.35%', null]);
  expect(of('SharpeRatio')).toEqual(['1.23', null]);
  expect(of('MaxDrawdown')).toEqual(['−5.12%', null]);
  expect(of('SortinoRatio')).toEqual(['—', 'no day was below zero']);
  expect(of('trades')).toEqual(['—', 'not told']);
});

test('a sheet of another version is not read', () => {
  const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
  expect(readSheet(bytes(aSheet({})))).toMatchObject({ title: 'a run' });
  expect(readSheet(bytes({ ...aSheet({}), schema: 'argosy-tear-sheet/2' }))).toBeNull();
});

test('what is left goes by what was done, and is not guessed too early', () => {
  const startedAt = '2024-01-01T00:00:00Z';
  const now = Date.parse(startedAt) + 30_000;
  expect(timeLeft({ status: 'running', progress: 0.25, startedAt }, now)).toBe(90_000);
  expect(timeLeft({ status: 'running', progress: 0.01, startedAt }, now)).toBeNull();
  expect(timeLeft({ status: 'queued', progress: 0, startedAt: null }, now)).toBeNull();
});
