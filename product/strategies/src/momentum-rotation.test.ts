import { runOnBasket, type SessionRun } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { MomentumRotation } from './momentum-rotation.ts';

const small = { lookback: 3, skip: 0, every: 3, hold: 1, percent: 90 };
type Closes = Readonly<Record<string, readonly number[]>>;

function run(closes: Closes, values: Readonly<Record<string, unknown>> = {}): SessionRun {
  const given = { shares: Object.keys(closes), bars: 'A.X-1-DAY-LAST-EXTERNAL' };
  const parameters = { ...given, ...small, ...values };
  return runOnBasket({ strategy: MomentumRotation, parameters }, closes);
}

/** A leads at first; from the fourth day on B does, and C only ever falls. */
const market: Closes = {
  'A.X': [1_000, 1_010, 1_020, 1_030, 1_030, 1_020, 1_000, 1_000],
  'B.X': [1_000, 1_000, 1_000, 1_000, 1_050, 1_100, 1_150, 1_150],
  'C.X': [1_000, 990, 980, 970, 960, 950, 940, 930],
};

describe('momentum rotation', () => {
  test('holds the best of its shares, and changes over when another one leads', () => {
    // Nine tenths of a million rupees at 10.30; four days later all of it at B's 11.50.
    const { fills } = run(market);
    expect(fills.map((line) => line.replace(/ \d+ @/, ' @'))).toEqual([
      'day 4 A.X buy @ 1030',
      'day 7 A.X sell @ 1000',
    ]);
    const later = run(withMore(market, 2)).fills.map((line) => line.replace(/ \d+ @/, ' @'));
    expect(later).toEqual([
      'day 4 A.X buy @ 1030',
      'day 7 A.X sell @ 1000',
      'day 8 B.X buy @ 1150',
    ]);
  });

  test('gives each that it holds an equal part of the equity', () => {
    const both = {
      'A.X': [1_000, 1_010, 1_020, 1_030, 1_030],
      'B.X': [1_000, 1_000, 1_000, 1_010, 1_010],
    };
    const { fills } = run(both, { hold: 2 });
    // 45 percent of 100,000,000 paise each.
    expect(fills.slice(0, 2)).toEqual(['day 4 A.X buy 43689 @ 1030', 'day 4 B.X buy 44554 @ 1010']);
  });

  test('holds nothing that has not gained, though it may be the best', () => {
    const falling = [1_000, 990, 980, 970, 960, 950];
    expect(run({ 'A.X': falling, 'B.X': falling.map((close) => close - 100) }).fills).toEqual([]);
  });

  test('lets the last bars out of the gain where it is told to', () => {
    const jump = {
      'A.X': [1_000, 1_010, 1_020, 1_030, 1_030],
      'B.X': [1_000, 1_000, 1_000, 1_200, 1_200],
    };
    expect(run(jump).fills[0]).toMatch(/B\.X buy/);
    expect(run(jump, { skip: 1 }).fills[0]).toMatch(/A\.X buy/);
  });

  test('leaves a holding alone while it is near its part, and brings it back from further off', () => {
    const steady = [1_000, 1_010, 1_020, 1_030, 1_035, 1_040, 1_045, 1_050];
    expect(run({ 'A.X': steady, 'B.X': steady.map(() => 900) }).fills).toHaveLength(1);
    const doubled = [1_000, 1_010, 1_020, 1_030, 2_000, 2_100, 2_200, 2_200];
    const { fills } = run(
      { 'A.X': doubled, 'B.X': doubled.map((close) => close - 500) },
      { hold: 2 },
    );
    // What has grown by more is above its part; the other one stays as it is.
    expect(fills.slice(2).map((line) => line.split(' ').slice(0, 4).join(' '))).toEqual([
      'day 7 B.X sell',
    ]);
  });

  test('waits with a choice until all have a price', () => {
    const gap = { 'A.X': [1_000, 1_010, 1_020, 1_030, 1_030], 'B.X': [1_000, 1_000, 1_000] };
    expect(run(gap).fills).toEqual([]);
  });
});

/** Goes on for some days at the last prices. */
function withMore(closes: Closes, days: number): Closes {
  const more = Object.entries(closes).map(([id, prices]): [string, readonly number[]] => {
    const last = prices.at(-1) ?? 0;
    return [id, [...prices, ...Array.from({ length: days }, () => last)]];
  });
  return Object.fromEntries(more);
}
