import { toCurrency, toTimestamp } from 'argosy/core';
import { rupees } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { BalanceHistory } from './balance-history.ts';

const currency = toCurrency('INR');

type Step = { readonly at: number; readonly paise: number; readonly to: string };

function historyOf(steps: readonly Step[], pointsMax?: number): BalanceHistory {
  const history = new BalanceHistory(pointsMax === undefined ? {} : { pointsMax });
  for (const { at, paise, to } of steps) {
    const amount = BigInt(paise);
    const legs = [
      { ledgerAccount: 'MAIN/cash', amount: rupees(-amount) },
      { ledgerAccount: to, amount: rupees(amount) },
    ];
    history.apply({ receivedAt: toTimestamp(at), entry: `E-${at}`, legs });
  }
  return history;
}

/** The same from the list of steps itself. */
function sumOf(steps: readonly Step[], ledgerAccount: string, at: number): bigint {
  return steps
    .filter((step) => step.at <= at && step.to === ledgerAccount)
    .reduce((sum, { paise }) => sum + BigInt(paise), 0n);
}

const steps = fc
  .array(
    fc.record({
      at: fc.nat({ max: 40 }),
      paise: fc.integer({ min: -9, max: 9 }),
      to: fc.constantFrom('MAIN/capital', 'MAIN/charges'),
    }),
    { maxLength: 60, size: 'max' },
  )
  .map((made) => made.toSorted((one, other) => one.at - other.at));

describe('a history of balances', () => {
  test('knows each balance at each instant', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: -1, max: 41 }), (made, at) => {
        const history = historyOf(made);
        const instant = { currency, at: toTimestamp(at) };
        for (const name of ['MAIN/capital', 'MAIN/charges']) {
          expect(history.balanceAt(name, instant)).toBe(sumOf(made, name, at));
        }
      }),
    );
  });

  test('knows since when it knows, and is right from then on, however little it may keep', () => {
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: -1, max: 41 }),
        fc.integer({ min: 1, max: 30 }),
        (made, at, pointsMax) => {
          const history = historyOf(made, pointsMax);
          const found = history.balanceAt('MAIN/charges', { currency, at: toTimestamp(at) });
          const expected = at < history.since ? null : sumOf(made, 'MAIN/charges', at);
          expect(found).toBe(expected);
          expect(history.balancesAt(toTimestamp(at)) === null).toBe(expected === null);
        },
      ),
    );
  });

  test('forgets, beyond what it may keep', () => {
    const made = Array.from({ length: 100 }, (_, at) => ({ at, paise: 1, to: 'MAIN/capital' }));
    expect(historyOf(made, 20).since).toBeGreaterThan(80);
    expect(historyOf(made).since).toBe(Number.NEGATIVE_INFINITY);
  });

  test('lists what is not nothing, by name', () => {
    const made = [
      { at: 1, paise: 5, to: 'MAIN/charges' },
      { at: 2, paise: 7, to: 'MAIN/capital' },
      { at: 3, paise: -5, to: 'MAIN/charges' },
    ];
    const namesAt = (at: number): readonly string[] =>
      (historyOf(made).balancesAt(toTimestamp(at)) ?? []).map(({ ledgerAccount }) => ledgerAccount);
    expect([namesAt(0), namesAt(2), namesAt(3)]).toEqual([
      [],
      ['MAIN/capital', 'MAIN/cash', 'MAIN/charges'],
      ['MAIN/capital', 'MAIN/cash'],
    ]);
  });

  test('throws on an entry out of its time', () => {
    const late = { at: 1, paise: 1, to: 'MAIN/capital' };
    expect(() => historyOf([{ ...late, at: 2 }, late])).toThrow('before the one that it follows');
  });
});
