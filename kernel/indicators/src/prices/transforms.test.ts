import { Random } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { Bricks, pointAndFigure, renko } from './bricks.ts';
import { drawdown } from './drawdown.ts';
import { heikinAshi } from './heikin-ashi.ts';
import { LineBreak, lineBreak } from './line-break.ts';
import { quotient } from './of-two.ts';
import { cumulativeReturn, logReturn } from './returns.ts';

/** Prices in quarters that walk for a while each way. */
const prices = walk('transforms', 3000);

function walk(seed: string, length: number): Float64Array {
  const random = Random.fromSeed(seed);
  let price = 400;
  return Float64Array.from({ length }, () => {
    price = Math.max(40, price + random.nextInt(41) - 20);
    return price / 4;
  });
}

/** Bricks laid one by one: where the last one begins and ends, and how many came with each price. */
function layBricks(values: Float64Array, size: number, reversal: number): readonly number[][] {
  const first = values[0] ?? NaN;
  let [level, way] = [0, 0];
  return Array.from(values, (value) => {
    let bricks = 0;
    const isFree = (step: 1 | -1): boolean => way !== -step;
    for (const step of [1, -1] as const) {
      const reach = isFree(step) ? 1 : reversal;
      if (step * (value - first) < step * level * size + reach * size) continue;
      if (!isFree(step)) level += step;
      way = step;
      while (step * (value - first) >= step * (level + step) * size) {
        level += step;
        bricks += step;
      }
    }
    return [first + level * size, way, bricks];
  });
}

describe('bricks', () => {
  test.each([
    [2, 0.5],
    [2, 3],
    [3, 1.25],
    [1, 2],
  ])('are laid as one by one, back from %i bricks on of size %d', (reversal, size) => {
    const lines = pointAndFigure.over(prices, { size, reversal });
    const found = Array.from(prices, (_, row) => [
      lines.end[row],
      lines.way[row],
      lines.bricks[row],
    ]);
    expect(found).toEqual(layBricks(prices, size, reversal));
  });

  test('of Renko turn where a whole brick lies between the last one and the price', () => {
    const { end, bricks } = renko.over(Float64Array.of(100, 125, 101, 100, 79, 99), { size: 10 });
    expect([...end]).toEqual([100, 120, 120, 100, 80, 80]);
    expect([...bricks]).toEqual([0, 2, 0, -1, -2, 0]);
  });

  test('are not short of one that rounding took', () => {
    const bricks = new Bricks(0.1, 2);
    bricks.update(100);
    bricks.update(100.3);
    expect(bricks.bricks).toBe(3);
  });

  test.each([0, -1, NaN, Infinity])('cannot be of size %d', (size) => {
    expect(() => new Bricks(size, 2)).toThrow('the size of bricks');
  });
});

/** Line break over a list of all lines. */
function breakLines(values: Float64Array, count: number): readonly number[][] {
  const lines: { from: number; to: number }[] = [];
  return Array.from(values, (value) => {
    const last = lines.at(-1);
    const ends = lines.slice(-count).flatMap(({ from, to }) => [from, to]);
    if (last === undefined) {
      const [first = value] = values;
      if (value !== first) lines.push({ from: first, to: value });
      return [value, Math.sign(value - first)];
    }
    const isUp = last.to > last.from;
    if (isUp ? value > last.to : value < last.to) lines.push({ from: last.to, to: value });
    else if (isUp ? value < Math.min(...ends) : value > Math.max(...ends)) {
      lines.push({ from: last.from, to: value });
    }
    const now = lines.at(-1) ?? last;
    return [now.to, Math.sign(now.to - now.from)];
  });
}

describe('line break', () => {
  test.each([1, 2, 3, 7])('draws what a list of all lines gives, %i to pass', (lines) => {
    const over = lineBreak.over(prices, { lines });
    const found = Array.from(prices, (_, row) => [over.end[row], over.way[row]]);
    expect(found).toEqual(breakLines(prices, lines));
  });

  test('turns only where all of the last lines are passed', () => {
    const breaks = new LineBreak(3);
    const ends = [10, 11, 12, 13, 10.5, 9.5].map((price) => breaks.update(price));
    expect(ends).toEqual([10, 11, 12, 13, 13, 9.5]);
  });
});

describe('Heikin-Ashi candles', () => {
  test('are what TA-Lib 0.8.1 gives', () => {
    const open = Float64Array.of(10, 11, 12, 11, 13);
    const by = [0.5, -0.5, 1, 1, -1];
    const close = open.map((price, at) => price + (by[at] ?? 0));
    const columns = {
      open,
      high: open.map((one) => one + 2),
      low: open.map((one) => one - 1.5),
      close,
    };
    const lines = heikinAshi.over(columns);
    expect([...lines.open]).toEqual([10.25, 10.25, 10.625, 11.5, 11.4375]);
    expect([...lines.high]).toEqual([12, 13, 14, 13, 15]);
    expect([...lines.low]).toEqual([8.5, 9.5, 10.5, 9.5, 11.4375]);
    expect([...lines.close]).toEqual([10.25, 11, 12.375, 11.375, 12.875]);
  });
});

describe('returns', () => {
  test('in logarithms add up to the cumulative one', () => {
    const logs = logReturn.over(prices).logReturn;
    const { cumulativeReturn: gained } = cumulativeReturn.over(prices);
    let sum = 0;
    for (let row = 1; row < prices.length; row += 1) {
      sum += logs[row] ?? NaN;
      expect(Math.expm1(sum)).toBeCloseTo(gained[row] ?? NaN, 9);
    }
  });

  test('have no logarithm where a price is not above 0', () => {
    expect([...logReturn.over(Float64Array.of(1, 0, 2, -1)).logReturn]).toEqual([
      NaN,
      NaN,
      NaN,
      NaN,
    ]);
  });

  test('of a series that begins with 0 are 0', () => {
    expect([...cumulativeReturn.over(Float64Array.of(0, 5)).cumulativeReturn]).toEqual([0, 0]);
  });
});

describe('a drawdown', () => {
  test('is how far each price stands below the highest of all before it', () => {
    const lines = drawdown.over(prices);
    for (let row = 0; row < prices.length; row += 50) {
      const before = prices.slice(0, row + 1);
      const peak = Math.max(...before);
      expect(lines.drawdown[row]).toBe((prices[row] ?? NaN) / peak - 1);
      expect(lines.age[row]).toBe(row - before.lastIndexOf(peak));
      expect(lines.deepest[row]).toBe(Math.min(...lines.drawdown.slice(0, row + 1)));
    }
  });

  test('has no value before something was above 0', () => {
    const lines = drawdown.over(Float64Array.of(-5, -3, 2, 1));
    expect([...lines.drawdown]).toEqual([NaN, NaN, 0, -0.5]);
  });
});

test('a quotient by 0 is not finite, as in TA-Lib', () => {
  const lines = quotient.over({
    value: Float64Array.of(1, -1, 0),
    other: Float64Array.of(0, 0, 0),
  });
  expect([...lines.quotient]).toEqual([Infinity, -Infinity, NaN]);
});
