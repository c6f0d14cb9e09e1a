import { toCurrency, toInstrumentId, toPrice, toQuantity, toTimestamp } from 'argosy/core';
import type { Option } from 'argosy/domain';
import { anOption } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { noLeverage, type Leverage } from './leverage.ts';
import { mayCover, reliefWithin, spreadRelief, type OptionLeg } from './spread-margin.ts';

const one = toQuantity(1);
const fifth: Leverage = { units: 5n, scale: 0 };

function leg(
  right: 'call' | 'put',
  strike: number,
  qty: number,
  changes: Partial<Option> & { readonly by?: Leverage } = {},
): OptionLeg {
  const { by: leverage = noLeverage, ...terms } = changes;
  const id = toInstrumentId(`X-${right}-${strike}`);
  const instrument = anOption({
    id,
    right,
    strike: toPrice(strike),
    lot: one,
    minQty: one,
    ...terms,
  });
  return { instrument, qty, leverage };
}

const reliefOf = (...legs: readonly OptionLeg[]): bigint => spreadRelief(legs, 2);

describe('a bought option that covers a written one', () => {
  test.each<[string, readonly OptionLeg[], bigint]>([
    // Alone the written one binds its strike, 100.00; beside the other, 10.00 may be lost.
    [
      'leaves what lies between the strikes',
      [leg('call', 100_00, -1), leg('call', 110_00, 1)],
      90_00n,
    ],
    ['of a put too', [leg('put', 100_00, -1), leg('put', 90_00, 1)], 90_00n],
    [
      'leaves nothing where it is worth more',
      [leg('call', 100_00, -1), leg('call', 95_00, 1)],
      100_00n,
    ],
    ['of a put that is worth more', [leg('put', 100_00, -1), leg('put', 105_00, 1)], 100_00n],
    [
      'covers no more than there is of it',
      [leg('call', 100_00, -3), leg('call', 110_00, 2)],
      180_00n,
    ],
    ['is enough for what is written', [leg('call', 100_00, -2), leg('call', 110_00, 9)], 180_00n],
    [
      'spares what would be asked at most',
      [leg('call', 100_00, -1, { by: fifth }), leg('call', 190_00, 1)],
      0n,
    ],
    [
      'goes by the leverage of what is written',
      [leg('call', 100_00, -1, { by: fifth }), leg('call', 110_00, 1)],
      10_00n,
    ],
  ])('%s', (_, legs, expected) => {
    expect(reliefOf(...legs)).toBe(expected);
    expect(reliefOf(...legs.toReversed())).toBe(expected);
  });

  test.each<[string, Partial<Option>]>([
    ['of another underlying', { underlying: toInstrumentId('OTHER.NSE') }],
    ['of another end', { expiresAt: toTimestamp(5) }],
    ['of another size', { multiplier: 2n }],
    ['that is settled otherwise', { settles: 'physical' }],
  ])('covers none %s', (_, changes) => {
    expect(reliefOf(leg('call', 100_00, -1), leg('call', 110_00, 1, changes))).toBe(0n);
  });

  test('covers no call with a put', () => {
    expect(reliefOf(leg('call', 100_00, -1), leg('put', 100_00, 1))).toBe(0n);
  });

  test('covers once: of two written ones that which is nearer', () => {
    const [near, far] = [leg('call', 105_00, -1), leg('call', 100_00, -1)];
    expect(reliefOf(near, far, leg('call', 110_00, 1))).toBe(100_00n);
  });

  test('of several the best do', () => {
    const bought = [leg('call', 130_00, 1), leg('call', 110_00, 1), leg('call', 120_00, 1)];
    expect(reliefOf(leg('call', 100_00, -1), ...bought)).toBe(90_00n);
  });

  test('in a condor are both wings', () => {
    const wings = [leg('call', 110_00, -1), leg('call', 120_00, 1)];
    const other = [leg('put', 90_00, -1), leg('put', 80_00, 1)];
    expect(reliefOf(...wings, ...other)).toBe(100_00n + 80_00n);
  });
});

describe('what is spared', () => {
  const strike = fc.integer({ min: 1, max: 40 }).map((tens) => tens * 10_00);
  const legs = fc.array(
    fc.tuple(
      fc.constantFrom('call' as const, 'put' as const),
      strike,
      fc.integer({ min: -3, max: 3 }),
    ),
    { minLength: 1, maxLength: 7 },
  );

  test('is never more than what could be lost less leaves, nor less than nothing', () => {
    fc.assert(
      fc.property(legs, (all) => {
        const held = all
          .filter(([, , qty]) => qty !== 0)
          .map(([right, at, qty]) => leg(right, at, qty));
        const alone = held
          .filter(({ qty }) => qty < 0)
          .reduce((sum, { instrument, qty }) => sum + BigInt(-qty * instrument.strike), 0n);
        const relief = reliefOf(...held);
        expect(relief >= 0n && relief <= alone).toBe(true);
        // What is still asked of the puts is at least what they could lose together, wherever the price goes.
        const puts = held.filter(({ instrument }) => instrument.right === 'put');
        const asked =
          puts
            .filter(({ qty }) => qty < 0)
            .reduce((sum, { instrument, qty }) => sum - qty * instrument.strike, 0) -
          Number(reliefOf(...puts));
        const losses = Array.from({ length: 42 }, (__, tens) => {
          return puts.reduce((sum, { instrument, qty }) => {
            return sum - qty * Math.max(0, instrument.strike - tens * 10_00);
          }, 0);
        });
        expect(asked).toBeGreaterThanOrEqual(Math.max(...losses));
      }),
    );
  });
});

describe('options that may cover each other', () => {
  const plain = leg('call', 100_00, 1);

  test.each<[string, Partial<Option>]>([
    ['underlying', { underlying: toInstrumentId('OTHER.NSE') }],
    ['right', { right: 'put' }],
    ['end', { expiresAt: toTimestamp(1) }],
    ['currency', { currency: toCurrency('USD') }],
    ['way of settling', { settles: 'physical' }],
    ['multiplier', { multiplier: 7n }],
    ['scale of it', { multiplierScale: 1 }],
    ['size precision', { sizePrecision: 1 }],
    ['price precision', { pricePrecision: 1 }],
  ])('have the same %s, and are matched together only then', (_, changes) => {
    const other = leg('call', 110_00, -1, changes);
    expect(mayCover(plain.instrument, other.instrument)).toBe(false);
    const alike = leg('call', 95_00, -1);
    expect(mayCover(plain.instrument, alike.instrument)).toBe(true);
    const both = [plain, other, alike];
    const within = both.filter(({ instrument }) => mayCover(plain.instrument, instrument));
    expect(spreadRelief(both, 2)).toBe(reliefWithin(within, 2));
    expect(reliefWithin(within, 2)).toBeGreaterThan(0n);
  });
});
