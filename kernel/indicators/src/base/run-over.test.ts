import { expect, test } from 'vitest';

import { ema } from '../averages/ema.ts';
import { sma } from '../averages/sma.ts';
import { medianPrice } from '../prices/median-price.ts';

const closes = Float64Array.of(1, 2, 3, 4, 5);

test('lines that are given are filled, whatever stood in them', () => {
  const line = new Float64Array(5).fill(77);
  const { sma: filled } = sma.over(closes, { period: 2 }, { sma: line });
  expect(filled).toBe(line);
  expect([...line]).toEqual([NaN, 1.5, 2.5, 3.5, 4.5]);
  const late = Float64Array.of(NaN, NaN, 3, 4, 5);
  sma.over(late, { period: 2 }, { sma: line.fill(77) });
  expect([...line]).toEqual([NaN, NaN, NaN, 3.5, 4.5]);
});

test('a line of another length, or that lies where an input does, is refused', () => {
  const into = (line: Float64Array) => () => sma.over(closes, { period: 2 }, { sma: line });
  expect(into(new Float64Array(4))).toThrow('sma to be filled has 4 rows, its inputs 5');
  expect(into(closes)).toThrow('sma to be filled is one of its inputs');
  const both = new Float64Array(9);
  const [front, back] = [both.subarray(0, 5), both.subarray(4, 9)];
  expect(() => sma.over(front, { period: 2 }, { sma: back })).toThrow('is one of its inputs');
  const apart = new Float64Array(10);
  sma.over(apart.subarray(0, 5), { period: 2 }, { sma: apart.subarray(5) });
  expect([...apart]).toEqual([0, 0, 0, 0, 0, NaN, 0, 0, 0, 0]);
});

test.each([0, 1, 2, 3, 4, 5, 6, 7, 8])('what is not finite is found in row %d', (row) => {
  const column = new Float64Array(9).fill(5);
  for (const bad of [Infinity, -Infinity]) {
    expect(() => ema.over(column.with(row, bad))).toThrow(`row ${row} is ${bad}`);
    const high = column.with(row, bad);
    expect(() => medianPrice.over({ high, low: column })).toThrow(`row ${row} is ${bad}`);
  }
});

test('numbers so huge that their sum is not finite are no reason to refuse them', () => {
  const huge = new Float64Array(9).fill(1.7e308);
  expect(ema.over(huge, { period: 1 }).ema.at(-1)).toBe(1.7e308);
});
