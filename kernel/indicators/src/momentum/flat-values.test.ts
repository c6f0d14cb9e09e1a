import { describe, expect, test } from 'vitest';

import { cci } from './cci.ts';
import { imi } from './imi.ts';
import { rsi } from './rsi.ts';
import { stochasticRsi } from './stochastic-rsi.ts';
import { stochastic, stochasticFast } from './stochastic.ts';

const still = new Float64Array(60).fill(7);
const bars = { open: still, high: still, low: still, close: still };

describe('where nothing has moved', () => {
  test('indicators stand at zero, as TA-Lib’s', () => {
    expect(rsi.over(still).rsi.at(-1)).toBe(0);
    expect(imi.over(bars).imi.at(-1)).toBe(0);
    expect(stochastic.over(bars).d.at(-1)).toBe(0);
    expect(stochasticFast.over(bars).d.at(-1)).toBe(0);
    expect(stochasticRsi.over(still).d.at(-1)).toBe(0);
  });

  test.each([123.45, 0.1, 99.99, 1e9 + 0.3])('the index of channels of %d is 0', (price) => {
    const line = new Float64Array(60).fill(price);
    for (const period of [14, 20]) {
      const found = cci.over({ high: line, low: line, close: line }, { period }).cci;
      expect(found.slice(period - 1).every((value) => value === 0)).toBe(true);
    }
  });

  test('they stand where they are told to', () => {
    expect(rsi.over(still, { flat: 50 }).rsi.at(-1)).toBe(50);
    expect(imi.over(bars, { flat: 50 }).imi.at(-1)).toBe(50);
    expect(stochastic.over(bars, { flat: 50 }).d.at(-1)).toBe(50);
    expect(stochasticFast.over(bars, { flat: 100 }).d.at(-1)).toBe(100);
    expect(stochasticRsi.over(still, { flat: 50 }).d.at(-1)).toBe(50);
  });

  test('they stand there even where prices that are no binary fractions moved before', () => {
    const close = new Float64Array(5);
    const open = Float64Array.of(0.1, 0.2, 0, 0, 0);
    expect(imi.over({ open, close }, { period: 3, flat: 50 }).imi.at(-1)).toBe(50);
  });
});
