import { alwaysOpen, money, toAccountId, toCurrency } from 'argosy/core';
import { Strategy } from 'argosy/engine';
import { noLatency } from 'argosy/matching';
import { aBar, anInstrument } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { Backtest, runBacktest } from '../backtest.ts';
import { cashAccount, type BacktestConfig } from '../config.ts';
import { arraySource } from '../source.ts';
import { checkConfig } from './check-config.ts';

class Idle extends Strategy {}

const config: BacktestConfig = {
  instruments: [anInstrument()],
  calendars: [alwaysOpen],
  sources: [arraySource('bars', [aBar({ at: 60_000_000 })])],
  accounts: [cashAccount(toAccountId('A1'), money(100n, toCurrency('INR')))],
  strategies: [{ id: 's', strategy: Idle, account: 'A1', parameters: {} }],
  venue: { latency: noLatency },
  seed: 1,
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
