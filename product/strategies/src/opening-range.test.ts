import { runInSessions, type DayPrices, type SessionRun } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { OpeningRange } from './opening-range.ts';

const small = { rangeMinutes: 10, targetRanges: 2, flatMinutes: 15, quantity: '10' };

/** Bars that open where the one before closed; those of a whole session are 75. */
function bars(closes: readonly number[], length = 75): readonly DayPrices[] {
  return Array.from({ length }, (_, row) => {
    const close = closes[Math.min(row, closes.length - 1)] ?? 0;
    const open = row === 0 ? close : (closes[Math.min(row - 1, closes.length - 1)] ?? 0);
    return { open, close };
  });
}

function run(
  sessions: readonly (readonly DayPrices[])[],
  values: Readonly<Record<string, unknown>> = {},
): SessionRun {
  return runInSessions({ strategy: OpeningRange, parameters: { ...small, ...values } }, sessions);
}

/** The range of the first ten minutes is 10000 to 10100. */
const range = [10_000, 10_100];

describe('opening range', () => {
  test('buys where a bar closes above the range, and is flat a quarter of an hour before the close', () => {
    expect(run([bars([...range, 10_050, 10_120])]).fills).toEqual([
      'day 0 09:35 buy 10 @ 10120',
      'day 0 15:15 sell 10 @ 10120',
    ]);
  });

  test('is flat before the close where no bar comes any more', () => {
    const { events } = run([bars([...range, 10_120], 20)]);
    const closing = events.find(
      ({ change }) => change.type === 'initialized' && change.request.tag === 'close',
    );
    expect(events.filter(({ change }) => change.type === 'filled')).toHaveLength(1);
    // The timer asks at 15:15 in India, hours after the last bar.
    expect(closing).toBeUndefined();
    const twoDays = run([bars([...range, 10_120], 20), bars([10_120], 20)]);
    expect(twoDays.fills).toEqual(['day 0 09:30 buy 10 @ 10120', 'day 1 09:15 sell 10 @ 10120']);
  });

  test('has its stop on the other side of the range', () => {
    expect(run([bars([...range, 10_120, 9_900])]).fills).toEqual([
      'day 0 09:30 buy 10 @ 10120',
      'day 0 09:33 sell 10 @ 10000',
    ]);
  });

  test('takes its profit two widths of the range above the close that decided', () => {
    expect(run([bars([...range, 10_120, 10_400])]).fills).toEqual([
      'day 0 09:30 buy 10 @ 10120',
      'day 0 09:33 sell 10 @ 10320',
    ]);
  });

  test('enters once a session, and learns a new range in the next one', () => {
    const again = [...range, 10_120, 9_900, 10_050, 10_200, 10_300];
    expect(run([bars(again), bars([...range, 10_150])]).fills).toEqual([
      'day 0 09:30 buy 10 @ 10120',
      'day 0 09:33 sell 10 @ 10000',
      'day 1 09:30 buy 10 @ 10150',
      'day 1 15:15 sell 10 @ 10150',
    ]);
  });

  test('sells short only where it is told to', () => {
    const falls = [bars([10_100, 10_000, 9_980])];
    expect(run(falls).fills).toEqual([]);
    expect(run(falls, { side: 'both' }).fills[0]).toBe('day 0 09:30 sell 10 @ 9980');
  });

  test('is sized by what it loses at its stop', () => {
    // One percent of a million rupees is 1,000,000 paise; the stop is 120 below the close.
    const { fills } = run([bars([...range, 10_120])], { quantity: '0', percent: 100 });
    expect(fills[0]).toBe('day 0 09:30 buy 8333 @ 10120');
  });
});
