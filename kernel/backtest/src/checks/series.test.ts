import { money, toAccountId, toCurrency, toInstrumentId, toPrice, toTimestamp } from 'argosy/core';
import type { DatedAction, Series } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { aBar, aFuture, anInstrument, aQuote } from '@argosy/testkit';
import { describe, expect, it, test } from 'vitest';

import { cashAccount, type BacktestConfig } from '../config.ts';
import { arraySource, onePassSource } from '../source.ts';
import { checkConfig } from './check-config.ts';
import { mistakeText } from './mistakes.ts';

class Idle extends Strategy {}
const share = anInstrument();
const contracts = [1, 2].map((month) =>
  aFuture({ id: toInstrumentId(`N${month}.NFO`), expiresAt: toTimestamp(month * 1_000) }),
);
const chain = contracts.map(({ id }) => id);
const rows = [aBar({ at: 60_000_000 })];
const config: BacktestConfig = {
  instruments: [share, ...contracts],
  sources: [arraySource('bars', rows)],
  accounts: [cashAccount(toAccountId('A1'), money(100n, toCurrency('INR')))],
  strategies: [{ id: 's', strategy: Idle, account: 'A1' }],
};
const id = toInstrumentId('S.X');
const adjusted: Series = {
  kind: 'adjusted',
  id,
  of: share.id,
  prices: 'splits',
  direction: 'back',
};
const continuous: Series = {
  kind: 'continuous',
  id,
  chain,
  roll: { rule: 'daysBefore', days: 1 },
  adjust: 'none',
  direction: 'back',
};
const formula: Series = { kind: 'formula', id, formula: 'SBIN.NSE * 2', staleAfter: null };
const dated = { instrument: share.id, exAt: toTimestamp(1), knownAt: toTimestamp(1) };
const rename: DatedAction = { ...dated, type: 'rename', was: toInstrumentId('OLD.NSE') };
const split: DatedAction = {
  ...dated,
  type: 'split',
  numerator: 2,
  denominator: 1,
  fractionPrice: null,
};

/** What untyped callers can hand over. */
function mistakesOf(changes: Readonly<Record<string, unknown>>): readonly string[] {
  return checkConfig(Object.assign({ ...config }, changes)).map(mistakeText);
}

describe('series', () => {
  it.each([
    ['adjusted', adjusted],
    ['continuous', continuous],
    ['formula', formula],
  ] as const)('of a kind that is right are: %s', (_, one) => {
    expect(mistakesOf({ series: [one] })).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['no list', { kind: 'formula' }, 'series: expected a list, found an object'],
    ['no kind', [{ id }], 'series[0].kind: expected adjusted, continuous, formula, found nothing'],
    ['an unknown field', [{ ...formula, of: 'X' }], 'series[0].of: unknown'],
    ['the name of an instrument', [{ ...formula, id: share.id }], 'SBIN.NSE is given twice'],
    ['a name twice', [formula, adjusted], 'series[1].id: S.X is given twice'],
    ['an unknown instrument', [{ ...adjusted, of: 'X.Y' }], 'series[0].of: unknown instrument X.Y'],
    [
      'a series of a series',
      [formula, { ...adjusted, id: 'T.X', of: id }],
      'unknown instrument S.X',
    ],
    ['a formula of nothing', [{ ...formula, formula: '1 + 1' }], 'it names no instrument'],
    ['a formula that is none', [{ ...formula, formula: 'A +' }], 'formula, column 1: A is neither'],
    ['an unknown part', [{ ...formula, formula: 'A.X' }], 'unknown instrument A.X'],
    ['itself', [{ ...formula, formula: 'S.X' }], 'series[0]: S.X is made of itself'],
    [
      'a circle',
      [
        { ...formula, formula: 'T.X' },
        { ...formula, id: 'T.X', formula: 'S.X + SBIN.NSE' },
      ],
      'series[0]: S.X is made of itself',
    ],
    [
      'a part that says its past anew',
      [{ ...formula, id: 'T.X', formula: 'S.X' }, adjusted],
      'S.X says its past anew, a formula cannot: make it forward',
    ],
    ['a share in a chain', [{ ...continuous, chain: [share.id] }], 'SBIN.NSE is no future'],
    [
      'a chain that goes back',
      [{ ...continuous, chain: chain.toReversed() }],
      'series[0].chain[1]: it ends no later than N2.NFO',
    ],
    [
      'too few dates',
      [{ ...continuous, roll: { rule: 'dates', dates: [] } }],
      'expected one for each contract but the last, 1, found 0',
    ],
    ['an unknown calendar', [{ ...formula, calendar: 'MOON' }], 'unknown MOON; there are NSE,'],
  ])('with %s are refused', (_, series, expected) => {
    expect(mistakesOf({ series }).join('\n')).toContain(expected);
  });

  it('need sources that can be read again', () => {
    const contents = arraySource('bars', rows).contents;
    const sources = [onePassSource('socket', contents, [rows])];
    expect(mistakesOf({ sources, series: [formula] })).toEqual([
      'series[0]: source socket can be read only once',
    ]);
  });

  it('of components that have nothing in common are refused: they would never say anything', () => {
    const sources = [
      arraySource('bars', rows),
      arraySource('quotes', [aQuote({ instrument: chain[0] ?? '', at: 1 })]),
    ];
    const mixed = { ...formula, formula: "SBIN.NSE - 'N1.NFO'" };
    expect(mistakesOf({ sources, series: [mixed] })).toEqual([
      'series[0].formula: its components do not all bring quotes or trades of each, or bars of one kind',
    ]);
  });

  it('that are wrong make no mistake of whoever names them', () => {
    const wrong = { ...formula, formula: '+' };
    const strategies = [{ ...config.strategies[0], parameters: {} }];
    expect(mistakesOf({ series: [wrong], strategies })).toHaveLength(1);
  });
});

describe('actions', () => {
  test('that are right are', () => {
    expect(mistakesOf({ actions: [split, rename] })).toEqual([]);
  });

  test.each<[string, readonly object[], string]>([
    ['no type', [{ ...dated }], 'actions[0].type: expected split, bonus'],
    [
      'no ratio',
      [{ ...split, numerator: 0 }],
      'actions[0].numerator: expected a whole number above',
    ],
    ['an unknown instrument', [{ ...split, instrument: 'X.Y' }], 'unknown instrument X.Y'],
    [
      'rights into what nobody knows',
      [{ ...dated, type: 'rights', numerator: 1, denominator: 1, price: toPrice(1), into: 'X.Y' }],
      'actions[0].into: unknown instrument X.Y',
    ],
    ['the same name', [{ ...rename, was: share.id }], 'SBIN.NSE is the name it has'],
    ['a name given up twice', [rename, { ...rename, instrument: chain[0] }], 'was renamed already'],
    [
      'names that lead round',
      [rename, { ...rename, instrument: 'OLD.NSE', was: share.id }],
      'actions[1]',
    ],
  ])('with %s are refused', (_, actions, expected) => {
    expect(mistakesOf({ actions }).join('\n')).toContain(expected);
  });
});
