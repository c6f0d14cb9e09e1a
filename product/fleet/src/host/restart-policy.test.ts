import { Reconnection, toTimestamp } from 'argosy/core';
import { expect, test } from 'vitest';

import { restartPolicy } from './restart-policy.ts';

const SECOND = 1_000_000;
const SILENCE_MILLIS = 5_000;

/** How often a host was started that hangs so many seconds behind each start; a hundred is without an end. */
function startsOf(secondsUntilItHangs: number): number {
  const reconnection = new Reconnection(restartPolicy(SILENCE_MILLIS), () => 0.5);
  let now = 0;
  reconnection.start(toTimestamp(now));
  for (let starts = 0; starts < 100; starts += 1) {
    if (reconnection.step(toTimestamp(now)) !== 'connect') return starts;
    reconnection.succeed(toTimestamp(now));
    // It is asked once a second: what is silent for five is found up to a second later.
    now += secondsUntilItHangs * SECOND + SILENCE_MILLIS * 1_000 + SECOND;
    reconnection.fail('silent for 5.5 s', toTimestamp(now));
    now = reconnection.nextDueAt ?? now;
  }
  return 100;
}

test.each([0, 1, 4, 5, 10, 30])(
  'a host that hangs %i s behind each start is given up',
  (seconds) => {
    expect(startsOf(seconds)).toBe(8);
  },
);

test('one that hangs now and then is started again each time', () => {
  expect(startsOf(61)).toBe(100);
});
