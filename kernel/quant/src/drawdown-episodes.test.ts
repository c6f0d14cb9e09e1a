import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { computeDrawdowns, computeUnderwater } from './drawdown-episodes.ts';
import { computeDrawdown } from './equity-statistics.ts';
import { equityOfReturns } from './ratios/ratios.ts';

const curve = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 60 });

describe('the falls of an equity', () => {
  it('have a peak, a trough and a recovery, by place and by time', () => {
    const times = [10, 20, 30, 40, 50, 60, 70];
    expect(computeDrawdowns([100, 80, 90, 100, 120, 60, 90], { times })).toEqual([
      {
        fraction: 0.8 - 1,
        peakIndex: 0,
        troughIndex: 1,
        recoveryIndex: 3,
        peakAt: 10,
        troughAt: 20,
        recoveredAt: 40,
      },
      {
        fraction: -0.5,
        peakIndex: 4,
        troughIndex: 5,
        recoveryIndex: null,
        peakAt: 50,
        troughAt: 60,
        recoveredAt: null,
      },
    ]);
  });

  it('begin with a loss in the first period', () => {
    const [first] = computeDrawdowns(equityOfReturns([-0.1, 0.05])) ?? [];
    expect(first).toMatchObject({ peakIndex: 0, troughIndex: 1, recoveryIndex: null });
    expect(first?.fraction).toBeCloseTo(-0.1, 12);
  });

  it('begin at the last of equal peaks, and have the first of equal troughs', () => {
    const [only] = computeDrawdowns([5, 5, 4, 4, 5]) ?? [];
    expect(only).toMatchObject({ peakIndex: 1, troughIndex: 2, recoveryIndex: 4 });
  });

  it('leave out what is less than asked for', () => {
    expect(computeDrawdowns([100, 99, 100, 80, 100], { least: 0.05 })).toHaveLength(1);
  });

  it('hold the deepest of all, and never overlap', () => {
    const property = fc.property(curve, (equity) => {
      const falls = computeDrawdowns(equity) ?? [];
      const deepest = falls.reduce((low, { fraction }) => Math.min(low, fraction), 0);
      expect(deepest).toBe(computeDrawdown(equity)?.fraction);
      for (const [at, { peakIndex, troughIndex, recoveryIndex }] of falls.entries()) {
        expect(troughIndex).toBeGreaterThan(peakIndex);
        if (recoveryIndex !== null) expect(recoveryIndex).toBeGreaterThan(troughIndex);
        const next = falls[at + 1];
        if (next !== undefined)
          expect(next.peakIndex).toBeGreaterThanOrEqual(recoveryIndex ?? Infinity);
      }
    });
    fc.assert(property);
  });

  it('are undefined where equity begins with nothing', () => {
    expect([computeDrawdowns([0, 1]), computeDrawdowns([]), computeUnderwater([-1])]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('refuse times that are not of the points', () => {
    expect(() => computeDrawdowns([1, 2], { times: [1] })).toThrow('1 times of 2 points');
    expect(() => computeDrawdowns([1, NaN])).toThrow('NaN at 1');
  });
});

describe('an equity under water', () => {
  it('says how far and how long', () => {
    expect(computeUnderwater([100, 80, 90, 100, 120, 60])).toEqual({
      falls: Float64Array.of(0, 0.8 - 1, 0.9 - 1, 0, 0, -0.5),
      share: 0.5,
      longest: 3,
    });
  });

  it('never is where it only rises', () => {
    expect(computeUnderwater([1, 2, 3])).toMatchObject({ share: 0, longest: 0 });
  });

  it('lasts as long as its longest fall', () => {
    const property = fc.property(curve, (equity) => {
      const lengths = (computeDrawdowns(equity) ?? []).map(
        ({ peakIndex, recoveryIndex }) => (recoveryIndex ?? equity.length - 1) - peakIndex,
      );
      expect(computeUnderwater(equity)?.longest).toBe(Math.max(0, ...lengths));
    });
    fc.assert(property);
  });
});
