import { expect, test } from 'vitest';

import { shortfallShares } from './shortfall-shares.ts';

/** What is due after each slice, of a million. */
function dueOfMillion(slices: number, urgency: number): readonly number[] {
  const { due, total } = shortfallShares(slices, urgency);
  return due.map((share) => Number((share * 1_000_000n) / total));
}

test('without urgency every slice is the same', () => {
  expect(dueOfMillion(5, 0)).toEqual([200_000, 400_000, 600_000, 800_000, 1_000_000]);
});

test('with urgency the first slices are the largest, and the last completes the whole', () => {
  const due = dueOfMillion(4, 500);
  const slices = due.map((share, place) => share - (due[place - 1] ?? 0));
  expect(slices).toEqual([...slices].sort((one, other) => other - one));
  expect(due.at(-1)).toBe(1_000_000);
});

test('follows the closed form of Almgren and Chriss', () => {
  // Their discrete trajectory is sinh(κ(T − t)) / sinh(κT) with 2 (cosh(κτ) − 1) = κ̃²τ² (their eq. 16–19).
  const [slices, urgency] = [10, 250];
  const kappa = Math.acosh(1 + urgency / 2_000);
  const form = Array.from({ length: slices }, (_, place) => {
    return 1 - Math.sinh(kappa * (slices - place - 1)) / Math.sinh(kappa * slices);
  });
  for (const [place, share] of dueOfMillion(slices, urgency).entries()) {
    expect(share / 1_000_000).toBeCloseTo(form[place] ?? 0, 5);
  }
});
