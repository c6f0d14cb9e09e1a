import { toAccountId, toOrderId, toTimestamp } from 'argosy/core';
import { aFill } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import type { Report, ReportBody } from './input.ts';
import { boundReport } from './report-bounds.ts';
import { CLIENT_ID_LENGTH_MAX, isPlainId, REASON_LENGTH_MAX } from './text-bounds.ts';

const long = 'x'.repeat(2 << 20);

function report(body: ReportBody): Report {
  const [at, account] = [toTimestamp(0), toAccountId('MAIN')];
  return { kind: 'report', account, order: toOrderId('O'), eventAt: at, availableAt: at, body };
}

describe('a report', () => {
  test.each<ReportBody>([
    { type: 'rejected', reason: 'no margin' },
    { type: 'canceled', reason: null },
    { type: 'filled', fill: aFill() },
    { type: 'expired' },
  ])('within its bounds is given back as it is: $type', (body) => {
    const given = report(body);
    expect(boundReport(given)).toBe(given);
  });

  test.each<ReportBody>([
    { type: 'rejected', reason: long },
    { type: 'canceled', reason: long },
    { type: 'modifyRejected', reason: long },
    { type: 'cancelRejected', reason: long },
  ])('has its reason cut: $type', (body) => {
    const cut = boundReport(report(body)).body;
    expect('reason' in cut && cut.reason?.length).toBe(REASON_LENGTH_MAX);
  });

  test('of a fill has its ids folded, the same each time, and its charges named in short', () => {
    const fill = Object.assign(aFill(), { trade: long, charges: [{ name: long, amount: 1n }] });
    const cut = boundReport(report({ type: 'filled', fill })).body;
    const folded = 'fill' in cut ? cut.fill : null;
    expect(isPlainId(folded?.trade ?? '')).toBe(true);
    expect(folded?.charges?.[0]?.name.length).toBe(CLIENT_ID_LENGTH_MAX);
    expect(boundReport(report({ type: 'filled', fill })).body).toEqual(cut);
  });

  test("of acceptance has the broker's own id folded, and so has a bust", () => {
    const body = { type: 'accepted', brokerId: long };
    const cut = boundReport(Object.assign(report({ type: 'expired' }), { body })).body;
    expect('brokerId' in cut && isPlainId(cut.brokerId)).toBe(true);
    const bust = { type: 'busted', trade: long };
    const bound = boundReport(Object.assign(report({ type: 'expired' }), { body: bust })).body;
    expect('trade' in bound && isPlainId(bound.trade)).toBe(true);
  });
});
