import { toTimestamp, type Timestamp } from 'argosy/core';
import type { ExecutionAlgorithm } from 'argosy/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { scheduleOf } from './slice-schedule.ts';

const at = (micros: number): Timestamp => toTimestamp(micros);
const span = { startAt: at(1_000), endAt: at(1_000 + 400) };

/** What is due at each of some instants. */
function dueAt(
  algorithm: ExecutionAlgorithm,
  units: number,
  instants: readonly number[],
): number[] {
  const schedule = scheduleOf(algorithm, span);
  return instants.map((instant) => schedule?.dueBy(at(instant), units) ?? -1);
}

describe('twap', () => {
  const twap = { type: 'twap', slices: 4 } as const;

  test('has nothing due before its beginning, a part at it, and all by the last step', () => {
    expect(dueAt(twap, 8, [999, 1_000, 1_099, 1_100, 1_200, 1_299, 1_300, 1_400])).toEqual([
      0, 2, 2, 4, 6, 6, 8, 8,
    ]);
  });

  test('spreads what does not divide', () => {
    expect(dueAt(twap, 10, [1_000, 1_100, 1_200, 1_300])).toEqual([2, 5, 7, 10]);
  });

  test('says when it is to be looked at next', () => {
    const schedule = scheduleOf(twap, span);
    expect([0, 1_000, 1_050, 1_299].map((now) => schedule?.nextAfter(at(now)))).toEqual([
      1_000, 1_100, 1_100, 1_300,
    ]);
    expect(schedule?.nextAfter(at(1_300))).toBeNull();
  });
});

describe('vwap', () => {
  test('goes by the weights of its curve, and skips a span without any', () => {
    const curve = { type: 'vwap', curve: [3, 0, 1, 4] } as const;
    expect(dueAt(curve, 80, [1_000, 1_100, 1_200, 1_300])).toEqual([30, 30, 40, 80]);
  });
});

describe('every schedule', () => {
  const algorithms: fc.Arbitrary<ExecutionAlgorithm> = fc.oneof(
    fc.record({ type: fc.constant('twap' as const), slices: fc.integer({ min: 1, max: 50 }) }),
    fc.record({
      type: fc.constant('shortfall' as const),
      slices: fc.integer({ min: 1, max: 50 }),
      urgency: fc.nat(5_000),
    }),
    fc.record({
      type: fc.constant('vwap' as const),
      curve: fc
        .array(fc.nat(1_000), { minLength: 1, maxLength: 30 })
        .filter((weights) => weights.some((weight) => weight > 0)),
    }),
  );

  test('never goes back, never passes the whole, and is at the whole by its last step', () => {
    fc.assert(
      fc.property(
        algorithms,
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 9_999 }),
        (of, units, length) => {
          const schedule = scheduleOf(of, { startAt: at(0), endAt: at(length) });
          let [now, due]: [Timestamp | null, number] = [at(0), 0];
          while (now !== null) {
            const next: number = schedule?.dueBy(now, units) ?? -1;
            expect(next).toBeGreaterThanOrEqual(due);
            due = next;
            const after: Timestamp | null = schedule?.nextAfter(now) ?? null;
            if (after !== null) expect(after).toBeGreaterThan(now);
            now = after;
          }
          expect(due).toBe(units);
        },
      ),
    );
  });
});
