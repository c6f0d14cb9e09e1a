import { nseEquity, parseTimestamp, unwrap, type Timestamp } from 'argosy/core';
import { groundMarket } from '@argosy/catalog/markets';
import { ManualClock } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { fastClock } from './fast-clock.ts';

const instant = (text: string): Timestamp => unwrap(parseTimestamp(`2026-11-${text}+05:30`)).at;
const MINUTE = 60_000_000;
/** A Friday and the Monday after it. */
const { days } = groundMarket({ firstDay: '2026-11-20', days: 2, calendar: nseEquity });

function aClock(from: Timestamp): { readonly wall: ManualClock; readonly now: () => Timestamp } {
  const wall = new ManualClock(0);
  return { wall, now: fastClock(wall, () => days, { from, speed: 60 }).now };
}

test('a minute of the wall clock is an hour of the market’s', () => {
  const { wall, now } = aClock(instant('20T10:00:00'));
  wall.advance(MINUTE);
  expect(now()).toBe(instant('20T11:00:00'));
});

test('nights and weekends are left out', () => {
  const { wall, now } = aClock(instant('20T15:00:00'));
  wall.advance(MINUTE);
  // The half hour to the close and a minute behind it, then what is left of the hour from Monday's 09:00 on.
  expect(now()).toBe(instant('23T09:29:00'));
});

test('it comes to the same instant in many steps as in one', () => {
  const [one, many] = [aClock(instant('20T15:00:00')), aClock(instant('20T15:00:00'))];
  one.wall.advance(2 * MINUTE);
  for (let step = 0; step < 120; step += 1) {
    many.wall.advance(MINUTE / 60);
    many.now();
  }
  expect(many.now()).toBe(one.now());
});

test('it goes on behind the last day', () => {
  const { wall, now } = aClock(instant('23T15:30:00'));
  wall.advance(2 * MINUTE);
  expect(now()).toBe(instant('23T17:30:00'));
});

test('what waits an hour of the market waits a minute of the wall clock', () => {
  const wall = new ManualClock(0);
  const clock = fastClock(wall, () => days, { from: instant('20T10:00:00'), speed: 60 });
  let hasRun = false;
  clock.after(60 * MINUTE, () => {
    hasRun = true;
  });
  wall.advance(MINUTE - 1);
  expect(hasRun).toBe(false);
  wall.advance(1);
  expect(hasRun).toBe(true);
});
