import { toAccountId, toOrderId, toTimestamp } from 'argosy/core';
import type { Report } from 'argosy/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { REPORTS_MAX, ReportLane } from './report-lane.ts';

const aReport = (at: number): Report => ({
  kind: 'report',
  account: toAccountId('MAIN'),
  order: toOrderId('000000000000000001'),
  eventAt: toTimestamp(at),
  availableAt: toTimestamp(at),
  body: { type: 'expired' },
});

test('it is as a list from whose front is taken', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean()), (steps) => {
      const lane = new ReportLane();
      const list: Report[] = [];
      for (const [n, isAdded] of steps.entries()) {
        if (isAdded) {
          lane.add(aReport(n));
          list.push(aReport(n));
        } else expect(lane.take()).toEqual(list.shift());
        expect(lane.size).toBe(list.length);
      }
    }),
  );
});

test('at its bound it fails, and keeps what it has', () => {
  const lane = new ReportLane();
  const report = aReport(1);
  for (let n = 0; n < REPORTS_MAX; n += 1) lane.add(report);
  expect(() => lane.add(report)).toThrow(/reports wait/u);
  expect(lane.size).toBe(REPORTS_MAX);
});
