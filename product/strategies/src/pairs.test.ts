import { runOnBasket, type SessionRun } from '@argosy/testkit';
import { toInstrumentId } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { Pairs } from './pairs.ts';

const WINDOW = 60;
const small = { window: WINDOW, entry: 2, exit: 0.25, stop: 4, halfLives: 4, percent: 40 };

/** The same for all runs: a walk, and beside it one that strays a little and comes back. */
const walk = Array.from({ length: WINDOW }, (_, day) =>
  Math.round(20_000 + 400 * Math.sin(day / 9) + 150 * Math.sin(day * 2.3)),
);
const strays = walk.map((_, day) => 40 * Math.sin(day * 0.9) + 30 * Math.cos(day * 1.3));
const kept = walk.map((price, day) => Math.round(price + (strays[day] ?? 0)));

function run(
  after: readonly (readonly [first: number, second: number])[],
  values: Readonly<Record<string, unknown>> = {},
): SessionRun {
  const given = { pair: ['A.X', 'B.X'], bars: 'A.X-1-DAY-LAST-EXTERNAL' };
  const closes = {
    'A.X': [...kept, ...after.map(([first]) => first)],
    'B.X': [...walk, ...after.map(([, second]) => second)],
  };
  return runOnBasket({ strategy: Pairs, parameters: { ...given, ...small, ...values } }, closes);
}

const sides = ({ fills }: SessionRun): readonly string[] =>
  fills.map((line) => line.replace(/ \d+ @ \d+/, ''));
const level = walk.at(-1) ?? 0;
/** So far beside the line, both where they were. */
const at = (away: number): readonly [number, number] => [level + away, level];

describe('pairs', () => {
  test('sells the first and buys the second where the spread is wide, and leaves where it is back', () => {
    expect(sides(run([at(130), at(100), at(0), at(0)]))).toEqual([
      'day 61 A.X sell',
      'day 61 B.X buy',
      'day 63 A.X buy',
      'day 63 B.X sell',
    ]);
  });

  test('buys the first where the spread is low', () => {
    expect(sides(run([at(-130), at(-100)]))).toEqual(['day 61 A.X buy', 'day 61 B.X sell']);
  });

  test('hedges value by value', () => {
    const [first, second] = run([at(130), at(100)]).fills.map((line) => Number(line.split(' ')[4]));
    // The ratio of the logarithms is near one.
    expect((second ?? 0) / (first ?? 1)).toBeGreaterThan(0.9);
    expect((second ?? 0) / (first ?? 1)).toBeLessThan(1.1);
  });

  test('gives up where the spread goes further away', () => {
    expect(sides(run([at(130), at(132), at(2_000), at(2_000)])).slice(2)).toEqual([
      'day 63 A.X buy',
      'day 63 B.X sell',
    ]);
  });

  test('gives up where the spread has had its half-lives', () => {
    const stuck = Array.from({ length: 12 }, () => at(130));
    const filled = run(stuck, { halfLives: 4 }).fills;
    expect(filled).toHaveLength(4);
    const patient = run(stuck, { halfLives: 50 }).fills;
    expect(patient).toHaveLength(2);
  });

  test('does nothing while no test says that the two keep together', () => {
    expect(run([at(130), at(100)], { probability: 0.001, lags: 10 }).fills).toEqual([]);
  });

  test('closes a leg whose other one was refused', () => {
    const closes = { 'A.X': [...kept, ...[130, 110, 100, 100].map((away) => level + away)] };
    const pair = { ...closes, 'B.X': [...walk, level, level, level, level] };
    const given = { pair: ['A.X', 'B.X'], bars: 'A.X-1-DAY-LAST-EXTERNAL', ...small };
    const ban = { account: null, lets: 'nothing', until: null, why: 'on the list' } as const;
    const { fills } = runOnBasket({ strategy: Pairs, parameters: given }, pair, {
      limits: { rules: { bans: new Map([[toInstrumentId('B.X'), [ban]]]) } },
    });
    expect(fills.map((line) => line.replace(/ \d+ @ \d+/, ''))).toEqual([
      'day 61 A.X sell',
      'day 62 A.X buy',
    ]);
  });

  test('refuses deviations in another order', () => {
    expect(() => run([], { exit: 3 })).toThrow('expected exit < entry < stop, found 3, 2, 4');
  });
});
