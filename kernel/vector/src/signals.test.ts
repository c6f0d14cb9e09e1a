import { expect, test } from 'vitest';

import { bandSignals, breakoutSignals, crossSignals } from './signals.ts';

const into = new Int8Array(6);

test('a crossing is long above, short below, and out where lines meet or have no value yet', () => {
  crossSignals(Float64Array.of(NaN, 1, 3, 2, 1, 5), Float64Array.of(1, NaN, 2, 2, 2, 2), into);
  expect([...into]).toEqual([0, 0, 1, 0, -1, 1]);
});

test('a band goes against what has gone too far until it is back in the middle', () => {
  bandSignals(Float64Array.of(50, 25, 40, 51, 75, 49), { buyBelow: 30, sellAbove: 70 }, into);
  expect([...into]).toEqual([0, 1, 1, 0, -1, 0]);
});

test('a band may be left elsewhere, and says nothing where its line has no value', () => {
  const band = { buyBelow: 30, sellAbove: 70, leaveAt: 60 };
  bandSignals(Float64Array.of(NaN, 25, 55, 59, 60, 65), band, into);
  expect([...into]).toEqual([0, 1, 1, 1, 0, 0]);
});

test('a breakout holds its side until the other line is broken', () => {
  const [upper, lower] = [Float64Array.of(NaN, 5, 5, 5, 5, 5), Float64Array.of(NaN, 3, 3, 3, 3, 3)];
  breakoutSignals(Float64Array.of(9, 5, 6, 4, 2, 3), { upper, lower }, into);
  expect([...into]).toEqual([0, 0, 1, 1, -1, -1]);
});
