import fc from 'fast-check';
import { expect, test } from 'vitest';

import { unlimited } from '../broker/capabilities.ts';
import { RollingLimit } from './rolling-limit.ts';

const SECOND = 1_000_000;

test('without limits everything passes', () => {
  const limit = new RollingLimit(unlimited);
  for (let at = 0; at < 100; at += 1) limit.note(0);
  expect(limit.readyAt(0)).toBe(0);
});

test('the next one passes a second after the one that many before', () => {
  const limit = new RollingLimit({ ...unlimited, perSecond: 2 });
  limit.note(0);
  limit.note(10);
  expect(limit.readyAt(20)).toBe(SECOND);
});

test('the tightest span counts', () => {
  const limit = new RollingLimit({ perSecond: 2, perMinute: 2, perHour: null });
  limit.note(0);
  limit.note(10);
  expect(limit.readyAt(20)).toBe(60 * SECOND);
});

test('where none may pass none ever does', () => {
  expect(new RollingLimit({ ...unlimited, perSecond: 0 }).readyAt(5)).toBe(
    Number.POSITIVE_INFINITY,
  );
});

test('no second ever sees more than it may, whenever they come', () => {
  const gaps = fc.array(fc.nat({ max: 700_000 }), { maxLength: 60 });
  fc.assert(
    fc.property(gaps, fc.integer({ min: 1, max: 5 }), (waits, most) => {
      const limit = new RollingLimit({ ...unlimited, perSecond: most });
      const passed: number[] = [];
      let now = 0;
      for (const wait of waits) {
        now = limit.readyAt(now + wait);
        limit.note(now);
        passed.push(now);
      }
      for (const [place, at] of passed.entries()) {
        expect(
          passed.slice(place).filter((other) => other < at + SECOND).length,
        ).toBeLessThanOrEqual(most);
      }
    }),
  );
});
