import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { SEEN_NUMBERS_MAX, SequenceGuard, type Arrival } from './sequence-guard.ts';

const arrivals = (numbers: readonly number[], guard = new SequenceGuard(2, 'gapless')): Arrival[] =>
  numbers.map((number) => guard.look(0, number));

describe('the numbers of a feed', () => {
  test('count up, whatever they begin with', () => {
    expect(arrivals([7, 8, 9])).toEqual(['next', 'next', 'next']);
  });

  test('that are passed over are a gap, where the feed promises none', () => {
    const guard = new SequenceGuard(1, 'gapless');
    const gaps = [1, 2, 5, 6].map((number) => (guard.look(0, number), guard.lastGap));
    expect(gaps).toEqual([0, 0, 2, 0]);
    const rising = new SequenceGuard(1, 'rising');
    rising.look(0, 1);
    expect([rising.look(0, 5), rising.lastGap]).toEqual(['next', 0]);
  });

  test('that come behind a greater one are late once, and duplicates then', () => {
    expect(arrivals([1, 5, 3, 3, 5, 1])).toEqual([
      'next',
      'next',
      'late',
      'duplicate',
      'duplicate',
      'duplicate',
    ]);
  });

  test('that lie too far back to be remembered are late', () => {
    const far = 10 + SEEN_NUMBERS_MAX + 1;
    expect(arrivals([10, far, 10])).toEqual(['next', 'next', 'late']);
    expect(arrivals([10, far - 1, 10])).toEqual(['next', 'next', 'duplicate']);
  });

  test('of one instrument say nothing of another', () => {
    const guard = new SequenceGuard(2, 'gapless');
    guard.look(0, 5);
    expect([guard.look(1, 1), guard.lastGap]).toEqual(['next', 0]);
  });

  test('begin anew with the connection', () => {
    const guard = new SequenceGuard(1, 'gapless');
    guard.look(0, 500);
    guard.reset();
    expect([guard.look(0, 1), guard.look(0, 1)]).toEqual(['next', 'duplicate']);
  });

  test('that say nothing are not looked at', () => {
    expect(arrivals([0, 0, 5, 1], new SequenceGuard(1, 'none'))).toEqual(Array(4).fill('next'));
  });
});

/** The same by a set of all numbers that came. */
function naive(numbers: readonly number[]): readonly [Arrival, number][] {
  const seen = new Set<number>();
  return numbers.map((number) => {
    const greatest = Math.max(Number.NEGATIVE_INFINITY, ...seen);
    const isNew = !seen.has(number);
    seen.add(number);
    if (!isNew) return ['duplicate', 0];
    if (number < greatest) return ['late', 0];
    return ['next', Number.isFinite(greatest) ? number - greatest - 1 : 0];
  });
}

test('within its memory it is as one that remembers everything', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 100, max: 131 })), (numbers) => {
      const guard = new SequenceGuard(1, 'gapless');
      const found = numbers.map((number) => [guard.look(0, number), guard.lastGap]);
      expect(found).toEqual(naive(numbers));
    }),
  );
});
