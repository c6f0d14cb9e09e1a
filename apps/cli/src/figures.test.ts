import { arraySource, cashAccount, runBacktest } from 'argosy/backtest';
import { ledgerScales, toAccountId, toTimestamp } from 'argosy/core';
import { anInstrument, aQuote, rupees } from '@argosy/testkit';
import { expect, it } from 'vitest';

import { figuresOf } from './figures.ts';

const result = runBacktest({
  instruments: [anInstrument()],
  sources: [arraySource('quotes.csv', [aQuote(), aQuote()])],
  accounts: [cashAccount(toAccountId('A1'), rupees(100_000n))],
  strategies: [],
});

it('the figures of a run say what it came to, why a figure is none, and what is odd of its data', () => {
  expect(figuresOf(result, ledgerScales({})).map((line) => line.trim().split(/ {2,}/))).toEqual([
    ['period', '1970-01-01 to 1970-01-01'],
    ['rows', '2'],
    ['orders, fills', '0, 0'],
    ['A1 equity', '1000.00 INR from 1000.00 INR'],
    ['A1 charges', '0.00 INR'],
    ['CAGR', 'none: 1 day, and a yearly figure takes 20'],
    ['max drawdown', '0.00 %'],
    ['Sharpe ratio', 'none: 1 day, and a yearly figure takes 20'],
    ['win rate', 'none: 0 trades, without one that it is made of'],
    ['hash', result.hash],
    ['note', 'quotes.csv: 1 row repeats the row before: first row 2, sequence 0'],
  ]);
});

it('the figures of a run say what came in, and what was not done by hand', () => {
  const hand = { account: 'A1', amount: rupees(500n) } as const;
  const moved = runBacktest({
    instruments: [anInstrument()],
    sources: [arraySource('quotes.csv', [aQuote()])],
    accounts: [cashAccount(toAccountId('A1'), rupees(100_000n))],
    strategies: [],
    commands: [
      { ...hand, type: 'deposit', at: toTimestamp(0) },
      { ...hand, type: 'withdraw', amount: rupees(900_000n), at: toTimestamp(0) },
      { ...hand, type: 'withdraw', at: toTimestamp(1e15) },
    ],
  });
  const lines = figuresOf(moved, ledgerScales({})).join('\n');
  expect(lines).toMatch(/A1 came in +5.00 INR/);
  expect(lines).toMatch(
    /note +withdraw of A1 at 1970-01-01T00:00:00Z was not done: INSUFF.*9000.00/,
  );
  expect(lines).toMatch(/note +withdraw of A1 at 2001-.* was not done: the run ended before/);
});

it('the figures of a run say why orders were denied, up to five reasons', () => {
  const counts = { ...result.counts, denied: 21 };
  const denials = ['A', 'B', 'C', 'D', 'E', 'F'].map((code, at) => ({ code, count: 6 - at }));
  const lines = figuresOf({ ...result, counts, denials }, ledgerScales({})).join('\n');
  expect(lines).toMatch(/denied +21: A 6, B 5, C 4, D 3, E 2, …/);
  const few = figuresOf({ ...result, counts, denials: denials.slice(0, 2) }, ledgerScales({}));
  expect(few.join('\n')).toMatch(/denied +21: A 6, B 5\n/);
});

it('the figures of a run stand below each other', () => {
  const columns = figuresOf(result, ledgerScales({})).map(
    (line) => /^ {2}.+? {2,}/.exec(line)?.[0],
  );
  expect(new Set(columns.map((column) => column?.length)).size).toBe(1);
});
