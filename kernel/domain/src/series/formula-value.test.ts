import { toInstrumentId } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseFormula, type Formula } from './formula.ts';
import { inSteps, plain, valueOf, type Span } from './formula-value.ts';

function read(text: string): Formula {
  const parsed = parseFormula(text);
  if (!parsed.ok) throw new Error(parsed.refusal.reason);
  return parsed.value;
}

const span = (low: number, high: number): Span => ({
  low: { over: BigInt(low), under: 100n },
  high: { over: BigInt(high), under: 100n },
});
const grid = { scale: 100n, tick: 1 };

/** The value of a formula of A.X and B.X in hundredths, both ends. */
function ends(text: string, a: Span, b: Span): readonly [number, number] | null {
  const value = valueOf(read(text), (id) => (id === toInstrumentId('A.X') ? a : b));
  if (value === null) return null;
  return [inSteps(value.low, grid, 'floor'), inSteps(value.high, grid, 'ceiling')];
}

const [a, b] = [span(10_000, 10_005), span(9_900, 9_910)];

describe('the value of a formula', () => {
  test.each([
    ['A.X - B.X', [90, 105]],
    ['B.X - A.X', [-105, -90]],
    ['A.X + B.X', [19_900, 19_915]],
    ['2 * A.X', [20_000, 20_010]],
    ['-A.X', [-10_005, -10_000]],
    ['A.X / B.X', [100, 102]],
    ['min(A.X, B.X)', [9_900, 9_910]],
    ['max(A.X, B.X)', [10_000, 10_005]],
    ['abs(B.X - A.X)', [90, 105]],
    ['abs(A.X - 100.02)', [0, 3]],
    ['(A.X + B.X) / 2', [9_950, 9_958]],
  ])('of a bid and an ask takes what each could be sold and bought for: %s', (text, expected) => {
    expect(ends(text, a, b)).toEqual(expected);
  });

  test('is not there where something may be divided by zero', () => {
    expect(ends('A.X / (B.X - 99.05)', a, b)).toBeNull();
    expect(ends('A.X / (B.X - 99)', a, b)).toBeNull();
    expect(ends('A.X / (B.X - 98)', a, b)).not.toBeNull();
  });

  test('is not there while a price is not known', () => {
    expect(valueOf(read('A.X - B.X'), (id) => (id === 'A.X' ? a : null))).toBeNull();
    expect(valueOf(read('max(A.X, B.X)'), (id) => (id === 'A.X' ? a : null))).toBeNull();
  });

  test('is exact: a third taken three times is the whole', () => {
    expect(ends('A.X / 3 * 3 - A.X', plain(a.low), plain(b.low))).toEqual([0, 0]);
  });

  test('rounds once, at the end, to the nearest step', () => {
    const value = valueOf(read('A.X / 7'), () => plain({ over: 10_000n, under: 100n }));
    expect(value).not.toBeNull();
    const low = value?.low ?? { over: 0n, under: 1n };
    expect(inSteps(low, { scale: 100n, tick: 5 }, 'halfEven')).toBe(1430);
    expect(inSteps(low, { scale: 100n, tick: 5 }, 'floor')).toBe(1425);
    expect(inSteps(low, { scale: 10_000n, tick: 1 }, 'halfEven')).toBe(142_857);
  });

  test('of bids and asks holds that of every price between them', () => {
    const texts = [
      'A.X - B.X',
      'A.X * B.X - 2 * A.X',
      'A.X / B.X',
      'abs(A.X - B.X)',
      '-min(A.X, B.X)',
    ];
    const prices = fc.tuple(fc.integer({ min: 1, max: 10 ** 6 }), fc.nat(1000), fc.nat(1000));
    fc.assert(
      fc.property(fc.constantFrom(...texts), prices, prices, (text, one, other) => {
        const inside = ([low, width]: readonly [number, number, number]): Span =>
          span(low, low + width);
        const at = ([low, width, part]: readonly [number, number, number]): Span =>
          span(low + Math.min(part, width), low + Math.min(part, width));
        const [wide, narrow] = [
          ends(text, inside(one), inside(other)),
          ends(text, at(one), at(other)),
        ];
        expect(narrow?.[0]).toBeGreaterThanOrEqual(wide?.[0] ?? Infinity);
        expect(narrow?.[1]).toBeLessThanOrEqual(wide?.[1] ?? -Infinity);
      }),
    );
  });
});
