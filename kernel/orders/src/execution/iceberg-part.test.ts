import { toOrderId, toQuantity } from 'argosy/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { icebergPart, leastIcebergPart } from './iceberg-part.ts';

const parent = toOrderId('0000TEST000001');
const shares = { parent, lot: 1, least: 1 };
const shown = toQuantity(100);

/** The first parts of a parent. */
function parts(varyBps: number, of: Partial<typeof shares> = {}): number[] {
  return Array.from({ length: 200 }, (_, place) =>
    icebergPart({ type: 'iceberg', shown, varyBps }, { ...shares, ...of, place }),
  );
}

test('is what is shown, every time, unless it is to vary', () => {
  const iceberg = { type: 'iceberg', shown } as const;
  expect(icebergPart(iceberg, { ...shares, place: 3 })).toBe(100);
  expect(leastIcebergPart(iceberg, shares)).toBe(100);
});

test('varied, takes every size there is around what is shown, and no other', () => {
  const sizes = new Set(parts(300));
  expect([...sizes].toSorted((one, other) => one - other)).toEqual([
    97, 98, 99, 100, 101, 102, 103,
  ]);
});

test('is the same for the same part of the same parent, and another for another', () => {
  expect(parts(2_000)).toEqual(parts(2_000));
  expect(parts(2_000)).not.toEqual(parts(2_000, { parent: toOrderId('0000TEST000002') }));
});

test('is of whole lots, no less than the least', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 10_000 }),
      fc.nat(10_000),
      (lot, lots, varyBps, place) => {
        const least = lot * lots;
        const iceberg = { type: 'iceberg', shown, varyBps } as const;
        const part = icebergPart(iceberg, { parent, lot, least, place });
        expect(part % lot).toBe(0);
        const smallest = leastIcebergPart(iceberg, { lot, least });
        expect(part).toBeGreaterThanOrEqual(smallest);
        expect(smallest).toBeGreaterThanOrEqual(least);
        expect(part).toBeLessThanOrEqual(100 + Math.floor(varyBps / 100));
      },
    ),
  );
});

test('of the largest quantity there may be stays one', () => {
  const most = toQuantity(Number.MAX_SAFE_INTEGER);
  const part = icebergPart(
    { type: 'iceberg', shown: most, varyBps: 10_000 },
    { ...shares, place: 1 },
  );
  expect(Number.isSafeInteger(part)).toBe(true);
});
