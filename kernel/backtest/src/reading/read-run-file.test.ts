import { expect, it } from 'vitest';

import { readRunFile } from './read-run-file.ts';

const run = {
  instruments: [{ id: 'SBIN.NSE' }],
  accounts: [{ id: 'A1', balance: '1000.00 INR' }],
  sources: [{ file: 'rows.csv' }],
  strategies: [{ id: 's', strategy: 'EmaCross', account: 'A1' }],
};

function mistakesOf(changes: object): readonly string[] {
  const read = readRunFile({ ...run, ...changes });
  return read.ok ? [] : read.mistakes.map(({ place, detail }) => `${place}: ${detail}`);
}

it('reads a run that is right', () => {
  expect(mistakesOf({ lateData: 'revise' })).toEqual([]);
  const read = readRunFile({ ...run, lateData: 'revise' });
  expect(read.ok && read.value.config.lateData).toBe('revise');
});

it('looks at what it reads as at a configuration, and tells every mistake at once', () => {
  const changes = {
    instruments: [
      { id: 'SBIN.NSE', tick: '0', lot: '0', maxQty: '-1' },
      { id: 'F.NFO', kind: 'future', expiresAt: '1960-01-01T00:00:00Z', minQty: '5', maxQty: '2' },
    ],
    accounts: [{ id: 'A1', balance: '-5 INR', leverage: { margin: '2' } }],
    venue: { latency: { report: '-1' }, fills: { model: 'probabilistic', limit: '2', slip: '' } },
    limits: { cashBufferBps: '-1', maxDrawdown: '-1 INR' },
    ledgerScales: { INR: '1', USD: '99' },
    statistics: { riskFree: '5%' },
    lateData: 'never',
  };
  expect(mistakesOf(changes).toSorted()).toEqual([
    'accounts[0].balances[0].amount: expected minor units, a bigint from 0n, found -500n',
    'accounts[0].leverage.margin: a cash account has none',
    'instruments[0].lot: expected whole scaled size units above 0, found 0',
    'instruments[0].maxQty: expected a quantity from 0, got -1',
    'instruments[0].tick: expected whole scaled price units above 0, found 0',
    'instruments[1].expiresAt: expected whole microseconds from 0, found -315619200000000',
    'instruments[1].minQty: expected at most maxQty, 2, found 5',
    'lateData: expected drop, nextBar, revise, got "never"',
    'ledgerScales.INR: a ledger scale may only be raised: INR to 1, at least 2',
    'ledgerScales.USD: expected a whole number from 0 to 18',
    'limits.cashBufferBps: expected a whole number',
    'limits.maxDrawdown: expected minor units, a bigint from 0n, found -100n',
    'statistics.riskFree: expected a plain decimal, got "5%"',
    'venue.fills.model: a probability lies outside 0 to 1: limit is 2',
    'venue.fills.slip: expected a plain decimal, got ""',
    'venue.latency.report: expected milliseconds from 0, got -1',
  ]);
});
