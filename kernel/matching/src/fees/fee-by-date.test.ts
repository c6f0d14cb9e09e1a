import { parseTimestamp, toPrice, toQuantity, unwrap, type Timestamp } from 'argosy/core';
import { anInstrument } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { cappedFee } from './capped-fee.ts';
import { feeByDate } from './fee-by-date.ts';
import { feeLines } from './fee-lines.ts';
import type { FilledBasis } from './fee-model.ts';
import { feePercent } from './fee-percent.ts';
import { feePerShare } from './fee-per-share.ts';
import { FeeTally } from './fee-tally.ts';

const instrument = anInstrument();
const april = at('2026-04-01T00:00:00+05:30');
const first = at('2024-10-01T00:00:00+05:30');
const end = at('2026-11-22T00:00:00+05:30');
const fees = feeByDate(
  [
    { from: first, fee: feePercent('0.02') },
    { from: april, fee: feePercent('0.05') },
  ],
  end,
);

function at(text: string): Timestamp {
  return unwrap(parseTimestamp(text)).at;
}

function fill(when: Timestamp | null, more: Partial<FilledBasis> = {}): FilledBasis {
  const [qty, price] = [toQuantity(100), toPrice(10_000)];
  const basis = { instrument, side: 'buy', qty, price, liquidity: 'taker' } as const;
  return { ...basis, ...(when === null ? {} : { at: when }), ...more };
}

describe('a fill', () => {
  test.each([
    ['2024-10-01T00:00:00+05:30', 200n],
    ['2026-03-31T15:29:59+05:30', 200n],
    ['2026-04-01T00:00:00+05:30', 500n],
    ['2026-11-21T15:30:00+05:30', 500n],
  ])('at %s is charged by the step of then', (text, amount) => {
    expect(fees.compute(fill(at(text)), 2).amount).toBe(amount);
  });

  test.each(['2024-09-30T23:59:59+05:30', '2026-11-22T00:00:00+05:30'])(
    'at %s is charged by none: nothing is known of it',
    (text) => {
      expect(() => fees.compute(fill(at(text)), 2)).toThrow(
        /^nothing is known of the charges of that instant: a fill of .* known from 2024-09-30T18:30/u,
      );
    },
  );

  test('without an instant is not guessed at, even with one step', () => {
    const one = feeByDate([{ from: first, fee: feePercent('0.02') }]);
    expect(() => one.compute(fill(null), 2)).toThrow('at no instant');
  });
});

test('an estimate is by the step of its instant, else the most of all', () => {
  expect(fees.estimate(fill(first), 2).amount).toBe(200n);
  expect(fees.estimate(fill(april), 2).amount).toBe(500n);
  expect(fees.estimate(fill(null), 2).amount).toBe(500n);
  expect(fees.estimate(fill(at('2020-01-01T00:00:00Z')), 2).amount).toBe(500n);
  expect(fees.estimate(fill(end), 2).amount).toBe(500n);
  const falling = feeByDate([
    { from: first, fee: feePercent('0.05') },
    { from: april, fee: feePercent('0.02') },
  ]);
  expect(falling.estimate(fill(null), 2).amount).toBe(500n);
  const ending = feeByDate(
    [
      { from: first, fee: feePercent('0.05') },
      { from: april, fee: feePercent('0.02') },
    ],
    end,
  );
  expect([april, end].map((when) => ending.estimate(fill(when), 2).amount)).toEqual([200n, 500n]);
});

test('an estimate is never below what any instant is charged', () => {
  const rate = fc.integer({ min: 0, max: 300 }).map((value) => (value / 1000).toFixed(3));
  fc.assert(
    fc.property(fc.array(rate, { minLength: 1, maxLength: 5 }), (rates) => {
      const steps = rates.map((text, place) => {
        return { from: at(`202${place}-01-01T00:00:00Z`), fee: feePercent(text) };
      });
      const model = feeByDate(steps);
      for (const { from } of steps) {
        const paid = model.compute(fill(from), 2).amount;
        expect(model.estimate(fill(from), 2).amount).toBeGreaterThanOrEqual(paid);
        expect(model.estimate(fill(null), 2).amount).toBeGreaterThanOrEqual(paid);
      }
    }),
  );
});

test('fills of one order under two steps are bounded in each by itself', () => {
  const capped = (max: string) => cappedFee(feePercent('1'), { min: null, max });
  const model = feeByDate([
    { from: first, fee: capped('20') },
    { from: april, fee: capped('30') },
  ]);
  const tally = new FeeTally();
  const paid = (when: Timestamp): bigint =>
    model.compute(fill(when, { qty: toQuantity(1_000_000), tally }), 2).amount;
  expect([paid(first), paid(first), paid(april), paid(april)]).toEqual([2_000n, 0n, 3_000n, 0n]);
});

test('steps in lines are told in lines, and the others as one', () => {
  const lines = feeLines([{ name: 'stt', fee: feePerShare('0.1') }]);
  const model = feeByDate([
    { from: first, fee: lines },
    { from: april, fee: feePercent('0.05') },
  ]);
  const named = (when: Timestamp) =>
    model.itemise?.(fill(when), 2).map(({ name, amount }) => [name, amount]);
  expect(named(first)).toEqual([['stt', 1_000n]]);
  expect(named(april)).toEqual([['fee', 500n]]);
  expect('itemise' in fees).toBe(false);
});

test('the card tells each step with its instant', () => {
  expect(fees.describe()).toEqual({
    model: 'feeByDate',
    parameters: {
      '2024-09-30T18:30:00Z': { model: 'feePercent', parameters: { rate: '0.02' } },
      '2026-03-31T18:30:00Z': { model: 'feePercent', parameters: { rate: '0.05' } },
      until: '2026-11-21T18:30:00Z',
    },
  });
});

test('no steps, steps out of order and an end before the last one are refused', () => {
  const step = (from: Timestamp) => ({ from, fee: feePercent('1') });
  expect(() => feeByDate([])).toThrow('there is none');
  expect(() => feeByDate([step(april), step(first)])).toThrow('is not after the step before it');
  expect(() => feeByDate([step(first), step(first)])).toThrow('is not after the step before it');
  expect(() => feeByDate([step(april)], april)).toThrow('is not after the last step');
});
