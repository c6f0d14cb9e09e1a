import { expect, test } from 'vitest';

import { beginApart, inTurns } from './round-turns.ts';

/** When each of so many accounts was told to begin. */
function begun(accounts: number): readonly number[] {
  const told: number[] = [];
  const hurry = (at = 0): number => told.push(at);
  beginApart(
    Array.from({ length: accounts }, () => ({ hurry })),
    1_000,
  );
  return told;
}

test('accounts begin their rounds one shortly after the other', () => {
  expect(begun(3)).toEqual([1_000, 26_000, 51_000]);
});

test('the last of thousands of accounts begins its round within seconds', () => {
  expect(Math.max(...begun(5_000))).toBeLessThanOrEqual(2_001_000);
});

test('one of those that go through a long listing has its turn, and everybody else', () => {
  const keepers = [false, true, true, false, true].map((isSifting, place) => ({
    place,
    reconciler: { isSifting },
  }));
  expect([...inTurns(keepers)].map(({ place }) => place)).toEqual([0, 1, 3]);
});
