import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { InvariantError } from './assert.ts';
import { Random, type RandomWords } from './random.ts';

const seeds = fc.oneof(fc.string(), fc.integer());
const drawn = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);
const next = (random: Random, count = 8): number[] => drawn(count, () => random.nextUint32());
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a generator', () => {
  test('gives the numbers of xoshiro128++', () => {
    const words: RandomWords = [1, 2, 3, 4];
    const random = Random.importState({ version: 1, seed: words, words });
    // From the authors' reference implementation, prng.di.unimi.it/xoshiro128plusplus.c.
    expect(next(random, 10)).toEqual([
      641, 1573767, 3222811527, 3517856514, 836907274, 4247214768, 3867114732, 1355841295,
      495546011, 621204420,
    ]);
  });

  test('gives the same numbers for the same seed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        expect(next(Random.fromSeed(seed))).toEqual(next(Random.fromSeed(seed)));
      }),
    );
  });

  test('keeps its numbers from one version to the next', () => {
    expect([next(Random.fromSeed(7), 3), next(Random.fromSeed('run 7'), 3)]).toEqual([
      [1860529798, 1012196029, 528704811],
      [765561100, 3301089900, 1336403909],
    ]);
  });

  test('takes a number and its text for different seeds', () => {
    expect(next(Random.fromSeed(1))).not.toEqual(next(Random.fromSeed('1')));
  });

  test('goes on where its state was exported', () => {
    fc.assert(
      fc.property(seeds, fc.nat(20), (seed, draws) => {
        const random = Random.fromSeed(seed);
        next(random, draws);
        const other = Random.importState(random.exportState());
        expect(next(other)).toEqual(next(random));
      }),
    );
  });

  test('forks the same after its state was exported', () => {
    const random = Random.fromSeed(1);
    next(random);
    const other = Random.importState(random.exportState());
    expect(next(other.fork('fill'))).toEqual(next(random.fork('fill')));
  });

  test.each([
    { version: 2, seed: [1, 2, 3, 4], words: [1, 2, 3, 4] },
    { version: 1, seed: [1, 2, 3, 4], words: [0, 0, 0, 0] },
    { version: 1, seed: [1, 2, 3, 4], words: [1, 2, 3, 2 ** 32] },
    { version: 1, seed: [1, 2, 3, 0.5], words: [1, 2, 3, 4] },
    { version: 1, seed: [1, 2, 3, 4], words: [1, 2, 3, -1] },
  ])('does not begin from state %j', (state) => {
    const broken: unknown = state;
    expect(() => Random.importState(broken as Parameters<typeof Random.importState>[0])).toThrow(
      expect.objectContaining({ code: 'BAD_RANDOM_STATE' }),
    );
  });
});

describe('a fork', () => {
  test('is the same however much was drawn before it', () => {
    fc.assert(
      fc.property(seeds, fc.string(), fc.nat(20), (seed, name, draws) => {
        const random = Random.fromSeed(seed);
        const before = next(random.fork(name));
        next(random, draws);
        expect(next(random.fork(name))).toEqual(before);
      }),
    );
  });

  test('takes nothing from its parent', () => {
    const [one, other] = [Random.fromSeed(1), Random.fromSeed(1)];
    next(one.fork('fill'));
    expect(next(one)).toEqual(next(other));
  });

  test('of another name is another stream', () => {
    const random = Random.fromSeed(1);
    expect(next(random.fork('a'))).not.toEqual(next(random.fork('b')));
  });

  test('of a fork knows its parent', () => {
    const random = Random.fromSeed(1);
    expect(next(random.fork('a').fork('b'))).not.toEqual(next(random.fork('b').fork('a')));
  });
});

describe('an integer below a bound', () => {
  const bounds = fc.oneof(
    fc.integer({ min: 1, max: 10 }),
    fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  );

  test('is never the bound, never negative, always whole', () => {
    fc.assert(
      fc.property(seeds, bounds, (seed, bound) => {
        const value = Random.fromSeed(seed).nextInt(bound);
        expect(value).toSatisfy((n: number) => Number.isInteger(n) && n >= 0 && n < bound);
      }),
    );
  });

  test('is fair: chi-square over twelve places stays under the 99.99 % point', () => {
    const random = Random.fromSeed(3);
    const counts = Array.from({ length: 12 }, () => 0);
    for (const place of drawn(120_000, () => random.nextInt(12)))
      counts[place] = (counts[place] ?? 0) + 1;
    const square = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(square).toBeLessThan(37.4);
  });

  test('is fair where the bound is not far below the range', () => {
    // Taking the remainder alone would put two thirds of the draws in the lower half.
    const random = Random.fromSeed(4);
    const bound = 3 * 2 ** 30;
    const low = drawn(20_000, () => random.nextInt(bound)).filter((value) => value < bound / 3);
    expect(low.length / 20_000).toBeCloseTo(1 / 3, 1.5);
  });

  test('above 2^32 reaches both halves', () => {
    const random = Random.fromSeed(5);
    const high = drawn(2000, () => random.nextInt(2 ** 40)).filter((value) => value >= 2 ** 39);
    expect(high.length / 2000).toBeCloseTo(0.5, 1);
  });

  test.each([0, -1, 0.5, Number.NaN, 2 ** 53])('has no bound of %d', (bound) => {
    expect(() => Random.fromSeed(1).nextInt(bound)).toThrow(InvariantError);
  });
});

describe('a fraction', () => {
  const random = Random.fromSeed(11);
  const values = drawn(100_000, () => random.nextFloat());

  test('is at least 0 and below 1', () => {
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  });

  test('is a half on average', () => {
    expect(mean(values)).toBeCloseTo(0.5, 2);
  });

  test('uses all its 53 bits', () => {
    expect(values.some((value) => (value * 2 ** 53) % 2 === 1)).toBe(true);
  });
});

describe('a normal number', () => {
  const random = Random.fromSeed(13);
  const values = drawn(400_000, () => random.nextNormal());
  const shareBeyond = (deviations: number): number =>
    values.filter((value) => Math.abs(value) > deviations).length / values.length;

  test('is zero on average', () => {
    expect(Math.abs(mean(values))).toBeLessThan(0.006);
  });

  test('has a variance of one', () => {
    expect(Math.abs(mean(values.map((value) => value ** 2)) - 1)).toBeLessThan(0.01);
  });

  test('is not skewed', () => {
    expect(Math.abs(mean(values.map((value) => value ** 3)))).toBeLessThan(0.02);
  });

  test('has the tails of the normal distribution', () => {
    expect(mean(values.map((value) => value ** 4))).toBeCloseTo(3, 1);
  });

  test.each([
    [1, 0.3173],
    [2, 0.0455],
    [3, 0.0027],
  ])('is beyond %d deviations as often as it should', (deviations, share) => {
    expect(Math.abs(shareBeyond(deviations) / share - 1)).toBeLessThan(0.1);
  });
});
