import { Random } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  computeOverfitting,
  computeOverfittingOfBlocks,
  mostTrialsOf,
  type BlockedReturns,
} from './overfitting.ts';

/** So many trials of so many days of chance; an edge is added to the first. */
function noise(
  seed: number,
  [days, trials]: readonly [number, number],
  edge = 0,
): readonly Float64Array[] {
  const random = Random.fromSeed(seed);
  const draw = () =>
    Array.from({ length: 12 }, () => random.nextInt(10_001)).reduce((a, b) => a + b);
  return Array.from({ length: trials }, (_, trial) =>
    Float64Array.from({ length: days }, () => (draw() - 60_000) / 1e6 + (trial === 0 ? edge : 0)),
  );
}

/** From the definition, split by split, without sums of blocks. */
function naive(returns: readonly Float64Array[], blocks: number): number {
  const size = Math.floor((returns[0]?.length ?? 0) / blocks);
  const sharpe = (values: readonly number[]): number => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    return mean / Math.sqrt(squares / (values.length - 1));
  };
  let [low, splits] = [0, 0];
  for (let bits = 0; bits < 2 ** blocks; bits += 1) {
    const isIn = (at: number) => ((bits >> Math.floor(at / size)) & 1) === 1;
    if (
      Array.from({ length: blocks }, (_, at) => (bits >> at) & 1).filter(Boolean).length * 2 !==
      blocks
    )
      continue;
    const inside = returns.map((sample) => sharpe([...sample].filter((_, at) => isIn(at))));
    const rest = returns.map((sample) => sharpe([...sample].filter((_, at) => !isIn(at))));
    const value = rest[inside.indexOf(Math.max(...inside))] ?? NaN;
    const rank = rest.filter((other) => other <= value).length;
    splits += 1;
    if (rank / (returns.length + 1) <= 0.5) low += 1;
  }
  return low / splits;
}

describe('the probability of overfitting', () => {
  it.each([1, 2, 3])('of chance, seed %d, is what its definition says', (seed) => {
    const returns = noise(seed, [64, 7]);
    expect(computeOverfitting(returns, { blocks: 8 }).probability).toBe(naive(returns, 8));
  });

  it('of pure chance spreads from seed to seed, each with its own exact value', () => {
    const of = (seed: number) =>
      computeOverfitting(noise(seed, [640, 20]), { blocks: 10 }).probability;
    expect([of(1), of(2), of(3), of(4)]).toEqual([110 / 252, 133 / 252, 203 / 252, 110 / 252]);
  });

  it('of one with a true edge is small, and choosing pays', () => {
    const found = computeOverfitting(noise(5, [640, 20], 0.003), { blocks: 10 });
    expect(found.probability).toBe(0);
    expect(found.lossProbability).toBe(0);
    expect(found.logits).toHaveLength(252);
    expect(found.logits.every((logit) => Math.abs(logit - Math.log(20)) < 1e-12)).toBe(true);
  });

  it('says what choosing by the past does to the future: without skill, harm', () => {
    // What one half has more of, the other lacks.
    const slope = computeOverfitting(noise(1, [64, 7]), { blocks: 8, by: 'mean' }).slope ?? NaN;
    expect(slope).toBeLessThan(-0.3);
    expect(slope).toBeGreaterThan(-1.5);
  });

  it('leaves out at the beginning what makes no whole block', () => {
    const returns = noise(7, [67, 4]);
    const later = returns.map((sample) => sample.subarray(3));
    const found = computeOverfitting(returns, { blocks: 8 });
    expect(found).toEqual(computeOverfitting(later, { blocks: 8 }));
    expect(found.used).toBe(64);
  });

  it('can go by the mean', () => {
    const risky = noise(8, [64, 2]).map((sample, at) =>
      sample.map((value) => value * (at + 1) * 9),
    );
    expect(computeOverfitting(risky, { blocks: 4, by: 'mean' }).logits).toHaveLength(6);
  });

  it('counts a strategy that never deviates as one of no ratio', () => {
    const flat = new Float64Array(32).fill(0.01);
    const losing = noise(9, [32, 1], -0.02)[0] ?? [];
    expect(computeOverfitting([flat, losing], { blocks: 4 }).probability).toBe(0);
  });

  it('does not go by the order of the trials', () => {
    const property = fc.property(fc.integer({ min: 10, max: 1000 }), (seed) => {
      const returns = noise(seed, [32, 5]);
      const turned = computeOverfitting(returns.toReversed(), { blocks: 4 });
      expect(turned).toEqual(computeOverfitting(returns, { blocks: 4 }));
    });
    fc.assert(property, { numRuns: 20 });
  });

  it.each([
    [[[1, 2, 3, 4]], 2, '1 trials'],
    [
      [
        [1, 2, 3, 4],
        [1, 2, 3],
      ],
      2,
      '3 returns of trial 1, expected 4',
    ],
    [
      [
        [1, 2, 3],
        [1, 2, 3],
      ],
      2,
      '3 returns of trial 0, expected 4',
    ],
    [
      [
        [1, 2],
        [1, NaN],
      ],
      2,
      '2 returns of trial 0',
    ],
    [
      [
        [1, 2, 3, 4],
        [1, 2, 3, NaN],
      ],
      2,
      'NaN at 3',
    ],
    [[[1], [1]], 3, '3 blocks, expected an even number from 2 to 20'],
  ])('refuses %j in %d blocks', (returns, blocks, message) => {
    expect(() => computeOverfitting(returns, { blocks })).toThrow(message);
  });

  it('refuses more than it could reckon in a lifetime of patience', () => {
    const many = Array.from({ length: 400 }, () => new Float64Array(40));
    expect(() => computeOverfitting(many, { blocks: 20 })).toThrow('184756 splits of 400');
  });
});

