import { runInSessions, type DayPrices, type SessionRun } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { VwapReversion } from './vwap-reversion.ts';

const small = { deviations: 2, stopDeviations: 1.5, startMinutes: 20, flatMinutes: 15 };

function run(
  sessions: readonly (readonly number[])[],
  values: Readonly<Record<string, unknown>> = {},
): SessionRun {
  const given = sessions.map((closes) =>
    closes.map((close, row): DayPrices => ({ open: closes[row - 1] ?? close, close })),
  );
  const parameters = { ...small, quantity: '10', ...values };
  return runInSessions({ strategy: VwapReversion, parameters }, given);
}

/** Half an hour around 10000, which it ends at. */
const calm = [10_000, 10_020, 10_000, 9_980, 9_990, 10_000];

describe('back to the VWAP', () => {
  test('buys a close far below the average, and sells at the average, which moves', () => {
    const { fills } = run([[...calm, 9_900, 9_910, 10_010]]);
    expect(fills).toHaveLength(2);
    expect(fills[0]).toBe('day 0 09:50 buy 10 @ 9900');
    const sold = Number(fills[1]?.split(' ').at(-1));
    expect(sold).toBeGreaterThan(9_950);
    expect(sold).toBeLessThan(10_010);
  });

  test('sells at its stop where prices go on', () => {
    const { fills } = run([[...calm, 9_900, 9_000, 9_000]]);
    expect(fills[0]).toBe('day 0 09:50 buy 10 @ 9900');
    expect(fills[1]).toMatch(/^day 0 09:5\d sell 10 @ 98\d\d$/);
  });

  test('does not buy the same fall twice', () => {
    const { fills } = run([[...calm, 9_900, 9_000, 8_900, 8_800, 8_700]]);
    expect(fills).toHaveLength(2);
  });

  test('only looks on in the first minutes', () => {
    expect(run([[10_000, 10_020, 10_000, 9_700, 9_700, 9_700]]).fills).toEqual([]);
  });

  test('begins anew with each session', () => {
    const low = [...calm.map((close) => close - 1_000), 9_000];
    expect(run([calm, low]).fills).toEqual([]);
  });

  test('is flat before the close', () => {
    const day = [...calm, 9_900, ...Array.from({ length: 70 }, () => 9_901)];
    const { fills } = run([day.slice(0, 75)], { startMinutes: 5 });
    expect(fills.at(-1)).toMatch(/sell 10 @/);
    const late = Array.from({ length: 36 }, (_, row) => calm[row % 6] ?? 0);
    const end = [...late, ...late.slice(0, 34), 9_900, 9_901, 9_901, 9_901, 9_901];
    expect(run([end]).fills).toEqual(['day 0 15:10 buy 10 @ 9900', 'day 0 15:15 sell 10 @ 9901']);
  });

  test('sells short only where it is told to', () => {
    const rise = [...calm, 10_120, 10_110];
    expect(run([rise]).fills).toEqual([]);
    expect(run([rise], { side: 'both' }).fills).toEqual(['day 0 09:50 sell 10 @ 10120']);
  });
});
