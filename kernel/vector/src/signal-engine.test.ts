import { money, toCurrency, toQuantity } from 'argosy/core';
import { constantSlippage, feePercent } from 'argosy/matching';
import { aBar, anInstrument } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { toBarColumns, type BarColumns } from './bar-columns.ts';
import { SignalEngine } from './signal-engine.ts';
import type { SignalRules } from './signal-rules.ts';

const inr = toCurrency('INR');
const rupees = (amount: number): SignalRules['funds'] => money(BigInt(amount) * 100n, inr);

/** Bars by their open and close. */
function columns(...prices: readonly (readonly [number, number])[]): BarColumns {
  const bars = prices.map(([open, close], row) =>
    aBar({ at: (row + 1) * 60_000_000, open, close }),
  );
  return toBarColumns(anInstrument(), bars);
}

const walk = columns([10_000, 10_000], [10_100, 10_200], [10_300, 10_250], [10_250, 10_000]);
const rules = { funds: rupees(100_000), size: { qty: 10 } };

test('a signal at a close is bought at the next open, and sold when it is gone', () => {
  const run = new SignalEngine(walk, rules).run(Int8Array.of(1, 1, 0, 0));
  expect([...run.trades]).toEqual([
    { row: 1, qty: 10, price: 10_100, fee: 0, cause: 'signal' },
    { row: 3, qty: -10, price: 10_250, fee: 0, cause: 'signal' },
  ]);
  expect([...run.equity]).toEqual([10_000_000, 10_001_000, 10_001_500, 10_001_500]);
});

test('where a signal turns, one order ends what is held and another one enters', () => {
  const by = { ...rules, fees: feePercent('0.1'), slippage: constantSlippage({ ticks: 1 }) };
  const run = new SignalEngine(walk, by).run(Int8Array.of(1, -1, -1, 0));
  expect([...run.trades].map(({ row, qty, price, fee }) => [row, qty, price, fee])).toEqual([
    [1, 10, 10_105, 101],
    [2, -10, 10_295, 103],
    [2, -10, 10_295, 103],
  ]);
  expect(run.trades.charges()).toBe(307);
  expect(run.equity.at(-1)).toBe(
    10_000_000 + 10 * (10_295 - 10_105) + 10 * (10_295 - 10_000) - 307,
  );
});

test('one engine runs one signal after another, each as if it were the first', () => {
  const engine = new SignalEngine(walk, { ...rules, fees: feePercent('0.1') });
  const all = [Int8Array.of(1, -1, 1, 0), Int8Array.of(-1, 0, 1, 0), Int8Array.of(0, 0, 0, 0)];
  const together = all.map((signals) => [...engine.run(signals).equity]);
  const alone = all.map((signals) => [
    ...new SignalEngine(walk, { ...rules, fees: feePercent('0.1') }).run(signals).equity,
  ]);
  expect(together).toEqual(alone);
  expect(together[2]).toEqual([10_000_000, 10_000_000, 10_000_000, 10_000_000]);
});

test('a stop ends a position inside a bar, which is not entered again before the signal changes', () => {
  const bars = columns(
    [10_000, 10_000],
    [10_000, 9_900],
    [9_900, 9_950],
    [9_950, 10_000],
    [10_000, 10_000],
  );
  const by = { ...rules, exits: { stop: { ticks: 10 } } };
  const run = new SignalEngine(bars, by).run(Int8Array.of(1, 1, 1, -1, -1));
  expect([...run.trades].map(({ row, qty, price, cause }) => [row, qty, price, cause])).toEqual([
    [1, 10, 10_000, 'signal'],
    [1, -10, 9_950, 'stop'],
    [4, -10, 10_000, 'signal'],
  ]);
});

describe('how much is held', () => {
  const heldBy = (by: Partial<SignalRules>): number => {
    const run = new SignalEngine(walk, { ...rules, ...by }).run(Int8Array.of(1, 1, 1, 1));
    return [...run.trades].reduce((sum, { qty }) => sum + qty, 0);
  };

  test.each([
    ['a part of the equity, in whole units down', { size: { share: 0.5 } }, 500],
    ['a little more than a unit less', { size: { share: 0.49999 } }, 499],
    ['more than the equity with leverage', { size: { share: 2 }, leverage: 2 }, 2_000],
    ['nothing where the equity does not carry the quantity', { size: { qty: 1_001 } }, 0],
    ['what it just carries', { size: { qty: 1_000 } }, 1_000],
    ['nothing where longs are not followed', { sides: 'short' }, 0],
  ] as const)('is %s', (_, by, qty) => {
    expect(heldBy(by)).toBe(qty);
  });
});

describe('is refused:', () => {
  const share = anInstrument();
  const fine = { lot: toQuantity(25), minQty: toQuantity(25) };
  const bars = [aBar({ at: 60_000_000 })];

  test.each<readonly [string, Partial<SignalRules>, object, string]>([
    ['money of another currency', { funds: money(1n, toCurrency('USD')) }, {}, 'funds in USD'],
    ['no money', { funds: rupees(0) }, {}, 'funds of 0'],
    ['a quantity of nothing', { size: { qty: 0 } }, {}, 'a quantity of 0'],
    ['half a lot', { size: { qty: 30 } }, fine, 'whole lots of 25'],
    ['a share beyond the leverage', { size: { share: 1.5 } }, {}, 'a share of 1.5'],
    [
      'a trail of parts of a hundredth',
      { exits: { trail: { percent: 1.005 } } },
      {},
      'expected whole hundredths',
    ],
    ['a leverage of nothing', { leverage: 0 }, {}, 'a leverage of 0'],
    ['a stop of no ticks', { exits: { stop: { ticks: 0 } } }, {}, 'stop is 0 ticks'],
    ['a target of all', { exits: { target: { percent: 100 } } }, {}, 'target is 100 per cent'],
    ['amounts finer than the ledger', {}, { sizePrecision: 3 }, 'raise ledgerScales'],
    [
      'what a double cannot hold',
      {},
      { multiplier: 10n ** 13n },
      'worth more than can be reckoned',
    ],
  ])('%s', (_, by, changes, message) => {
    const columnsOf = toBarColumns(anInstrument({ ...share, ...changes }), bars);
    expect(() => new SignalEngine(columnsOf, { ...rules, ...by })).toThrow(message);
  });

  test('another number of signals than of bars', () => {
    const engine = new SignalEngine(walk, rules);
    expect(() => engine.run(Int8Array.of(1))).toThrow('1 signals for 4 bars');
  });

  test('a share of money that grows beyond what a double holds', () => {
    const by = { ...rules, funds: money(2n ** 51n, inr), size: { share: 100 }, leverage: 100 };
    const dear = toBarColumns(anInstrument({ maxQty: toQuantity(2 ** 50) }), [
      aBar({ at: 60_000_000 }),
      aBar({ at: 120_000_000 }),
    ]);
    expect(() => new SignalEngine(dear, by).run(Int8Array.of(1, 1))).toThrow(
      'too large to be exact',
    );
  });
});

test('ledger scales that were raised make finer amounts whole', () => {
  const fine = toBarColumns(anInstrument({ sizePrecision: 3 }), [
    aBar({ at: 60_000_000 }),
    aBar({ at: 120_000_000 }),
  ]);
  const by = { funds: money(10n ** 9n, inr), size: { qty: 1 }, ledgerScales: { INR: 5 } };
  const run = new SignalEngine(fine, by).run(Int8Array.of(1, 1));
  expect([...run.equity]).toEqual([1e9, 1e9]);
});
