import { toTimestamp } from 'argosy/core';
import { expect, it } from 'vitest';

import { Growth } from './growth.ts';

const at = (instant: number) => toTimestamp(instant);

it('is the equity itself while no money comes or goes', () => {
  expect(new Growth().heightOf(123.25, at(5))).toBe(123.25);
});

it('goes on from where it stood, with what is there then', () => {
  const growth = new Growth();
  growth.take(at(2), { before: 110, came: 90 });
  expect([growth.heightOf(110, at(1)), growth.heightOf(200, at(2))]).toEqual([110, 110]);
  expect(growth.heightOf(300, at(3))).toBe(165);
  growth.take(at(4), { before: 300, came: -200 });
  expect(growth.heightOf(100, at(4))).toBe(165);
  expect(growth.heightOf(200, at(5))).toBe(330);
});

it('begins with the first money, and stands still while nothing is there', () => {
  const growth = new Growth();
  growth.take(at(1), { before: 0, came: 100 });
  expect(growth.heightOf(120, at(2))).toBe(120);
  growth.take(at(3), { before: 120, came: -120 });
  expect(growth.heightOf(0, at(4))).toBe(120);
});
