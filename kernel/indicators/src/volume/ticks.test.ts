import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { moneyFlowIndex } from './money-flow-index.ts';

const PERIOD = 14;
const tick = fc.integer({ min: -2, max: 2 });
const bar = fc.record({
  step: tick,
  above: fc.integer({ min: 0, max: 3 }),
  below: fc.integer({ min: 0, max: 3 }),
  volume: fc.integer({ min: 1, max: 999 }),
});

/** A walk in whole ticks of 0.05, and the same in prices as a feed rounds them. */
function walkOf(bars: readonly { step: number; above: number; below: number; volume: number }[]) {
  let at = 2000;
  const ticks = bars.map(({ step, above, below, volume }) => {
    at += step;
    return { high: at + above, low: at - below, close: at, volume };
  });
  const columnOf = (key: 'high' | 'low' | 'close') =>
    Float64Array.from(ticks, (one) => Number((one[key] * 0.05).toFixed(2)));
  const columns = {
    high: columnOf('high'),
    low: columnOf('low'),
    close: columnOf('close'),
    volume: Float64Array.from(ticks, ({ volume }) => volume),
  };
  return { ticks, columns };
}

describe('the money flow index of prices in ticks', () => {
  test('knows which typical prices are the same', () => {
    const property = fc.property(fc.array(bar, { minLength: 40, maxLength: 80 }), (bars) => {
      const { ticks, columns } = walkOf(bars);
      const found = moneyFlowIndex.over(columns, { period: PERIOD }).moneyFlowIndex;
      const sums = ticks.map(({ high, low, close }) => high + low + close);
      for (let row = PERIOD; row < ticks.length; row += 1) {
        let [up, all] = [0, 0];
        for (let at = row - PERIOD + 1; at <= row; at += 1) {
          const change = (sums[at] ?? 0) - (sums[at - 1] ?? 0);
          const flow = (sums[at] ?? 0) * (ticks[at]?.volume ?? 0);
          up += change > 0 ? flow : 0;
          all += change === 0 ? 0 : flow;
        }
        expect(found[row]).toBeCloseTo(all === 0 ? 0 : (100 * up) / all, 7);
      }
    });
    fc.assert(property);
  });

  test('is the same of coins that cost next to nothing', () => {
    const { columns } = walkOf(
      Array.from({ length: 60 }, (_, at) => ({
        step: ((at * 7) % 5) - 2,
        above: at % 3,
        below: at % 2,
        volume: 1 + (at % 9),
      })),
    );
    const scaled = (column: Float64Array, by: number) => column.map((value) => value * by);
    const { high, low, close, volume } = columns;
    const part = 2 ** -24;
    const tiny = {
      high: scaled(high, part),
      low: scaled(low, part),
      close: scaled(close, part),
      volume,
    };
    const found = moneyFlowIndex.over(tiny, { period: PERIOD });
    expect(found).toEqual(moneyFlowIndex.over(columns, { period: PERIOD }));
  });
});
