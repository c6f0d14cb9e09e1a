import { Random } from 'argosy/core';

import type { Line } from './line.ts';

/** The columns of some bars. */
export type Bars = {
  readonly open: Line;
  readonly high: Line;
  readonly low: Line;
  readonly close: Line;
  readonly volume: Line;
};

/** Bars of a random walk in hundredths, with gaps, and with two stretches in which nothing moves. */
export function aWalk(seed: string, rows: number = 400): Bars {
  const random = Random.fromSeed(seed);
  let price = 10_000;
  const bars = Array.from({ length: rows }, (_, at) => {
    const isStill = (at >= 150 && at < 200) || (at >= 300 && at < 310);
    if (isStill) return { open: price, high: price, low: price, close: price, volume: 0 };
    const open = Math.max(500, price + random.nextInt(at % 40 === 0 ? 900 : 30) - 10);
    price = Math.max(500, open + random.nextInt(301) - 150);
    const high = Math.max(open, price) + random.nextInt(80);
    const low = Math.min(open, price) - random.nextInt(80);
    return { open, high, low, close: price, volume: random.nextInt(9_000) * 100 };
  });
  const column = (name: 'open' | 'high' | 'low' | 'close' | 'volume'): Line =>
    bars.map((one) => one[name] / 100);
  return {
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}
