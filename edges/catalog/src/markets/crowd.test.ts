import { Random } from 'argosy/core';
import { describe, expect, it } from 'vitest';

import { Crowd, drawLots } from './crowd.ts';
import { FairValues } from './fair-values.ts';
import { groundMarket } from './market-ground.ts';
import { PricePath, type Stretch } from './price-path.ts';
import { WeightedChoice } from './weighted-choice.ts';

const random = (): Random => Random.fromSeed('crowd');

describe('a choice by weight', () => {
  it('draws each as often as it weighs, and never what weighs nothing', () => {
    const weights = Float64Array.of(1, 0, 3, 6, 0.5);
    const choice = new WeightedChoice(weights);
    const chance = random();
    const counts = weights.map(() => 0);
    for (let draw = 0; draw < 42_000; draw += 1) {
      const drawn = choice.draw(chance);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    const shares = counts.map((count) => (count / 42_000) * 10.5);
    for (const [place, weight] of weights.entries()) {
      expect(Math.abs((shares[place] ?? 0) - weight)).toBeLessThan(0.12);
    }
    expect(counts[1]).toBe(0);
  });

  it('of one is that one', () => {
    expect(new WeightedChoice(Float64Array.of(0.1)).draw(random())).toBe(0);
  });
});

describe('sizes', () => {
  const drawn = (usual: number): number[] => {
    const chance = random();
    return Array.from({ length: 20_000 }, () => drawLots(usual, chance));
  };

  it('are about the usual on average, one lot at least', () => {
    const sizes = drawn(200);
    const mean = sizes.reduce((total, size) => total + size, 0) / sizes.length;
    expect(mean).toBeGreaterThan(150);
    expect(mean).toBeLessThan(250);
    expect(Math.min(...drawn(0.01))).toBe(1);
  });

  it('have a long tail, with an end', () => {
    const sizes = drawn(1000).toSorted((one, other) => one - other);
    // Of sizes above x, a share of 2^-1.6 is above 2x.
    const above = (size: number): number => sizes.filter((found) => found > size).length;
    expect(above(2000) / above(1000)).toBeGreaterThan(0.27);
    expect(above(2000) / above(1000)).toBeLessThan(0.4);
    expect(sizes.at(-1)).toBeLessThanOrEqual(22_500);
  });

  it('are often round', () => {
    const round = drawn(500).filter((size) => size % 50 === 0).length;
    expect(round).toBeGreaterThan(0.25 * 20_000);
  });
});

describe('how many events a stretch has', () => {
  const ground = groundMarket({ stepSeconds: 1 });
  const path = PricePath.begin(ground);
  path.advance();
  const stretch = path.advance();
  const crowd = new Crowd(ground, new FairValues(ground, path));
  const at = (of: number): Stretch => {
    if (stretch === null) throw new Error('the plan has a step');
    return { ...stretch, of };
  };
  const counts = (of: number, heat: number): number[] => {
    const chance = random();
    return Array.from({ length: 3000 }, () => crowd.count(at(of), heat, chance));
  };
  const mean = (values: readonly number[]): number =>
    values.reduce((total, one) => total + one, 0) / values.length;

  it('varies as counts do, around what is expected', () => {
    const found = counts(0.5, 1);
    const middle = mean(found);
    const spread = mean(found.map((count) => (count - middle) ** 2));
    expect(spread / middle).toBeGreaterThan(0.85);
    expect(spread / middle).toBeLessThan(1.15);
  });

  it('is larger at the ends of a day, and while it is hot', () => {
    expect(mean(counts(0, 1))).toBeGreaterThan(1.8 * mean(counts(0.5, 1)));
    expect(mean(counts(1, 1))).toBeGreaterThan(1.8 * mean(counts(0.5, 1)));
    expect(mean(counts(0.5, 4))).toBeGreaterThan(1.8 * mean(counts(0.5, 1)));
  });
});