describe('of sums of blocks', () => {
  const sumsOf = (returns: readonly Float64Array[], blocks: number): BlockedReturns => {
    const length = returns[0]?.length ?? 0;
    const ends = Array.from({ length: blocks + 1 }, (_, at) => Math.floor((length * at) / blocks));
    const parts = (sample: Float64Array): readonly Float64Array[] =>
      ends.slice(1).map((end, at) => sample.subarray(ends[at], end));
    const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);
    return {
      lengths: ends.slice(1).map((end, at) => end - (ends[at] ?? 0)),
      trials: returns.map((sample) => ({
        sums: Float64Array.from(parts(sample), sum),
        squares: Float64Array.from(parts(sample), (part) => sum(part.map((one) => one * one))),
      })),
    };
  };

  it('is what it is of the returns themselves', () => {
    for (const seed of [1, 2, 3]) {
      const returns = noise(seed, [200, 12], 0.001);
      const whole = computeOverfitting(returns, { blocks: 8 });
      const found = computeOverfittingOfBlocks(sumsOf(returns, 8));
      expect(found.probability).toBe(whole.probability);
      expect(found.slope).toBeCloseTo(whole.slope ?? NaN, 9);
      expect(found.used).toBe(200);
    }
  });

  it('takes blocks of different lengths', () => {
    const found = computeOverfittingOfBlocks(sumsOf(noise(4, [203, 12]), 8));
    expect([found.used, found.logits.length]).toEqual([203, 70]);
  });

  it('is refused where sums are missing, a block is too short, or there are too many', () => {
    const fine = sumsOf(noise(5, [80, 3]), 4);
    const short = { sums: new Float64Array(3), squares: new Float64Array(4) };
    const refused = (changes: Partial<BlockedReturns>): (() => unknown) => {
      return () => computeOverfittingOfBlocks({ ...fine, ...changes });
    };
    expect(refused({ trials: [...fine.trials, short] })).toThrow('3 sums of trial 3, of 4 blocks');
    expect(refused({ lengths: [20, 20, 20, 1] })).toThrow('of 1 returns');
    expect(refused({ lengths: [20, 20, 20] })).toThrow('3 blocks');
    expect(refused({ trials: [] })).toThrow('0 trials');
    expect([mostTrialsOf(4), mostTrialsOf(16)]).toEqual([8_333_333, 3_885]);
  });

  it('is not known of trials that are alike, such as those that never traded', () => {
    const idle = { sums: new Float64Array(4), squares: new Float64Array(4) };
    const found = computeOverfittingOfBlocks({ lengths: [9, 9, 9, 9], trials: [idle, idle, idle] });
    expect([found.probability, found.lossProbability, found.slope]).toEqual([null, null, null]);
    const [one = []] = noise(6, [40, 1]);
    expect(computeOverfitting([one, one], { blocks: 4 }).probability).toBeNull();
  });
});
