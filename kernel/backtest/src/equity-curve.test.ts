import { ledgerScales, money, toAccountId, toCurrency, toTimestamp, type Money } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import { Portfolio } from 'argosy/engine';
import { describe, expect, test } from 'vitest';

import { cashAccount } from './config.ts';
import { EquityCurve } from './equity-curve.ts';
import { OpeningWorth } from './opening-worth.ts';
import type { EquitySample } from './run-sink.ts';

const [inr, usd] = [toCurrency('INR'), toCurrency('USD')];
const rupees = (minor: bigint): Money => money(minor, inr);
const [a, b, dollars] = [
  cashAccount(toAccountId('A'), rupees(100n)),
  cashAccount(toAccountId('B'), rupees(100n)),
  cashAccount(toAccountId('C'), money(100n, usd)),
];
const accounts = [a, b, dollars];
const portfolio = new Portfolio(new InstrumentTable([]), ledgerScales({}));
const opening = new OpeningWorth(accounts, portfolio);

function sampleOf(at: number, account: typeof a, minor: bigint): EquitySample {
  const equity = money(minor, account.base);
  return { at: toTimestamp(at), kind: 'bar', account: account.id, equity, cash: equity };
}

describe('the deepest fall', () => {
  const fallOf = (...samples: readonly EquitySample[]) => {
    const seen: EquitySample[] = [];
    const curve = new EquityCurve(
      { accounts, opening, portfolio },
      { equity: (sample) => seen.push(sample) },
    );
    for (const sample of samples) curve.equity(sample);
    expect(seen).toEqual(samples);
    return [curve.deepestFall(), curve.points];
  };

  test('is none before the first sample', () => {
    expect(fallOf()).toEqual([0, 0]);
  });

  test('is that of all accounts of one currency together', () => {
    const samples = [sampleOf(1, a, 50n), sampleOf(1, b, 150n), sampleOf(1, dollars, 0n)];
    expect(fallOf(...samples)).toEqual([0, 1]);
  });

  test('begins at the opening and is seen though the curve recovers', () => {
    expect(fallOf(sampleOf(1, a, 60n), sampleOf(2, a, 300n))).toEqual([expect.closeTo(-0.2), 2]);
  });

  test('counts an account without a sample as it was last', () => {
    const [fall] = fallOf(sampleOf(1, a, 300n), sampleOf(2, b, 0n));
    expect(fall).toBe(-0.25);
  });
});

describe('equity over time', () => {
  const curve = new EquityCurve({ accounts, opening, portfolio }, {});
  const day = (...of: Parameters<typeof sampleOf>) => ({
    ...sampleOf(...of),
    kind: 'day' as const,
  });

  test('begins with the opening of the accounts of one currency', () => {
    expect(curve.over([])).toEqual([200]);
  });

  test('has one sum for each instant', () => {
    const samples = [day(1, a, 110n), day(1, b, 90n), day(1, dollars, 7n), day(2, b, 100n)];
    for (const sample of samples) curve.equity(sample);
    expect(curve.over(samples)).toEqual([200, 200, 210]);
  });
});
