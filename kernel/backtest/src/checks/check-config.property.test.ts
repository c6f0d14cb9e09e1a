import {
  alwaysOpen,
  ledgerScales,
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toTimestamp,
} from 'argosy/core';
import { toBarSpecText } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { noLatency } from 'argosy/matching';
import { aBar, aFuture, anInstrument } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { Backtest, runBacktest } from '../backtest.ts';
import { cashAccount, type BacktestConfig } from '../config.ts';
import { arraySource } from '../source.ts';
import { checkConfig } from './check-config.ts';

class Idle extends Strategy {}
const share = anInstrument();
const contracts = [1, 2].map((month) =>
  aFuture({ id: toInstrumentId(`N${month}.X`), expiresAt: toTimestamp(month * 1_000) }),
);
const dated = { instrument: share.id, exAt: toTimestamp(1), knownAt: toTimestamp(1) };

const config: BacktestConfig = {
  instruments: [share, ...contracts],
  calendars: [alwaysOpen],
  sources: [arraySource('bars', [aBar({ at: 60_000_000 })])],
  accounts: [cashAccount(toAccountId('A1'), money(100n, toCurrency('INR')))],
  strategies: [{ id: 's', strategy: Idle, account: 'A1', parameters: {} }],
  venue: { latency: noLatency },
  seed: 1,
  limits: { cashBufferBps: 5, maxOrderQty: { default: null, byInstrument: new Map() } },
  from: toTimestamp(0),
  until: toTimestamp(60_000_000),
  warmUpBars: { spec: toBarSpecText('SBIN.NSE-1-MINUTE-LAST-EXTERNAL'), count: 1 },
  statistics: { daysPerYear: 252, riskFree: 0.05, ddof: 1 },
  journal: { last: 5 },
  ledgerScales: ledgerScales({ INR: 4 }),
  commands: [
    {
      at: toTimestamp(1),
      type: 'deposit',
      account: toAccountId('A1'),
      amount: money(1n, toCurrency('INR')),
    },
  ],
  series: [
    {
      kind: 'adjusted',
      id: toInstrumentId('A.X'),
      of: share.id,
      prices: 'splits',
      direction: 'forward',
      pricePrecision: 3,
      tick: toPrice(1),
      currency: toCurrency('INR'),
      calendar: alwaysOpen.id,
    },
    {
      kind: 'continuous',
      id: toInstrumentId('C.X'),
      chain: contracts.map(({ id }) => id),
      roll: { rule: 'dates', dates: [toTimestamp(1)] },
      adjust: 'ratio',
      direction: 'back',
    },
    { kind: 'formula', id: toInstrumentId('F.X'), formula: 'A.X * 2', staleAfter: null },
  ],
  actions: [
    {
      ...dated,
      type: 'rights',
      numerator: 1,
      denominator: 4,
      price: toPrice(1),
      into: share.id,
    },
    { ...dated, type: 'dividend', perUnit: 1n, scale: 1, withheldBps: 0 },
    { ...dated, type: 'rename', was: toInstrumentId('OLD.X') },
  ],
  origin: { commit: 'abc' },
};
// What a function answers is for whoever wrote it.
const places = placesIn(config).filter((place) => place.at(-1) !== 'open');
const numbers: readonly unknown[] = [Number.NaN, -1, 0, 1.5, 2 ** 53, 3n];
const others: readonly unknown[] = [undefined, null, '', 'zzz', {}, [], [null], () => 1];
const junk = fc.constantFrom(...numbers, ...others);

it('whatever stands in place of anything, a run is refused with its mistakes or goes through', () => {
  fc.assert(
    fc.property(fc.constantFrom(...places), junk, (place, by) => {
      const changed = changedBy(replaced(config, place, by));
      const run = (): unknown => new Backtest(changed);
      if (checkConfig(changed).length > 0) expect(run).toThrow('the configuration of the run');
      else expect(() => runBacktest(changed)).not.toThrow(TypeError);
    }),
    { numRuns: 500 },
  );
});

it.each([null, undefined, 5, 'zzz', []])('that is %o is refused as one mistake', (value) => {
  const run = (): unknown => Reflect.construct(Backtest, [value]);
  expect(run).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }));
  expect(Reflect.apply(checkConfig, null, [value])).toHaveLength(1);
});

/** What untyped callers can hand over. */
function changedBy(changes: object): BacktestConfig {
  return { ...config, ...changes };
}

/** Every place in plain data, as the keys that lead there. */
function placesIn(value: unknown): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [
    [name],
    ...placesIn(inner).map((place) => [name, ...place]),
  ]);
}

function replaced(value: object, [name = '', ...rest]: readonly string[], by: unknown): object {
  const fields = new Map<string, unknown>(Object.entries(value));
  const inner = fields.get(name);
  const goesOn = rest.length > 0 && typeof inner === 'object' && inner !== null;
  fields.set(name, goesOn ? replaced(inner, rest, by) : by);
  return Array.isArray(value) ? [...fields.values()] : Object.fromEntries(fields);
}
