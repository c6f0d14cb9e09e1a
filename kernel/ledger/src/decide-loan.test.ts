import { toMinor } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { computeInterest, type InterestSpan } from './decide-loan.ts';

const spanOf = (owed: bigint, days: number, ratePpm = 120_000): InterestSpan => ({
  owed: toMinor(owed),
  days,
  ratePpm,
});
const terms = { daysOfYear: 365, booked: toMinor(0n), rounding: 'halfEven' } as const;

describe('interest', () => {
  test('of a year is the rate', () => {
    expect(computeInterest([spanOf(1_000_00n, 365)], terms)).toBe(120_00n);
  });

  test('follows the amount and the rate as they change', () => {
    const spans = [spanOf(1_000_00n, 73), spanOf(500_00n, 73), spanOf(500_00n, 73, 240_000)];
    expect(computeInterest(spans, terms)).toBe(24_00n + 12_00n + 24_00n);
  });

  test('is less what was booked, below zero where that was too much', () => {
    const booked = toMinor(130_00n);
    expect(computeInterest([spanOf(1_000_00n, 365)], { ...terms, booked })).toBe(-10_00n);
  });

  test('booked day by day comes to the same as booked once', () => {
    const spans = fc.array(
      fc.record({
        owed: fc.bigInt({ min: 0n, max: 10n ** 12n }).map(toMinor),
        days: fc.nat(5),
        ratePpm: fc.nat(1_000_000),
      }),
    );
    fc.assert(
      fc.property(spans, (all) => {
        let booked = 0n;
        for (const [place] of all.entries()) {
          const so = { ...terms, booked: toMinor(booked) };
          booked += computeInterest(all.slice(0, place + 1), so);
        }
        expect(booked).toBe(computeInterest(all, terms));
      }),
    );
  });
});
