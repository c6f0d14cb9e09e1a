import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Pressure, type QueueState } from './pressure.ts';

const statesOf = (sizes: readonly number[], capacity = 100): readonly QueueState[] => {
  const pressure = new Pressure(capacity);
  return sizes.map((size) => {
    pressure.update(size);
    return pressure.state;
  });
};

test('warning begins at 80 %, critical at 95 %', () => {
  expect(statesOf([79, 80, 94, 95])).toEqual(['normal', 'warning', 'warning', 'critical']);
});

test('they end at 70 % and 85 %, so that a size that wavers changes nothing', () => {
  expect(statesOf([95, 90, 85, 84, 80, 70, 69])).toEqual([
    'critical',
    'critical',
    'critical',
    'warning',
    'warning',
    'warning',
    'normal',
  ]);
});

test('a jump goes all the way', () => {
  expect(statesOf([100, 0, 100])).toEqual(['critical', 'normal', 'critical']);
});

test('it tells whether the state has changed', () => {
  const pressure = new Pressure(100);
  expect([pressure.update(80), pressure.update(81), pressure.update(0)]).toEqual([
    true,
    false,
    true,
  ]);
});

test('above a limit it is never below its state', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(120)), (sizes) => {
      for (const [n, state] of statesOf(sizes).entries()) {
        const size = sizes[n] ?? 0;
        if (size >= 95) expect(state).toBe('critical');
        if (size >= 80) expect(state).not.toBe('normal');
        if (size < 85) expect(state).not.toBe('critical');
        if (size < 70) expect(state).toBe('normal');
      }
    }),
  );
});

test.each([0, 1.5, -1])('a capacity of %d is refused', (capacity) => {
  expect(() => new Pressure(capacity)).toThrow(/a queue of/u);
});
