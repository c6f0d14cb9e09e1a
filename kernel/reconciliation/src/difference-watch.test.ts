import { toMicros, toTimestamp } from 'argosy/core';
import { describe, expect, it } from 'vitest';

import { DifferenceWatch } from './difference-watch.ts';

const window = toMicros(5);
const key = 'position';

function isOldAt(watch: DifferenceWatch, at: number, value = '3 4'): boolean {
  return watch.isOld({ key, value }, toTimestamp(at), window);
}

describe('a difference', () => {
  it.each([
    [4, false],
    [5, true],
    [6, true],
  ])('that is %i old in a window of 5 is old enough: %s', (age, expected) => {
    const watch = new DifferenceWatch();
    expect(isOldAt(watch, 10)).toBe(false);
    watch.endRound();
    expect(isOldAt(watch, 10 + age)).toBe(expected);
  });

  it('that has changed is a new one', () => {
    const watch = new DifferenceWatch();
    isOldAt(watch, 10);
    expect(isOldAt(watch, 20, '3 5')).toBe(false);
  });

  it('that a round has not shown is forgotten', () => {
    const watch = new DifferenceWatch();
    isOldAt(watch, 10);
    watch.endRound();
    watch.endRound();
    expect(watch.size).toBe(0);
    expect(isOldAt(watch, 20)).toBe(false);
  });

  it('counts once a round, however often it is looked at', () => {
    const watch = new DifferenceWatch();
    const roundsOf = (at: number): number => watch.roundsOf(key, 'x', toTimestamp(at));
    expect([roundsOf(1), roundsOf(2)]).toEqual([1, 1]);
    watch.endRound();
    expect([roundsOf(3), roundsOf(4)]).toEqual([2, 2]);
  });
});
