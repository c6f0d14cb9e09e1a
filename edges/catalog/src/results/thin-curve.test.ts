import { toAccountId, toTimestamp } from 'argosy/core';
import type { EquitySample } from 'argosy/backtest';
import { rupees } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ThinCurve } from './thin-curve.ts';

type Given = readonly (readonly [account: 'A' | 'B', worth: number])[];
const given: fc.Arbitrary<Given> = fc.array(
  fc.tuple(fc.constantFrom('A', 'B'), fc.integer({ min: -50, max: 50 })),
  { maxLength: 300 },
);

function samplesOf(points: Given): readonly EquitySample[] {
  return points.map(([account, worth], at) => {
    const equity = rupees(BigInt(worth));
    return {
      at: toTimestamp(at),
      kind: 'bar',
      account: toAccountId(account),
      equity,
      cash: equity,
    };
  });
}

function thinned(samples: readonly EquitySample[], pointsMax: number): ThinCurve {
  const curve = new ThinCurve(pointsMax);
  for (const sample of samples) curve.add(sample);
  return curve;
}

describe('a curve that is thinned', () => {
  it('stays whole while it is short', () => {
    fc.assert(
      fc.property(given, (points) => {
        const samples = samplesOf(points);
        const curve = thinned(samples, 300);
        expect([curve.points(), curve.span]).toEqual([samples, 1]);
      }),
    );
  });

  it('holds no more than it may, and never loses an end, a peak or a trough of an account', () => {
    fc.assert(
      fc.property(given, fc.integer({ min: 8, max: 60 }), (points, pointsMax) => {
        const samples = samplesOf(points);
        const kept = thinned(samples, pointsMax).points();
        expect(kept.length).toBeLessThanOrEqual(pointsMax);
        expect(endsOf(kept)).toEqual(endsOf(samples));
        expect(samples.filter((sample) => kept.includes(sample))).toEqual(kept);
      }),
    );
  });

  it('keeps most of what it may hold of a long jagged one', () => {
    const jagged = Array.from({ length: 5000 }, (_, at) => ['A', (at * 37) % 101] as const);
    const curve = thinned(samplesOf(jagged), 400);
    expect([curve.count, curve.points().length]).toEqual([5000, 312]);
  });
});

function endsOf(samples: readonly EquitySample[]): unknown {
  return ['A', 'B'].map((account) => {
    const its = samples.filter((sample) => sample.account === account);
    const worths = its.map(({ equity }) => Number(equity.amount));
    return [its.at(0), its.at(-1), Math.min(...worths), Math.max(...worths)];
  });
}
